import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import type { Property } from './property.ts';
import { shownInput } from './shown.ts';
import type { Answer, Task, Work } from './worker.ts';

/** Inputs are the same in each run, unless another seed is given. */
export const SEED = Number(process.env['PV_TEST_SEED'] ?? 20261130);
const LONG = process.env['PV_TEST_LONG'] === 'true';
const TIMES = LONG ? 60 : 1;

export interface FuzzOptions {
  /** CPU time that one input may take, in milliseconds. */
  readonly limit?: number;
  /** CPU time after which an input that is still at work counts as endless, in milliseconds. */
  readonly patience?: number;
  /** Memory that the properties may take, in MiB. */
  readonly memory?: number;
}

/** How long a property may take, in milliseconds, for the test that holds it. */
export const LONGEST = LONG ? 7_200_000 : 600_000;

/** Holds the properties of a module against their inputs. */
export interface Fuzzer {
  /** @throws Error with the seed and the smallest input for which the property does not hold. */
  readonly holds: (property: Property) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Holds properties in a thread of their own, one after the other, which is ended where an input takes for ever or all of its memory.
 *
 * @param module the URL of the module that exports `properties`.
 */
export function fuzzer(
  module: string,
  { limit = 2000, patience = 20_000, memory = 1024 }: FuzzOptions = {},
): Fuzzer {
  const cells = new Int32Array(new SharedArrayBuffer(8));
  let worker: Worker | undefined;

  const started = (): Worker => {
    const workerData: Work = { module, seed: SEED, limit, cells };
    const made = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData,
      // What it would print is in the errors that it ends with.
      stderr: true,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    made.once('exit', () => {
      worker = undefined;
    });
    return made;
  };

  return {
    async holds({ name, input, runs }) {
      worker ??= started();
      const { smallest, end } = await done(worker, { name, runs: runs * TIMES }, cells, patience);
      if (smallest !== undefined) throw new Error(failure(name, smallest));
      if (end === undefined) return;
      // An input that never ends is drawn again here, where it is not tried.
      const drawn = fc.sample(input, { seed: SEED, numRuns: Math.max(1, Atomics.load(cells, 0)) }).at(-1);
      throw new Error(failure(name, `${shownInput(drawn)}\n${end}`));
    },
    close: async () => void (await worker?.terminate()),
  };
}

function failure(name: string, what: string): string {
  return `"${name}" does not hold with PV_TEST_SEED=${SEED} for\n${what}`;
}

/** What came of a task: the smallest input that failed, and why the thread ended before it was done. */
function done(
  worker: Worker,
  task: Task,
  cells: Int32Array,
  patience: number,
): Promise<{ readonly smallest: string | undefined; readonly end: string | undefined }> {
  return new Promise((resolve) => {
    let last = { begun: -1, cpu: 0 };
    let why: string | undefined;
    let smallest: string | undefined;
    const look = async (): Promise<void> => {
      const begun = Atomics.load(cells, 0);
      const { user } = await worker.cpuUsage();
      const cpu = user / 1000;
      if (begun !== last.begun || Atomics.load(cells, 1) === 1) last = { begun, cpu };
      if (cpu - last.cpu < patience) return;
      why ??= `It was not done after ${patience} ms of CPU time.`;
      await worker.terminate();
    };
    // A thread that has ended says nothing of its time.
    const watch = setInterval(() => void look().catch(() => undefined), 250);
    const onError = (thrown: unknown): void => {
      why ??= `${thrown}`;
    };
    const onExit = (code: number): void => settle(why ?? `Its thread ended with ${code}.`);
    const onMessage = (answer: Answer): void => {
      if ('failing' in answer) smallest = answer.failing;
      else settle(undefined);
    };
    const settle = (end: string | undefined): void => {
      clearInterval(watch);
      worker.off('error', onError).off('exit', onExit).off('message', onMessage);
      resolve({ smallest, end });
    };
    worker.on('error', onError).on('exit', onExit).on('message', onMessage);
    worker.postMessage(task);
  });
}
