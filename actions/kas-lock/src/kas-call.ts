import { join } from 'node:path';
import type { ChildEnvironment } from '@pv-actions/core/action/child-environment.ts';
import { UserError } from '@pv-actions/core/action/errors.ts';
import {
  type ForeignOptions,
  killBelowGuard,
  type RunningProgram,
  runForeign,
  warnOfEnded,
} from '@pv-actions/core/action/foreign-program.ts';
import { sendSignal } from '@pv-actions/core/action/process-tree.ts';
import { formatDuration, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { kasNotStarted } from '@pv-actions/core/kas/find-kas.ts';
import type { Argv } from '@pv-actions/core/kas/kas-argv.ts';
import { kasEnvironment } from '@pv-actions/core/kas/kas-environment.ts';
import { isKasRecord } from '@pv-actions/core/kas/kas-log.ts';
import type { KasProgram } from '@pv-actions/core/kas/kas-program.ts';
import type { Checkout } from './types.ts';

/** Runs kas commands, one after the other, within a time limit for all of them. */
export interface KasCaller {
  readonly program: KasProgram;
  /**
   * What a command prints to stdout.
   *
   * @throws KasFailure when it fails, or its time is up; RunError when it cannot be started, or the run was cancelled.
   */
  run(argv: Argv, doing: string, checkout: Checkout, how?: KasRun): Promise<string>;
  /** Ends the watch over time and cancellation. */
  close(): void;
}

export interface KasRun {
  /** Whether kas clones all commits. By default it clones the newest alone, unless the job says otherwise. */
  readonly whole?: boolean;
}

/** A command of kas failed. */
export class KasFailure extends Error {
  readonly advice: string;
  /** Whether a remote did not answer. */
  readonly unreachable: boolean;
  /** What kas said, which may differ from run to run. Undefined where it did not end by itself. */
  readonly detail: string | undefined;
  /** Whether it may have failed since the clone has not all commits. */
  readonly isShallow: boolean;

  constructor(
    cause: string,
    advice: string,
    how: { readonly unreachable?: boolean; readonly detail?: string; readonly isShallow?: boolean } = {},
  ) {
    super(cause);
    this.name = 'KasFailure';
    this.advice = advice;
    this.detail = how.detail;
    this.unreachable = how.unreachable ?? false;
    this.isShallow = how.isShallow ?? false;
  }
}

/** Something that ends the whole run, not a single command. */
export class RunError extends UserError {}

export interface KasCallOptions {
  /** For all commands together; undefined: no limit. */
  readonly timeoutMinutes: number | undefined;
  /** Variables for kas, over those of the job. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

type Runner = Pick<Deps, 'exec' | 'env' | 'clock' | 'log' | 'cancellation'>;

const SHOWN = 20;
const LINGER_SECONDS = 1;
/** Of an error that is quoted, in characters. */
const LONGEST = 500;
/** How git says that it was not let in, or got no answer. */
const UNREACHABLE =
  /unable to access|could not read from remote repository|could not resolve host|unable to connect/i;

/** How git says that it has no such commit, or is not given it: with all commits it may have it. */
const MISSING_COMMIT =
  /couldn't find remote ref [0-9a-f]{4,64}\b|unadvertised object|not our ref|not a tree|is not a commit|needed a single revision|did not match any file|git checkout -q [0-9a-f]{4,64}\b/i;

export function kasCaller(program: KasProgram, options: KasCallOptions, deps: Runner): KasCaller {
  let running: RunningProgram | undefined;
  let stopped: 'timed-out' | 'cancelled' | undefined;
  const stop = (why: typeof stopped): void => {
    stopped ??= why;
    if (running !== undefined) killAll(running);
  };
  const cancellation = deps.cancellation();
  const cancel = (): void => stop('cancelled');
  cancellation.addEventListener('abort', cancel);
  if (cancellation.aborted) cancel();
  const { timeoutMinutes } = options;
  const timer =
    timeoutMinutes === undefined ? undefined : setTimeout(() => stop('timed-out'), timeoutMinutes * 60_000);

  function goOn(doing: string): void {
    if (stopped === 'cancelled') throw new RunError('The run was cancelled.', '');
    if (stopped === undefined) return;
    throw new KasFailure(
      `${doing} was not done within ${timeoutMinutes} min, the time limit for kas.`,
      'Give the input timeout-minutes more, or a cache of repositories in KAS_REPO_REF_DIR.',
    );
  }

  return {
    program,
    async run(argv, doing, checkout, { whole = false } = {}) {
      goOn(doing);
      const env = environmentOf(program, options, checkout, deps.env, whole);
      const depth = env['KAS_CLONE_DEPTH'] ?? '0';
      const said = { stdout: [] as string[], stderr: [] as string[] };
      const result = await withProgress(
        deps,
        (elapsed) => `${formatDuration(elapsed)} in ${doing}.`,
        () => {
          const call: ForeignOptions = {
            called: 'kas',
            cwd: checkout.cwd,
            env,
            lingerSeconds: LINGER_SECONDS,
            onStart: (started) => {
              running = started;
            },
            onLines: (lines, stream) => void said[stream].push(...lines),
          };
          return runForeign(argv, call, deps).catch((thrown) => {
            const error = kasNotStarted(thrown, program.kas, checkout.cwd);
            throw error instanceof UserError ? new RunError(error.message, error.advice) : error;
          });
        },
      );
      if (running !== undefined && !result.isAllEnded) killAll(running);
      running = undefined;
      if (stopped === undefined) warnOfEnded('kas', result, deps.log);
      const { code } = result;
      if (code === 0) return `${said.stdout.join('\n')}\n`;
      for (const line of said.stderr.slice(-SHOWN)) deps.log.foreign(shown(line, checkout));
      goOn(doing);
      const words = lastWords(said.stderr.map((line) => shown(line, checkout)));
      const ended = code === null ? 'was ended by a signal' : `failed with exit code ${code}`;
      throw new KasFailure(
        `${doing} ${ended}.`,
        `Its last lines are in the log. Try the same command in the layer${depth === '0' ? '' : `, with KAS_CLONE_DEPTH=${depth}`}.`,
        {
          unreachable: UNREACHABLE.test(said.stderr.join('\n')),
          detail: words || 'It did not say why.',
          isShallow: depth !== '0' && MISSING_COMMIT.test(said.stderr.join('\n')),
        },
      );
    },
    close() {
      clearTimeout(timer);
      cancellation.removeEventListener('abort', cancel);
    },
  };
}

/**
 * kas works where the configuration is, as it does by default: a `_source_dir: .` of the configuration means that folder then. Without the
 * job's build folder. Only the newest commit of a layer is needed, unless the job has a cache of whole repositories.
 */
function environmentOf(
  program: KasProgram,
  options: KasCallOptions,
  { cwd }: Checkout,
  job: Runner['env'],
  whole: boolean,
): ChildEnvironment {
  const isGiven = Boolean(job['KAS_REPO_REF_DIR'] || job['KAS_CLONE_DEPTH']);
  const { env } = kasEnvironment({
    program,
    job,
    cloneDepth: program.can.cloneDepth && !isGiven ? 1 : undefined,
    extra: options.env,
  });
  return {
    ...env,
    ...(whole ? { KAS_CLONE_DEPTH: '0' } : {}),
    KAS_WORK_DIR: cwd,
    KAS_BUILD_DIR: join(cwd, 'build'),
  };
}

/** All of it ends at once: nothing of it is kept. Without a guard it is what is in the session of kas. */
function killAll(running: RunningProgram): void {
  if (!killBelowGuard(running)) sendSignal(-running.pid, 'SIGKILL');
}

/** What stands behind each problem that kas finds in a file, and says nothing of it. */
const POINTER = /^For a list of supported configuration elements, see /;

/** The last errors of kas's log, each with the lines that follow it: two, and of a file that kas does not take all that is wrong with it. */
function lastWords(lines: readonly string[]): string {
  const records: string[][] = [];
  let current: string[] | undefined;
  for (const line of lines) {
    if (isKasRecord(line)) {
      const error = / - ERROR +- (.+)/s.exec(line)?.[1];
      current = error === undefined || POINTER.test(error) ? undefined : [error];
      if (current !== undefined) records.push(current);
    } else current?.push(line.trim());
  }
  const isOfFile = ([first]: readonly string[]): boolean => first === 'Config file validation Error:';
  return records
    .slice(-Math.min(5, Math.max(2, records.filter(isOfFile).length + 1)))
    .map((record) => record.slice(0, 4).join(' ').trim())
    .map((record) => (record.length > LONGEST ? `${record.slice(0, LONGEST - 3)}...` : record))
    .join(' ')
    .slice(0, 3 * LONGEST);
}

/** A line without the folder of the copy, and without passwords in URLs. */
function shown(line: string, { repository }: Checkout): string {
  return line
    .replaceAll(`${repository}/`, '')
    .replaceAll(repository, '.')
    .replace(/\/\/[^/?#\s]*@/g, '//***@');
}
