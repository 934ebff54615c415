import type { ChildEnvironment } from '@pv-actions/core/action/child-environment.ts';
import { messageOf, UserError } from '@pv-actions/core/action/errors.ts';
import type { ExecResult, OutputStream } from '@pv-actions/core/action/exec.ts';
import {
  type ForeignOptions,
  type ForeignResult,
  runForeign,
  warnOfEnded,
} from '@pv-actions/core/action/foreign-program.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { kasNotStarted } from '@pv-actions/core/kas/find-kas.ts';
import type { RunJournal } from './record.ts';
import { buildProcesses, type RunningBuild } from './stop/build-processes.ts';
import { type Stop, stopSentence } from './stop/stop-sentence.ts';
import { stopBuild, warnOfLeft } from './stop/stopping.ts';
import { asUser, type BuildUser } from './user/build-user.ts';

/** The run was ended while something else than the build itself was done. */
export class StoppedError extends UserError {
  readonly stop: Stop;

  constructor(stop: Stop) {
    super(stopSentence(stop), '');
    this.stop = stop;
  }
}

export interface KasSetup {
  readonly cwd: string;
  readonly buildDir: string;
  readonly user: BuildUser | undefined;
  /** The container that kas-container runs, so that it can be stopped. */
  readonly container: RunningBuild['container'];
  readonly timeoutMinutes: number | undefined;
}

export type Lines = (lines: readonly string[], stream: OutputStream) => void;

export type Environment = Readonly<{ [name: string]: string }>;

/** Runs kas commands, one after the other, so that each can be stopped from here and from the post step. */
export interface KasRunner {
  /**
   * Resolves when nothing of the command runs any more: what it leaves could change what is staged, and read what later steps are given.
   *
   * @param outputFile a file that it prints to: see `ExecOptions`.
   */
  run(
    argv: readonly [string, ...string[]],
    env: ChildEnvironment,
    onLines: Lines,
    outputFile?: string,
  ): Promise<ExecResult>;
  /** Ends what runs, with all that belongs to it. The first reason counts. */
  stop(reason: Stop): void;
  stopped(): Stop | undefined;
  /**
   * Notes what is done from here on, beside the build itself: `the artifacts were staged`.
   *
   * @throws StoppedError as `goOn` does.
   */
  begin(doing: string): void;
  /** @throws StoppedError when the run is to be ended. It names what was begun last. */
  goOn(): void;
  /** The build is done: from here on time is not limited. */
  endTimeLimit(): void;
  /** Ends the watch over time and cancellation. */
  close(): void;
}

export function kasRunner(setup: KasSetup, journal: RunJournal, deps: Deps): KasRunner {
  let reason: Stop | undefined;
  let running: RunningBuild | undefined;
  let stopping: Promise<void> | undefined;
  /** The command has ended, and what it left running is waited for: that was in time. */
  let isOver = false;
  let isTimeUp = false;

  function stop(why: Stop): void {
    const isFirst = reason === undefined;
    reason ??= why;
    if (running !== undefined) stopping ??= end(running);
    if (!isFirst) return;
    deps.log.info(stopSentence(why));
    journal.write({ stopped: why });
  }
  /** Notes what runs: this process may be killed, and the guard with it. */
  async function noteFamily(): Promise<void> {
    const noted = running;
    if (noted === undefined || noted.container !== undefined) return;
    const family = await buildProcesses(noted).family();
    if (running !== noted) return;
    running = { ...noted, family };
    journal.write({ running });
  }
  /** Soon at first, then every 10 s. */
  function noteAgainAndAgain(): () => void {
    let timer: NodeJS.Timeout;
    const wait = (time: number): void => {
      timer = setTimeout(() => {
        void noteFamily().catch(() => undefined);
        wait(Math.min(2 * time, LAST_NOTES_MS));
      }, time).unref();
    };
    wait(FIRST_NOTE_MS);
    return () => clearTimeout(timer);
  }
  async function end(build: RunningBuild): Promise<void> {
    try {
      await noteFamily();
      warnOfLeft(await stopBuild(running ?? build, deps), deps.log);
    } catch (thrown) {
      deps.log.warning(`The build could not be stopped: ${messageOf(thrown)}`);
    }
  }

  const cancellation = deps.cancellation();
  const cancel = (): void => stop({ why: 'cancelled' });
  cancellation.addEventListener('abort', cancel);
  const { timeoutMinutes: minutes } = setup;
  const expire = (): void => {
    isTimeUp = true;
    if (!isOver && minutes !== undefined) stop({ why: 'timed-out', minutes });
  };
  const timer = minutes === undefined ? undefined : setTimeout(expire, minutes * 60_000);

  function goOn(): void {
    if (cancellation.aborted) cancel();
    if (reason === undefined) return;
    const { during } = journal.record();
    throw new StoppedError(reason.why === 'disk-full' ? reason : { ...reason, during });
  }

  return {
    async run(argv, env, onLines, outputFile) {
      if (cancellation.aborted) cancel();
      if (isTimeUp) expire();
      if (reason !== undefined) return { code: null, signal: null };
      const [program] = argv;
      const { cwd, buildDir, container } = setup;
      let result: ForeignResult;
      const endNotes = noteAgainAndAgain();
      try {
        const options: ForeignOptions = {
          ...BITBAKE,
          cwd,
          env,
          onLines,
          ...(outputFile === undefined ? {} : { outputFile }),
          onStart(program) {
            const uid = setup.user?.uid;
            running = { ...program, uid, buildDir, ...(container === undefined ? {} : { container }) };
            journal.write({ running });
          },
          // bitbake may go on without kas.
          onEnd(how) {
            if (running !== undefined && wasEnded(how)) stopping ??= end(running);
            else isOver = true;
          },
        };
        result = await runForeign(asUser(setup.user, argv), options, deps);
      } catch (error) {
        if (running !== undefined) await end(running);
        running = undefined;
        throw kasNotStarted(error, program, cwd);
      } finally {
        endNotes();
      }
      // A container is no descendant of what started it.
      const mayBeLeft = reason !== undefined || wasEnded(result) || !result.isAllEnded;
      if (running !== undefined && mayBeLeft) stopping ??= end(running);
      const wasStopped = reason !== undefined || stopping !== undefined;
      await stopping;
      if (!wasStopped) warnOfEnded(BITBAKE.called, result, deps.log);
      running = undefined;
      stopping = undefined;
      isOver = false;
      journal.write({ running: undefined });
      return result;
    },
    stop,
    stopped: () => reason,
    begin(doing) {
      journal.write({ during: doing });
      goOn();
    },
    goOn,
    endTimeLimit() {
      clearTimeout(timer);
      isTimeUp = false;
    },
    close() {
      clearTimeout(timer);
      cancellation.removeEventListener('abort', cancel);
    },
  };
}

/** How soon what runs is noted, and how often in the end. */
const FIRST_NOTE_MS = 500;
const LAST_NOTES_MS = 10_000;

/**
 * The server of bitbake may stay for a minute (BB_SERVER_TIMEOUT), and the daemon of pseudo for half of one, in which nothing of the build
 * is done. They close when they are asked to, and need time for it.
 */
const BITBAKE = {
  called: 'The build',
  lingerSeconds: 3,
  slow: { names: ['bitbake', 'bitbake-server', 'pseudo'], seconds: 60 },
} as const;

/** Whether a signal ended it: kas 5 says so with 130, and kas-container, setpriv and shells with 128 and more. */
function wasEnded({ code }: ExecResult): boolean {
  return code === null || code > 128;
}
