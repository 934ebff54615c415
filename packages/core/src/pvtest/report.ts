import type { Source } from '../action/source.ts';

/** What the runner can say of one try of a test, and what we know better than it. */
export const OUTCOMES = [
  'passed',
  'failed',
  /** The test gave up before it had compared anything. It is not tried again. */
  'aborted',
  'skipped',
  /** It could not be run: docker refused, a port was taken. The runner says that it failed. */
  'infrastructure',
  /** It was launched, and there is no result: it was killed, or took too long. */
  'incomplete',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** What became of a test in the end. `flaky`: it passed at last, and not at first. */
export const VERDICTS = [
  'passed',
  'flaky',
  'failed',
  'skipped',
  'aborted',
  'infrastructure',
  'incomplete',
] as const;

export type Verdict = (typeof VERDICTS)[number];

/** One try of a test. */
export interface Try {
  /**
   * 0 for the first one, n for the n-th retry: its folder in the workspace is `<id>.<n>`. In a merged report the tries
   * of all parts are numbered on, and belong to no folder.
   */
  readonly attempt: number;
  readonly outcome: Outcome;
  /** Whole seconds, as the runner counts them. Undefined where it says none. */
  readonly seconds?: number | undefined;
  /** When it was launched: seconds since 1970. */
  readonly started?: number | undefined;
  /** Why it did not run, or was skipped, in words of ours or of the log, on one line. */
  readonly reason?: string | undefined;
  /** What the output differs in, cut. */
  readonly diff?: string | undefined;
  /** The end of its test.log, cut. Only of tries that did not pass. */
  readonly log?: string | undefined;
  /** In a merged report: the place in its `parts` of the one that it comes from. */
  readonly part?: number | undefined;
}

/** A line of level WARN or ERROR in a test.log, without its time, and how often it stands there. */
export interface Issue {
  readonly level: 'WARN' | 'ERROR';
  readonly text: string;
  readonly count: number;
}

/** What valgrind calls definitely lost, in all processes of a try. */
export interface Leaks {
  readonly bytes: number;
  readonly blocks: number;
}

/** A test that may fail without failing the stage, until a date. */
export interface Quarantine {
  readonly reason: string;
  /** The last day, `YYYY-MM-DD`, UTC. */
  readonly until: string;
}

export interface TestReport {
  /** `<scope>/<category>/<name>`, such as `local/core/legacy-config-overload`. */
  readonly id: string;
  /** Only where the tests of a merged report are of several distros: the one of this test. */
  readonly distro?: string | undefined;
  readonly verdict: Verdict;
  /** By attempt, the first one first. Empty for a test that was never launched. */
  readonly tries: readonly Try[];
  /** Why it has this verdict, where no try says so: it was never launched. */
  readonly reason?: string | undefined;
  /** Set while the quarantine holds. */
  readonly quarantine?: Quarantine | undefined;
  /** Of the last try. */
  readonly issues?: readonly Issue[] | undefined;
  /** How many lines of these levels are not among the issues. */
  readonly moreIssues?: number | undefined;
  /** Of the last try that valgrind looked at. */
  readonly leaks?: Leaks | undefined;
}

/** The part of the tests that a job runs: `index` from 1 to `of`. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** How a run ended: by itself, or why before its time. The worse ones stand later. */
export const ENDINGS = ['completed', 'timed-out', 'cancelled', 'killed'] as const;

export type Ending = (typeof ENDINGS)[number];

/** One run of the stage, as a merged report remembers it. */
export interface ReportPart extends Omit<Report, 'version' | 'source' | 'tests' | 'parts'> {
  /** The SHA-256 of its report.json as `reportText` writes it, in lower-case hex: the same report is not merged twice. */
  readonly sha256: string;
}

/** The results of one run of the stage, or of several that were merged. It is what report.json holds. */
export interface Report {
  /** The version of the format. */
  readonly version: 1;
  /**
   * What was tested: the name of the artifact or of the folder. Tests of two distros are not the same tests. Several
   * distros of a merged report are named one after the other, with `, ` between them.
   */
  readonly distro: string;
  readonly source: Source;
  /** The job's id in the workflow. */
  readonly job?: string | undefined;
  /** Which attempt of the workflow run, from 1. */
  readonly runAttempt: number;
  /** The test paths that were asked for: below `local` or `remote`. */
  readonly paths: readonly string[];
  readonly shard?: Shard | undefined;
  /** ISO 8601, UTC. */
  readonly started: string;
  /** How long the run took. */
  readonly seconds: number;
  readonly ending: Ending;
  /** What is wrong beside the tests, as sentences: there is no result, the runner's exit code does not fit. */
  readonly problems: readonly string[];
  /** In the order of their ids. */
  readonly tests: readonly TestReport[];
  /** What it was merged from: see merge.ts. */
  readonly parts?: readonly ReportPart[] | undefined;
}

/**
 * What became of a test: the outcome of its highest attempt, in whatever order the tries are given. It is `flaky` when
 * that one passed and an earlier one did not, and `incomplete` when there is no try.
 */
export function verdictOf(tries: readonly Try[]): Verdict {
  const last = tries.reduce<Try | undefined>(
    (highest, next) => (highest === undefined || next.attempt > highest.attempt ? next : highest),
    undefined,
  );
  if (last === undefined) return 'incomplete';
  const flaky = last.outcome === 'passed' && tries.some((other) => other.outcome !== 'passed');
  return flaky ? 'flaky' : last.outcome;
}
