import type { Clock } from './clock.ts';
import type { Process } from './process-tree.ts';

/** Looks until nothing runs, at most for `seconds`, every `stepMs` milliseconds. @returns what runs then. */
export async function waitForEnd(
  look: () => Promise<readonly Process[]>,
  { clock }: { readonly clock: Clock },
  seconds: number,
  stepMs: number,
): Promise<readonly Process[]> {
  let running = await look();
  for (let waited = 0; running.length > 0 && waited < seconds * 1000; waited += stepMs) {
    await clock.sleep(stepMs);
    running = await look();
  }
  return running;
}
