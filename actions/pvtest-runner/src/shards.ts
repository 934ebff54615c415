import type { Report, Shard } from '@pv-actions/core/pvtest/report.ts';
import { scopeOf } from '@pv-actions/core/pvtest/test-id.ts';

/** Test id -> how long it takes, in seconds. */
export type Durations = ReadonlyMap<string, number>;

/** What a test takes for which nothing is known, where nothing is known of any. */
const GUESS_SECONDS = 1;

/** How long each test of an earlier report took, with all its tries. */
export function durationsOf(report: Report): Durations {
  const durations = new Map<string, number>();
  for (const { id, tries } of report.tests) {
    const seconds = tries.reduce((sum, each) => sum + (each.seconds ?? 0), 0);
    if (tries.some((each) => each.seconds !== undefined)) durations.set(id, seconds);
  }
  return durations;
}

/**
 * The tests of one shard. Every job that has the same tests and durations comes to the same split: each test is in exactly one
 * shard, and the shards take about the same time. Local and remote tests are split apart from each other, since remote ones
 * run one at a time.
 *
 * A test that has no duration counts as much as the middle one of those that have.
 *
 * @returns The ids in the order of `ids`.
 */
export function testsOfShard(ids: readonly string[], { index, of }: Shard, durations: Durations): string[] {
  const mine = new Set<string>();
  for (const tests of Map.groupBy(ids, scopeOf).values()) {
    for (const id of split(tests, of, durations)[index - 1] ?? []) mine.add(id);
  }
  return ids.filter((id) => mine.has(id));
}

/** Longest first, each to the shard that has least until then: at most a third above what is best. */
function split(ids: readonly string[], of: number, durations: Durations): string[][] {
  const unknown = median(ids.map((id) => durations.get(id)).filter((seconds) => seconds !== undefined));
  const weighed = ids.map((id) => ({ id, seconds: durations.get(id) ?? unknown }));
  weighed.sort((a, b) => b.seconds - a.seconds || (a.id < b.id ? -1 : 1));
  const shards = Array.from({ length: of }, () => ({ seconds: 0, ids: [] as string[] }));
  for (const { id, seconds } of weighed) {
    const least = shards.reduce((best, shard) => (isLess(shard, best) ? shard : best));
    least.ids.push(id);
    least.seconds += seconds;
  }
  return shards.map((shard) => shard.ids);
}

interface Load {
  readonly seconds: number;
  readonly ids: readonly string[];
}

/** Tests that take no time are spread by number. */
function isLess(a: Load, b: Load): boolean {
  return a.seconds < b.seconds || (a.seconds === b.seconds && a.ids.length < b.ids.length);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? GUESS_SECONDS;
}
