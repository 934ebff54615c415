import type { BuildReport, Message } from '@pv-actions/core/bitbake/build-report.ts';
import { explain } from '@pv-actions/core/bitbake/cause.ts';
import type { BuildResult } from '../build.ts';
import { type Stop, stopSentence } from '../stop/stop-sentence.ts';
import {
  adviceOnErrors,
  adviceOnKas,
  adviceOnMachine,
  BITBAKE_USAGE,
  type Built,
  LESS_AT_ONCE,
} from './advice.ts';
import { errorsOfKas, firstLineOf, plural, taskTitle, were } from './messages.ts';
import { pathInRepository, type Repository } from './repository.ts';
import type { TaskLog } from './task-logs.ts';

export type Verdict = 'success' | 'failed' | 'errors-logged' | 'cancelled' | 'timed-out';

/**
 * What became of a build. bitbake exits with 1 whenever an error was logged, even if every task succeeded. kas 3.1
 * exits with 0 when a line of over 64 KiB made it stop reading, so bitbake's own summary is asked for too.
 */
export function verdictOf(result: BuildResult): Verdict {
  const { stopped, report } = result;
  if (stopped !== undefined) return VERDICT_OF_STOP[stopped.why];
  if (!result.summarised) return 'failed';
  if (result.code === 0 || onlyKasFailed(result)) return 'success';
  return result.code !== null && report.failedTasks.length === 0 && report.errorCount > 0 && !report.noSpace
    ? 'errors-logged'
    : 'failed';
}

export const VERDICT_OF_STOP: Readonly<Record<Stop['why'], Verdict>> = {
  cancelled: 'cancelled',
  killed: 'cancelled',
  'timed-out': 'timed-out',
  'disk-full': 'failed',
};

/**
 * Whether bitbake succeeded, and kas failed on its output: kas 3.1 ends with a traceback after a build that printed
 * bytes which are not UTF-8.
 */
export function onlyKasFailed({ code, report }: BuildResult): boolean {
  return (
    code === 1 &&
    report.tasks?.failed === 0 &&
    report.errorCount === 0 &&
    report.kasErrors.length > 0 &&
    report.kasErrors.every((text) => /^sequence item \d+: expected str instance, bytes found/.test(text))
  );
}

/**
 * Why a build was ended before its time, as sentences. Undefined when it was not.
 *
 * @param seconds how long it had been built, where that is to be said
 */
export function stopReason(result: BuildResult, seconds?: number): string | undefined {
  const { stopped, signal } = result;
  if (stopped !== undefined) return stopSentence(stopped, seconds);
  if (signal !== null)
    return `kas was ended by ${signal}.${signal === 'SIGKILL' ? ` ${SHORT_OF_MEMORY}` : ''}`;
  return bitbakeVanished(result) ? `bitbake ended in the midst of its tasks. ${SHORT_OF_MEMORY}` : undefined;
}

const SHORT_OF_MEMORY = 'A machine that is short of memory ends processes so.';

/** Whether bitbake ended without a word while tasks ran, and kas says no more than that it failed. */
function bitbakeVanished({ code, report }: Pick<BuildResult, 'code' | 'report'>): boolean {
  return (
    code !== 0 &&
    code !== null &&
    (report.phase === 'tasks' || report.phase === 'setscene') &&
    report.kasErrors.every((text) => /^Command ".*" failed/.test(text))
  );
}

/** Why a build failed and what to do, in full sentences. */
export interface Cause {
  /** A line for each cause. What has an annotation of its own is counted only. */
  readonly cause: string;
  /** What ran when the build was ended, as a sentence. */
  readonly running?: string | undefined;
  /** Undefined where nothing better is known than to read the log. */
  readonly advice: string | undefined;
  /** Whether nothing else of the report says why: no task, no error of bitbake or of kas. */
  readonly onlyHere: boolean;
}

/**
 * Why a build failed.
 *
 * @param built what was built: the configuration, and the targets and the task that the inputs name
 * @param sole the only error, where it has no annotation of its own
 * @param logs why tasks failed
 */
