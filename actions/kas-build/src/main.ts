import { resolve } from 'node:path';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { findKas } from '@pv-actions/core/kas/find-kas.ts';
import type { ArtifactsFile } from '@pv-actions/core/release/artifacts.ts';
import { type BuildResult, runBuild } from './build.ts';
import { checkConfig } from './configuration.ts';
import { type Inputs, initial, inputs, type Output, outputs, uploadOptions } from './inputs.ts';
import { checkAbilities } from './job.ts';
import { StoppedError } from './kas-runner.ts';
import { keepMemorySmall } from './memory.ts';
import { placeOf } from './place.ts';
import { type Plan, withPlan } from './plan.ts';
import { post } from './post.ts';
import { readEarlier } from './report/compare.ts';
import { warningCountOf } from './report/messages.ts';
import { VERDICT_OF_STOP, type Verdict, verdictOf } from './report/verdict.ts';
import { showPlan } from './show-plan.ts';
import { stageBuild, tellBuilt, tellUnstaged } from './staging/stage-build.ts';
import { type Failure, tellFailure } from './tell.ts';
import { asUser, buildUser } from './user/build-user.ts';

/** Builds a kas configuration, tells what happened, and stages what it left in the deploy folder. */
export async function run(given: Inputs, runner: Deps, output: Output): Promise<void> {
  // A variable of the input env counts for the stage as it does for kas.
  const deps = { ...runner, env: { ...runner.env, ...given.env } };
  keepMemorySmall();
  const cwd = resolve(given['working-directory']);
  await checkConfig(given.config, cwd);
  const place = await placeOf(given.config, cwd, deps.env);
  const user = await buildUser(given['build-user'], deps);
  const program = await findKas(given.kas, cwd, deps, (argv) => asUser(user, argv));
  const job = { given, place, program, user };
  checkAbilities(job, deps.env);
  const earlier = given['compare-with'] === undefined ? undefined : await readEarlier(given['compare-with']);
  if (given['dry-run']) {
    output('verdict', '');
    return showPlan(job, deps);
  }

  // What stays when this process is killed.
  output('verdict', 'cancelled');
  if (given['machine-name'] !== undefined) output('machine', given['machine-name']);
  let verdict: Verdict = 'failed';
  const settle = (known: Verdict): void => {
    verdict = known;
    output('verdict', known);
  };
  try {
    await withPlan(job, deps, (plan) => build(plan, earlier, deps, output, settle));
  } catch (thrown) {
    settle(thrown instanceof StoppedError ? VERDICT_OF_STOP[thrown.stop.why] : verdict);
    throw thrown;
  }
}

export const stage = defineStage({ inputs, outputs, initial, run, post });

/** @param settle is told the verdict as soon as nothing can change it any more. */
async function build(
  plan: Plan,
  earlier: ArtifactsFile | undefined,
  deps: Deps,
  output: Output,
  settle: (verdict: Verdict) => void,
): Promise<void> {
  const result = await runBuild(plan.build, plan.kas.runner, plan.journal, deps);
  tellOutputs(plan.given, result, output);
  const fail = async (ended: BuildResult): Promise<never> => {
    settle(verdictOf(ended));
    throw await tellFailure(failureOf(plan), ended, deps);
  };
  if (verdictOf(result) !== 'success') return fail(result);
  const staged = await stageBuild(plan, result, deps, output).catch((thrown) => {
    if (thrown instanceof StoppedError) return fail({ ...result, stopped: thrown.stop });
    tellUnstaged(plan, result, deps);
    throw thrown;
  });
  settle('success');
  await tellBuilt(plan, result, staged, earlier, deps);
}

function failureOf({ journal, given }: Plan): Failure {
  return {
    record: journal.record(),
    folder: journal.folder,
    upload: uploadOptions(given),
    onAnnotated: () => journal.write({ annotated: true }),
  };
}

function tellOutputs(given: Inputs, result: BuildResult, output: Output): void {
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
