import { stat } from 'node:fs/promises';
import { readJournal } from '@pv-actions/core/action/journal.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { ownContainers } from './containers.ts';
import { asDiskError } from './disk-problem.ts';
import { type Docker, dockerOf } from './docker.ts';
import { cleanUp, reportRun, uploadWorkspace, writeReport } from './finish.ts';
import type { Inputs } from './inputs.ts';
import { lockIfFree } from './lock.ts';
import type { RunRecord } from './record.ts';
import { ownershipOf } from './run-tests.ts';
import { isRunning, removeContainers, stopScript } from './stopping.ts';

/**
 * What main could not do, because it was cancelled or killed: stops what is left of the tests, tells what became of them, keeps their
 * logs, and cleans up. Nothing when main came to its end.
 *
 * Main has given the lock of the host away when it was cancelled: by now another run may use the images, the distro and the radios.
 */
export async function post(given: Inputs, deps: Deps): Promise<void> {
  const left = readJournal<RunRecord>(deps);
  if (left === undefined) return;
  const { record } = left;
  const docker = dockerOf(deps);
  const journal = { folder: left.folder, record: () => record };
  const ownership = ownershipOf(journal);
  const { running } = record;
  if (running !== undefined && (await isRunning(running))) {
    await stopScript(running, ownContainers(docker, ownership, deps.log), deps);
  }
  const lock = await lockIfFree(given, deps);
  try {
    const own = lock === undefined ? { folders: [record.workspace, left.folder] } : ownership;
    await removeContainers(ownContainers(docker, own, deps.log), deps);
    await report(record, left.folder, given, docker, deps);
  } catch (thrown) {
    throw asDiskError(thrown);
  } finally {
    await cleanUp(journal, docker, deps, lock !== undefined);
    lock?.release();
  }
}

/** Tells and uploads what main has not. */
async function report(
  record: RunRecord,
  folder: string,
  given: Inputs,
  docker: Docker,
  deps: Deps,
): Promise<void> {
  const isLacking = given.upload && record.uploaded !== true;
  if (record.reported === true && !isLacking) return;
  const run = record.finished ?? {
    seconds: await secondsOf(record),
    ending: record.stopped ?? ('killed' as const),
  };
  const written = await writeReport(record, run, given, docker, deps);
  if (record.reported !== true) {
    deps.log.info('The step ended before it could tell what became of the tests.');
    reportRun(written, deps);
  }
  if (isLacking) await uploadWorkspace(record, written, given, folder, deps);
}

/** Until the script printed something for the last time: the post step comes at the end of the job, which may be much later. */
async function secondsOf({ started, calls }: RunRecord): Promise<number> {
  const times = await Promise.all(
    calls.map(({ console }) =>
      stat(console).then(
        ({ mtimeMs }) => mtimeMs,
        () => started,
      ),
    ),
  );
  return Math.max(0, Math.max(started, ...times) - started) / 1000;
}
