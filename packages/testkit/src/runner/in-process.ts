import { basename } from 'node:path';
import { runStage } from '@pv-actions/core/action/stage.ts';
import { outputLines } from './lines.ts';
import { OutputReader } from './output.ts';
import type { ProcessRequest, ProcessResult } from './process.ts';
import { makeStepFiles } from './step-files.ts';

const HOME = process.cwd();
let running = 0;

/**
 * Does what `runProcess` does with the bundle of the stage in `folder`, but calls its sources in this process. The working directory is
 * that of the run which began last.
 */
export async function runInProcess(
  folder: string,
  { cwd, env, filesFolder, masks, debug = false, onLine = () => undefined }: ProcessRequest,
): Promise<ProcessResult> {
  const files = await makeStepFiles(filesFolder);
  const reader = new OutputReader({ masks, debug, onLine });
  let rawStdout = '';
  const lines = outputLines((line) => reader.line(line));
  const write = (text: string): void => {
    rawStdout += text;
    lines.add(text);
  };
  const host = { env: { ...env, ...files.variables }, stdout: { write }, exitCode: 0, on() {}, exit() {} };
  const declared = await import(`${folder}/src/inputs.ts`);
  const load = async () => (await import(`${folder}/src/main.ts`)).stage;
  running += 1;
  process.chdir(cwd);
  try {
    await runStage(basename(folder), declared, load, host);
  } finally {
    running -= 1;
    if (running === 0) process.chdir(HOME);
  }
  lines.end();
  const left = await files.read(reader);
  return {
    ...left,
    exitCode: host.exitCode,
    signal: null,
    outcome: host.exitCode === 0 && !reader.failed ? 'success' : 'failure',
    summary: masks.apply(left.summary),
    annotations: reader.annotations,
    log: reader.log,
    rawStdout,
    rawStderr: '',
  };
}
