import { ReportedError } from '@pv-actions/core/action/errors.ts';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { headline } from '@pv-actions/core/pvtest/counts.ts';
import { VERDICTS } from '@pv-actions/core/pvtest/report.ts';
import { checkDocker, type Docker, dockerOf } from './docker.ts';
import { cleanUp, reportRun, uploadWorkspace, type WrittenReport, writeReport } from './finish.ts';
import { type Inputs, inputs, type Output, outputs } from './inputs.ts';
import { withLock } from './lock.ts';
import { post } from './post.ts';
import { type Job, makeWorkspace, prepare, reportDryRun } from './prepare.ts';
import { openRun, type RunJournal } from './record.ts';
import { runTests } from './run-tests.ts';

/** Runs the pvtests of a distro, and reports what really happened. */
export async function run(given: Inputs, deps: Deps, output: Output): Promise<void> {
  const job = await prepare(given, deps);
  if (given['dry-run']) return reportDryRun(job, deps);
  const docker = dockerOf(deps);
  await checkDocker(docker);
  const workspace = await makeWorkspace(given, deps);

  await withLock(given, deps, async (lockFd) => {
    const journal = openRun(job, workspace, deps);
    // What stays when this process is killed.
    output('verdict', 'cancelled');
    try {
      await test(job, journal, docker, lockFd, deps, output);
    } finally {
      // A job that is cancelled has no time for it: the post step has.
      if (!deps.cancellation().aborted) await cleanUp(journal, docker, deps, true);
    }
  });
}

export const stage = defineStage({ inputs, outputs, run, post });

/** Runs the tests, and tells what became of them. @throws ReportedError when they are not good enough. */
async function test(
  job: Job,
  journal: RunJournal,
  docker: Docker,
  lockFd: number,
  deps: Deps,
  output: Output,
): Promise<void> {
  const { given } = job;
  let written: WrittenReport;
  try {
    const finished = await runTests(job, journal, docker, lockFd, deps);
    journal.write({ finished });
    written = await writeReport(journal.record(), finished, given, docker, deps);
  } catch (thrown) {
    output('verdict', 'failed');
    throw thrown;
  }
  setOutputs(written, output);
  reportRun(written, deps);
  journal.write({ reported: true });
  if (given.upload && written.report.ending !== 'cancelled') {
    await uploadWorkspace(journal.record(), written, given, deps);
    journal.write({ uploaded: true });
  }
  if (written.judged.verdict !== 'passed') throw failure(written);
}

function setOutputs({ judged, junit, reportFile }: WrittenReport, output: Output): void {
  output('verdict', judged.verdict);
  for (const name of ['total', ...VERDICTS] as const) output(name, judged.counts[name]);
  output('junit', junit);
  output('report', reportFile);
}

function failure({ report, judged }: WrittenReport): ReportedError {
  return new ReportedError(
    [`${headline(judged.counts, report.seconds)}.`, ...judged.problems].join('\n'),
    'Each failure is in the step summary.',
  );
}
