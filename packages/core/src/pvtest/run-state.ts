import { type Outcome, type Try, verdictOf } from './report.ts';
import { asRetry } from './test-id.ts';

export interface TestTries {
  readonly id: string;
  /** By attempt. Never empty. */
  readonly tries: readonly Try[];
}

export interface RunProgress {
  /** Tests that have a result and are not tried again. */
  readonly done: number;
  readonly running: readonly { readonly id: string; readonly attempt: number; readonly started: number }[];
  /** Of those that are done: failed or aborted. */
  readonly failed: number;
  /** Of those that are done: passed on a retry. */
  readonly flaky: number;
}

/** Which try of which test. */
export interface TryId {
  readonly id: string;
  readonly attempt: number;
}

interface State {
  started?: number;
  outcome?: Outcome | undefined;
  /** No line told the outcome: that a later try followed did. */
  derived?: boolean;
  /** The line that told the outcome stands in a diff, and may be a part of it. */
  doubtful?: boolean;
  seconds?: number | undefined;
  reason?: string | undefined;
}

interface Test {
  readonly tries: Map<number, State>;
  /** The highest retry that was announced. */
  announced: number;
  /** How many of its tries the oldest runner's SUMMARY has repeated. */
  repeated: number;
  /** Its retries have no suffix: a line is of the last one that was announced. */
  sharesName: boolean;
}

