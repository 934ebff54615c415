import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import type { Property } from './property.ts';
import { shownInput } from './shown.ts';
import type { Work } from './worker.ts';

/** Inputs are the same in each run, unless another seed is given. */
export const SEED = Number(process.env['PV_TEST_SEED'] ?? 20261130);
const LONG = process.env['PV_TEST_LONG'] === 'true';
const TIMES = LONG ? 60 : 1;

export interface FuzzOptions {
  /** CPU time that one input may take, in milliseconds. */
  readonly limit?: number;
  /** CPU time after which an input that is still at work counts as endless, in milliseconds. */
  readonly patience?: number;
  /** Memory that the property may take, in MiB. */
  readonly memory?: number;
}

/** How long a property may take, in milliseconds, for the test that holds it. */
export const LONGEST = LONG ? 7_200_000 : 600_000;

/**
 * Holds a property against its inputs in a thread of its own, which is ended where an input takes for ever or all of its memory.
 *
 * @param module the URL of the module that exports `properties`, this one among them.
 * @throws Error with the seed and the smallest input for which it does not hold.
 */
export async function fuzz(
  module: string,
  { name, input, runs }: Property,
  { limit = 2000, patience = 20_000, memory = 1024 }: FuzzOptions = {},
): Promise<void> {
  const cells = new Int32Array(new SharedArrayBuffer(8));
  const work: Work = { module, name, seed: SEED, runs: runs * TIMES, limit, cells };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: work,
    // What it would print is in the errors that it ends with.
    stderr: true,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  let smallest: string | undefined;
  worker.on('message', (text: string) => {
    smallest = text;
  });
  const end = await ended(worker, cells, patience);
  if (smallest !== undefined) throw new Error(failure(name, smallest));
  if (end === undefined) return;
  // An input that never ends is drawn again here, where it is not tried.
  const drawn = fc.sample(input, { seed: SEED, numRuns: Math.max(1, Atomics.load(cells, 0)) }).at(-1);
  throw new Error(failure(name, `${shownInput(drawn)}\n${end}`));
}

function failure(name: string, what: string): string {
  return `"${name}" does not hold with PV_TEST_SEED=${SEED} for\n${what}`;
}

/** Why the thread did not come to its end; undefined where it did. */
function ended(worker: Worker, cells: Int32Array, patience: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    let last = { begun: -1, cpu: 0 };
    let why: string | undefined;
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
    worker.on('error', (thrown) => {
      why ??= `${thrown}`;
    });
    worker.on('exit', (code) => {
      clearInterval(watch);
      resolve(why ?? (code === 0 ? undefined : `Its thread ended with ${code}.`));
    });
  });
}
