import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from enlarging the space for short-lived values. The console of a build is nothing else, line by line, and
 * would let it grow by 14 MB without being read any faster.
 */
export function keepMemorySmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
