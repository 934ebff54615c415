import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FaultRule } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { audit } from './publishing/audit.ts';
import { type Build, makeBuild } from './publishing/builds.ts';
import { kindOf } from './publishing/request-kinds.ts';
import { NEIGHBOUR, openSite, settleNeighbour, TAG } from './publishing/site.ts';
import { openTestStore, STORES, type TestStore } from './publishing/stores.ts';

const WRITERS = 6;
const IMAGE_SIZE = 50_000;

/** Holds the first writes of the index until there is one of each writer: all have read what only one of them may replace. */
function allAtOnce(): FaultRule {
  const all = Promise.withResolvers<undefined>();
  let held = 0;
  return (request) => {
    if (kindOf(request) !== 'put index') return undefined;
    held += 1;
    if (held === WRITERS) all.resolve(undefined);
    return all.promise;
  };
}

describe.each(STORES)('publishers at the same time, on $name', ({ name, available }) => {
  const onStore = available ? test : test.skip;
  let store: TestStore;

  beforeAll(async () => {
    if (available) store = await openTestStore(name);
  });
  afterAll(() => store?.close());

  onStore(`${WRITERS} processes publish a machine each: the index has them all`, async () => {
    const site = await openSite(store, 'machines');
    try {
      await settleNeighbour(site);
      const machines = Array.from({ length: WRITERS }, (_, at) => `machine-${at + 1}-scarthgap`);
      const builds: Build[] = [];
      for (const machine of machines) {
        builds.push(await makeBuild(store.folder, machine, IMAGE_SIZE, machine));
      }
      site.proxy.setRule(allAtOnce());
      const runs = await Promise.all(builds.map((build) => site.publish(build)));
      expect(runs.filter(({ exitCode }) => exitCode !== 0).map(({ log }) => log)).toEqual([]);
      const { published, problems } = await audit(site, builds, true);
      expect(problems).toEqual([]);
      expect(published).toEqual(Object.fromEntries(machines.map((machine) => [machine, machine])));
      const index = JSON.parse(String(await store.get(site.indexKey)));
      const names: string[] = index.stable[TAG].devices.map((device: { name: string }) => device.name);
      expect(names.sort()).toEqual([...machines, NEIGHBOUR].sort());
      expect(await store.uploads(`${site.prefix}/`)).toEqual([]);
    } finally {
      await site.close();
    }
  });

  onStore(
    'processes publish two builds of one machine: one of them stands there, whole, and its runs alone succeed',
    async () => {
      const site = await openSite(store, 'one-machine');
      try {
        await settleNeighbour(site);
        const builds = [
          await makeBuild(store.folder, 'one', IMAGE_SIZE),
          await makeBuild(store.folder, 'another', IMAGE_SIZE),
        ];
        const twice = [...builds, ...builds];
        const runs = await Promise.all(twice.map((build) => site.publish(build)));
        expect(runs.map(({ exitCode }) => exitCode).filter((code) => code !== 0 && code !== 1)).toEqual([]);
        const { published, problems } = await audit(site, builds, true);
        expect(problems).toEqual([]);
        // Nobody can displace the run that claimed the machine last: it succeeds, or one that was faster.
        const succeeded = new Set(
          twice.filter((_, at) => runs[at]?.exitCode === 0).map((build) => build.name),
        );
        if (succeeded.size !== 1) {
          const logs = runs.map((run) => run.log).join('\n');
          throw new Error(`Runs of ${succeeded.size} builds succeeded, and of one they must:\n${logs}`);
        }
        expect(Object.values(published)).toEqual([...succeeded]);
        expect(await store.uploads(`${site.prefix}/`)).toEqual([]);
      } finally {
        await site.close();
      }
    },
  );
});
