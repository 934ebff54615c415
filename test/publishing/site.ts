import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sha256 } from '@pv-actions/testkit/harness/digest.ts';
import { type Inputs, stageRunner } from '@pv-actions/testkit/harness/stage.ts';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { type FaultProxy, startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import type { Build } from './builds.ts';
import type { TestStore } from './stores.ts';

/** A run that takes longer hangs. */
const RUN_LIMIT_MS = 90_000;

export const TAG = '029';
/** An entry that no publisher of ours made, byte for byte. */
export const FOREIGN = '"imported": {"100": [{"name": "old", "size": 1.0}]}';
export const NEIGHBOUR = 'neighbour-scarthgap';
const NEIGHBOUR_BSP = Buffer.from('The BSP of the neighbour.');

/** A layer of its own in the store, with a proxy of its own. */
export interface Site {
  readonly store: TestStore;
  readonly prefix: string;
  readonly publicUrl: string;
  readonly indexKey: string;
  readonly proxy: FaultProxy;
  /** Runs the stage as the runner does. */
  publish(build: Build, inputs?: Inputs, onSpawn?: (child: ChildProcess) => void): Promise<ActionResult>;
  close(): Promise<void>;
}

/** Opens a layer at `prefix`, with nothing in it, and its proxy, which injects nothing yet. */
export async function openSite(store: TestStore, prefix: string): Promise<Site> {
  const proxy = await startFaultProxy(store.server.endpoint);
  const publicUrl = `${store.server.endpoint}/${store.bucket}/${prefix}`;
  const run = stageRunner({
    folder: join(store.folder, 'runners', randomUUID()),
    inputs: { ...store.inputs, tag: TAG, prefix, endpoint: proxy.endpoint, 'public-url': publicUrl },
  });
  return {
    ...{ store, prefix, publicUrl, indexKey: `${prefix}/releases.json`, proxy },
    publish: (build, inputs = {}, onSpawn) =>
      run(
        's3-release-publish',
        { 'artifact-dir': build.folder, ...inputs },
        { signal: AbortSignal.timeout(RUN_LIMIT_MS), ...(onSpawn === undefined ? {} : { onSpawn }) },
      ),
    close: () => proxy.close(),
  };
}

/** The device of the neighbour, as its text stands in the index. */
export function neighbourText({ publicUrl }: Site): string {
  const url = `${publicUrl}/${TAG}/${NEIGHBOUR}/bsp.tgz`;
  return `{"name": "${NEIGHBOUR}", "bsp": {"url": "${url}", "sha256": "${sha256(NEIGHBOUR_BSP)}"}}`;
}

/** Puts an index in place that names another machine of the same tag, which is there, and an entry of somebody else. */
export async function settleNeighbour(site: Site): Promise<void> {
  const { store, prefix, indexKey } = site;
  await store.put(`${prefix}/${TAG}/${NEIGHBOUR}/bsp.tgz`, NEIGHBOUR_BSP);
  const stable = `"stable": {"${TAG}": {"release-date": "2026-06-03T10:00+00:00", "devices": [${neighbourText(site)}]}}`;
  await store.put(indexKey, `{${FOREIGN}, ${stable}}\n`);
}
