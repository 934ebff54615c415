import type { Outcome } from './report.ts';
import {
  type LineForm,
  mentions,
  parseRunLine,
  type RunLine,
  type RunnerVerdict,
  resultKey,
} from './run-line.ts';
import { type RunProgress, runState, type TestTries } from './run-state.ts';

/** What a line changed. `attempt` is 0 for the first try, n for the n-th retry. */
export type RunEvent =
  | {
      readonly type: 'launched';
      readonly id: string;
      readonly attempt: number;
      /** Seconds since 1970. */
      readonly started: number;
    }
  | {
      readonly type: 'finished';
      readonly id: string;
      readonly attempt: number;
      readonly outcome: Outcome;
      readonly seconds: number | undefined;
    }
  /** The try before `attempt` failed, and `attempt` will be launched. */
  | { readonly type: 'retry'; readonly id: string; readonly attempt: number };

export interface RunLogReader {
  /** Takes the next line, without its newline. What it returns is undefined where the line changes nothing. */
  read(line: string): RunEvent | undefined;
  progress(): RunProgress;
  /** In the order of the ids. A try without a result is `incomplete`. */
  results(): TestTries[];
}

type Result = Extract<RunLine, { type: 'result' }>;

const OUTCOME: Readonly<Record<RunnerVerdict, Outcome>> = {
  PASSED: 'passed',
  FAILED: 'failed',
  ABORTED: 'aborted',
  SKIPPED: 'skipped',
  RECORDED: 'skipped',
};
const RECORDED = 'recorded: nothing was compared';
/** Results inside of diffs that are remembered, so that SUMMARY cannot pass them off as results. */
const MOST_DOUBTED = 1_000;

/**
 * Reads what the runner prints, or its run.log, line by line. `expected` are the ids of the tests that may run, if they
 * are known: they tell a retry from a test whose own name ends in `.1`. Keeps what it needs of each test and no
 * text of the log.
 *
 * A result counts at the start of a line, before SUMMARY. In SUMMARY it counts where the try has none, because its
 * line was torn. Between `--- diff: id ---` and its end stands text of the test; lines of other tests can
 * stand there too, and the end can be missing: there a line counts only if it is what must come next for its test.
 * SUMMARY is made by searching the log for words, so it can repeat lines of a diff outside of any block.
 */
export function runLogReader(options: { readonly expected?: readonly string[] } = {}): RunLogReader {
  const tests = runState(new Set(options.expected));
  const doubted = new Set<string>();
  let section: 'run' | 'heading' | 'summary' = 'run';
  let block: { readonly name: string | undefined } | undefined;
  let summaryForm: LineForm | undefined;
  let launchesSeen = false;

  return {
    read: (line) => {
      const parsed = parseRunLine(block === undefined ? shownLine(line) : line);
      if (parsed === undefined) {
        if (section === 'run' && mayDeceive(line)) doubt(mentions(line));
        return undefined;
      }
      switch (parsed.type) {
        case 'launching':
          return launching(parsed.name, parsed.epoch);
        case 'retry':
          return retry(parsed.name, parsed.attempt, parsed.sharesName === true);
        case 'result':
          return section === 'run' ? result(parsed) : repeated(parsed);
        case 'block':
          block = { name: parsed.name };
          return undefined;
        case 'block-end':
          block = undefined;
          return undefined;
        case 'rule':
          block = undefined;
          section = section === 'heading' ? 'summary' : 'run';
          return undefined;
        case 'summary':
          block = undefined;
          section = 'heading';
          return undefined;
      }
    },
    progress: () => tests.progress(),
    results: () => tests.results(),
  };

  /** A line that is not understood, and is not the torn one of a result. */
  function mayDeceive(line: string): boolean {
    return doubted.size < MOST_DOUBTED && (block !== undefined || !/^(?:\[|Info: )/.test(line));
  }

  function launching(name: string, started: number): RunEvent | undefined {
    if (block !== undefined && (section !== 'run' || !tests.mayLaunch(name))) return undefined;
    const launched = tests.launch(name, started);
    if (launched === undefined) return undefined;
    section = 'run';
    launchesSeen = true;
    return { type: 'launched', ...launched, started };
  }

  function retry(id: string, said: number, sharesName: boolean): RunEvent | undefined {
    if (block !== undefined && (section !== 'run' || !tests.mayRetry(id, said))) return undefined;
    const attempt = tests.retry(id, said, sharesName);
    if (attempt === undefined) return undefined;
    // The runner has printed all of a try's diff before it says this.
    if (block?.name !== undefined && tests.isTry(block.name, id, attempt - 1)) block = undefined;
    return { type: 'retry', id, attempt };
  }

  function result(line: Result): RunEvent | undefined {
    if (line.form === 'bare' || (block !== undefined && !fits(line, block.name))) {
      doubt([keyOf(line)]);
      return undefined;
    }
    const named = tests.tryOf(line.name);
    const tryId =
      line.form === 'log' || named.attempt > 0
        ? named
        : { id: line.name, attempt: tests.nextOf(line.name, outcomeOf(line), line.seconds) };
    return addResult(tryId, line, block === undefined ? 'run' : 'diff');
  }

  /** Whether a result inside the block of another try is what must come next for its own test. */
  function fits(line: Result, own: string | undefined): boolean {
    if (line.name === own) return false;
    if (line.verdict === 'SKIPPED' && tests.isNew(line.name)) return tests.mayLaunch(line.name);
    // The oldest runner says nothing when it launches a test.
    return line.form === 'log' ? tests.isRunning(line.name) : !launchesSeen && tests.lacksResult(line.name);
  }

  function repeated(line: Result): RunEvent | undefined {
    if (block !== undefined) return undefined;
    summaryForm ??= line.form;
    if (doubted.size >= MOST_DOUBTED || doubted.has(keyOf(line))) return undefined;
    const named = tests.tryOf(line.name);
    if (line.form !== summaryForm) {
      // A test may have printed what looks like SUMMARY: what the runner says below it counts, where it is no pass.
      const isBad = line.verdict === 'FAILED' || line.verdict === 'ABORTED';
      return line.form === 'log' && isBad ? addResult(named, line, 'run') : undefined;
    }
    const tryId =
      line.form === 'info' && named.attempt === 0
        ? tests.repeatOf(line.name, outcomeOf(line), line.seconds)
        : named;
    return tryId === undefined ? undefined : addResult(tryId, line, 'summary');
  }

  function addResult(
    tryId: { readonly id: string; readonly attempt: number },
    line: Result,
    where: 'run' | 'diff' | 'summary',
  ): RunEvent | undefined {
    const outcome = outcomeOf(line);
    const reason = line.verdict === 'RECORDED' ? RECORDED : outcome === 'passed' ? undefined : line.note;
    const { seconds } = line;
    return tests.addResult(tryId, { outcome, seconds, reason, namesTry: line.form === 'log' }, where)
      ? { type: 'finished', ...tryId, outcome, seconds }
      : undefined;
  }

  function doubt(keys: readonly string[]): void {
    for (const key of keys) if (doubted.size < MOST_DOUBTED) doubted.add(key);
  }
}

/** What a terminal shows of a line in the end: a test that prints its progress leaves it before what the runner says next. */
function shownLine(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === '\r') end -= 1;
  return line.slice(end === 0 ? 0 : line.lastIndexOf('\r', end - 1) + 1, end);
}

function outcomeOf(line: Result): Outcome {
  return OUTCOME[line.verdict];
}

function keyOf(line: Result): string {
  return resultKey(line.name, line.verdict, line.seconds);
}
