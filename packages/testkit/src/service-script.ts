import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A service that runs, in a folder of its own. */
export interface ScriptedService {
  /** Holds all that it keeps. */
  readonly dir: string;
  /** What its script printed as `name=value`. @throws an Error when it did not print it. */
  value(name: string): string;
  /** Stops it, and removes its folder. */
  close(): Promise<void>;
}

/**
 * Starts a service by a script that takes `up DIR --with PID`, prints `NAME=value` lines, and takes `down DIR`. It goes down with
 * `close`, when this process exits, and, a moment later, when this process is killed.
 *
 * Rejects with what the script printed where it does not start.
 */
export async function startByScript(script: string, name: string): Promise<ScriptedService> {
  const dir = join(tmpdir(), `pv-${name}-${randomUUID()}`);
  const takeDown = (): void => {
    execFileSync(script, ['down', dir]);
  };
  process.once('exit', takeDown);
  try {
    const { stdout } = await promisify(execFile)(script, ['up', dir, '--with', String(process.pid)]);
    const lines = stdout.split('\n');
    return {
      dir,
      value(name) {
        const line = lines.find((each) => each.startsWith(`${name}=`));
        if (line === undefined) throw new Error(`${script} did not print ${name}: ${stdout}`);
        return line.slice(name.length + 1);
      },
      async close() {
        process.removeListener('exit', takeDown);
        await promisify(execFile)(script, ['down', dir]);
      },
    };
  } catch (error) {
    process.removeListener('exit', takeDown);
    takeDown();
    throw error;
  }
}
