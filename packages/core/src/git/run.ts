import type { ChildEnvironment } from '../action/child-environment.ts';
import { systemCode, UserError } from '../action/errors.ts';
import { NETWORK_LIMITS, type NetworkLimits } from '../action/limits.ts';
import { familyOf, listProcesses, sendSignal, startTimeNow } from '../action/process-tree.ts';
import { formatBytes, formatDuration } from '../action/progress.ts';
import type { Deps } from '../action/stage.ts';
import { unlessAborted } from '../action/unless-aborted.ts';
import { basicCredentials, localEnvironment, type RemoteToken, withToken } from './environment.ts';
import { isRedirect, isTransientFailure, lastWords } from './failure.ts';

export type GitDeps = Pick<Deps, 'exec' | 'clock' | 'cancellation'> & {
  /** A number from 0 to 1, for jitter. */
  readonly random?: () => number;
};

/** How git is run. */
export interface GitContext {
  readonly deps: GitDeps;
  /** The environment for a git that asks a remote, without the token. */
  readonly env: ChildEnvironment;
  /** Where git is run. */
  readonly folder: string;
  readonly token: RemoteToken | undefined;
  readonly timeLimitSeconds: number;
  /** `NETWORK_LIMITS` by default. */
  readonly limits?: Pick<NetworkLimits, 'gitOutputBytes' | 'gitOutputLines'>;
}

/** Git printed more than any repository gives reason to. The message is a sentence. */
export class OutputTooLarge extends Error {}

/** What git printed. `code` is null where it did not end by itself. */
interface GitResult {
  readonly code: number | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly timedOut: boolean;
}

/** What a remote gave, or a sentence that says why it gave nothing. */
export type GitAnswer =
  | { readonly kind: 'answer'; readonly lines: readonly string[] }
  | { readonly kind: 'failed'; readonly reason: string; readonly stderr: readonly string[] };

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 1_000;
/** Lines of stderr that are kept: the last ones. */
const KEPT_LINES = 50;

/**
 * Runs a git command that asks a remote. What may pass is tried again.
 *
 * @throws UserError when there is no git, and the reason of the cancellation.
 */
export async function askRemote(context: GitContext, args: readonly string[]): Promise<GitAnswer> {
  const { token, env } = context;
  if (token === undefined) return ask(context, args, env);
  const answer = await ask(context, args, withToken(env, token));
  if (answer.kind === 'answer' || !isRedirect(answer.stderr)) return answer;
  // The token stays here; whoever may read it without one is led on.
  const led = await ask(context, args, env);
  if (led.kind === 'answer') return led;
  const reason = `It answers with a redirect, which the token does not follow: give its present URL. ${led.reason}`;
  return { ...led, reason };
}

async function ask(context: GitContext, args: readonly string[], env: GitContext['env']): Promise<GitAnswer> {
  const { clock, cancellation, random = Math.random } = context.deps;
  for (let attempt = 1; ; attempt += 1) {
    const result = await run(context, args, env, context.timeLimitSeconds).catch(tooLarge);
    if (result instanceof OutputTooLarge) return { kind: 'failed', reason: result.message, stderr: [] };
    if (result.code === 0) return { kind: 'answer', lines: result.stdout };
    if (attempt < ATTEMPTS && !result.timedOut && isTransientFailure(result.stderr)) {
      const wait = FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + random() / 2);
      await unlessAborted(cancellation(), () => clock.sleep(wait));
      continue;
    }
    return { kind: 'failed', reason: reasonOf(result, attempt, context), stderr: result.stderr };
  }
}

function tooLarge(thrown: unknown): OutputTooLarge {
  if (thrown instanceof OutputTooLarge) return thrown;
  throw thrown;
}

function reasonOf(result: GitResult, attempts: number, { token, timeLimitSeconds }: GitContext): string {
  const tried = attempts > 1 ? `, after ${attempts} attempts` : '';
  if (result.timedOut) return `It did not answer within ${formatDuration(timeLimitSeconds)}${tried}.`;
  const secrets = token === undefined ? [] : [token.value, basicCredentials(token.value)];
  const words = lastWords(result.stderr, secrets);
  if (/could not read (?:username|password)/i.test(words)) {
    return `It wants a token, or does not accept the one it was given: ${words.replace(/\.?$/, '.')}`;
  }
  if (words === '') return `Git ended with ${result.code ?? 'a signal'}${tried}, without a word.`;
  return `Git says${tried}: ${words.replace(/\.?$/, '.')}`;
}

/** Runs a git command that reads what is there, however long that takes. @throws as `askRemote`, and OutputTooLarge. */
export function readLocal(context: GitContext, args: readonly string[]): Promise<GitResult> {
  return run(context, args, localEnvironment(context.env));
}

/** Runs git once. When its time is up, all that it started ends with it: some of that has ears only for the network. */
async function run(
  { deps, folder, limits = NETWORK_LIMITS }: GitContext,
  args: readonly string[],
  env: GitContext['env'],
  timeLimitSeconds?: number,
): Promise<GitResult> {
  const signal = deps.cancellation();
  signal.throwIfAborted();
  const stdout: string[] = [];
  let bytes = 0;
  let stderr: string[] = [];
  let leader: number | undefined;
  let timedOut = false;
  const end = (): void => {
    if (leader !== undefined) void killFamily(leader);
  };
  const giveUp = (): void => {
    timedOut = true;
    end();
  };
  const isTooLarge = (): boolean => bytes > limits.gitOutputBytes || stdout.length > limits.gitOutputLines;
  const keep = (lines: readonly string[]): void => {
    if (isTooLarge()) return;
    for (const line of lines) {
      stdout.push(line);
      bytes += line.length + 1;
    }
    if (isTooLarge()) end();
  };
  const limit = timeLimitSeconds === undefined ? undefined : setTimeout(giveUp, timeLimitSeconds * 1000);
  signal.addEventListener('abort', end);
  try {
    const { code } = await deps.exec(['git', ...args], {
      cwd: folder,
      env,
      onStart: (pid) => {
        leader = pid;
      },
      onLines: (lines, stream) => {
        if (stream === 'stdout') keep(lines);
        else stderr = [...stderr, ...lines].slice(-KEPT_LINES);
      },
    });
    signal.throwIfAborted();
    if (isTooLarge()) {
      const lines = limits.gitOutputLines.toLocaleString('en-US');
      throw new OutputTooLarge(
        `Git prints more than ${lines} lines or ${formatBytes(limits.gitOutputBytes)} about it, which no repository needs.`,
      );
    }
    return { code, stdout, stderr, timedOut };
  } catch (thrown) {
    if (systemCode(thrown) !== 'ENOENT') throw thrown;
    throw new UserError('There is no git to run.', 'Install git 2.31 or newer on the runner.', {
      cause: thrown,
    });
  } finally {
    clearTimeout(limit);
    signal.removeEventListener('abort', end);
  }
}

/** Kills the leader of a session, its process group, and its descendants that have sessions of their own, as an ssh of the user's may. */
async function killFamily(leader: number): Promise<void> {
  const known = {
    processes: new Map([[leader, startTimeNow(leader) ?? '']]),
    sessions: new Set([leader]),
  };
  const all = await listProcesses().catch(() => []);
  sendSignal(-leader, 'SIGKILL');
  for (const { pid } of familyOf(all, known, process.pid)) sendSignal(pid, 'SIGKILL');
}
