import { resolve } from 'node:path';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { type BuildResult, runBuild } from './build.ts';
import { buildUser } from './build-user.ts';
import { readEarlier } from './compare.ts';
import { checkConfig } from './configuration.ts';
import { type Inputs, initial, inputs, type Output, outputs, uploadOptions } from './inputs.ts';
import { findKas } from './kas.ts';
import { warningCountOf } from './messages.ts';
import { placeOf } from './place.ts';
import { checkAbilities, type Plan, withPlan } from './plan.ts';
import { post } from './post.ts';
import { showPlan } from './show-plan.ts';
import { stageBuild } from './stage-build.ts';
import { type Failure, tellFailure } from './tell.ts';
import { verdictOf } from './verdict.ts';

/** Builds a kas configuration, tells what happened, and stages what it left in the deploy folder. */
export async function run(given: Inputs, deps: Deps, output: Output): Promise<void> {
  const cwd = resolve(given['working-directory']);
  await checkConfig(given.config, cwd);
  const place = await placeOf(given.config, cwd, deps.env);
  const program = await findKas(given.kas, cwd, deps);
  checkAbilities(given, program, deps.env);
  const user = await buildUser(given['build-user'], deps);
  const earlier = given['compare-with'] === undefined ? undefined : await readEarlier(given['compare-with']);
  const job = { given, place, program, user };
  if (given['dry-run']) {
    output('verdict', '');
    return showPlan(job, deps);
  }

  await withPlan(job, deps, async (plan) => {
    output('verdict', 'cancelled');
    const result = await runBuild(plan.build, plan.kas.runner, plan.journal, deps);
    tellOutputs(given, result, output);
    const verdict = verdictOf(result);
    // Until it is staged and uploaded, the build is no success of the step.
    output('verdict', verdict === 'success' ? 'failed' : verdict);
    if (verdict !== 'success') throw await tellFailure(failureOf(plan), result, deps);
    await stageBuild(plan, result, earlier, deps, output);
    output('verdict', verdict);
  });
}

function failureOf({ journal, given }: Plan): Failure {
  return { record: journal.record(), folder: journal.folder, upload: uploadOptions(given) };
}

export const kasBuild = defineStage({ inputs, outputs, initial, run, post });

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
