import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import * as harness from '@pv-actions/testkit/harness/program.ts';

/** A program that a test started as leader of its own session, as kas-build starts kas. */
export interface RunningProgram extends Omit<harness.Program, 'ended'> {
  /** Resolves with the exit code, or the signal, when it has ended and nobody holds its streams. */
  readonly ended: Promise<number | NodeJS.Signals | undefined>;
}

export function startProgram(...given: Parameters<typeof harness.startProgram>): RunningProgram {
  const program = harness.startProgram(...given);
  return { ...program, ended: program.ended.then(({ code, signal }) => code ?? signal) };
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
