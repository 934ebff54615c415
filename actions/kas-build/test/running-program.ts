import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A program that a test started as leader of its own session, as kas-build starts kas. */
export interface RunningProgram {
  readonly pid: number;
  /** What it has printed so far, on both streams. */
  output(): string;
  /** Resolves as soon as `text` has been printed; rejects when the program ends without. */
  printed(text: string): Promise<void>;
  /** Resolves with the exit code, or the signal, when it has ended and nobody holds its streams. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

export function startProgram(
  argv: readonly [string, ...string[]],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): RunningProgram {
  const [file, ...args] = argv;
  const child = spawn(file, args, {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid === undefined) throw new Error(`${file} cannot be started.`);
  let output = '';
  const looks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (data: string) => {
      output += data;
      for (const look of looks) look();
    });
  }
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => resolve(code ?? signal));
  });
  return {
    pid: child.pid,
    output: () => output,
    ended,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => void (output.includes(text) && resolve());
        looks.add(look);
        look();
        ended.then(() => reject(new Error(`"${text}" is not in:\n${output}`)), reject);
      }),
  };
}

/** The pids of what runs with its working directory in `folder`, or names it in its arguments. */
export function pidsWithin(folder: string): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .filter((pid) => {
      try {
        if (/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return false;
        const cwd = `${readlinkSync(`/proc/${pid}/cwd`)}/`;
        return cwd.startsWith(`${folder}/`) || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Ends all of them, whatever state they are in. */
export function killWithin(folder: string): void {
  for (let pids = pidsWithin(folder); pids.length > 0; pids = pidsWithin(folder)) {
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended in between.
      }
    }
  }
}
