import { resolve } from 'node:path';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { type BuildResult, runBuild } from './build.ts';
import { buildUser } from './build-user.ts';
import { readEarlier } from './compare.ts';
import { checkConfig } from './configuration.ts';
import { type Inputs, inputs, type Output, outputs, uploadOptions } from './inputs.ts';
import { findKas } from './kas.ts';
import { placeOf } from './place.ts';
import { checkAbilities, type Plan, withPlan } from './plan.ts';
import { post } from './post.ts';
import { showPlan } from './show-plan.ts';
import { stageBuild } from './stage-build.ts';
import { type Failure, tellFailure } from './tell.ts';
import { onlyKasFailed, verdictOf } from './verdict.ts';

/** Builds a kas configuration, tells what happened, and stages what it left in the deploy folder. */
export async function run(given: Inputs, deps: Deps, output: Output): Promise<void> {
  output('verdict', 'failed');
  const cwd = resolve(given['working-directory']);
  await checkConfig(given.config, cwd);
  const place = await placeOf(given.config, cwd, deps.env);
  const program = await findKas(given.kas, cwd, deps);
  checkAbilities(given, program, deps.env);
  const user = await buildUser(given['build-user'], deps);
  const earlier = given['compare-with'] === undefined ? undefined : await readEarlier(given['compare-with']);
  const job = { given, place, program, user };
  if (given['dry-run']) return showPlan(job, deps);

  await withPlan(job, deps, async (plan) => {
    output('verdict', 'cancelled');
    const result = await runBuild(plan.build, plan.kas.runner, plan.journal, deps);
    tellOutputs(result, output);
    if (verdictOf(result) !== 'success') throw await tellFailure(failureOf(plan), result, deps);
    if (onlyKasFailed(result)) deps.log.warning(KAS_FAILED);
    await stageBuild(plan, result, earlier, deps, output);
  });
}

function failureOf({ journal, given, toHost }: Plan): Failure {
  return { record: journal.record(), folder: journal.folder, upload: uploadOptions(given), toHost };
}

export const kasBuild = defineStage({ inputs, outputs, run, post });

const KAS_FAILED =
  'kas failed although every task of bitbake succeeded: kas 3.1 cannot read a line that is not UTF-8. The build counts as a success.';

function tellOutputs(result: BuildResult, output: Output): void {
  const { report } = result;
  output('verdict', verdictOf(result));
  output('duration-seconds', Math.round(result.seconds));
  output('warnings', report.warningCount);
  output('errors', report.errorCount);
  output('tasks-failed', report.failedTasks.length);
  if (report.sstateMatch !== undefined) output('sstate-match', report.sstateMatch);
  if (report.machine !== undefined) output('yocto-machine', report.machine);
  if (report.tasks === undefined) return;
  output('tasks-attempted', report.tasks.attempted);
  output('tasks-rerun', report.tasks.rerun);
}
