import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { ChildEnvironment } from './child-environment.ts';
import { type GiveLines, lineSplitter } from './lines.ts';

export type OutputStream = 'stdout' | 'stderr';

export interface ExecOptions {
  readonly cwd?: string;
  /** The whole environment of the child. */
  readonly env: ChildEnvironment;
  /** Called with each line, without its end. Bytes that are not UTF-8 become U+FFFD. */
  readonly onLine?: (line: string, stream: OutputStream) => void;
  /** As `onLine`, with all lines that came at once. */
  readonly onLines?: (lines: readonly string[], stream: OutputStream) => void;
  /** Called with the child's pid as soon as it runs. */
  readonly onStart?: (pid: number) => void;
  /** Called with each line that the child writes to descriptor 3. */
  readonly onNote?: (line: string) => void;
  /** The child is killed after that time. */
  readonly timeLimitSeconds?: number;
  /** The child is sent SIGTERM when it aborts, also when it has aborted already. */
  readonly cancellation?: AbortSignal;
  /**
   * File descriptors of ours that the child inherits as 10, 11, …, and with it all that it starts, unless a program closes them. A
   * lock that flock(2) took on one of them is held as long as any of these processes runs.
   */
  readonly holdOpen?: readonly number[];
  /**
   * A file that both streams are appended to; lines come from there, all as `stdout`. The child never waits for us then,
   * and what it prints is kept also when we are killed. A pipe would wake us with each line that it prints.
   */
  readonly outputFile?: string;
  /**
   * With `outputFile`: awaited when the child has ended, before the last lines are read. What it left running, as a `tee`, may still
   * print them.
   */
  readonly onExit?: () => Promise<void>;
}

