import { existsSync } from 'node:fs';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { messageOf } from '@pv-actions/core/action/errors.ts';
import { replaceFile } from '@pv-actions/core/action/foreign-write.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import { secretForms } from '@pv-actions/core/action/secrets.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { artifactClient } from '@pv-actions/core/artifacts/artifact-client.ts';
import { type UploadAdvice, uploadAll } from '@pv-actions/core/artifacts/artifact-upload.ts';
import { annotateReport } from '@pv-actions/core/pvtest/annotations.ts';
import { type Judged, judge, problemsOfJunit, withProblems } from '@pv-actions/core/pvtest/counts.ts';
import { junitXml } from '@pv-actions/core/pvtest/junit.ts';
import type { Ending, Report, Shard } from '@pv-actions/core/pvtest/report.ts';
import { reportText } from '@pv-actions/core/pvtest/report-file.ts';
import { reportSummary } from '@pv-actions/core/pvtest/summary.ts';
import { layOut } from './artifact-layout.ts';
import { collectReport } from './collect.ts';
import { asDiskError, folderProblem } from './disk-problem.ts';
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

/** What became of a run, and the files that say it: undefined where no disk took them. */
export interface WrittenReport {
  readonly report: Report;
  readonly judged: Judged;
  readonly junit: string | undefined;
  readonly reportFile: string | undefined;
  /** The logs that hold no secret. */
  readonly logs: readonly string[];
}

/** How a run ended. `problems`: what is wrong beside what it left, as sentences. */
interface RunEnd {
  readonly seconds: number;
  readonly ending: Ending;
  readonly problems?: readonly string[];
}

/**
 * Reads what a run left, and writes its report and its JUnit file. Secrets are out of the logs before they are read. What the workspace
 * does not hold any more, or takes no more, is a problem of the run: what is known is reported all the same.
 */
export async function writeReport(
  record: RunRecord,
  run: RunEnd,
  given: Inputs,
  docker: Docker,
  deps: Deps,
): Promise<WrittenReport> {
  const { workspace } = record;
  for (const call of record.calls) await takeOver(call.workspace, docker, deps);
  const forms = formsOf(given, deps);
  const secrets = forms.map((form) => Buffer.from(form));
  const consoles = record.calls.map((call) => call.console).filter((path) => existsSync(path));
  const logs = await cleanLogs(workspace, await logsOf(record.calls), secrets, deps);
  await cleanLogs(workspace, consoles, secrets, deps);
  const found = redactReport(await collectReport(record, run.seconds, run.ending), forms);
  const told = { ...found, problems: [...(run.problems ?? []), ...found.problems] };
  const disk = judgeRun(told, record, given).verdict === 'passed' ? [] : await folderProblems(record);
  const report = { ...told, problems: [...disk, ...told.problems] };
  const judged = judgeRun(report, record, given);
  return { ...(await writeFiles(workspace, report, judged, deps)), logs };
}

function judgeRun(report: Report, { calls }: RunRecord, given: Inputs): Judged {
  // A shard without tests has nothing to show for it.
  const least = calls.length === 0 ? 0 : undefined;
  return judge(report, { failOn: given['fail-on'], expectedTests: given['expected-tests'] ?? least });
}

/** Where the report and the JUnit file are, and what they say: also which disk did not take them. */
async function writeFiles(
  workspace: string,
  report: Report,
  judged: Judged,
  deps: Deps,
): Promise<Omit<WrittenReport, 'logs'>> {
  try {
    return { report, judged, ...(await writeBoth(workspace, report, judged)) };
  } catch (thrown) {
    const problem = folderProblem(workspace, thrown);
    if (problem === undefined) throw thrown;
    // One sentence on this folder is enough: mostly it was found full before.
    const more = report.problems.some((each) => each.includes(quote(workspace))) ? [] : [problem];
    const told = { ...report, problems: [...report.problems, ...more] };
    const worse = withProblems(judged, more);
    const elsewhere = await writeElsewhere(told, worse, deps);
    return { report: told, judged: worse, ...elsewhere };
  }
}

async function writeBoth(
  folder: string,
  report: Report,
  judged: Judged,
): Promise<Pick<WrittenReport, 'junit' | 'reportFile'>> {
  const reportFile = join(folder, 'report.json');
  const junit = join(folder, 'junit.xml');
  await replaceFile(folder, reportFile, reportText(report));
  await replaceFile(folder, junit, junitXml(report, problemsOfJunit(judged)));
  return { junit, reportFile };
}

/** In the runner's temporary folder, which can be on another disk. */
async function writeElsewhere(
  report: Report,
  judged: Judged,
  { env, log }: Deps,
): Promise<Pick<WrittenReport, 'junit' | 'reportFile'>> {
  const temporary = env['RUNNER_TEMP'] ?? tmpdir();
  try {
    return await writeBoth(await mkdtemp(join(temporary, 'pvtest-report-')), report, judged);
  } catch (thrown) {
    log.warning(`There is no report.json and no junit.xml of this run: ${messageOf(thrown)}.`);
    return { junit: undefined, reportFile: undefined };
  }
}

/** Why tests may have left nothing: the folder of their logs, or that of their results, is gone, or its disk is full. */
async function folderProblems({ workspace, calls }: RunRecord): Promise<string[]> {
  // Both are on one disk, mostly.
  for (const folder of calls.flatMap((call) => [workspace, dirname(call.console)])) {
    const problem = await problemOf(folder);
    if (problem !== undefined) return [problem];
  }
  return [];
}

async function problemOf(folder: string): Promise<string | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    const room = bavail * bsize;
    return room >= LEAST_ROOM
      ? undefined
      : `The disk of the folder ${quote(folder)} is full: ${formatBytes(room)} are left.`;
  } catch (thrown) {
    return folderProblem(folder, thrown);
  }
}

/** Less than a run leaves in its log. */
const LEAST_ROOM = 64 * 1024;

/** Shows what became of a run: annotations, and the step summary. */
export function reportRun({ report, judged }: WrittenReport, deps: Deps): void {
  annotateReport(judged, deps.log);
  deps.summary(reportSummary(report, judged));
}

/**
 * Makes the GitHub artifact of a run: its logs, its report and its JUnit file.
 *
 * @param folder Of the journal: the files are laid out below it.
 * @throws UserError when it cannot be made.
 */
export async function uploadWorkspace(
  record: RunRecord,
  written: Pick<WrittenReport, 'junit' | 'reportFile' | 'logs'>,
  given: Inputs,
  folder: string,
  deps: Deps,
): Promise<void> {
  const { sha } = record.source;
  const name = given['artifact-name'] ?? workspaceArtifact({ ...record, sha, paths: given['test-path'] });
  const made = [written.reportFile, written.junit].filter((path) => path !== undefined);
  const root = join(folder, 'artifact');
  const files = await layOut([...made, ...written.logs], record.calls, root).catch((thrown: unknown) => {
    throw asDiskError(thrown);
  });
  if (files.length === 0) {
    deps.log.warning(`There is nothing to upload as ${name}: the workspace holds no file any more.`);
    return;
  }
  const { problem } = await uploadAll(
    [{ name, files, root }],
    {
      retentionDays: given['retention-days'],
      cancellation: deps.cancellation(),
      advice: ADVICE,
    },
    artifactClient(deps.env),
    deps.log,
  );
  await rm(root, { recursive: true, force: true });
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
