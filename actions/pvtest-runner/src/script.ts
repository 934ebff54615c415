import type { ChildEnvironment } from '@pv-actions/core/action/child-environment.ts';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import type { ExecResult } from '@pv-actions/core/action/exec.ts';
import { type ForeignOptions, runForeign, warnOfEnded } from '@pv-actions/core/action/foreign-program.ts';
import { formatDuration } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { OwnContainers } from './containers.ts';
import type { RunJournal, RunRecord } from './record.ts';
import { endRest, LINGER_SECONDS, stopScript } from './stopping.ts';

/** How a call of the script runs. */
export interface ScriptRun {
  readonly cwd: string;
  readonly env: ChildEnvironment;
  /** What it prints is appended to this file, and comes from there. */
  readonly console: string;
  readonly onLines: (lines: readonly string[]) => void;
}

/** Runs the script of a distro so that it can be stopped with all its containers: from here, and from the post step. */
export interface ScriptRunner {
  /** Resolves when the script has ended, and what it left running is stopped. */
  run(argv: readonly [string, ...string[]], options: ScriptRun): Promise<ExecResult>;
  /** Why the run was ended before its time. */
  stopped(): RunRecord['stopped'];
  /** Ends the watch over time and cancellation. */
  close(): void;
}

const CALLED = 'The script of the tests';
const NOT_RUN: ExecResult = { code: null, signal: null };

/**
 * @param options `lockFd`: a file descriptor that the guard of the script keeps open, and with it the lock of the host.
 */
export function scriptRunner(
  options: { readonly timeoutMinutes: number | undefined; readonly lockFd: number },
  containers: OwnContainers,
  journal: RunJournal,
  deps: Deps,
): ScriptRunner {
  const { timeoutMinutes, lockFd } = options;
  let stopping: Promise<void> | undefined;
  /** The script has ended, and what it left running is waited for: that was in time. */
  let isOver = false;
  let isTimeUp = false;

  function stop(why: NonNullable<RunRecord['stopped']>, sentence: string): void {
    const { stopped, running } = journal.record();
    if (stopped === undefined) {
      deps.log.info(sentence);
      journal.write({ stopped: why });
    }
    if (running !== undefined) stopping ??= stopScript(running, containers, deps);
  }
  const start = (argv: readonly [string, ...string[]], options: ForeignOptions) =>
    runForeign(argv, options, deps).catch((thrown: unknown) => {
      if (systemCode(thrown) !== 'ENOENT') throw thrown;
      throw new UserError(
        `${argv[0]} was not found.`,
        'Install it on the runner: the script of the distro needs it.',
      );
    });
  async function end(): Promise<void> {
    const { running } = journal.record();
    if (running === undefined) return;
    isOver = true;
    await (stopping ?? endRest(running, containers, deps));
    await stopping;
    stopping = undefined;
    isOver = false;
    journal.write({ running: undefined });
  }
  const cancellation = deps.cancellation();
  const cancel = (): void => stop('cancelled', 'The job is cancelled. The tests are stopped.');
  cancellation.addEventListener('abort', cancel);
  const limitSeconds = timeoutMinutes === undefined ? undefined : timeoutMinutes * 60;
  const expire = (): void => {
    isTimeUp = true;
    if (isOver) return;
    stop('timed-out', `The tests took longer than ${formatDuration(limitSeconds ?? 0)}, and are stopped.`);
  };
  const timer = limitSeconds === undefined ? undefined : setTimeout(expire, limitSeconds * 1000);

  return {
    async run(argv, { cwd, env, console, onLines }) {
      if (cancellation.aborted) cancel();
      if (isTimeUp) expire();
      if (journal.record().stopped !== undefined) return NOT_RUN;
      try {
        const { code, signal, ...rest } = await start(argv, {
          called: CALLED,
          cwd,
          env,
          lingerSeconds: LINGER_SECONDS,
          holdOpen: [lockFd],
          outputFile: console,
          onLines,
          onStart: (running) => journal.write({ running }),
          onExit: end,
        });
        if (journal.record().stopped === undefined) warnOfEnded(CALLED, rest, deps.log);
        return { code, signal };
      } finally {
        // It may still run where its output could not be read.
        await end();
      }
    },
    stopped: () => journal.record().stopped,
    close() {
      clearTimeout(timer);
      cancellation.removeEventListener('abort', cancel);
    },
  };
}
