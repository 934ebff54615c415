import { readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { Report } from '@pv-actions/core/pvtest/report.ts';
import { parseReport } from '@pv-actions/core/pvtest/report-file.ts';
import { type Downloaded, downloadReports } from './download.ts';
import { findReports, unreadable } from './find-reports.ts';
import type { Inputs } from './inputs.ts';

/** The artifact of an attempt after the first is called as that of the first, with its number behind it. */
const LATER_ATTEMPT = /-\d{1,4}$/;

/** What is merged. */
export interface Collected {
  /** At least one. */
  readonly reports: readonly Report[];
  /** What is missing, as sentences. */
  readonly problems: readonly string[];
}

/**
 * Reads the reports that the inputs name: files, or else artifacts of this run.
 *
 * @param folder Where artifacts are downloaded to, and removed again.
 * @throws UserError where there is none, and for one that cannot be read.
 */
export async function collectReports(given: Inputs, folder: string, deps: Deps): Promise<Collected> {
  const workspace = deps.env['GITHUB_WORKSPACE'] ?? '.';
  if (given.reports.length > 0) {
    const files = await findReports(given.reports, workspace);
    return {
      reports: await readAll(files.map((path) => ({ path, name: relative(workspace, path) }))),
      problems: [],
    };
  }
  const place = join(folder, 'artifacts');
  const downloads = await downloadReports(given.artifacts, place, deps);
  const files = downloads.flatMap(({ artifact, reports }) =>
    reports.map((path) => ({ path, name: `report.json of the artifact ${quote(artifact)}` })),
  );
  if (files.length === 0) throw noReport(given.artifacts, downloads.length);
  const reports = await readAll(files);
  await rm(place, { recursive: true });
  return { reports, problems: withoutReport(downloads) };
}

async function readAll(
  files: readonly { readonly path: string; readonly name: string }[],
): Promise<Report[]> {
  const reports: Report[] = [];
  for (const { path, name } of files) reports.push(parseReport(await readText(path), name));
  return reports;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}

/** The artifacts of jobs that left no report, unless an attempt of the same job left one. */
function withoutReport(downloads: readonly Downloaded[]): string[] {
  const names = new Set(downloads.map(({ artifact }) => artifact));
  const jobOf = (artifact: string): string => {
    const first = artifact.replace(LATER_ATTEMPT, '');
    return names.has(first) ? first : artifact;
  };
  const reported = new Set(
    downloads.flatMap(({ artifact, reports }) => (reports.length > 0 ? [jobOf(artifact)] : [])),
  );
  return downloads
    .filter(({ artifact, reports }) => reports.length === 0 && !reported.has(jobOf(artifact)))
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
