import { spawnSync } from 'node:child_process';
import { test } from '@jest/globals';

/**
 * Whether tests that need a program of the system are to run: where it is, and always in CI, where its absence is a failure.
 * Elsewhere they report themselves as skipped.
 *
 * @param args With which the program ends with 0.
 */
export function needed(program: string, args: readonly string[] = ['--version']): boolean {
  return process.env['CI'] === 'true' || spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** `test`, or `test.skip` where the program is not `needed`. */
export function needing(program: string, args?: readonly string[]): typeof test.skip {
  return needed(program, args) ? test : test.skip;
}
