import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { cephExpected } from '@pv-actions/testkit/s3/ceph.ts';
import type { FaultProxy, ProxiedRequest } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { type Gate, startGate } from '@pv-actions/testkit/s3/gate.ts';
import { noise } from '@pv-actions/testkit/seeded.ts';
import { type Bench, BUCKET, errorOf, openBench, PREFIX, sha256, stage } from './release.ts';

const INDEX = `${PREFIX}/releases.json`;
const RUN = 'https://github.com/pantacor/sample/actions/runs/';

/** With parts of 5 MiB a bundle of this has two. */
const IMAGE_BYTES = 6 * 1024 * 1024;

type Held = (request: ProxiedRequest) => boolean;
const isComplete: Held = ({ method, path, query }) =>
  method === 'POST' && path.endsWith('.tar.gz') && query.has('uploadId');
const isManifest: Held = ({ method, path }) => method === 'PUT' && path.endsWith('/manifest.json');
const isIndex: Held = ({ method, path }) => method === 'PUT' && path.endsWith('/releases.json');

for (const name of ['the embedded server', 'Ceph'] as const) {
  const available = name === 'Ceph' ? cephExpected() : true;
  const suite = available ? describe : describe.skip;
  suite(`two runs of one machine and tag at the same time, on ${name}`, () => {
    let bench: Bench;
    let mine: string;
    let others: string;
    let same: string;
    let tag = 0;
    const gates: Gate[] = [];
    afterEach(() => Promise.all(gates.splice(0).map((each) => each.close())));
    beforeAll(async () => {
      bench = await openBench(name === 'Ceph' ? 'ceph' : {});
      const machine = (folder: string, seed: string) =>
        stage(join(bench.folder, folder), 'rpi-scarthgap', [
          { kind: 'image', path: 'images/starter.wic', content: noise(seed, IMAGE_BYTES) },
          { kind: 'bsp', path: 'pvrexports/pantavisor-bsp.pvrexport.tgz', content: `bsp of ${seed}` },
        ]);
      [mine, same, others] = await Promise.all([
        machine('mine', 'a'),
        machine('same', 'a'),
        machine('others', 'b'),
      ]);
    });
    afterAll(async () => {
      await bench?.close();
    });

    async function gate(held: Held): Promise<Gate> {
      const made = await startGate(bench.s3.endpoint, held);
      gates.push(made);
      return made;
    }

    const publish = (
      folder: string,
      run: string,
      inputs: Readonly<Record<string, string>> = {},
      way?: FaultProxy,
    ): Promise<ActionResult> =>
      bench.publish(
        {
          'artifact-dir': folder,
          tag: String(tag),
          'part-size-mb': '5',
          'public-url': `${bench.s3.endpoint}/${BUCKET}/${PREFIX}`,
          ...(way === undefined ? {} : { endpoint: way.endpoint }),
          ...inputs,
        },
        { github: { run_id: run } },
      );

    /** What the index names of the machine, each part held against its bytes in the store. */
    async function named(): Promise<Record<string, string> | undefined> {
      const index = JSON.parse((await bench.text(INDEX)) || '{}');
      const [device] = index.stable?.[String(tag)]?.devices ?? [];
      if (device === undefined) return undefined;
      const found: Record<string, string> = {};
      for (const part of ['full_image', 'bsp']) {
        const key = device[part].url.slice(`${bench.s3.endpoint}/${BUCKET}/`.length);
        const digest = sha256((await bench.read(key)) ?? '');
        found[part] = digest === device[part].sha256 ? 'right' : `wrong: ${digest}`;
      }
      found['content'] =
        device.bsp.sha256 === sha256('bsp of a')
          ? 'mine'
          : device.bsp.sha256 === sha256('bsp of b')
            ? 'others'
            : '?';
      return found;
    }
    const unfinished = async (): Promise<string[]> =>
      (await bench.unfinished()).filter((key) => key.startsWith(`${PREFIX}/${tag}/`));
    const right = (content: string) => ({ full_image: 'right', bsp: 'right', content });

    test('a run that is about to make its bundle visible when another takes over: it gives way', async () => {
      tag += 1;
      const first = await gate(isComplete);
      const running = publish(mine, '1', {}, first);
      await first.reached;
      const second = await publish(others, '2');
      expect(errorOf(second)).toBe('');
      expect(second.log).toContain('This one takes over (1 unfinished upload aborted).');
      first.open();
      const result = await running;
      expect(errorOf(result)).toBe(
        `Another run (${RUN}2) publishes rpi-scarthgap ${tag} at the same time, with other content. This one gave way.\n` +
          'The index does not name what this run uploaded. Let one run at a time publish a tag (`concurrency`), and see which of the two builds is the right one.',
      );
      expect(await named()).toEqual(right('others'));
      expect(await unfinished()).toEqual([]);
    });

    test('a run that is about to complete its manifest when another has taken over: it gives way', async () => {
      tag += 1;
      let manifests = 0;
      const first = await gate((request) => isManifest(request) && ++manifests === 2);
      const running = publish(mine, '1', {}, first);
      await first.reached;
      const second = await gate(isComplete);
      const replacing = publish(others, '2', {}, second);
      await second.reached;
      first.open();
      expect(errorOf(await running)).toContain(`Another run (${RUN}2) publishes rpi-scarthgap ${tag}`);
      expect(await named()).toBeUndefined();
      second.open();
      expect(errorOf(await replacing)).toBe('');
      expect(await named()).toEqual(right('others'));
    });

    test('a run that is about to claim the machine when another has published it: what is published stays', async () => {
      tag += 1;
      const first = await gate(isManifest);
      const running = publish(mine, '1', {}, first);
      await first.reached;
      expect((await publish(others, '2')).exitCode).toBe(0);
      first.open();
      expect(errorOf(await running)).toContain(`rpi-scarthgap ${tag} is published already in`);
      expect(await named()).toEqual(right('others'));
    });

    test.each([
      ['claim the machine', isManifest],
      ['make its bundle visible', isComplete],
      ['change the index', isIndex],
    ])('two runs with the same content, one about to %s: both end well', async (_, held) => {
      tag += 1;
      const first = await gate(held);
      const running = publish(mine, '1', {}, first);
      await first.reached;
      expect(errorOf(await publish(same, '2'))).toBe('');
      first.open();
      expect(errorOf(await running)).toBe('');
      expect(await named()).toEqual(right('mine'));
      expect(await unfinished()).toEqual([]);
    });

    test('a run that is about to enter the index when another replaces the machine: the index has the later one', async () => {
      tag += 1;
      const first = await gate(isIndex);
      const running = publish(mine, '1', {}, first);
      await first.reached;
      const second = await publish(others, '2', { overwrite: 'always' });
      expect(errorOf(second)).toBe('');
      first.open();
      expect(errorOf(await running)).toMatch(
        new RegExp(
          `^Another run replaced rpi-scarthgap ${tag} while this one was about to name it in the index\\.`,
        ),
      );
      expect(await named()).toEqual(right('others'));
    });

    test('another replaces the machine right between the look at the manifest and the index: the machine leaves it again', async () => {
      tag += 1;
      const first = await gate(isIndex);
      const second = await gate(isComplete);
      const running = publish(mine, '1', {}, first);
      await first.reached;
      const replacing = publish(others, '2', { overwrite: 'always' }, second);
      await second.reached;
      first.open();
      expect(errorOf(await running)).toMatch(/^Another run replaced rpi-scarthgap/);
      expect(await named()).toBeUndefined();
      second.open();
      expect(errorOf(await replacing)).toBe('');
      expect(await named()).toEqual(right('others'));
    });
  });
}
