import { join } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { annotate } from './annotations.ts';
import { artifactClient } from './artifact-client.ts';
import type { BuildResult } from './build.ts';
import type { RunRecord } from './journal.ts';
import { buildSummary } from './summary.ts';
import { collectLogs, readTaskLogs, type TaskLog } from './task-logs.ts';
import { type UploadOptions, uploadAll, uploadName } from './uploads.ts';
import { causeOf, stopReason, verdictOf } from './verdict.ts';

/** What is known of a build that did not succeed, to tell of it in main or in the post step. */
export interface Failure {
  readonly record: RunRecord;
  /** A folder of this run. */
  readonly folder: string;
  readonly upload: UploadOptions;
  readonly toHost: (text: string) => string;
}

/** Tells why a build failed: annotations, the step summary, and the logs of its failed tasks as a GitHub artifact. */
export async function tellFailure(failure: Failure, result: BuildResult, deps: Deps): Promise<UserError> {
  const { record, toHost } = failure;
  const { report, seconds } = result;
  const logs = await readTaskLogs(report, { toHost });
  const machine = report.machine ?? record.machine;
  annotate({ report, logs }, { folder: record.repoDir, toHost }, deps.log);
  const verdict = verdictOf(result);
  const reason = stopReason(result);
  const uploaded = await uploadLogs(failure, machine, logs, deps);
  deps.summary(
    buildSummary({
      ...record,
      machine,
      verdict,
      ...(reason === undefined ? {} : { reason }),
      seconds,
      report,
      logs,
      artifacts: [],
      slowest: [],
      uploaded,
      notes: [],
    }),
  );
  const { cause, advice } = causeOf(result, record.config);
  if (verdict !== 'errors-logged') return new UserError(cause, advice);
  return new UserError(
    `Every task of ${record.config} succeeded, but errors were logged:\n${cause}`,
    'bitbake counts that as a failure. Mend the errors, or have the recipe log them as warnings.',
  );
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
  const { uploaded, problem } = await uploadAll(uploads, upload, await artifactClient(deps.env), deps.log);
  if (problem !== undefined) deps.log.warning(problem.text);
  return uploaded;
}
