import { formatBytes, formatDuration } from '@pv-actions/core/action/progress.ts';
import type { BuildReport, Message } from '@pv-actions/core/yocto/build-report.ts';
import type { BuildResult } from './build.ts';
import type { Stop } from './kas-runner.ts';
import { errorsOfKas, firstLineOf, plural } from './messages.ts';
import { pathInRepository, type Repository } from './repository.ts';

export type Verdict = 'success' | 'failed' | 'errors-logged' | 'cancelled' | 'timed-out';

/**
 * What became of a build. bitbake exits with 1 whenever an error was logged, even if every task succeeded. kas 3.1
 * exits with 0 when a line of over 64 KiB made it stop reading, so bitbake's own summary is asked for too.
 */
export function verdictOf(result: BuildResult): Verdict {
  const { stopped, report } = result;
  if (stopped !== undefined) return VERDICT_OF_STOP[stopped.why];
  if (report.tasks === undefined) return 'failed';
  if (result.code === 0 || onlyKasFailed(result)) return 'success';
  return result.code !== null && report.failedTasks.length === 0 && report.errorCount > 0
    ? 'errors-logged'
    : 'failed';
}

const VERDICT_OF_STOP: Readonly<Record<Stop['why'], Verdict>> = {
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

/** Why a build was ended before its time, as one sentence. Undefined when it was not. */
export function stopReason({ stopped, seconds }: BuildResult): string | undefined {
  switch (stopped?.why) {
    case undefined:
      return undefined;
    case 'cancelled':
      return `The job was cancelled after ${formatDuration(seconds)} of building.`;
    case 'killed':
      return `The step was killed after ${formatDuration(seconds)} of building: the job was cancelled, or the machine was short of memory.`;
    case 'timed-out':
      return `The build took longer than timeout-minutes allows (${stopped.minutes}).`;
    case 'disk-full':
      return `The build was stopped before the disk was full: ${formatBytes(stopped.free)} are free in ${stopped.folder}.`;
  }
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
 * @param built what was built: the configuration, and the targets that the inputs name
 * @param sole the only error, where it has no annotation of its own
 */
export function causeOf(
  result: BuildResult,
  built: { readonly config: string; readonly targets: readonly string[] },
  sole: Message | undefined,
): Cause {
  const stopped = stopReason(result);
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
  if (failedTasks.length > 0) {
    const lines = failedTasks.slice(0, MOST).map(({ recipe, task, logFile }) => {
      return `${recipe} ${task} failed.${logFile === undefined ? '' : ` Its log: ${logFile}`}`;
    });
    return { cause: `${withRest(lines, failedTasks.length)}${full}`, advice: disk, onlyHere: false };
  }
  if (verdictOf(result) === 'errors-logged') {
    return {
      cause: `Every task of ${built.config} succeeded, but ${plural(errorCount, 'error')} ${errorCount === 1 ? 'was' : 'were'} logged, and bitbake counts that as a failure.${full}`,
      advice: disk ?? 'Mend the errors, or have the recipe log them as warnings.',
      onlyHere: false,
    };
  }
  if (errors.length > 0) {
    const told =
      sole === undefined
        ? `bitbake could not build ${built.config}: it logged ${plural(errorCount, 'error')}.`
        : textOf(sole);
    return {
      cause: `${told}${full}`,
      advice: disk ?? adviceOnErrors(errors, built.targets),
      onlyHere: false,
    };
  }
  const said = errorsOfKas(result.report);
  return {
    ...withoutBitbake(result, said.slice(0, MOST).join('\n'), built.config),
    onlyHere: said.length === 0,
  };
}

/** The only error of a build of which no task failed, where no file of the repository is the place for it. */
export function soleError(report: BuildReport, repository: Repository): Message | undefined {
  const [error] = report.errors;
  if (error === undefined || report.failedTasks.length > 0 || report.errorCount > 1) return undefined;
  const placed = error.file !== undefined && pathInRepository(error.file, repository) !== undefined;
  return placed ? undefined : error;
}

const MOST = 10;

function withRest(lines: readonly string[], all: number): string {
  return all > lines.length ? `${lines.join('\n')}\nand ${all - lines.length} more.` : lines.join('\n');
}

function textOf(error: Message): string {
  return error.near === undefined ? error.text : firstLineOf(error);
}

function adviceAfterStop({ stopped }: BuildResult): string {
  switch (stopped?.why) {
    case 'timed-out':
      return 'Give it more time in the input timeout-minutes, or a shared sstate.';
    case 'disk-full':
      return 'Remove old build folders, use rm_work, or lower the second number of the input free-disk-gb.';
    default:
      return 'bitbake was stopped too.';
  }
}

function adviceOnErrors(errors: readonly Message[], targets: readonly string[]): string | undefined {
  const where = targets.length === 0 ? 'the targets in the configuration' : 'the input target';
  const near = errors.flatMap((error) => error.near ?? []);
  if (near.length > 0) return `Did you mean ${near.slice(0, 5).join(', ')}? Check ${where}.`;
  const missing = errors.find(({ kind }) => kind === 'provider');
  if (missing === undefined) return undefined;
  const what = missing.recipe === undefined ? where : `what ${missing.recipe} depends on`;
  return `Check ${what}, and that the layer which has the recipe is in the configuration.`;
}

/** What kas says without a command that it ran is about its arguments, or about the configuration. */
function adviceOnKas(said: string): string | undefined {
  if (said.startsWith('Command "')) return undefined;
  return /^(?:unrecognized arguments|argument |the following arguments )/.test(said)
    ? 'Check the input kas-args: `kas build --help` lists what this version takes.'
    : 'Check the files that the input config names, and those that they include.';
}

function withoutBitbake(
  { code, signal, report }: BuildResult,
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
  if (said !== '') return { cause: `kas could not build ${config}: ${said}`, advice: adviceOnKas(said) };
  return {
    cause:
      code === null
        ? `kas was ended by ${signal ?? 'a signal'} while it built ${config}. A machine that is short of memory ends processes so.`
        : `kas failed with exit code ${code} while it built ${config}.`,
    advice: undefined,
  };
}
