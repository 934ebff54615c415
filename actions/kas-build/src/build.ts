import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { formatDuration, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { parseBitbakeEnvironment } from '@pv-actions/core/yocto/bitbake-environment.ts';
import { type BuildReport, buildReporter } from '@pv-actions/core/yocto/build-report.ts';
import { parseConsoleLine, recipeOf } from '@pv-actions/core/yocto/console.ts';
import {
  type KasBuild,
  type KasRecord,
  kasBuildArgv,
  kasEnvironment,
  kasEnvironmentArgv,
  parseKasRecord,
} from '@pv-actions/core/yocto/kas.ts';
import type { BitbakeFolders } from './deploy-folders.ts';

export interface BuildResult {
  /** The exit code of kas; null when a signal ended it. */
  readonly code: number | null;
  readonly report: BuildReport;
  /** Errors of kas itself: bitbake did not get to run, or kas says why it stopped. */
  readonly kasErrors: readonly string[];
  readonly seconds: number;
}

const FOLDERS = ['MACHINE', 'TMPDIR', 'DEPLOY_DIR', 'DEPLOY_DIR_IMAGE'] as const;

/**
 * Holds what can be known of the configuration before kas runs against the file system.
 *
 * @throws UserError that names every file that is missing.
 */
export async function checkConfig(config: string, workingDirectory: string): Promise<void> {
  const folder = await stat(workingDirectory).catch(() => undefined);
  if (folder?.isDirectory() !== true) {
    throw new UserError(
      `The working directory ${workingDirectory} does not exist.`,
      'Check the input working-directory, and that the repository was checked out before this step.',
    );
  }
  const missing: string[] = [];
  for (const file of config.split(':')) {
    const found = await stat(join(workingDirectory, file)).catch(() => undefined);
    if (found?.isFile() !== true) missing.push(file === '' ? '(an empty name)' : file);
  }
  if (missing.length > 0) {
    throw new UserError(
      `The kas configuration does not exist in ${workingDirectory}: ${missing.join(', ')}.`,
      'Check the input config. Its files are joined by ":" and relative to working-directory.',
    );
  }
}

/**
 * Runs `kas build`, shows its log as it comes, and gathers what bitbake says.
 *
 * @throws UserError when kas cannot be started.
 */
export async function runKas(build: KasBuild, cwd: string, deps: Deps): Promise<BuildResult> {
  const reporter = buildReporter();
  const kasErrors = errorCollector();
  const start = deps.clock.now().getTime();
  const seconds = () => (deps.clock.now().getTime() - start) / 1000;
  const { code } = await deps.log.group(`kas build ${build.config}`, () =>
    withProgress(
      deps,
      (elapsed) => describeProgress(reporter.report(), elapsed),
      () =>
        startKas(build.kas, () =>
          deps.exec(kasBuildArgv(build), {
            cwd,
            env: kasEnvironment(deps.env),
            onLine: (line) => {
              deps.log.foreign(line);
              const record = parseKasRecord(line);
              const event = record === undefined ? undefined : parseConsoleLine(record.text);
              if (event !== undefined) reporter.add(event);
              kasErrors.add(record, line, event !== undefined);
            },
          }),
        ),
    ),
  );
  return { code, report: reporter.report(), kasErrors: kasErrors.texts, seconds: seconds() };
}

const CONTINUATION_LINES = 4;

/** Gathers the errors of kas itself. One can have several lines; a traceback behind it says nothing to a user. */
function errorCollector() {
  const texts: string[] = [];
  let open = 0;
  return {
    texts,
    add(record: KasRecord | undefined, line: string, ofBitbake: boolean): void {
      if (record !== undefined) {
        const isError = record.level === 'ERROR' && !ofBitbake;
        if (isError) texts.push(record.text);
        open = isError ? CONTINUATION_LINES : 0;
      } else if (open > 0 && !line.startsWith('Traceback ') && line.trim() !== '') {
        texts.push(line.trim());
        open -= 1;
      } else {
        open = 0;
      }
    },
  };
}

/** Asks bitbake where it deploys, in the environment of the same configuration. Empty when it cannot say. */
export async function askBitbake(build: KasBuild, cwd: string, deps: Deps): Promise<BitbakeFolders> {
  const lines: string[] = [];
  const errors: string[] = [];
  const { code } = await startKas(build.kas, () =>
    deps.exec(kasEnvironmentArgv(build), {
      cwd,
      env: kasEnvironment(deps.env),
      onLine: (line, stream) => void (stream === 'stdout' ? lines : errors).push(line),
    }),
  );
  if (code === 0) return parseBitbakeEnvironment(lines, FOLDERS);
  for (const line of errors.slice(-20)) deps.log.foreign(line);
  return {};
}

async function startKas<T>(kas: string, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const code = systemCode(error);
    if (code !== 'ENOENT' && code !== 'EACCES') throw error;
    throw new UserError(
      code === 'ENOENT' ? `kas was not found: "${kas}".` : `kas cannot be executed: "${kas}".`,
      'Install kas before this step (`apt-get install kas`, or `pip install kas`), or name it in the input kas.',
    );
  }
}

function describeProgress(report: BuildReport, elapsed: number): string {
  const time = formatDuration(elapsed);
  if (report.progress === undefined) return `kas has run for ${time}; no task has started yet.`;
  const { number, total, name } = report.progress;
  return `Task ${number} of ${total} after ${time}: ${recipeOf(name)} ${name.task}.`;
}
