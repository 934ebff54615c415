import type { UpdateRequests } from '@pv-actions/core/store/update.ts';
import { makeUpdater } from '@pv-actions/core/store/update.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import type { Seeded } from '@pv-actions/testkit/seeded.ts';
import type { BadgeStore } from '../src/store.ts';

/** Requests of several runs that wait for their turn. */
export interface Turns {
  /** Resolves with what `work` returns, when it is this request's turn. */
  take<T>(run: number, work: () => T): Promise<T>;
  /** Gives turns, in an order that `random` says, until all of `runs` have ended. */
  giveUntilEnded(runs: readonly Promise<unknown>[], random: Seeded): Promise<void>;
}

export function makeTurns(): Turns {
  const waiting: { readonly run: number; readonly go: () => void }[] = [];
  return {
    async take(run, work) {
      await new Promise<void>((go) => waiting.push({ run, go }));
      return work();
    },
    async giveUntilEnded(runs, random) {
      let left = runs.length;
      for (const run of runs) void run.finally(() => left--).catch(() => undefined);
      let favoured = 0;
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (left === 0) return;
        if (waiting.length === 0) throw new Error('A run waits for nothing.');
        // A run that is left alone for long sees the others pass between two of its requests.
        if (random.below(6) === 0) favoured = random.below(runs.length);
        const ready = waiting.filter(({ run }) => run === favoured);
        const next = random.pick(ready.length > 0 ? ready : waiting);
        waiting.splice(waiting.indexOf(next), 1);
        next.go();
      }
    },
  };
}

/** What S3 answers to a request that it refuses. */
function refusal(status: number, code: string): Error {
  return Object.assign(new Error(code), { Code: code, $metadata: { httpStatusCode: status, attempts: 1 } });
}

/** A request that fails. */
export interface RequestFault {
  readonly thrown: Error;
  /** Whether the bucket did what was asked all the same. */
  readonly obeyed: boolean;
}

/**
 * A bucket in memory as run number `run` sees it, each request in its turn. Compare-and-swap is that of the real store, over
 * conditional writes whose ETags go by the content, as those of S3 do.
 *
 * @param fault Called with each request: the key where it is to be written or removed, undefined where it is read.
 */
export function storeOfRun(
  bucket: Map<string, string>,
  turns: Turns,
  run: number,
  random: Seeded,
  fault: (written?: string) => RequestFault | undefined = () => undefined,
): BadgeStore {
  const turn = <T>(work: () => T, written?: string): Promise<T> =>
    turns.take(run, () => {
      const failure = fault(written);
      if (failure === undefined) return work();
      if (failure.obeyed) work();
      throw failure.thrown;
    });
  const requests: UpdateRequests = {
    describe: (key) => key,
    read: (key) =>
      turn(() => {
        const text = bucket.get(key);
        return text === undefined ? undefined : { text, etag: text };
      }),
    etag: (key) => turn(() => bucket.get(key)),
    put: (key, text, _options, condition) =>
      turn(() => {
        const there = bucket.get(key);
        const holds =
          condition === undefined ||
          ('ifMatch' in condition
            ? there !== undefined && condition.ifMatch.replace(/^"|"$/g, '') === there
            : there === undefined);
        if (!holds) throw refusal(412, 'PreconditionFailed');
        bucket.set(key, text);
        return text;
      }, key),
    probe: async () => undefined,
  };
  const clock = {
    now: () => new Date(0),
    sleep: () => turn(() => undefined),
    every: () => () => undefined,
  };
  const updater = makeUpdater(requests, { clock, log: quietLog, random: random.next, unconditional: false });
  return {
    label: 'the bucket',
    describe: (key) => key,
    text: (key) => turn(() => bucket.get(key)),
    async *list(prefix) {
      const keys = await turn(() => [...bucket.keys()].filter((key) => key.startsWith(prefix)));
      for (const key of keys.sort()) yield { key, size: 1, etag: '', modified: new Date(0) };
    },
    remove: (key) => turn(() => void bucket.delete(key), key),
    update: (key, change, options = {}) => updater.update(key, change, options),
  };
}
