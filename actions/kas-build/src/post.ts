import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { type BuildReport, buildReporter } from '@pv-actions/core/yocto/build-report.ts';
import { consoleReader } from '@pv-actions/core/yocto/console.ts';
import { type Inputs, uploadOptions } from './inputs.ts';
import { readJournal, removeJournal } from './journal.ts';
import { stopBuild } from './stopping.ts';
import { takeBack } from './take-back.ts';
import { tellFailure } from './tell.ts';

/**
 * What main could not do, because it was killed: stops what is left of the build, tells what became of it, and takes
 * back what was changed for the run. Nothing when main came to its end.
 */
export async function post(given: Inputs, deps: Deps): Promise<void> {
  const journal = readJournal(deps);
  if (journal === undefined) return;
  const { folder, record, console } = journal;
  deps.log.info('The step ended before its build was told about. What is left of it is stopped now.');
  if (record.running !== undefined) {
    const { stopped, left } = await stopBuild(record.running, deps);
    for (const process of stopped) deps.log.foreign(`Stopped: ${process}`);
    for (const process of left)
      deps.log.warning(`This process of the build could not be stopped: ${process}`);
  }
  const seconds = (deps.clock.now().getTime() - record.started) / 1000;
  const failure = { record, folder, upload: uploadOptions(given) };
  const result = { code: null, signal: null, report: await readConsole(console), seconds };
  const told = await tellFailure(failure, { ...result, stopped: { why: 'killed' } }, deps);
  deps.log.notice(told.message);
  await takeBack(record, deps);
  removeJournal(folder);
}

async function readConsole(file: string): Promise<BuildReport> {
  const reporter = buildReporter();
  const reader = consoleReader('kas');
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const event = reader.read(line);
    if (event !== undefined) reporter.add(event);
  }
  return reporter.report();
}