export function causeOf(
  result: BuildResult,
  built: Built,
  sole: Message | undefined,
  logs: readonly Pick<TaskLog, 'outOfMemory'>[] = [],
): Cause {
  const stopped = stopReason(result, result.seconds);
  if (stopped !== undefined) {
    const { running: tasks } = result.report;
    const running = tasks.length === 0 ? undefined : `It was running ${tasks.join(', ')}.`;
    return { cause: stopped, running, advice: adviceAfterStop(result), onlyHere: true };
  }
  const { failedTasks, errors, errorCount, noSpace } = result.report;
  const disk = noSpace
    ? 'Remove old build folders, use rm_work, or give the build a larger disk.'
    : undefined;
  const full = noSpace ? '\nThe disk is full.' : '';
  const memory = !noSpace && logs.some(({ outOfMemory }) => outOfMemory);
  if (failedTasks.length > 0) {
    const lines = failedTasks.slice(0, MOST).map(({ recipe, task, mc, logFile }) => {
      return `${taskTitle(`${recipe} ${task}`, mc)} failed.${logFile === undefined ? '' : ` Its log: ${logFile}`}`;
    });
    return {
      cause: `${withRest(lines, failedTasks.length)}${memory ? '\nThe machine ran out of memory.' : full}`,
      advice: memory ? LESS_AT_ONCE : (disk ?? adviceOnMachine(errors)),
      onlyHere: false,
    };
  }
  if (verdictOf(result) === 'errors-logged') {
    return {
      cause: `Every task of ${built.config} succeeded, but ${were(errorCount, 'error')} logged, and bitbake counts that as a failure.${full}`,
      advice: disk ?? 'Mend the errors, or have the recipe log them as warnings.',
      onlyHere: false,
    };
  }
  if (errors.length > 0) {
    const what =
      sole === undefined
        ? `bitbake could not build ${built.config}: it logged ${plural(errorCount, 'error')}.`
        : textOf(sole);
    return {
      cause: `${what}${full}`,
      advice: disk ?? adviceOnErrors(errors, built),
      onlyHere: false,
    };
  }
  const said = errorsOfKas(result.report);
  const ofKas = withoutBitbake(result, said.slice(0, MOST).join('\n'), built.config);
  return {
    cause: `${ofKas.cause}${full}`,
    advice: disk ?? ofKas.advice,
    onlyHere: said.length === 0,
  };
}

/** The only error of a build of which no task failed, where no file of the repository is the place for it. */
export function soleError(report: BuildReport, repository: Repository): Message | undefined {
  const [error] = report.errors;
  if (error === undefined || report.failedTasks.length > 0 || report.errorCount > 1) return undefined;
  const files = [error, ...explain(error.text).places].flatMap(({ file }) => file ?? []);
  return files.some((file) => pathInRepository(file, repository) !== undefined) ? undefined : error;
}

const MOST = 10;

function withRest(lines: readonly string[], all: number): string {
  return all > lines.length ? `${lines.join('\n')}\nand ${all - lines.length} more.` : lines.join('\n');
}

function textOf(error: Message): string {
  const { headline, lines } = explain(error.text);
  return error.near === undefined ? lines.join('\n') : firstLineOf({ ...error, text: headline });
}

function adviceAfterStop({ stopped }: BuildResult): string | undefined {
  switch (stopped?.why) {
    case undefined:
      return LESS_AT_ONCE;
    case 'timed-out':
      return 'Give it more time in the input timeout-minutes, or a shared sstate.';
    case 'disk-full':
      return 'Remove old build folders, use rm_work, or lower the second number of the input free-disk-gb.';
    default:
      return undefined;
  }
}

function withoutBitbake(
  { code, report }: BuildResult,
  said: string,
  config: string,
): Pick<Cause, 'cause' | 'advice'> {
  if (code === 0 && report.phase === 'starting') {
    return {
      cause: `kas ended without an error, but bitbake said nothing for ${config}. ${said}`.trim(),
      advice: undefined,
    };
  }
  if (code === 0) {
    return {
      cause:
        `kas ended without an error, but bitbake's summary is missing: the log of ${config} is cut. ${said}`.trim(),
      advice:
        "kas stops reading at a line of over 64 KiB. bitbake's own log goes on: log/cooker in its TMPDIR has it.",
    };
  }
  if (BITBAKE_USAGE.test(said)) return { cause: said, advice: adviceOnKas(said) };
  if (said !== '') return { cause: `kas could not build ${config}: ${said}`, advice: adviceOnKas(said) };
  return { cause: `kas failed with exit code ${code} while it built ${config}.`, advice: undefined };
}
