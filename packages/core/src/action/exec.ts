import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { followFile } from './follow-file.ts';

export type OutputStream = 'stdout' | 'stderr';

export interface ExecOptions {
  readonly cwd?: string;
  /** The whole environment of the child. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called with each line, without its end. Bytes that are not UTF-8 become U+FFFD. */
  readonly onLine?: (line: string, stream: OutputStream) => void;
  /** As `onLine`, with all lines that came at once. */
  readonly onLines?: (lines: readonly string[], stream: OutputStream) => void;
  /** Called with the child's pid as soon as it runs. */
  readonly onStart?: (pid: number) => void;
  /** Makes the child the leader of a session of its own, which no signal to ours reaches. */
  readonly detached?: boolean;
  /** The child is killed after that time. */
  readonly timeLimitSeconds?: number;
  /**
   * A file that both streams are appended to; lines come from there, all as `stdout`. The child never waits for us then,
   * and what it prints is kept also when we are killed. A pipe would wake us with each line that it prints.
   */
  readonly outputFile?: string;
}

export interface ExecResult {
  /** The exit code, or null when a signal ended the child. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Runs `argv`, never through a shell. Rejects with Node's system error when it cannot be started. */
export type Exec = (argv: readonly [string, ...string[]], options: ExecOptions) => Promise<ExecResult>;

/** How long the output of a child that has ended may be held open by what it left running. */
const LINGER_MS = 5_000;
const LONGEST_LINE = 1 << 20;

export const systemExec: Exec = (argv, options) =>
  options.outputFile === undefined ? execPiped(argv, options) : execToFile(argv, options, options.outputFile);

const execPiped: Exec = ([file, ...args], options) =>
  new Promise((resolve, reject) => {
    const { cwd, env, detached = false } = options;
    const child = spawn(file, args, { cwd, env, detached, stdio: ['ignore', 'pipe', 'pipe'] });
    if (child.pid !== undefined) options.onStart?.(child.pid);
    const close = (): void => {
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const fail = (error: unknown): void => {
      close();
      reject(error);
    };
    const limit =
      options.timeLimitSeconds === undefined
        ? undefined
        : setTimeout(() => child.kill('SIGKILL'), options.timeLimitSeconds * 1000);
    readStream(child.stdout, linesTo(options, 'stdout'), fail);
    readStream(child.stderr, linesTo(options, 'stderr'), fail);
    let linger: NodeJS.Timeout | undefined;
    child.on('error', fail);
    child.on('exit', () => {
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
    const { cwd, env, detached = false } = options;
    const output = openSync(outputFile, 'a');
    const lines = lineSplitter(linesTo(options, 'stdout'));
    const end = followFile(outputFile, lines.add, reject);
    const child = spawn(file, args, { cwd, env, detached, stdio: ['ignore', output, output] });
    closeSync(output);
    if (child.pid !== undefined) options.onStart?.(child.pid);
    child.on('error', (error) => {
      end();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      try {
        end();
        lines.end();
        resolve({ code, signal });
      } catch (error) {
        reject(error);
      }
    });
  });
}

type GiveLines = (lines: readonly string[]) => void;

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

/** Splits bytes into lines. One that never ends is given in pieces of about 1 MiB. */
function lineSplitter(give: GiveLines) {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return {
    add(bytes: Buffer): void {
      const text = rest + decoder.write(bytes);
      const lines = text.split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) {
        lines.push(rest);
        rest = '';
      }
      if (lines.length > 0) give(lines.map(withoutReturn));
    },
    end(): void {
      const last = rest + decoder.end();
      rest = '';
      if (last !== '') give([withoutReturn(last)]);
    },
  };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
