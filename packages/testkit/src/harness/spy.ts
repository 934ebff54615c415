import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTimeNow } from '@pv-actions/core/action/process-tree.ts';

const SPY = join(import.meta.dirname, 'spy.py');

/** Values that no program that a stage starts may find, as the variables of a step. */
export const SECRETS: Readonly<Record<string, string>> = {
  ACTIONS_RUNTIME_TOKEN: 'secret-of-the-runtime',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret-of-oidc',
  GITHUB_TOKEN: 'secret-of-github',
  AWS_SECRET_ACCESS_KEY: 'secret-of-aws',
};

/** A line for a shell that looks for variables in the environments above it, and appends what it sees to `file`. */
export function lookAround(file: string): string {
  return `python3 '${SPY}' look '${file}'`;
}

/** What was seen that the step does not give to foreign code. @param file as `lookAround` was given it */
export async function secretsIn(file: string): Promise<readonly string[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.filter((line) => /secret-of|INPUT_|STATE_|TOKEN/.test(line));
}

/** A line for a shell that leaves a daemon running: in a session of its own, without a parent and with no variable. */
export function leaveDaemon(folder: string): string {
  return `python3 '${SPY}' stay '${folder}'`;
}

/** The daemons that were left, and whether each runs. @param folder as `leaveDaemon` was given it */
export function daemonsIn(folder: string): readonly { readonly pid: number; readonly runs: boolean }[] {
  const names = readdirSync(folder).filter((name) => name.startsWith('spy.'));
  return names.map((name) => {
    const pid = Number(name.slice(4));
    return { pid, runs: startTimeNow(pid) !== undefined };
  });
}

/** Ends those that run. */
export function endDaemonsIn(folder: string): void {
  for (const { pid, runs } of daemonsIn(folder)) if (runs) process.kill(pid, 'SIGKILL');
}
