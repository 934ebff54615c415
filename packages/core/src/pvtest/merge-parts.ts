import { shortList } from '../action/wording.ts';
import { compareText } from '../release/text-order.ts';
import { ENDINGS, type Ending, type Report, type ReportPart } from './report.ts';

/** The order of runs of the stage, the newest one first: by run attempt, and within one by their start. For `sort`. */
export function newestFirst(a: ReportPart, b: ReportPart): number {
  return (
    b.runAttempt - a.runAttempt ||
    Date.parse(b.started) - Date.parse(a.started) ||
    compareText(b.sha256, a.sha256)
  );
}

/** `pvtest-distro-docker, local, shard 2 of 3`: what a run of the stage tested. A plain text. */
export function partName({ distro, paths, shard }: Pick<Report, 'distro' | 'paths' | 'shard'>): string {
  return [
    distro,
    ...(paths.length > 0 ? [paths.join(' ')] : []),
    ...(shard === undefined ? [] : [`shard ${shard.index} of ${shard.of}`]),
  ].join(', ');
}

/** The sum over the run attempts of the longest run in each. */
export function secondsOf(parts: readonly ReportPart[]): number {
  const attempts = [...Map.groupBy(parts, ({ runAttempt }) => runAttempt).values()];
  return attempts.reduce((sum, group) => sum + Math.max(...group.map(({ seconds }) => seconds)), 0);
}

/** The worst ending of those that count. */
export function endingOf(parts: readonly ReportPart[]): Ending {
  const endings = counting(parts).map(({ ending }) => ending);
  return ENDINGS.findLast((ending) => endings.includes(ending)) ?? 'completed';
}

/** The problems of the parts that count, each with the part's name where there are several. */
export function problemsOf(parts: readonly ReportPart[]): string[] {
  return counting(parts).flatMap((part) =>
    part.problems.map((problem) => (parts.length > 1 ? `${partName(part)}: ${problem}` : problem)),
  );
}

/** A sentence for each set of shards that is not complete. */
export function missingShards(parts: readonly ReportPart[]): string[] {
  const sets = Map.groupBy(parts, ({ distro, paths, shard }) => JSON.stringify([distro, paths, shard?.of]));
  return [...sets.values()].flatMap((set) => {
    const [first] = set;
    if (first?.shard === undefined) return [];
    const { of } = first.shard;
    const there = new Set(set.map(({ shard }) => shard?.index));
    const missing = Array.from({ length: of }, (_, at) => at + 1).filter((index) => !there.has(index));
    return missing.length === 0
      ? []
      : [missingSentence(missing, of, partName({ ...first, shard: undefined }))];
  });
}

function missingSentence(missing: readonly number[], of: number, name: string): string {
  if (missing.length === 1) {
    return `Shard ${missing[0]} of ${of} of ${name} has no report: its tests were not run, or its job did not end.`;
  }
  return `Shards ${shortList(missing.map(String), ', ')} of ${of} of ${name} have no report: their tests were not run, or their jobs did not end.`;
}

/** The runs that no newer attempt of the same job has repeated. */
function counting(parts: readonly ReportPart[]): ReportPart[] {
  const jobs = Map.groupBy(parts, ({ distro, job, paths, shard }) =>
    JSON.stringify([distro, job, paths, shard]),
  );
  return [...jobs.values()].flatMap((group) => {
    const newest = Math.max(...group.map(({ runAttempt }) => runAttempt));
    return group.filter(({ runAttempt }) => runAttempt === newest);
  });
}
