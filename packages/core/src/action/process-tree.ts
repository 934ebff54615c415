import { readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Clock } from './clock.ts';
import { systemCode } from './errors.ts';

/** A process, as `/proc/<pid>/stat` describes it. */
export interface Process {
  readonly pid: number;
  /** The kernel's name of it, at most 15 bytes; a program may change its own. */
  readonly name: string;
  /** One letter: `R`, `S`, `D`, `T`, `Z`, … */
  readonly state: string;
  readonly parent: number;
  readonly session: number;
  /** Clock ticks since the machine started. With the pid it names one process. */
  readonly startTime: string;
}

/**
 * Reads `/proc/<pid>/stat` (proc_pid_stat(5)). The name stands in parentheses and may itself hold blanks and
 * parentheses. Undefined for a text of another form.
 */
export function parseStat(text: string): Process | undefined {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const rest = text
    .slice(close + 1)
    .trim()
    .split(' ');
  const [state = '', parent, , session] = rest;
  const startTime = rest[19];
  const pid = Number.parseInt(text, 10);
  if (open < 0 || close < open || Number.isNaN(pid) || startTime === undefined) return undefined;
  return {
    pid,
    name: text.slice(open + 1, close),
    state,
    parent: Number(parent),
    session: Number(session),
    startTime,
  };
}

/** Whether it still runs: what only waits to be reaped has ended. */
export function isAlive({ state }: Process): boolean {
  return state !== 'Z' && state !== 'X';
}

/** Every process that can be seen, zombies too. */
export async function listProcesses(): Promise<readonly Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return read.map(parseStat).filter((process) => process !== undefined);
}

/** The same at once, for a signal that follows: nothing may come in between. */
export function startTimeNow(pid: number): string | undefined {
  try {
    const process = parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return process !== undefined && isAlive(process) ? process.startTime : undefined;
  } catch {
    return undefined;
  }
}

/** The command line of `pid`; empty when it has ended, or is the kernel's own. */
export async function argvOf(pid: number): Promise<readonly string[]> {
  return strings(await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
}

/** A variable that `pid` was started with; undefined also when its environment cannot be read. */
export async function variableOf(pid: number, name: string): Promise<string | undefined> {
  const variables = strings(await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''));
  return variables.find((variable) => variable.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** The uid that `pid` runs as; undefined when it has ended, or hides from us. */
export async function ownerOf(pid: number): Promise<number | undefined> {
  return stat(`/proc/${pid}`).then(
    ({ uid }) => uid,
    () => undefined,
  );
}

/** Whether `pid` has a controlling terminal: somebody works with it. */
export async function hasTerminal(pid: number): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [, , , , terminal = '0'] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return terminal !== '0';
}

function strings(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\0$/, '').split('\0');
}

/** The name of the program of a command line. For a Python script it is the script's. */
export function programOf(argv: readonly string[]): string {
  const [file = '', ...args] = argv;
  const name = basename(file);
  if (!/^python[\d.]*$/.test(name)) return name;
  return basename(args.find((argument) => !argument.startsWith('-')) ?? name);
}

const COMMAND_LENGTH = 200;

/** `pid command` on one line, for people. The command is text that is not ours. */
export async function describeProcess({ pid, name }: Process): Promise<string> {
  const command = (await argvOf(pid)).join(' ').replace(/[\s\p{Cc}]+/gu, ' ');
  return `${pid} ${command === '' ? `[${name}]` : command.slice(0, COMMAND_LENGTH)}`;
}

/** What is known of a family before the processes are listed. */
export interface Known {
  /** pid -> start time. */
  readonly processes: ReadonlyMap<number, string>;
  /** Sessions whose processes belong to it. */
  readonly sessions: ReadonlySet<number>;
}

/**
 * Of all processes, those of a family: what is known of it, their descendants, and the sessions of both: a process
 * whose parent has ended keeps its session. Never `self` nor what started it, nor, for the session alone, what shares theirs: other
 * runners can, which were started at one terminal.
 *
 * A session is foreign when its leader runs and is not of the family: then its number was given out again, which
 * the kernel does not do as long as a process is in the session.
 */
export function familyOf(all: readonly Process[], known: Known, self: number): readonly Process[] {
  const byPid = new Map(all.map((process) => [process.pid, process]));
  const excluded = ancestorsOf(self, byPid);
  const ours = new Set<number>();
  const sessions = new Set(known.sessions);
  const foreign = new Set([...excluded].map((pid) => byPid.get(pid)?.session));
  const isOurs = ({ pid, parent, session, startTime }: Process): boolean =>
    known.processes.get(pid) === startTime || ours.has(parent) || isOurSession(session);
  const isOurSession = (session: number): boolean =>
    session > 0 &&
    sessions.has(session) &&
    !foreign.has(session) &&
    (ours.has(session) || !byPid.has(session));
  let before: number;
  do {
    before = ours.size;
    for (const process of all) {
      if (excluded.has(process.pid) || ours.has(process.pid) || !isOurs(process)) continue;
      ours.add(process.pid);
      sessions.add(process.session);
    }
  } while (ours.size > before);
  return all.filter(({ pid }) => ours.has(pid));
}

function ancestorsOf(pid: number, byPid: ReadonlyMap<number, Process>): ReadonlySet<number> {
  const found = new Set([0, 1]);
  for (let next = pid; !found.has(next); next = byPid.get(next)?.parent ?? 0) found.add(next);
  return found;
}

/** Sends a signal to one process, or to a group; throws its system errors. */
export type SendSignal = (pid: number, signal: NodeJS.Signals) => void;

/** Sends a signal. One that has ended, or is of another user, gets none: what still runs is found again at the end, and reported. */
export function sendSignal(pid: number, signal: NodeJS.Signals, send: SendSignal = process.kill): void {
  try {
    send(pid, signal);
  } catch (error) {
    const code = systemCode(error);
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

/** Looks until nothing runs, at most for `seconds`, every `stepMs` milliseconds. @returns what runs then. */
export async function waitForEnd(
  look: () => Promise<readonly Process[]>,
  { clock }: { readonly clock: Clock },
  seconds: number,
  stepMs: number,
): Promise<readonly Process[]> {
  let running = await look();
  for (let waited = 0; running.length > 0 && waited < seconds * 1000; waited += stepMs) {
    await clock.sleep(stepMs);
    running = await look();
  }
  return running;
}
