import type { Readable } from 'node:stream';

/** The part of an upload that can be given up. Whatever ends it first is its reason; all that comes later is not heard. */
export interface Course {
  /** Aborted, with the reason, when the course has failed. */
  readonly signal: AbortSignal;
  fail(reason: unknown): void;
  /** Runs `work`. Rejects with the reason as soon as there is one, also while `work` hangs; nothing fails it any more when it has ended. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Fails when `body` or `signal` says so, and destroys `body` then. */
export function startCourse(body: Readable, signal: AbortSignal | undefined): Course {
  const control = new AbortController();
  let ended = false;
  let rejectRun: (reason: unknown) => void = () => {};

  function fail(reason: unknown): void {
    if (ended) return;
    end();
    control.abort(reason);
    body.destroy();
    rejectRun(reason);
  }
  function end(): void {
    ended = true;
    signal?.removeEventListener('abort', onAbort);
  }
  function onAbort(): void {
    fail(signal?.reason);
  }

  // The listener stays: a source that is destroyed may say so later, and nobody else listens.
  body.on('error', fail);
  signal?.addEventListener('abort', onAbort);
  return {
    signal: control.signal,
    fail,
    run: (work) =>
      new Promise((resolve, reject) => {
        rejectRun = reject;
        if (signal?.aborted) onAbort();
        else if (body.errored) fail(body.errored);
        if (ended) return;
        work().then((value) => {
          if (!ended) end();
          resolve(value);
        }, fail);
      }),
  };
}
