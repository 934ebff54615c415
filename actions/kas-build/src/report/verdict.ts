import type { BuildReport, Message } from '@pv-actions/core/bitbake/build-report.ts';
import type { BuildResult } from '../build.ts';
import { type Stop, stopSentence } from '../stop/stop-sentence.ts';
import { errorsOfKas, firstLineOf, plural, were } from './messages.ts';
import { pathInRepository, type Repository } from './repository.ts';

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
  return result.code !== null && report.failedTasks.length === 0 && report.errorCount > 0
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
export function bitbakeVanished({ code, report }: Pick<BuildResult, 'code' | 'report'>): boolean {
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
 * @param built what was built: the configuration, and the targets that the inputs name
 * @param sole the only error, where it has no annotation of its own
 */
export function causeOf(
  result: BuildResult,
  built: { readonly config: string; readonly targets: readonly string[] },
  sole: Message | undefined,
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
  if (failedTasks.length > 0) {
    const lines = failedTasks.slice(0, MOST).map(({ recipe, task, logFile }) => {
      return `${recipe} ${task} failed.${logFile === undefined ? '' : ` Its log: ${logFile}`}`;
    });
    return { cause: `${withRest(lines, failedTasks.length)}${full}`, advice: disk, onlyHere: false };
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

function adviceAfterStop({ stopped }: BuildResult): string | undefined {
  switch (stopped?.why) {
    case undefined:
      return 'Give the machine more memory, or let bitbake do less at once (BB_NUMBER_THREADS, PARALLEL_MAKE).';
    case 'timed-out':
      return 'Give it more time in the input timeout-minutes, or a shared sstate.';
    case 'disk-full':
      return 'Remove old build folders, use rm_work, or lower the second number of the input free-disk-gb.';
    default:
      return undefined;
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
  if (/^(?:ModuleNotFound|Import|Attribute|Name|Syntax|Type)Error\b/.test(said)) {
    return 'kas itself is broken: install it again with what it needs (`pipx install kas`, or `apt-get install kas`).';
  }
  return /^(?:unrecognized arguments|argument |the following arguments )/.test(said)
    ? 'Check the input kas-args: `kas build --help` lists what this version takes.'
    : 'Check the files that the input config names, and those that they include.';
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
  if (said !== '') return { cause: `kas could not build ${config}: ${said}`, advice: adviceOnKas(said) };
  return { cause: `kas failed with exit code ${code} while it built ${config}.`, advice: undefined };
}
