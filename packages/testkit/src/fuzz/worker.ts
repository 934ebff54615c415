import { parentPort, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import type { Property } from './property.ts';
import { shownInput } from './shown.ts';

/** What the thread of a property is started with. */
export interface Work {
  /** The URL of the module that exports `properties`. */
  readonly module: string;
  readonly name: string;
  readonly seed: number;
  readonly runs: number;
  /** CPU time that one input may take, in milliseconds. */
  readonly limit: number;
  /** How many inputs were begun, and whether one has failed, so that smaller ones are looked for. */
  readonly cells: Int32Array;
}

/** How long a smaller input is looked for, in milliseconds. */
const SHRINKING = 20_000;

const { module, name, seed, runs, limit, cells } = workerData as Work;
const { properties } = (await import(module)) as { readonly properties: readonly Property[] };
const found = properties.find((each) => each.name === name);
if (found === undefined) throw new Error(`${module} has no property "${name}".`);
let giveUp = Number.POSITIVE_INFINITY;

async function held({ holds }: Property, input: unknown): Promise<void> {
  const isShrinking = Number.isFinite(giveUp);
  if (Date.now() > giveUp) return;
  if (!isShrinking) Atomics.add(cells, 0, 1);
  const before = process.threadCpuUsage();
  try {
    await holds(input);
    const { user } = process.threadCpuUsage(before);
    if (user / 1000 > limit) throw new Error(`It took ${Math.round(user / 1000)} ms of CPU time.`);
  } catch (thrown) {
    if (!isShrinking) giveUp = Date.now() + SHRINKING;
    Atomics.store(cells, 1, 1);
    parentPort?.postMessage(textOf(input, thrown));
    throw thrown;
  }
}

function textOf(input: unknown, thrown: unknown): string {
  const why = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return `${shownInput(input)}\n${why.slice(0, 4000)}`;
}

await fc.check(
  fc.asyncProperty(found.input, (input) => held(found, input)),
  { seed, numRuns: runs },
);
