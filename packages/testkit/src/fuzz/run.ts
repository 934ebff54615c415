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
  /** How long an input may be at work until it counts as endless, in milliseconds. */
  readonly patience?: number;
  /** Memory that the property may take, in MiB. */
  readonly memory?: number;
}

/** How long a property may take, in milliseconds, for the test that holds it. */
export const LONGEST = LONG ? 3_600_000 : 180_000;

/**
 * Holds a property against its inputs in a thread of its own, which is ended where an input takes for ever or all of its memory.
 *
 * @param module the URL of the module that exports `properties`, this one among them.
 * @throws Error with the seed and the smallest input for which it does not hold.
 */
export async function fuzz(
  module: string,
  { name, input, runs }: Property,
  { limit = 2000, patience = 30_000, memory = 1024 }: FuzzOptions = {},
): Promise<void> {
  const cells = new Int32Array(new SharedArrayBuffer(8));
  const work: Work = { module, name, seed: SEED, runs: runs * TIMES, limit, cells };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: work,
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
    let last = { begun: -1, at: Date.now() };
    let why: string | undefined;
    const watch = setInterval(() => {
      const begun = Atomics.load(cells, 0);
      if (begun !== last.begun || Atomics.load(cells, 1) === 1) last = { begun, at: Date.now() };
      if (Date.now() - last.at < patience) return;
      why = `It was not done after ${patience} ms.`;
      void worker.terminate();
    }, 250);
    worker.on('error', (thrown) => {
      why = `${thrown}`;
    });
    worker.on('exit', () => {
      clearInterval(watch);
      resolve(why);
    });
  });
}
