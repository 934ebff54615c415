import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Loaded with `--import`, it writes what a process took to the file that PV_BENCH_PROBE names. */
export const PROBE = join(import.meta.dirname, 'probe.mjs');

/** What a Node process took. In bytes, and in seconds. */
export interface Taken {
  /** Resident at its peak, with the pages of the Node program that it shares with others. */
  readonly peak: number;
  /** Resident at its end, of its own. */
  readonly own: number;
  /** Of all its threads. */
  readonly cpu: number;
}

export interface ProcessOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The file that both of its outputs are written to. */
  readonly output: string;
}

/**
 * Runs a command that has to succeed. Resolves to the seconds that it took.
 *
 * @throws Error with the end of what it printed, where it fails.
 */
export async function timed(
  [program, ...args]: readonly [string, ...string[]],
  options: ProcessOptions,
): Promise<number> {
  const { cwd, env } = options;
  const output = openSync(options.output, 'w');
  try {
    const start = performance.now();
    const code = await new Promise<number | null>((ended, failed) => {
      spawn(program, args, { cwd, env, stdio: ['ignore', output, output] })
        .on('error', failed)
        .on('exit', ended);
    });
    if (code !== 0) {
      const text = await readFile(options.output, 'utf8');
      throw new Error(`${program} ended with ${code}. Its end was: ${text.slice(-2000)}`);
    }
    return (performance.now() - start) / 1000;
  } finally {
    closeSync(output);
  }
}

/** Runs a script on this Node as `timed` does, with what it took. `<output>.probe` is written on the way. */
export async function timedNode(
  args: readonly string[],
  options: ProcessOptions,
): Promise<Taken & { readonly seconds: number }> {
  const probe = `${options.output}.probe`;
  const seconds = await timed([process.execPath, '--import', PROBE, ...args], {
    ...options,
    env: { ...options.env, PV_BENCH_PROBE: probe },
  });
  return { seconds, ...(JSON.parse(await readFile(probe, 'utf8')) as Taken) };
}

/** What a measured process gets of this one's environment. */
export function baseEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '', LANG = 'C.UTF-8' } = process.env;
  return { PATH, HOME, LANG };
}

/** The real path of a program, undefined where the PATH has none. */
export async function findOnPath(name: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = await realpath(join(folder, name)).catch(() => undefined);
    if (path !== undefined) return path;
  }
  return undefined;
}
