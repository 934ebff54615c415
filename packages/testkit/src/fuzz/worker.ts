import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import type { Property } from './property.ts';
import { shownInput } from './shown.ts';

/** What the thread of the properties of a module is started with. */
export interface Work {
  /** The URL of the module that exports `properties`. */
  readonly module: string;
  readonly seed: number;
  /** CPU time that one input may take, in milliseconds. */
  readonly limit: number;
  /** How many inputs of the property were begun, and whether one has failed, so that smaller ones are looked for. */
  readonly cells: Int32Array;
}

/** A property to be held, by its name. */
export interface Task {
  readonly name: string;
  readonly runs: number;
}

/** What the thread says: an input for which the property does not hold, the smallest one last; and that it is done. */
export type Answer = { readonly failing: string } | { readonly done: true };

/** How long a smaller input is looked for, in milliseconds. */
const SHRINKING = 20_000;

const { module, seed, limit, cells } = workerData as Work;
const port = parentPort;
if (port === null) throw new Error('This is no thread.');
const say = (answer: Answer): void => port.postMessage(answer);
const { properties } = (await import(module)) as { readonly properties: readonly Property[] };

async function hold({ name, runs }: Task): Promise<void> {
  const property = properties.find((each) => each.name === name);
  if (property === undefined) throw new Error(`${module} has no property "${name}".`);
  Atomics.store(cells, 0, 0);
  Atomics.store(cells, 1, 0);
  let giveUp = Number.POSITIVE_INFINITY;
  const tried = fc.asyncProperty(property.input, async (input) => {
    const isShrinking = Number.isFinite(giveUp);
    if (Date.now() > giveUp) return;
    if (!isShrinking) Atomics.add(cells, 0, 1);
    const before = process.threadCpuUsage();
    try {
      await property.holds(input);
      const { user } = process.threadCpuUsage(before);
      if (user / 1000 > limit) throw new Error(`It took ${Math.round(user / 1000)} ms of CPU time.`);
    } catch (thrown) {
      if (!isShrinking) giveUp = Date.now() + SHRINKING;
      Atomics.store(cells, 1, 1);
      say({ failing: textOf(input, thrown) });
      throw thrown;
    }
  });
  await fc.check(tried, { seed, numRuns: runs });
}

function textOf(input: unknown, thrown: unknown): string {
  const why = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return `${shownInput(input)}\n${why.slice(0, 4000)}`;
}

port.on('message', async (task: Task) => {
  // A property that waits for what nothing will bring is to end the thread.
  port.unref();
  await hold(task);
  port.ref();
  say({ done: true });
});
