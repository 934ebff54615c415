import { realpath, rm, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { messageOf, systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { namedRoot, readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { globMatcher } from '@pv-actions/core/action/glob.ts';
import { findByGlob } from '@pv-actions/core/action/glob-files.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import { downloadArtifact, listRunArtifacts } from '@pv-actions/core/artifacts/run-artifacts.ts';
import type { Report } from '@pv-actions/core/pvtest/report.ts';
import { parseReport } from '@pv-actions/core/pvtest/report-file.ts';
import type { Inputs } from './inputs.ts';

/** The artifact of an attempt after the first is called as that of the first, with its number behind it. */
const LATER_ATTEMPT = /^(.+)-([1-9]\d{0,3})$/;

/** What is merged. */
export interface Collected {
  /** At least one. */
  readonly reports: readonly Report[];
  /** What is missing, as sentences. */
  readonly problems: readonly string[];
}

/**
 * Reads the reports that the inputs name: files, or else artifacts of this run. One that cannot be read keeps no other from being
 * merged: it is a problem of the run.
 *
 * @param folder Where artifacts are downloaded to, and removed again.
 * @throws UserError where there is none, and where none can be read.
 */
export async function collectReports(given: Inputs, folder: string, deps: Deps): Promise<Collected> {
  const workspace = deps.env['GITHUB_WORKSPACE'] ?? '.';
  if (given.reports.length > 0) {
    const files = await findReports(given.reports, workspace);
    const read = await readAll(
      files.map((path) => ({
        path,
        root: namedRoot(path, resolve(workspace)),
        name: relative(workspace, path),
      })),
    );
    return collected(read, []);
  }
  const place = join(folder, 'artifacts');
  const downloads = await downloadReports(given.artifacts, place, deps);
  const files = downloads.flatMap(({ artifact, reports }) =>
    reports.map((path) => ({
      path,
      root: place,
      name: `report.json of the artifact ${quote(artifact)}`,
      artifact,
    })),
  );
  if (files.length === 0) throw noReport(given.artifacts, downloads.length);
  const read = await readAll(files);
  await rm(place, { recursive: true });
  const isReported = reportedElsewhere(downloads, read, Number(deps.env['GITHUB_RUN_ATTEMPT'] || 1));
  return collected(
    read.filter(({ report, artifact = '' }) => report !== undefined || !isReported(artifact)),
    withoutReport(downloads.filter(({ artifact }) => !isReported(artifact))),
  );
}

interface ReportFile {
  readonly path: string;
  readonly root: string;
  /** As messages call it. */
  readonly name: string;
  readonly artifact?: string;
}

/** A file, and what it holds, or why that is not known. */
interface ReadFile extends ReportFile {
  readonly report?: Report;
  readonly error?: UserError;
}

async function readAll(files: readonly ReportFile[]): Promise<ReadFile[]> {
  const read: ReadFile[] = [];
  for (const file of files) {
    try {
      const text = await readForeign(file.root, file.path, FILE_LIMITS.report, { links: 'within' });
      read.push({ ...file, report: parseReport(text.toString(), file.name) });
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      read.push({ ...file, error: thrown });
    }
  }
  return read;
}

/** @throws UserError where there is no report: why the first one cannot be read. */
function collected(read: readonly ReadFile[], problems: readonly string[]): Collected {
  const reports = read.flatMap(({ report }) => report ?? []);
  const errors = read.flatMap(({ error }) => error ?? []);
  if (reports.length === 0 && errors[0] !== undefined) throw errors[0];
  const unread = errors.map(
    ({ message }) => `${message.replace(/\s*\n\s*/g, ' ')} Its tests are missing here.`,
  );
  return { reports, problems: [...problems, ...unread] };
}

/**
 * Whether another attempt of an artifact's job left a report. The job is told by the name of its first attempt. But a name may end in a
 * number of its own, as that of the test `update-2` beside `update`: the report must be of the attempt that its name says, and there
 * must have been an attempt of that number.
 */
function reportedElsewhere(
  downloads: readonly Downloaded[],
  read: readonly ReadFile[],
  runAttempt: number,
): (artifact: string) => boolean {
  const names = new Set(downloads.map(({ artifact }) => artifact));
  const reported = read.flatMap(({ artifact, report }) =>
    artifact === undefined || report === undefined ? [] : [{ artifact, attempt: report.runAttempt }],
  );
  const newest = Math.max(runAttempt, ...reported.map(({ attempt }) => attempt));
  const made = (artifact: string): { readonly job: string; readonly attempt: number } => {
    const [, job = '', attempt] = LATER_ATTEMPT.exec(artifact) ?? [];
    return names.has(job) ? { job, attempt: Number(attempt) } : { job: artifact, attempt: 1 };
  };
  return (artifact) => {
    const { job, attempt } = made(artifact);
    return (
      attempt <= newest &&
      reported.some((other) => {
        const its = made(other.artifact);
        return other.artifact !== artifact && its.job === job && its.attempt === other.attempt;
      })
    );
  };
}

/** Sentences on the artifacts that hold no report. */
function withoutReport(downloads: readonly Downloaded[]): string[] {
  return downloads
    .filter(({ reports }) => reports.length === 0)
    .map(
      ({ artifact }) =>
        `The artifact ${artifact} holds no report.json: its job ended before it could say what became of the tests.`,
    );
}

function noReport(pattern: string, artifacts: number): UserError {
  return new UserError(
    artifacts === 0
      ? `This run has no artifact ${quote(pattern)}.`
      : `None of the ${artifacts} artifacts ${quote(pattern)} of this run holds a report.json.`,
    'Let the jobs that test run pvtest-runner with `upload: true`, and this job after them: with `needs`, and an `if` that lets it run also where they failed. Reports that are here already are named by the input `reports`.',
  );
}

const NAME = 'report.json';

/**
 * The reports that files, folders and globs name, relative to `workspace`: absolute paths, each file once. Folders are
 * searched for report.json.
 *
 * @throws UserError for a name that leads to no report.
 */
async function findReports(names: readonly string[], workspace: string): Promise<string[]> {
  const files = new Map<string, string>();
  const empty: string[] = [];
  for (const name of names) {
    const found = await reportsOf(name, workspace);
    if (found.length === 0) empty.push(quote(name));
    for (const file of found) {
      const real = await realpath(file);
      if (!files.has(real)) files.set(real, file);
    }
  }
  if (empty.length === 0) return [...files.values()];
  throw new UserError(
    `There is no report in ${shortList(empty, ', ', 10)} (in ${workspace}).`,
    'Correct the input `reports`: files, folders that hold report.json, or globs of them. See also whether the jobs that make them came to their end.',
  );
}

/** The files below a folder that are called report.json, sorted. */
function reportsBelow(folder: string): Promise<string[]> {
  return matches(`**/${NAME}`, folder);
}

async function reportsOf(name: string, workspace: string): Promise<string[]> {
  const literal = resolve(workspace, name);
  // A path that is there is taken as it is: names may hold brackets.
  const paths = (await kindOf(literal)) === undefined ? await matches(name, workspace) : [literal];
  const found: string[] = [];
  for (const path of paths) {
    const kind = await kindOf(path);
    if (kind === 'file') found.push(path);
    if (kind === 'folder') found.push(...(await reportsBelow(path)));
  }
  return found;
}

async function matches(pattern: string, folder: string): Promise<string[]> {
  return (await findByGlob(pattern, folder)).map((path) => resolve(folder, path)).sort();
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    const found = await stat(path);
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : undefined;
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(systemCode(thrown) ?? '')) return undefined;
    throw unreadable(path, thrown);
  }
}

/** The error for a file that is there and cannot be read. */
function unreadable(path: string, thrown: unknown): UserError {
  return new UserError(
    `${path} cannot be read (${systemCode(thrown) ?? messageOf(thrown)}).`,
    'Check its permissions.',
  );
}

/** A GitHub artifact of this run, and the reports that it holds. */
interface Downloaded {
  readonly artifact: string;
  /** Absolute paths. */
  readonly reports: readonly string[];
}

const INSTEAD =
  'Name the reports in the input `reports`: files, folders that hold report.json, or globs of them.';

/**
 * Downloads the artifacts of this run, of all its attempts, whose names match the glob `pattern`, below `folder`.
 *
 * @throws UserError where there is no artifact service, or it fails.
 */
async function downloadReports(pattern: string, folder: string, deps: Deps): Promise<Downloaded[]> {
  const matches = globMatcher(pattern);
  const artifacts = await listRunArtifacts({ instead: INSTEAD }, undefined, deps);
  const downloaded: Downloaded[] = [];
  for (const artifact of artifacts.filter(({ name }) => matches(name))) {
    const path = join(folder, String(artifact.id));
    await downloadArtifact(artifact, { folder: path, instead: INSTEAD }, undefined, deps);
    downloaded.push({ artifact: artifact.name, reports: await reportsBelow(path) });
  }
  return downloaded;
}
