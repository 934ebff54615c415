import { ReportedError } from '@pv-actions/core/action/errors.ts';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { headline } from '@pv-actions/core/pvtest/counts.ts';
import { VERDICTS } from '@pv-actions/core/pvtest/report.ts';
import { asDiskError, diskProblem } from './disk-problem.ts';
import { checkDocker, type Docker, dockerOf } from './docker.ts';
import { cleanUp, reportRun, uploadWorkspace, type WrittenReport, writeReport } from './finish.ts';
import { checkHost } from './host-check.ts';
import { type Inputs, inputs, type Output, outputs } from './inputs.ts';
import { withLock } from './lock.ts';
import { post } from './post.ts';
import { type Job, makeWorkspace, prepare, reportDryRun } from './prepare.ts';
import { openRun, type RunJournal, type RunRecord } from './record.ts';
import { runTests } from './run-tests.ts';

/** Runs the pvtests of a distro, and reports what really happened. @throws UserError, also for a disk that takes no more. */
export async function run(given: Inputs, deps: Deps, output: Output): Promise<void> {
  try {
    await runJob(given, deps, output);
  } catch (thrown) {
    throw asDiskError(thrown);
  }
}

async function runJob(given: Inputs, deps: Deps, output: Output): Promise<void> {
  const job = await prepare(given, deps);
  if (given['dry-run']) return reportDryRun(job, deps);
  const docker = dockerOf(deps);
  await checkDocker(docker);
  checkHost(job.distro, job.calls, deps);
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
    const finished = await runTests(job, journal, docker, lockFd, deps).catch((thrown: unknown) =>
      endedByDisk(thrown, journal, deps),
    );
    journal.write({ finished });
    written = await writeReport(journal.record(), finished, given, docker, deps);
  } catch (thrown) {
    output('verdict', 'failed');
    throw thrown;
  }
  reportRun(written, deps);
  try {
    setOutputs(written, output);
  } catch (thrown) {
    const problem = diskProblem(thrown);
    if (problem === undefined || written.judged.verdict === 'passed') throw thrown;
    deps.log.warning(problem);
  }
  journal.write({ reported: true });
  if (given.upload && written.report.ending !== 'cancelled') {
    await uploadWorkspace(journal.record(), written, given, journal.folder, deps);
    journal.write({ uploaded: true });
  }
  if (written.judged.verdict !== 'passed') throw failure(written);
}

/** A run that a disk ended: what it left counts. @throws what was thrown, where it was something else. */
function endedByDisk(
  thrown: unknown,
  journal: RunJournal,
  { clock }: Deps,
): NonNullable<RunRecord['finished']> {
  const problem = diskProblem(thrown);
  if (problem === undefined) throw thrown;
  const seconds = (clock.now().getTime() - journal.record().started) / 1000;
  return { seconds, ending: 'completed', problems: [problem] };
}

function setOutputs({ judged, junit, reportFile }: WrittenReport, output: Output): void {
  output('verdict', judged.verdict);
  for (const name of ['total', ...VERDICTS] as const) output(name, judged.counts[name]);
  if (junit !== undefined) output('junit', junit);
  if (reportFile !== undefined) output('report', reportFile);
}

function failure({ report, judged }: WrittenReport): ReportedError {
  return new ReportedError(
    [`${headline(judged.counts, report.seconds)}.`, ...judged.problems].join('\n'),
    'Each failure is in the step summary.',
  );
}
