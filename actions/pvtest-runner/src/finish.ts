import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '@pv-actions/core/action/foreign-write.ts';
import { secretForms } from '@pv-actions/core/action/secrets.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { artifactClient } from '@pv-actions/core/artifacts/artifact-client.ts';
import { type UploadAdvice, uploadAll } from '@pv-actions/core/artifacts/artifact-upload.ts';
import { annotateReport } from '@pv-actions/core/pvtest/annotations.ts';
import { type Judged, judge } from '@pv-actions/core/pvtest/counts.ts';
import { junitXml } from '@pv-actions/core/pvtest/junit.ts';
import type { Ending, Report, Shard } from '@pv-actions/core/pvtest/report.ts';
import { reportText } from '@pv-actions/core/pvtest/report-file.ts';
import { reportSummary } from '@pv-actions/core/pvtest/summary.ts';
import { collectReport } from './collect.ts';
import type { Docker } from './docker.ts';
import { removeImages } from './images.ts';
import type { Inputs } from './inputs.ts';
import type { RunJournal, RunRecord } from './record.ts';
import { cleanLogs, logsOf, redactReport } from './redact.ts';
import { removeFile, takeOver } from './root-files.ts';

const ADVICE: UploadAdvice = {
  sameName:
    'Give each job that runs these tests another `artifact-name`, or set `upload: false` in all but one.',
  noService: 'Set `upload: false`, and take the files from the outputs report and junit.',
  full: 'Delete old artifacts, or lower the input retention-days.',
  fileName: 'Rename the test.',
  cancelled: 'The tests are done, and their report is in the step summary.',
};

/** What became of a run, and the files that say it. */
export interface WrittenReport {
  readonly report: Report;
  readonly judged: Judged;
  readonly junit: string;
  readonly reportFile: string;
  /** The logs that hold no secret. */
  readonly logs: readonly string[];
}

/** Reads what a run left, and writes its report and its JUnit file. Secrets are out of the logs before they are read. */
export async function writeReport(
  record: RunRecord,
  run: { readonly seconds: number; readonly ending: Ending },
  given: Inputs,
  docker: Docker,
  deps: Deps,
): Promise<WrittenReport> {
  const workspaces = record.calls.map(({ workspace }) => workspace);
  for (const workspace of workspaces) await takeOver(workspace, docker, deps);
  const forms = formsOf(given, deps);
  const consoles = record.calls.map((call) => call.console).filter((path) => existsSync(path));
  const logs = await cleanLogs(
    record.workspace,
    [...(await logsOf(workspaces)), ...consoles],
    forms.map((form) => Buffer.from(form)),
    deps,
  );
  const report = redactReport(await collectReport(record, run.seconds, run.ending), forms);
  const reportFile = join(record.workspace, 'report.json');
  const junit = join(record.workspace, 'junit.xml');
  // A shard without tests has nothing to show for it.
  const least = record.calls.length === 0 ? 0 : undefined;
  const judged = judge(report, {
    failOn: given['fail-on'],
    expectedTests: given['expected-tests'] ?? least,
  });
  await replaceFile(record.workspace, reportFile, reportText(report));
  await replaceFile(record.workspace, junit, junitXml(report, judged.problems));
  return { report, judged, junit, reportFile, logs: logs.filter((path) => !consoles.includes(path)) };
}

/** Shows what became of a run: annotations, and the step summary. */
export function reportRun({ report, judged }: WrittenReport, deps: Deps): void {
  annotateReport(judged, deps.log);
  deps.summary(reportSummary(report, judged));
}

/** Makes the GitHub artifact of a run: its logs, its report and its JUnit file. @throws UserError when it cannot be made. */
export async function uploadWorkspace(
  record: RunRecord,
  written: Pick<WrittenReport, 'junit' | 'reportFile' | 'logs'>,
  given: Inputs,
  deps: Deps,
): Promise<void> {
  const { sha } = record.source;
  const name = given['artifact-name'] ?? workspaceArtifact({ ...record, sha, paths: given['test-path'] });
  const files = [written.reportFile, written.junit, ...written.logs];
  const { problem } = await uploadAll(
    [{ name, files, root: record.workspace }],
    {
      retentionDays: given['retention-days'],
      cancellation: deps.cancellation(),
      advice: ADVICE,
    },
    artifactClient(deps.env),
    deps.log,
  );
  if (problem !== undefined) throw problem;
}

/**
 * Removes what the run left on the host: its images, the devices' disks, and what was made for this run only.
 *
 * The folder of the journal goes last: as long as it is there, the post step has something to do.
 *
 * @param hasHost Whether this run has the lock of the host: without it, what another run may use by now stays.
 */
export async function cleanUp(
  journal: Pick<RunJournal, 'folder' | 'record'>,
  docker: Docker,
  deps: Deps,
  hasHost: boolean,
): Promise<void> {
  const { images, calls, strays, download } = journal.record();
  const folders = [...(download === undefined ? [] : [download]), journal.folder];
  // Before the images go: a container of the tester's takes over what belongs to root.
  for (const folder of folders) await takeOver(folder, docker, deps);
  if (hasHost) {
    await removeImages(docker, images, deps.log);
    for (const stray of strays) await removeFile(stray, deps);
  } else {
    deps.log.info('Another run has this host by now: images and files in the distro are left to it.');
  }
  for (const { workspace } of calls) await removeFile(join(workspace, 'storage'), deps);
  for (const folder of folders) await removeFile(folder, deps);
}

/** The secrets of this step, as they may stand in a log. */
function formsOf(given: Inputs, { env }: Deps): string[] {
  const secrets = [given['ph-pass'], given['github-token'], env['ACTIONS_RUNTIME_TOKEN']];
  return secretForms(
    secrets.filter((secret) => secret !== undefined),
    given['ph-user'] === undefined ? [] : [given['ph-user']],
  );
}

const LONGEST_PATH = 120;

/**
 * The GitHub artifact that the workspace becomes: `pvtest-workspace-<sha7>-<path>`, where `/` and other characters are `-`, and no
 * path is `all`; then `-<i>of<n>` for a shard, and `-<attempt>` for an attempt after the first: an artifact of a run cannot be
 * replaced.
 */
export function workspaceArtifact(about: {
  readonly sha: string | undefined;
  readonly paths: readonly string[];
  readonly shard: Shard | undefined;
  readonly runAttempt: number;
}): string {
  const { sha = '', paths, shard, runAttempt } = about;
  const path = paths
    .join('-')
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .slice(0, LONGEST_PATH);
  return [
    'pvtest-workspace',
    sha.slice(0, 7) || 'unknown',
    path || 'all',
    ...(shard === undefined ? [] : [`${shard.index}of${shard.of}`]),
    ...(runAttempt > 1 ? [String(runAttempt)] : []),
  ].join('-');
}
