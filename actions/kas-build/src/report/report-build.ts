import { join } from 'node:path';
import { ReportedError, type UserError } from '@pv-actions/core/action/errors.ts';
import { formatDuration, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { artifactClient } from '@pv-actions/core/artifacts/artifact-client.ts';
import { type UploadOptions, uploadAll } from '@pv-actions/core/artifacts/artifact-upload.ts';
import { toHostPaths } from '@pv-actions/core/kas/container-paths.ts';
import type { ArtifactsFile } from '@pv-actions/core/release/artifacts.ts';
import type { BuildResult } from '../build.ts';
import { uploadOptions } from '../inputs.ts';
import type { BitbakeVariables } from '../kas.ts';
import type { Plan } from '../plan.ts';
import type { RunJournal, RunRecord } from '../record.ts';
import type { Staged } from '../staging/stage-build.ts';
import { uploadKinds, uploadName } from '../staging/uploads.ts';
import { annotate } from './annotations.ts';
import { sizeChanges } from './compare.ts';
import { withShortLogs, withShortReport } from './repository.ts';
import { readSlowest } from './slowest.ts';
import { type BuildFacts, buildSummary } from './summary.ts';
import { collectLogs, readTaskLogs, type TaskLog } from './task-logs.ts';
import { causeOf, onlyKasFailed, soleError, stopReason, verdictOf } from './verdict.ts';

/** A build that did not succeed, as main and the post step know it. */
export interface FailedBuild {
  readonly record: RunRecord;
  /** A folder of this run. */
  readonly folder: string;
  readonly upload: UploadOptions;
  /** Called when the annotations are there, and the rest is not. */
  readonly onAnnotated?: () => void;
}

/**
 * Reports why a build failed: annotations, the step summary, and the logs of its failed tasks as a GitHub artifact.
 *
 * @returns the error that the step ends with.
 */
export async function reportFailure(
  failed: FailedBuild,
  result: BuildResult,
  deps: Deps,
): Promise<UserError> {
  const { record } = failed;
  const { report, seconds } = result;
  const repository = { folder: record.repoDir };
  const logs = await readTaskLogs(report, record, { toHost: toHostPaths(record.container) });
  const machine = record.machine ?? report.machine;
  const verdict = verdictOf(result);
  const sole = verdict === 'failed' ? soleError(report, repository) : undefined;
  if (record.annotated !== true)
    annotate({ report, logs, sole, isStopped: result.stopped !== undefined }, repository, deps.log);
  failed.onAnnotated?.();
  const { cause, running, advice, onlyHere } = causeOf(result, record, sole, logs);
  const uploaded = await uploadLogs(failed, machine ?? record.config, logs, deps);
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
  return new ReportedError(
    cause,
    [running, advice ?? instead].filter((text) => text !== undefined).join(' '),
  );
}

const LOG = 'The whole log of kas is above.';

/** Whether the verdict alone says why the build was ended. */
function saidByVerdict({ stopped }: BuildResult): boolean {
  return stopped?.why === 'cancelled' && stopped.during === undefined;
}

async function uploadLogs(
  { folder, upload, record }: FailedBuild,
  machine: string,
  logs: readonly TaskLog[],
  deps: Deps,
) {
  const root = join(folder, 'build-logs');
  const files = await collectLogs(logs, root, record);
  const name = uploadName('build-logs', machine, []);
  const uploads = files.length === 0 ? [] : [{ name, files, root }];
  const { uploaded, problem } = await uploadAll(uploads, upload, artifactClient(deps.env), deps.log);
  if (problem !== undefined) deps.log.warning(problem.text);
  return uploaded;
}

/**
 * Uploads what was staged, and reports the build.
 *
 * @throws UserError when it cannot be uploaded, or the job is cancelled meanwhile.
 */
export async function reportSuccess(
  { given, journal }: Plan,
  result: BuildResult,
  { machine, artifactDir, artifacts, lockSha256, bitbake, notes }: Staged,
  earlier: ArtifactsFile | undefined,
  deps: Deps,
): Promise<void> {
  journal.write({ during: 'the artifacts were uploaded' });
  annotateWarnings(journal, result, deps);
  const uploads = uploadKinds(given.upload, artifacts, { machine, targets: given.target }, artifactDir);
  const options = { ...uploadOptions(given), cancellation: deps.cancellation() };
  const { uploaded, problem } = await withProgress(
    deps,
    (elapsed) => `${formatDuration(elapsed)} of uploading.`,
    () => uploadAll(uploads, options, artifactClient(deps.env), deps.log),
  );
  const ran = result.report.tasks?.rerun !== 0;
  const facts = factsOf(journal, result);
  deps.summary(
    buildSummary({
      ...facts,
      notes: [...facts.notes, ...notes],
      machine,
      artifacts,
      slowest: ran ? await slowest(bitbake, journal) : [],
      sizes: earlier === undefined ? undefined : sizeChanges(earlier.artifacts, artifacts),
      lockSha256,
      uploaded,
    }),
  );
  if (problem !== undefined) throw problem;
}

/** Reports a build that succeeded and could not be staged. */
export function reportUnstaged(journal: RunJournal, result: BuildResult, deps: Deps): void {
  annotateWarnings(journal, result, deps);
  deps.summary(buildSummary(factsOf(journal, result)));
}

/** What is known of a build before it is staged. */
function factsOf(journal: RunJournal, result: BuildResult): BuildFacts {
  const record = journal.record();
  const { report, seconds } = result;
  return {
    ...record,
    machine: record.machine ?? report.machine,
    verdict: 'success',
    seconds,
    report: withShortReport(report, { folder: record.repoDir }),
    logs: [],
    artifacts: [],
    slowest: [],
    notes: [...(onlyKasFailed(result) ? [KAS_FAILED] : []), ...notesOfKas(result)],
  };
}

/** What kas warns about: a repository without a commit, say. */
function notesOfKas({ report }: BuildResult): string[] {
  const warnings = report.kasWarnings.filter((text) => !text.startsWith(NOT_DECODED));
  return [...new Set(warnings)].slice(0, NOTES_OF_KAS).map((text) => `kas: ${text}`);
}

const NOTES_OF_KAS = 10;
/** KAS_FAILED says that in other words. */
const NOT_DECODED = 'Could not decode line from stream';

const KAS_FAILED =
  'kas failed although every task of bitbake succeeded: kas 3.1 cannot read a line that is not UTF-8. The build counts as a success.';

async function slowest({ TMPDIR }: BitbakeVariables, journal: RunJournal) {
  const { started, buildUid } = journal.record();
  return TMPDIR === undefined ? [] : readSlowest(TMPDIR, new Date(started), 10, buildUid);
}

/** Annotates what bitbake warned about. */
function annotateWarnings(journal: RunJournal, result: BuildResult, deps: Deps): void {
  if (onlyKasFailed(result)) deps.log.warning(KAS_FAILED);
  annotate({ report: result.report, logs: [] }, { folder: journal.record().repoDir }, deps.log);
  journal.write({ annotated: true });
}
