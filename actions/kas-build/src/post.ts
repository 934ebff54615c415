import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { readJournal, removeJournal } from '@pv-actions/core/action/journal.ts';
import { eachLine } from '@pv-actions/core/action/lines.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { type BuildReport, buildReporter } from '@pv-actions/core/bitbake/build-report.ts';
import { consoleReader } from '@pv-actions/core/bitbake/console.ts';
import { toHostPaths } from '@pv-actions/core/kas/container-paths.ts';
import { type Inputs, uploadOptions } from './inputs.ts';
import type { RunRecord } from './record.ts';
import { reportFailure } from './report/report-build.ts';
import type { Stop } from './stop/stop-sentence.ts';
import { stopBuild, warnOfLeft } from './stop/stopping.ts';
import { revokeAccess } from './user/access.ts';

/** How long bitbake may take to close, when main has interrupted it already. */
const SECOND_TIME_SECONDS = 5;

/**
 * What main could not do, because it was killed: stops what is left of the build, reports what became of it, and takes
 * back what was changed for the run. Nothing when main came to its end.
 */
export async function post(given: Inputs, deps: Deps): Promise<void> {
  const journal = readJournal<RunRecord>(deps);
  if (journal === undefined) return;
  const { folder, record, console } = journal;
  deps.log.info(
    'The step ended before it could tell what became of the build. What is left of it is stopped now.',
  );
  try {
    await stopRest(record, deps);
    const failed = { record, folder, upload: uploadOptions(given) };
    const result = {
      code: null,
      signal: null,
      report: await readConsole(console, toHostPaths(record.container)),
      seconds: await secondsOf(record, console),
      summarised: false,
      stopped: stopOf(record),
    };
    const failure = await reportFailure(failed, result, deps);
    deps.log.error(failure.text);
  } finally {
    if (record.partial !== undefined) await rm(record.partial, { recursive: true, force: true });
    await revokeAccess(record, deps);
    removeJournal(folder);
  }
}

async function stopRest({ running, stopped }: RunRecord, deps: Deps): Promise<void> {
  if (running === undefined) return;
  const limits = stopped === undefined ? {} : { interruptSeconds: SECOND_TIME_SECONDS };
  const result = await stopBuild(running, deps, { ...limits, wholeFolder: true });
  for (const process of result.stopped) deps.log.foreign(`Stopped: ${process}`);
  warnOfLeft(result, deps.log);
}

/** Why main ended: it says so where it was told. */
function stopOf({ stopped = { why: 'killed' }, during }: RunRecord): Stop {
  return stopped.why === 'disk-full' ? stopped : { ...stopped, during };
}

/** How long the build ran: the post step comes at the end of the job, which may be much later. */
async function secondsOf({ started }: RunRecord, console: string): Promise<number> {
  const { mtimeMs } = await stat(console);
  return Math.max(0, (mtimeMs - started) / 1000);
}

async function readConsole(file: string, toHost: (text: string) => string): Promise<BuildReport> {
  const reporter = buildReporter();
  const reader = consoleReader('kas');
  await eachLine(createReadStream(file), (line) => {
    const event = reader.read(toHost(line));
    if (event !== undefined) reporter.add(event);
  });
  return reporter.report();
}
