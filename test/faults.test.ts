import { afterAll, describe, expect, test } from '@jest/globals';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { type Build, IMAGE_SIZES, type ImageSize, makeBuild } from './publishing/builds.ts';
import { FAULTS, planOf, TARGET_KINDS } from './publishing/fault-plan.ts';
import { runPlan } from './publishing/fault-run.ts';
import { openTestStore, STORES } from './publishing/stores.ts';

const AT_ONCE = 4;
/** One seed alone, as a failure names it: then it runs on every store. */
const alone = process.env['PV_TEST_SEED'];
const LONG = process.env['PV_TEST_LONG'] === 'true';
/** Each has a fault on another kind of request, together they have every fault, and no other fault ends a run before its first. */
const FEW = [48, 119, 196, 238, 246, 294, 303, 305, 313, 322, 327, 356, 407, 424, 441, 448];
/** The seeds of all stores, which share them out. */
const SEEDS = LONG ? Array.from({ length: 500 }, (_, at) => at + 1) : FEW;
const available = STORES.filter((store) => store.available);

function seedsOf(name: string): readonly number[] {
  if (alone !== undefined) return [Number(alone)];
  const at = available.findIndex((store) => store.name === name);
  return SEEDS.filter((seed) => seed % available.length === at);
}

describe.each(STORES)('faults on the way to $name', (store) => {
  const onStore = store.available ? test : test.skip;
  const seeds = seedsOf(store.name);
  let close = async (): Promise<void> => undefined;
  afterAll(() => close());

  onStore(
    `${seeds.length} runs: each ends well, or fails with nothing visible changed; what was planned was met`,
    async () => {
      const opened = await openTestStore(store.name);
      close = opened.close;
      const builds = {} as Record<ImageSize, Build>;
      for (const [size, bytes] of Object.entries(IMAGE_SIZES) as [ImageSize, number][]) {
        builds[size] = await makeBuild(opened.folder, size, bytes);
      }
      const done = await inParallel(seeds, (seed) => runPlan(opened, planOf(seed), builds), AT_ONCE);
      expect(done.map(({ report }) => report).filter((report) => report !== '')).toEqual([]);
      if (alone !== undefined) return;
      const met = done.flatMap((run) => run.injected);
      const planned = done.flatMap(({ plan }) => plan.faults.slice(0, 1));
      const faults = new Set(met.map(({ fault }) => fault));
      const kinds = new Set(met.map(({ kind }) => kind));
      expect(planned.filter(({ fault, on }) => !faults.has(fault) || !kinds.has(on))).toEqual([]);
    },
    60_000 + SEEDS.length * 12_000,
  );
});

test('the plans have every fault, and a fault on every kind of request', () => {
  const first = SEEDS.map((seed) => planOf(seed).faults[0]);
  expect(new Set(first.map((planned) => planned?.fault))).toEqual(new Set(FAULTS));
  expect(new Set(first.map((planned) => planned?.on))).toEqual(new Set(TARGET_KINDS));
});
