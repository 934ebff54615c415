/** A test file that was run, and when, in milliseconds since 1970. */
export interface TestFileRun {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly startTime: number;
  readonly endTime: number;
}

/** What the own tests of a stage may take, in seconds. */
const BUDGET = 40;
const SLOWEST = 10;

/**
 * What the test files of a run took, as lines for people: the slowest files, and the share of each folder (a stage, a package,
 * `test`) in the time of the run. Files run beside each other, so that the shares, not the times, add up to the time of the run.
 */
export function testTimes(runs: readonly TestFileRun[]): string[] {
  const total = sumOf(runs);
  if (runs.length === 0 || total === 0) return [];
  const wall =
    (Math.max(...runs.map(({ endTime }) => endTime)) - Math.min(...runs.map(({ startTime }) => startTime))) /
    1000;
  const folders = Map.groupBy(
    runs,
    ({ file }) => /^(?:actions|packages)\/[^/]+|^[^/]+/.exec(file)?.[0] ?? '',
  );
  const shares = [...folders]
    .map(([folder, own]) => ({ folder, seconds: sumOf(own), share: (sumOf(own) / total) * wall }))
    .sort((a, b) => b.seconds - a.seconds);
  return [
    'The slowest files:',
    ...[...runs]
      .sort((a, b) => took(b) - took(a))
      .slice(0, SLOWEST)
      .map((run) => `${seconds(took(run))}  ${run.file}`),
    `The folders, and their share of the ${wall.toFixed(0)} s:`,
    ...shares.map(({ folder, seconds: sum, share }) => {
      const over = folder.startsWith('actions/') && share > BUDGET;
      return `${seconds(sum)}${seconds(share)}  ${folder}${over ? `  OVER the ${BUDGET} s of a stage` : ''}`;
    }),
  ];
}

function took({ startTime, endTime }: TestFileRun): number {
  return (endTime - startTime) / 1000;
}

function sumOf(runs: readonly TestFileRun[]): number {
  return runs.reduce((sum, run) => sum + took(run), 0);
}

function seconds(value: number): string {
  return `${value.toFixed(1).padStart(8)} s`;
}
