import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';

/** GitHub's runner finds what a job left running by it, and it is no secret. */
const KEPT = /^RUNNER_TRACKING_ID=/;

let isReadable = false;

/**
 * Whether programs of this user can read in /proc what this process was started with, although `hideEnvironment` was called.
 * True once: it is said once.
 */
export function takeIsReadable(): boolean {
  const was = isReadable;
  isReadable = false;
  return was;
}

/**
 * Takes the variables that this process was started with, inputs and tokens among them, out of `/proc/<pid>/environ`, where each program
 * of the same user, and of root, can read them. `process.env` keeps them: libraries look there. Does nothing where there is no /proc.
 *
 * What can be read there is the memory between env_start and env_end of proc_pid_stat(5), as the kernel filled it.
 *
 * @returns a copy of all variables.
 */
export function hideEnvironment(): Readonly<Record<string, string | undefined>> {
  const env = { ...process.env };
  const before = readEnvironment();
  if (before === undefined) return env;
  // A variable that is set anew lies elsewhere.
  for (const [name, value] of Object.entries(env)) process.env[name] = value;
  try {
    overwrite(before, Buffer.from(`${entriesOf(before).filter(isKept).join('\0')}\0`, 'latin1'));
  } catch {
    // A kernel that does not let it: what can be read is looked at below.
  }
  isReadable = entriesOf(readEnvironment() ?? before).some((entry) => !isKept(entry));
  return env;
}

const isKept = (entry: string): boolean => KEPT.test(entry);

function readEnvironment(): Buffer | undefined {
  try {
    return readFileSync('/proc/self/environ');
  } catch {
    return undefined;
  }
}

function entriesOf(environment: Buffer): readonly string[] {
  return environment
    .toString('latin1')
    .split('\0')
    .filter((entry) => entry !== '');
}

/** Where the memory does not hold what the kernel shows of it, nothing is written. @throws Node's system error. */
function overwrite(before: Buffer, text: Buffer): void {
  const stat = readFileSync('/proc/self/stat', 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [start, end] = [Number(fields[47]), Number(fields[48])];
  if (end - start !== before.length) return;
  const memory = openSync('/proc/self/mem', 'r+');
  try {
    const found = Buffer.alloc(before.length);
    readSync(memory, found, 0, found.length, start);
    if (!found.equals(before)) return;
    found.fill(0);
    text.copy(found);
    writeSync(memory, found, 0, found.length, start);
  } finally {
    closeSync(memory);
  }
}
