import { setFlagsFromString } from 'node:v8';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import type { ArtifactsFile } from '@pv-actions/core/release/artifacts.ts';
import { type BuildResult, runBuild } from './build.ts';
import { type Inputs, initial, inputs, type Output, outputs, uploadOptions } from './inputs.ts';
import { openJob } from './job.ts';
import { StoppedError } from './kas-runner.ts';
import { type Plan, reportDryRun, withPlan } from './plan.ts';
import { post } from './post.ts';
import { readEarlier } from './report/compare.ts';
import { warningCountOf } from './report/messages.ts';
import { reportFailure, reportSuccess, reportUnstaged } from './report/report-build.ts';
import { VERDICT_OF_STOP, type Verdict, verdictOf } from './report/verdict.ts';
import { keepAttestations } from './staging/attestations.ts';
import { stageBuild } from './staging/stage-build.ts';

/** Builds a kas configuration, reports what happened, and stages what it left in the deploy folder. */
export async function run(given: Inputs, runner: Deps, output: Output): Promise<void> {
  const deps = { ...runner, env: { ...runner.env, ...ofTheBuild(given.env) } };
  // The console of a build is short-lived values: a larger space for them would not read it faster (bench/README.md).
  setFlagsFromString('--semi-space-growth-factor=1');
  const job = await openJob(given, deps);
  const earlier = given['compare-with'] === undefined ? undefined : await readEarlier(given['compare-with']);
  if (given['dry-run']) {
    output('verdict', '');
    return reportDryRun(job, deps);
  }

  // What stays when this process is killed.
  output('verdict', 'cancelled');
  if (given['machine-name'] !== undefined) output('machine', given['machine-name']);
  let verdict: Verdict = 'failed';
  const setVerdict = (known: Verdict): void => {
    verdict = known;
    output('verdict', known);
  };
  try {
    await withPlan(job, deps, (plan) => build(plan, earlier, deps, output, setVerdict));
  } catch (thrown) {
    setVerdict(thrown instanceof StoppedError ? VERDICT_OF_STOP[thrown.stop.why] : verdict);
    throw thrown;
  }
}

export const stage = defineStage({ inputs, outputs, initial, run, post });

/** A variable of the input env counts for the stage as it does for kas, unless it is the runner's: what that says of the run is true. */
function ofTheBuild(env: Inputs['env']): Inputs['env'] {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(?:GITHUB|RUNNER|ACTIONS)_/.test(name)),
  );
}

/** @param setVerdict is called with the verdict as soon as nothing can change it any more. */
async function build(
  plan: Plan,
  earlier: ArtifactsFile | undefined,
  deps: Deps,
  output: Output,
  setVerdict: (verdict: Verdict) => void,
): Promise<void> {
  const { given, journal } = plan;
  const attestations = await keepAttestations(plan, deps);
  const { since } = attestations;
  const result = await runBuild(plan.build, plan.kas.runner, journal, deps, attestations.keep);
  setOutputs(given, result, output);
  const fail = async (ended: BuildResult): Promise<never> => {
    setVerdict(verdictOf(ended));
    const onAnnotated = (): void => journal.write({ annotated: true });
    const failed = {
      record: journal.record(),
      folder: journal.folder,
      upload: uploadOptions(given),
      onAnnotated,
    };
    throw await reportFailure(failed, ended, deps);
  };
  if (verdictOf(result) !== 'success') return fail(result);
  const staged = await stageBuild(plan, { ...result, since }, attestations.kept, deps, output).catch(
    (thrown) => {
      if (thrown instanceof StoppedError) return fail({ ...result, stopped: thrown.stop });
      reportUnstaged(journal, result, deps);
      throw thrown;
    },
  );
  setVerdict('success');
  await reportSuccess(plan, result, staged, earlier, deps);
}

function setOutputs(given: Inputs, result: BuildResult, output: Output): void {
  const { report } = result;
  output('duration-seconds', Math.round(result.seconds));
  output('warnings', warningCountOf(report));
  output('errors', report.errorCount);
  output('tasks-failed', report.failedTasks.length);
  if (report.sstateMatch !== undefined) output('sstate-match', report.sstateMatch);
  output('machine', given['machine-name'] ?? report.machine ?? '');
  output('yocto-machine', report.machine ?? '');
  if (report.tasks === undefined) return;
  output('tasks-attempted', report.tasks.attempted);
  output('tasks-rerun', report.tasks.rerun);
}
