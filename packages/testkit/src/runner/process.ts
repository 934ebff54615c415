import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { outputLines } from './lines.ts';
import type { Masks } from './masks.ts';
import { type Annotation, OutputReader } from './output.ts';
import { makeStepFiles, type StepFiles } from './step-files.ts';

/** How long a cancelled process has after SIGINT, and then after SIGTERM, in milliseconds. The runner's values. */
export interface Grace {
  readonly interrupt: number;
  readonly terminate: number;
}

const RUNNER_GRACE: Grace = { interrupt: 7500, terminate: 2500 };
/** How long the runner waits for output after the end of a process whose children still hold its pipes. */
const DRAIN_MS = 5000;

export interface ProcessRequest {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  /** The whole environment, except for the variables of the runner's files. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the runner's files are made. */
  readonly filesFolder: string;
  readonly masks: Masks;
  readonly debug?: boolean | undefined;
  /** Cancels the process: SIGINT, SIGTERM, then the end of it and of its process group. */
  readonly signal?: AbortSignal | undefined;
  readonly grace?: Grace | undefined;
  readonly onSpawn?: ((child: ChildProcess) => void) | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
  /** Adds the runner's error line for an exit code other than 0, as for `run:` steps. */
  readonly reportExitCode?: boolean;
}

/** How a process of a step ended, and what it left. */
export interface ProcessResult extends StepFiles {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly outcome: 'success' | 'failure' | 'cancelled';
  readonly annotations: readonly Annotation[];
  /** The log's lines, masked. */
  readonly log: readonly string[];
  readonly rawStdout: string;
  readonly rawStderr: string;
}

/**
 * Runs one process of a step: makes the runner's files, obeys the commands in its output, and reads the files.
 *
 * @throws Node's system error where it cannot be started.
 */
export async function runProcess(request: ProcessRequest): Promise<ProcessResult> {
  const files = await makeStepFiles(request.filesFolder);
  const reader = new OutputReader({
    masks: request.masks,
    debug: request.debug ?? false,
    onLine: request.onLine ?? (() => undefined),
  });
  const [file, ...args] = request.argv;
  const child = spawn(file, args, {
    cwd: request.cwd,
    env: { ...request.env, ...files.variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  request.onSpawn?.(child);
  const stdout = readLines(child.stdout, (line) => reader.line(line));
  const stderr = readLines(child.stderr, (line) => reader.line(line));
  const stopCancelling = cancelOn(request.signal, child, request.grace ?? RUNNER_GRACE);
  const { code, signal } = await ended(child).finally(stopCancelling);
  const [rawStdout, rawStderr] = await Promise.all([stdout, stderr]);
  if (request.reportExitCode && code !== 0) {
    reader.annotate(
      'error',
      signal === null ? `Process completed with exit code ${code}.` : `Process was ended by ${signal}.`,
    );
  }
  const left = await files.read(reader);
  const cancelled = request.signal?.aborted === true;
  const outcome = code === 0 && !reader.failed ? 'success' : cancelled ? 'cancelled' : 'failure';
  return {
    exitCode: code,
    signal,
    outcome,
    outputs: new Map([...reader.outputs, ...left.outputs]),
    state: new Map([...reader.state, ...left.state]),
    env: left.env,
    path: left.path,
    summary: request.masks.apply(left.summary),
    annotations: reader.annotations,
    log: reader.log,
    rawStdout,
    rawStderr,
  };
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    let drain: NodeJS.Timeout | undefined;
    child.on('error', reject);
    child.on('exit', () => {
      drain = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, DRAIN_MS);
    });
    child.on('close', (code, signal) => {
      clearTimeout(drain);
      resolve({ code, signal });
    });
  });
}

/** Calls `take` with each line of `input`, without its end. Resolves with the whole text. */
function readLines(input: Readable, take: (line: string) => void): Promise<string> {
  const chunks: Buffer[] = [];
  const lines = outputLines(take);
  return new Promise((resolve) => {
    input.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      lines.add(chunk);
    });
    input.on('error', () => undefined);
    input.on('close', () => {
      lines.end();
      resolve(Buffer.concat(chunks).toString());
    });
  });
}

/** Cancels `child` as the runner does when `signal` is aborted. Returns a function that calls it off. */
function cancelOn(signal: AbortSignal | undefined, child: ChildProcess, grace: Grace): () => void {
  let timer: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    child.kill('SIGINT');
    timer = setTimeout(() => {
      child.kill('SIGTERM');
      timer = setTimeout(() => killGroup(child), grace.terminate);
    }, grace.interrupt);
  };
  if (signal?.aborted) cancel();
  else signal?.addEventListener('abort', cancel, { once: true });
  return () => {
    signal?.removeEventListener('abort', cancel);
    clearTimeout(timer);
  };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group ended by itself in the meantime.
  }
}
