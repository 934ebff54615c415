import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ExecOptions, ExecResult } from './exec.ts';
import { GUARD_SCRIPT } from './guard-script.ts';
import { quote } from './inputs.ts';
import { takeIsReadable } from './own-environment.ts';
import { type Process, sendSignal, startTimeNow } from './process-tree.ts';
import type { Deps } from './stage.ts';
import { shortList } from './wording.ts';

/** A foreign program that was started, as it is found again: also by another process, later. JSON. */
export interface RunningProgram {
  /** The leader of its session, and of a process group: the guard, or the program itself where there is none. */
  readonly pid: number;
  /** Its `startTimeNow`, which tells it from a later process with the same pid. */
  readonly startTime: string;
  /**
   * Whether it is a guard: the parent of the program, and an ancestor of all that it started. It ends with the last of them, and must not be
   * killed before. SIGUSR1 has it end all of them at once.
   */
  readonly isGuard?: boolean | undefined;
}

export interface ForeignOptions
  extends Omit<ExecOptions, 'onStart' | 'onNote' | 'timeLimitSeconds' | 'cancellation'> {
  /** What the log calls it, as the beginning of a sentence: `The build`. */
  readonly called: string;
  /** How long what it leaves running may go on. What runs then is asked to end, and killed 5 s later. */
  readonly lingerSeconds: number;
  /** Programs that get more time when they are asked to end, and are not told of, by name. All may go on as long when a signal ended it. */
  readonly slow?: { readonly names: readonly string[]; readonly seconds: number } | undefined;
  readonly onStart?: (running: RunningProgram) => void;
  /** Called when the program itself has ended, and what it left may still run. */
  readonly onEnd?: (result: ExecResult) => void;
}

export interface ForeignResult extends ExecResult {
  /** Whether nothing of it runs any more, for sure. */
  readonly isAllEnded: boolean;
  /** What it left running and was ended, each as `pid command`: text that is not ours. */
  readonly ended: readonly string[];
}

/**
 * Runs a program that is not ours, or runs such code: in a session of its own, with no descriptors but the standard streams. It runs below a
 * guard, and the promise resolves when nothing that it started runs any more. Where there is no python3 for the guard, what leaves the
 * session goes on: `isAllEnded` says so. `holdOpen` is for the guard only.
 *
 * Rejects with Node's system error when it cannot be started.
 */
export async function runForeign(
  argv: readonly [string, ...string[]],
  options: ForeignOptions,
  { exec, log }: Pick<Deps, 'exec' | 'log'>,
): Promise<ForeignResult> {
  if (takeIsReadable()) log.warning(READABLE);
  const { called, lingerSeconds, slow, onStart, onEnd, holdOpen = [], ...plain } = options;
  const started = (isGuard: boolean) => (pid: number) =>
    onStart?.({ pid, startTime: startTimeNow(pid) ?? '', isGuard });
  const python = findPython(options.env.PATH);
  if (python !== undefined) {
    const notes = readNotes(called, onEnd, log);
    const times = [lingerSeconds, slow?.seconds ?? lingerSeconds, slow?.names.join(',') ?? ''].map(String);
    const guard = [python, '-I', '-S', '-c', GUARD_SCRIPT, ...times, ...argv] as const;
    const result = await exec([...guard], { ...plain, holdOpen, onStart: started(true), onNote: notes.read });
    const { heard, ended } = notes;
    const code = heard.get('failed');
    if (code !== undefined) throw Object.assign(new Error(`spawn ${argv[0]} ${code}`), { code });
    // Python may be ended before it is a guard: then nothing has run.
    if (heard.has('started') || result.signal !== null)
      return { ...result, isAllEnded: heard.has('done') && !heard.has('left'), ended };
  }
  log.info(
    `${called} runs without a guard, for which python3 is needed on the host: what leaves its session cannot be found again.`,
  );
  const result = await exec(argv, { ...plain, onStart: started(false) });
  return { ...result, isAllEnded: false, ended: [] };
}

const READABLE =
  'This system does not let the environment of this step be hidden: the programs that it starts can read its inputs and tokens in /proc.';

/** Says which processes had to be ended, if any. */
export function warnOfEnded(called: string, { ended }: Pick<ForeignResult, 'ended'>, log: Deps['log']): void {
  if (ended.length === 0) return;
  log.warning(
    `${called} left ${ended.length === 1 ? 'a process' : `${ended.length} processes`} running, which ${ended.length === 1 ? 'was' : 'were'} ended: ` +
      `${shortList(ended.map(quote), ', ', 5)}.`,
  );
}

/**
 * Has the guard of a program end all that it guards, at once and whatever is started meanwhile.
 *
 * @returns whether there is one.
 */
export function killBelowGuard({ pid, startTime, isGuard }: RunningProgram): boolean {
  if (isGuard !== true || startTimeNow(pid) !== startTime) return false;
  sendSignal(pid, 'SIGUSR1');
  return true;
}

/**
 * Of what runs of a program, what is to be ended: without the guard, unless it is alone, and about to start the program or to end.
 */
export function withoutGuard(
  family: readonly Process[],
  { pid, isGuard }: RunningProgram,
): readonly Process[] {
  const others = isGuard === true ? family.filter((each) => each.pid !== pid) : family;
  return others.length > 0 ? others : family;
}

/** What the guard says, line by line: see GUARD_SCRIPT. */
function readNotes(called: string, onEnd: ForeignOptions['onEnd'], log: Deps['log']) {
  const heard = new Map<string, string>();
  const lists: Readonly<Record<string, string[]>> = { ended: [], left: [] };
  return {
    heard,
    ended: lists['ended'] ?? [],
    read(line: string): void {
      const [, word = '', rest = ''] = /^(\w+) ?(.*)$/.exec(line) ?? [];
      heard.set(word, rest);
      lists[word]?.push(rest);
      if (word === 'waits') log.info(`Waiting for what ${called.toLowerCase()} left running.`);
      if (word === 'left') log.warning(`This process could not be stopped: ${quote(rest)}.`);
      if (word === 'exit' && !heard.has('failed')) onEnd?.(resultOf(rest));
    },
  };
}

/** @param how an exit code, or the name of a signal */
function resultOf(how: string): ExecResult {
  return /^\d+$/.test(how)
    ? { code: Number(how), signal: null }
    : { code: null, signal: how as NodeJS.Signals };
}

const SYSTEM = '/usr/bin';

/** Of the PATH the system's python3 before others: one of pyenv is a script that changes the environment. */
function findPython(path = ''): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return [...folders.filter((folder) => folder === SYSTEM), ...folders]
    .map((folder) => join(folder, 'python3'))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
