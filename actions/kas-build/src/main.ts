import { join, resolve } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import type { InputsOf } from '@pv-actions/core/action/inputs.ts';
import { sourceOf } from '@pv-actions/core/action/source.ts';
import { type Deps, defineStage, type SetOutput } from '@pv-actions/core/action/stage.ts';
import { checkMachine } from '@pv-actions/core/release/names.ts';
import { selectArtifacts } from '@pv-actions/core/yocto/deploy.ts';
import { askBitbake, type BuildResult, checkConfig, runKas } from './build.ts';
import { deployFolders, listDeploy } from './deploy-folders.ts';
import { inputs, outputs } from './inputs.ts';
import { buildSummary } from './report.ts';
import { stageArtifacts } from './staging.ts';
import { taskLog } from './task-log.ts';
import { causeOf, type Verdict, verdictOf } from './verdict.ts';

type Inputs = InputsOf<typeof inputs>;
type Output = SetOutput<(typeof outputs)[number]>;

/** Builds a kas configuration, and stages what it left in the deploy folder. */
export async function run(given: Inputs, deps: Deps, output: Output): Promise<void> {
  const { config, target, task, kas } = given;
  const cwd = resolve(given['working-directory']);
  const build = { kas: kas.includes('/') ? resolve(kas) : kas, config, targets: target, task };

  output('verdict', 'failed');
  await checkConfig(config, cwd);
  const result = await runKas(build, cwd, deps);
  const verdict = verdictOf(result);
  output('verdict', verdict);
  output('duration-seconds', Math.round(result.seconds));
  if (verdict !== 'success') return fail(given, verdict, result, deps);

  const bitbake = await askBitbake(build, cwd, deps);
  const deployDir = given['deploy-dir'] === undefined ? undefined : resolve(cwd, given['deploy-dir']);
  const { folders, machine: yoctoMachine } = await deployFolders(
    bitbake,
    buildFolder(deps.env, cwd),
    deployDir,
  );
  const machine = given['machine-name'] ?? checkedMachine(yoctoMachine);
  output('machine', machine);
  output('yocto-machine', yoctoMachine);

  const { artifacts, passedOver } = selectArtifacts(await listDeploy(folders), given.output);
  for (const path of passedOver) deps.log.info(`Older version, not taken: ${path}`);
  if (artifacts.length === 0) throw nothingDeployed(folders.image, given.output);
  if (!artifacts.some((artifact) => artifact.kind === 'image')) {
    deps.log.warning(`No image: nothing in ${folders.image} matches ${given.output.join(' ')}.`);
  }

  const artifactDir = resolve(
    given['artifact-dir'] ?? join(deps.env['RUNNER_TEMP'] ?? cwd, 'pv-artifacts', machine),
  );
  const staged = await stageArtifacts(artifactDir, folders, artifacts, (list) => ({
    schema: 1,
    machine,
    'yocto-machine': yoctoMachine,
    targets: [...target],
    config,
    source: sourceOf(deps.env),
    build: {
      verdict,
      'duration-seconds': Math.round(result.seconds),
      ...(result.report.sstateMatch === undefined ? {} : { 'sstate-match': result.report.sstateMatch }),
    },
    artifacts: list,
  }));
  output('artifact-dir', artifactDir);
  deps.summary(buildSummary({ machine, config, verdict }, result, staged.artifacts, []));
  deps.log.info(`Staged ${staged.artifacts.length} files of ${machine} in ${artifactDir}.`);
}

export const kasBuild = defineStage({ inputs, outputs, run });

async function fail(given: Inputs, verdict: Verdict, result: BuildResult, deps: Deps): Promise<never> {
  const logs = await Promise.all(result.report.failedTasks.map(taskLog));
  for (const { title, tail } of logs) {
    deps.log.error(tail === '' ? `${title} failed.` : tail, { title });
  }
  const machine = given['machine-name'] ?? given.config;
  deps.summary(buildSummary({ machine, config: given.config, verdict }, result, [], logs));
  if (verdict === 'errors-logged') {
    throw new UserError(
      `Every task of ${given.config} succeeded, but errors were logged:\n${causeOf(result, given.config)}`,
      'bitbake counts that as a failure. Mend the errors, or have the recipe log them as warnings.',
    );
  }
  throw new UserError(causeOf(result, given.config), 'The whole log of kas is above.');
}

function buildFolder(env: Deps['env'], cwd: string): string {
  return resolve(env['KAS_BUILD_DIR'] ?? join(env['KAS_WORK_DIR'] ?? cwd, 'build'));
}

function checkedMachine(machine: string): string {
  const problem = checkMachine(machine);
  if (problem === undefined) return machine;
  throw new UserError(
    `The MACHINE of the build, "${machine}", cannot be the name of a release's machine. ${problem}`,
    'Give another one in the input machine-name.',
  );
}

function nothingDeployed(folder: string, globs: readonly string[]): UserError {
  return new UserError(
    `The build succeeded, but there is nothing to stage: no file in ${folder} is an image (${globs.join(' ')}) or of another known kind.`,
    'Check that the target deploys something, and that the input output names its image.',
  );
}
