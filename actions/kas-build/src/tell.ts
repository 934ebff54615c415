import { join } from 'node:path';
import { ToldError, type UserError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { artifactClient } from '@pv-actions/core/artifacts/artifact-client.ts';
import { type UploadOptions, uploadAll } from '@pv-actions/core/artifacts/artifact-upload.ts';
import type { BuildResult } from './build.ts';
import { toHostOf } from './container.ts';
import type { RunRecord } from './journal.ts';
import { annotate } from './report/annotations.ts';
import { withShortLogs, withShortReport } from './report/repository.ts';
import { buildSummary } from './report/summary.ts';
import { collectLogs, readTaskLogs, type TaskLog } from './report/task-logs.ts';
import { causeOf, soleError, stopReason, verdictOf } from './report/verdict.ts';
import { uploadName } from './staging/uploads.ts';

/** What is known of a build that did not succeed, to tell of it in main or in the post step. */
export interface Failure {
  readonly record: RunRecord;
  /** A folder of this run. */
  readonly folder: string;
  readonly upload: UploadOptions;
  /** Told when the annotations are there, and the rest is not. */
  readonly onAnnotated?: () => void;
}

/** Tells why a build failed: annotations, the step summary, and the logs of its failed tasks as a GitHub artifact. */
export async function tellFailure(failure: Failure, result: BuildResult, deps: Deps): Promise<UserError> {
  const { record } = failure;
  const { report, seconds } = result;
  const repository = { folder: record.repoDir };
  const logs = await readTaskLogs(report, { toHost: toHostOf(record.container) });
  const machine = record.machine ?? report.machine;
  const verdict = verdictOf(result);
  const sole = verdict === 'failed' ? soleError(report, repository) : undefined;
  if (record.annotated !== true) annotate({ report, logs, told: sole }, repository, deps.log);
  failure.onAnnotated?.();
  const { cause, running, advice, onlyHere } = causeOf(result, record, sole);
  const uploaded = await uploadLogs(failure, machine ?? record.config, logs, deps);
  deps.summary(
    buildSummary({
      ...record,
      machine,
      verdict,
      isKilled: result.stopped?.why === 'killed',
      reason: onlyHere && !saidByVerdict(result) ? (stopReason(result) ?? cause) : undefined,
      advice,
      seconds,
      report: withShortReport(report, repository),
      logs: withShortLogs(logs, repository),
      artifacts: [],
      slowest: [],
      uploaded,
      notes: [],
    }),
  );
  const instead = result.stopped === undefined ? LOG : undefined;
  return new ToldError(cause, [running, advice ?? instead].filter((text) => text !== undefined).join(' '));
}

const LOG = 'The whole log of kas is above.';

/** Whether the verdict alone says why the build was ended. */
function saidByVerdict({ stopped }: BuildResult): boolean {
  return stopped?.why === 'cancelled' && stopped.during === undefined;
}

async function uploadLogs(
  { folder, upload }: Failure,
  machine: string,
  logs: readonly TaskLog[],
  deps: Deps,
) {
  const root = join(folder, 'build-logs');
  const files = await collectLogs(logs, root);
  const name = uploadName('build-logs', machine, []);
  const uploads = files.length === 0 ? [] : [{ name, files, root }];
  const { uploaded, problem } = await uploadAll(uploads, upload, artifactClient(deps.env), deps.log);
  if (problem !== undefined) deps.log.warning(problem.text);
  return uploaded;
}
