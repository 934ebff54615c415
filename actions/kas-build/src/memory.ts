import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from enlarging the space for short-lived values: the console of a build is nothing else, and would let it grow
 * without being read any faster. bench/README.md has the numbers.
 */
export function keepMemorySmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
