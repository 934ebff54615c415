import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface ExecOptions {
  readonly cwd?: string;
  /** The whole environment of the child. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called with each line, without its end. Bytes that are not UTF-8 become U+FFFD. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
}

export interface ExecResult {
  /** The exit code, or null when a signal ended the child. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Runs `argv`, never through a shell. Rejects with Node's system error when it cannot be started. */
export type Exec = (argv: readonly [string, ...string[]], options: ExecOptions) => Promise<ExecResult>;

export const systemExec: Exec = ([file, ...args], options) =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const read = (input: Readable, stream: 'stdout' | 'stderr'): Promise<void> =>
      new Promise((done) => {
        createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
          .on('line', (line) => options.onLine?.(line, stream))
          .on('close', done);
      });
    const output = Promise.all([read(child.stdout, 'stdout'), read(child.stderr, 'stderr')]);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      output.then(() => resolve({ code, signal }), reject);
    });
  });