/** The tests of a run and their tries, as far as the lines up to now tell. `name` is an id, perhaps with a retry's suffix. */
export function runState(expected: ReadonlySet<string>) {
  const tests = new Map<string, Test>();

  /**
   * The try that a name means. The suffix is a retry's only if the test without it is known, and a retry of it
   * can have come: a test may be called `update-1.2`.
   */
  function tryOf(name: string): TryId {
    const known = tests.get(name);
    const itself = { id: name, attempt: known?.sharesName === true ? known.announced : 0 };
    const retry = asRetry(name);
    if (retry === undefined || known !== undefined) return itself;
    const test = tests.get(retry.id);
    if (test !== undefined && retry.attempt <= test.announced && !ended(retry)) return retry;
    if (expected.has(name)) return itself;
    if (expected.has(retry.id)) return retry;
    const before = test?.tries.get(retry.attempt - 1);
    return before !== undefined && canFail(before) ? retry : itself;
  }

  function testOf(id: string): Test {
    const known = tests.get(id);
    if (known !== undefined) return known;
    const test: Test = { tries: new Map(), announced: 0, repeated: 0, sharesName: false };
    tests.set(id, test);
    return test;
  }

  function stateOf({ id, attempt }: TryId): State | undefined {
    return tests.get(id)?.tries.get(attempt);
  }

  function stateOrNew({ id, attempt }: TryId): State {
    const { tries } = testOf(id);
    const state = tries.get(attempt) ?? {};
    tries.set(attempt, state);
    return state;
  }

  function ended(tryId: TryId): boolean {
    const state = stateOf(tryId);
    return state?.outcome !== undefined && state.derived !== true;
  }

  /** Only what failed is tried again. */
  function failBefore({ id, attempt }: TryId): void {
    if (attempt === 0) return;
    const before = stateOrNew({ id, attempt: attempt - 1 });
    if (before.outcome !== undefined) return;
    before.outcome = 'failed';
    before.derived = true;
  }

  /** Whether a line that may be a part of a diff can name this test. */
  const credible = (id: string): boolean => expected.size === 0 || expected.has(id);

  return {
    tryOf,

    /** Takes a launch. Undefined if it is known already. */
    launch(name: string, started: number): TryId | undefined {
      const tryId = tryOf(name);
      if (stateOf(tryId)?.started !== undefined) return undefined;
      const state = stateOrNew(tryId);
      state.started = started;
      failBefore(tryId);
      // One device skipped it, and another one runs it.
      if (state.outcome === 'skipped') state.outcome = state.reason = undefined;
      return state.outcome === undefined ? tryId : undefined;
    },

    /**
     * Takes the announcement of a retry. Where retries share the name of the test, the devices of a run count them each for itself:
     * one after a failed try is the next one, whatever its number.
     *
     * @returns which try it is; undefined if it is known, or cannot be: the try before it did not fail.
     */
    retry(id: string, said: number, sharesName: boolean): number | undefined {
      const { announced = 0 } = tests.get(id) ?? {};
      const again =
        sharesName && said <= announced && stateOf({ id, attempt: announced })?.outcome === 'failed';
      const attempt = again ? announced + 1 : said;
      const before = stateOf({ id, attempt: attempt - 1 });
      if (attempt <= announced || (before !== undefined && !canFail(before))) return undefined;
      const test = testOf(id);
      test.announced = attempt;
      test.sharesName ||= sharesName;
      failBefore({ id, attempt });
      return attempt;
    },

    /**
     * Takes a result. In SUMMARY only for a try that has none. Of two that contradict each other, the one that stands in no diff counts, and
     * else the one that is no pass: but the oldest runner, which does not name the try, may repeat an earlier one. False if it
     * changes nothing.
     */
    addResult(
      tryId: TryId,
      result: Pick<State, 'seconds' | 'reason'> & { readonly outcome: Outcome; readonly namesTry: boolean },
      where: 'run' | 'diff' | 'summary',
    ): boolean {
      const state = stateOrNew(tryId);
      const contradicts =
        where === 'run' && (state.doubtful === true || (result.namesTry && isWorse(result, state)));
      // A runner with several kinds of devices says for each of them that it skips the test.
      const runs = where !== 'summary' && state.outcome === 'skipped' && result.outcome !== 'skipped';
      if (ended(tryId) && !runs && !contradicts) {
        if (state.outcome === result.outcome) {
          state.seconds ??= result.seconds;
          state.reason ??= result.reason;
        }
        return false;
      }
      state.outcome = result.outcome;
      state.seconds = result.seconds;
      state.reason = result.reason;
      state.derived = false;
      state.doubtful = where === 'diff';
      failBefore(tryId);
      return true;
    },

    /**
     * The attempt that a result of the oldest runner is of, which names all tries alike: the last one announced. After
     * a failure, a result unlike those before it is of a retry whose announcement was torn.
     */
    nextOf(id: string, outcome: Outcome, seconds: number | undefined): number {
      const test = tests.get(id);
      if (test === undefined) return 0;
      const last = Math.max(test.announced, ...test.tries.keys());
      const state = test.tries.get(last);
      if (state?.outcome !== 'failed') return last;
      const known = [...test.tries.values()].some(
        (one) => one.outcome === outcome && (seconds === undefined || one.seconds === seconds),
      );
      return known ? last : last + 1;
    },

    /** The try that a line of the oldest runner's SUMMARY repeats: it has one for each result, in their order. */
    repeatOf(id: string, outcome: Outcome, seconds: number | undefined): TryId | undefined {
      const test = testOf(id);
      const same = [...test.tries].find(
        ([attempt, state]) =>
          attempt >= test.repeated && state.outcome === outcome && state.seconds === seconds,
      );
      const attempt = same?.[0] ?? test.repeated;
      test.repeated = attempt + 1;
      return attempt > test.announced && attempt > 0 ? undefined : { id, attempt };
    },

    isNew: (name: string): boolean => !tests.has(tryOf(name).id),
    isRunning: (name: string): boolean => {
      const state = stateOf(tryOf(name));
      return state?.started !== undefined && !ended(tryOf(name));
    },
    lacksResult: (name: string): boolean => {
      const { id, attempt } = tryOf(name);
      return credible(id) && !ended({ id, attempt: Math.max(attempt, tests.get(id)?.announced ?? 0) });
    },
    isTry: (name: string, id: string, attempt: number): boolean => {
      const tryId = tryOf(name);
      return tryId.id === id && tryId.attempt === attempt;
    },
    mayLaunch: (name: string): boolean => credible(tryOf(name).id),
    mayRetry: (id: string, attempt: number): boolean =>
      expected.has(id) || stateOf({ id, attempt: attempt - 1 }) !== undefined,

    progress(): RunProgress {
      let [done, failed, flaky] = [0, 0, 0];
      const running: RunProgress['running'][number][] = [];
      for (const [id, test] of tests) {
        const attempt = Math.max(...test.tries.keys());
        const last = test.tries.get(attempt);
        if (last?.outcome === undefined) {
          if (last?.started !== undefined) running.push({ id, attempt, started: last.started });
          continue;
        }
        if (attempt < test.announced) continue;
        done++;
        const verdict = verdictOf(triesOf(test));
        if (verdict === 'failed' || verdict === 'aborted') failed++;
        if (verdict === 'flaky') flaky++;
      }
      return { done, running, failed, flaky };
    },

    results: (): TestTries[] =>
      [...tests].map(([id, test]) => ({ id, tries: triesOf(test) })).sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** Whether a try can turn out to have failed, which a retry of it says. */
function canFail(state: State): boolean {
  return state.outcome === undefined || state.outcome === 'failed';
}

function isWorse(result: Pick<State, 'outcome'>, known: State): boolean {
  return known.outcome === 'passed' && (result.outcome === 'failed' || result.outcome === 'aborted');
}

function triesOf(test: Test): Try[] {
  return [...test.tries]
    .sort(([a], [b]) => a - b)
    .map(([attempt, { outcome = 'incomplete', seconds, started, reason }]) => ({
      attempt,
      outcome,
      seconds,
      started,
      reason,
    }));
}
