import { afterAll, describe, expect, test } from '@jest/globals';
import { type Build, IMAGE_SIZES, type ImageSize, makeBuild } from './publishing/builds.ts';
import { FAULTS, type Injected, planOf, TARGET_KINDS } from './publishing/fault-plan.ts';
import { runPlan } from './publishing/fault-run.ts';
import { parallel } from './publishing/parallel.ts';
import { openTestStore, STORES } from './publishing/stores.ts';

const AT_ONCE = 4;
/** One seed alone, as a failure names it: then it runs on every store. */
const alone = process.env['PV_TEST_SEED'];
const runs = process.env['PV_TEST_LONG'] === 'true' ? 500 : 50;
const available = STORES.filter((store) => store.available);
const injected: Injected[] = [];

/** The seeds of a store: all together they are 1 to `runs`. */
function seedsOf(name: string): number[] {
  if (alone !== undefined) return [Number(alone)];
  const at = available.findIndex((store) => store.name === name);
  const all = Array.from({ length: runs }, (_, before) => before + 1);
  return all.filter((seed) => seed % available.length === at);
}

describe.each(STORES)('faults on the way to $name', (store) => {
  const onStore = store.available ? test : test.skip;
  const seeds = seedsOf(store.name);
  let close = async (): Promise<void> => undefined;
  afterAll(() => close());

  onStore(
    `${seeds.length} runs: each ends well, or fails with nothing visible changed`,
    async () => {
      const opened = await openTestStore(store.name);
      close = opened.close;
      const builds = {} as Record<ImageSize, Build>;
      for (const [size, bytes] of Object.entries(IMAGE_SIZES) as [ImageSize, number][]) {
        builds[size] = await makeBuild(opened.folder, size, bytes);
      }
      const done = await parallel(AT_ONCE, seeds, (seed) => runPlan(opened, planOf(seed), builds));
      injected.push(...done.flatMap((run) => run.injected));
      expect(done.map(({ report }) => report).filter((report) => report !== '')).toEqual([]);
    },
    runs * 12_000,
  );
});

const withAll = alone === undefined ? test : test.skip;

withAll('every kind of request met a fault, and every fault a request', () => {
  expect([...new Set(injected.map(({ fault }) => fault))].sort()).toEqual([...FAULTS].sort());
  expect([...new Set(injected.map(({ kind }) => kind))]).toEqual(expect.arrayContaining(TARGET_KINDS));
});
