import type { Arbitrary } from 'fast-check';

/** What holds for every input. */
export interface Property<T = unknown> {
  readonly name: string;
  readonly input: Arbitrary<T>;
  /** How many inputs are drawn in `npm test`; `npm run test:long` draws 60 times as many. */
  readonly runs: number;
  /** Throws where it does not hold. */
  readonly holds: (input: T) => void | Promise<void>;
}

/** Gives the parts of a property the type of its input. */
export function property<T>(
  name: string,
  input: Arbitrary<T>,
  runs: number,
  holds: (input: T) => void | Promise<void>,
): Property {
  return { name, input, runs, holds: holds as (input: unknown) => void | Promise<void> };
}
