import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

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

export const systemExec: Exec = ([file, ...args], options) =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: options.detached ?? false,
    });
    if (child.pid !== undefined) options.onStart?.(child.pid);
    const fail = (error: unknown): void => {
      child.stdout.destroy();
      child.stderr.destroy();
      reject(error);
    };
    for (const stream of ['stdout', 'stderr'] as const) {
      readLines(child[stream], (lines) => {
        try {
          options.onLines?.(lines, stream);
          for (const line of options.onLine === undefined ? [] : lines) options.onLine?.(line, stream);
        } catch (error) {
          fail(error);
        }
      });
    }
    let linger: NodeJS.Timeout | undefined;
    child.on('error', fail);
    child.on('exit', () => {
      linger = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, LINGER_MS);
    });
    child.on('close', (code, signal) => {
      clearTimeout(linger);
      resolve({ code, signal });
    });
  });

/** Splits what `input` says into lines. One that never ends is given in pieces of about 1 MiB. */
function readLines(input: Readable, give: (lines: readonly string[]) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  input.on('data', (chunk: Buffer) => {
    const text = rest + decoder.write(chunk);
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) {
      lines.push(rest);
      rest = '';
    }
    if (lines.length > 0) give(lines.map(withoutReturn));
  });
  input.on('end', () => {
    const last = rest + decoder.end();
    if (last !== '') give([withoutReturn(last)]);
  });
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
