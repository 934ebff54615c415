import { type ChildProcess, spawn } from 'node:child_process';

/** How a program ended, and what it printed. */
export interface Ended {
  /** Undefined where a signal ended it. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that a test has started. */
export interface Program {
  readonly process: ChildProcess;
  readonly pid: number;
  /** What it has printed so far, on both streams, in the order in which it came. */
  output(): string;
  /** Resolves as soon as `text` has been printed; rejects when the program ends without. */
  printed(text: string): Promise<void>;
  /** Resolves when it has ended and nobody holds its streams; rejects when it could not be started. */
  readonly ended: Promise<Ended>;
}

/** @param env what it gets beside PATH @param detached whether it leads a session of its own */
export function startProgram(
  [file, ...args]: readonly [string, ...string[]],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  detached = true,
): Program {
  const child = spawn(file, args, {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    detached,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  let output = '';
  const looks = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (data: string) => {
      texts[stream] += data;
      output += data;
      for (const look of looks) look();
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => {
      resolve({ code: code ?? undefined, signal: signal ?? undefined, ...texts });
    });
  });
  return {
    process: child,
    pid: child.pid ?? 0,
    output: () => output,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => void (output.includes(text) && resolve());
        looks.add(look);
        look();
        ended.then(() => reject(new Error(`"${text}" is not in:\n${output}`)), reject);
      }),
    ended,
  };
}
