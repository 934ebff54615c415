import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReportedError } from '@pv-actions/core/action/errors.ts';
import { checkSource, type Source, sourceOf } from '@pv-actions/core/action/source.ts';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import { annotateReport } from '@pv-actions/core/pvtest/annotations.ts';
import { headline, type Judged, judge, problemsOfJunit } from '@pv-actions/core/pvtest/counts.ts';
import { junitChunks } from '@pv-actions/core/pvtest/junit.ts';
import { mergeReports } from '@pv-actions/core/pvtest/merge.ts';
import { type Report, VERDICTS } from '@pv-actions/core/pvtest/report.ts';
import { reportText } from '@pv-actions/core/pvtest/report-file.ts';
import { reportSummary } from '@pv-actions/core/pvtest/summary.ts';
import { collectReports } from './collect.ts';
import { type Inputs, initial, inputs, type Output, outputs } from './inputs.ts';

/** Makes one report, one JUnit file and one summary of the reports of several jobs and run attempts. */
export async function run(given: Inputs, deps: Deps, output: Output): Promise<void> {
  const { log } = deps;
  const folder = await mkdtemp(join(deps.env['RUNNER_TEMP'] ?? tmpdir(), 'pvtest-merge-'));
  const collected = await collectReports(given, folder, deps);
  for (const { source } of collected.reports) checkRepository(source, deps);
  const merged = mergeReports(collected.reports);
  const report: Report = { ...merged, problems: [...merged.problems, ...collected.problems] };
  const judged = judge(report, { failOn: given['fail-on'], expectedTests: given['expected-tests'] });
  const line = headline(judged.counts, judged.seconds);

  const files = { junit: join(folder, 'junit.xml'), report: join(folder, 'report.json') };
  await writeFile(files.junit, junitChunks(report, problemsOfJunit(judged)));
  await writeFile(files.report, reportText(report));
  for (const name of ['junit', 'report'] as const) output(name, files[name]);
  for (const name of ['total', ...VERDICTS] as const) output(name, judged.counts[name]);
  output('verdict', judged.verdict);

  log.info(`Merged ${counted(report.parts?.length ?? 0, 'report')}: ${line}.`);
  annotateReport(judged, log);
  deps.summary(reportSummary(report, judged, { title: 'pvtest' }));
  if (judged.verdict !== 'passed') throw failure(judged, line);
}

/** A report may be of the commit of another run: of the one that built what was tested. */
function checkRepository({ repository }: Source, { env }: Deps): void {
  const stated = repository === undefined ? {} : { repository };
  checkSource('A report', stated, sourceOf(env), 'Merge the reports of this repository only.');
}

function failure({ verdict, problems }: Judged, line: string): ReportedError {
  return new ReportedError(
    [`The tests ${WORDS[verdict]}: ${line}.`, ...problems.slice(0, 5)].join('\n'),
    'The step summary shows what did not pass, and the end of its log.',
  );
}

const WORDS: Readonly<Record<Judged['verdict'], string>> = {
  passed: 'passed',
  failed: 'failed',
  cancelled: 'were cancelled',
  'timed-out': 'took too long',
};

export const stage = defineStage({ inputs, outputs, initial, run });