export interface ExecResult {
  /** The exit code, or null when a signal ended the child. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * Runs `argv`, never through a shell, as the leader of a session of its own, which no signal to ours reaches. Rejects with Node's system
 * error when it cannot be started.
 */
export type Exec = (argv: readonly [string, ...string[]], options: ExecOptions) => Promise<ExecResult>;

/** How long the output of a child that has ended may be held open by what it left running. */
const LINGER_MS = 5_000;
/** Scripts use the descriptors below it for their own redirections. */
const FIRST_HELD = 10;

export const systemExec: Exec = (argv, options) =>
  options.outputFile === undefined ? execPiped(argv, options) : execToFile(argv, options, options.outputFile);

const execPiped: Exec = ([file, ...args], options) =>
  new Promise((resolve, reject) => {
    const { cwd, env } = options;
    const stdio = ['ignore', 'pipe', 'pipe', ...further(options)] as ['ignore', 'pipe', 'pipe'];
    const child = spawn(file, args, { cwd, env, detached: true, stdio });
    const forget = killOnAbort(child, options.cancellation);
    if (child.pid !== undefined) options.onStart?.(child.pid);
    const close = (): void => {
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const limit =
      options.timeLimitSeconds === undefined
        ? undefined
        : setTimeout(() => child.kill('SIGKILL'), options.timeLimitSeconds * 1000);
    const fail = (error: unknown): void => {
      forget();
      clearTimeout(limit);
      close();
      reject(error);
    };
    readNotes(child, options, fail);
    readStream(child.stdout, linesTo(options, 'stdout'), fail);
    readStream(child.stderr, linesTo(options, 'stderr'), fail);
    let linger: NodeJS.Timeout | undefined;
    child.on('error', fail);
    child.on('exit', () => {
      forget();
      clearTimeout(limit);
      linger = setTimeout(close, LINGER_MS);
    });
    child.on('close', (code, signal) => {
      clearTimeout(linger);
      resolve({ code, signal });
    });
  });

function execToFile(
  [file, ...args]: readonly [string, ...string[]],
  options: ExecOptions,
  outputFile: string,
): Promise<ExecResult> {
  return new Promise((resolve, reject) => {
    const { cwd, env } = options;
    const output = openSync(outputFile, 'a');
    const lines = lineSplitter(linesTo(options, 'stdout'));
    const end = followFile(outputFile, lines.add, reject);
    const stdio = ['ignore' as const, output, output, ...further(options)];
    const child = spawn(file, args, { cwd, env, detached: true, stdio });
    const noted = readNotes(child, options, reject);
    closeSync(output);
    const forget = killOnAbort(child, options.cancellation);
    if (child.pid !== undefined) options.onStart?.(child.pid);
    child.on('error', (error) => {
      forget();
      end();
      reject(error);
    });
    const finish = async (): Promise<void> => {
      await noted;
      await options.onExit?.();
      end();
      lines.end();
    };
    child.on('exit', (code, signal) => {
      forget();
      finish().then(() => resolve({ code, signal }), reject);
    });
  });
}

/** What follows the three standard streams: notes on 3, a gap that stays closed, then the descriptors. */
function further({ onNote, holdOpen = [] }: ExecOptions): readonly ('ignore' | 'pipe' | number)[] {
  const notes = onNote === undefined ? 'ignore' : 'pipe';
  if (holdOpen.length === 0) return [notes];
  return [notes, ...Array<'ignore'>(FIRST_HELD - 4).fill('ignore'), ...holdOpen];
}

/** Resolves when no note can come any more. */
function readNotes(
  child: ChildProcess,
  { onNote }: ExecOptions,
  failed: (error: unknown) => void,
): Promise<void> {
  const notes = child.stdio[3];
  if (onNote === undefined || !(notes instanceof Readable)) return Promise.resolve();
  readStream(notes, (lines) => lines.forEach(onNote), failed);
  return new Promise((resolve) => notes.on('close', resolve));
}

/** @returns what ends the watch: a child that has ended is not to be signalled. */
function killOnAbort(child: ChildProcess, cancellation: AbortSignal | undefined): () => void {
  const kill = (): void => void child.kill('SIGTERM');
  if (cancellation?.aborted === true) kill();
  cancellation?.addEventListener('abort', kill);
  return () => cancellation?.removeEventListener('abort', kill);
}

function linesTo({ onLines, onLine }: ExecOptions, stream: OutputStream): GiveLines {
  return (lines) => {
    onLines?.(lines, stream);
    if (onLine !== undefined) for (const line of lines) onLine(line, stream);
  };
}

function readStream(input: Readable, give: GiveLines, failed: (error: unknown) => void): void {
  const lines = lineSplitter(give);
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      failed(error);
    }
  };
  input.on('data', (bytes: Buffer) => guarded(() => lines.add(bytes)));
  input.on('end', () => guarded(lines.end));
}

/** How often the file is looked at: a person does not see the difference, and a child is not slowed down. */
const PAUSE_MS = 50;
const PIECE_BYTES = 64 * 1024;

/**
 * Follows a file that another process appends to, from its current end.
 *
 * @param give gets the bytes that were added; they are valid until it returns
 * @param failed is told of an error of the file system, or of `give`; nothing more is read then
 * @returns a function that reads what is left and ends the following
 */
function followFile(
  path: string,
  give: (bytes: Buffer) => void,
  failed: (error: unknown) => void,
): () => void {
  const file = openSync(path, 'r');
  const buffer = Buffer.allocUnsafeSlow(PIECE_BYTES);
  let position = fstatSync(file).size;
  let open = true;

  function read(): void {
    for (let count = -1; open && count !== 0; ) {
      count = readSync(file, buffer, 0, buffer.length, position);
      position += count;
      if (count > 0) give(buffer.subarray(0, count));
    }
  }
  function look(): void {
    try {
      read();
    } catch (error) {
      close();
      failed(error);
    }
  }
  function close(): void {
    if (!open) return;
    open = false;
    clearInterval(timer);
    closeSync(file);
  }

  const timer = setInterval(look, PAUSE_MS);
  return () => {
    look();
    close();
  };
}
