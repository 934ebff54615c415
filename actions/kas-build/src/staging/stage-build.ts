import { join, resolve } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { formatDuration, withProgress } from '@pv-actions/core/action/progress.ts';
import { sourceOf } from '@pv-actions/core/action/source.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { selectArtifacts } from '@pv-actions/core/bitbake/deploy.ts';
import type { Artifact, ArtifactsFile } from '@pv-actions/core/release/artifacts.ts';
import { checkMachine } from '@pv-actions/core/release/names.ts';
import type { BuildResult } from '../build.ts';
import { resolvedConfiguration } from '../configuration.ts';
import type { Output } from '../inputs.ts';
import { askBitbake, type BitbakeVariables } from '../kas.ts';
import type { Plan } from '../plan.ts';
import { plural } from '../report/messages.ts';
import { realPath } from '../user/hand-over.ts';
import { deployFolders, listDeploy, requireWithin } from './deploy-folders.ts';
import { partialOf, stageArtifacts } from './staging.ts';

/** What was staged of a build, and where. */
export interface Staged {
  readonly machine: string;
  readonly artifactDir: string;
  readonly artifacts: readonly Artifact[];
  readonly lockSha256: string | undefined;
  readonly bitbake: BitbakeVariables;
}

/**
 * Stages what a build left, with the configuration that it was made from.
 *
 * @throws UserError when nothing was deployed, or it cannot be staged; StoppedError when the run is to be ended
 *   meanwhile: then nothing is staged.
 */
export async function stageBuild(
  plan: Plan,
  result: BuildResult,
  deps: Deps,
  output: Output,
): Promise<Staged> {
  const { given, dirs, kas } = plan;
  const { container, logFolders = [] } = plan.journal.record();
  const bitbake = await askBitbake(kas, { keepConfig: true, container }, deps);
  const deployDir = given['deploy-dir'] === undefined ? undefined : resolve(dirs.cwd, given['deploy-dir']);
  const { folders, machine: yoctoMachine } = await deployFolders(bitbake, dirs.buildDir, deployDir);
  if (container !== undefined) {
    requireWithin(folders, [...logFolders, ...(deployDir === undefined ? [] : [await realPath(deployDir)])]);
  }
  const machine = given['machine-name'] ?? checkedMachine(yoctoMachine);
  output('machine', machine);
  output('yocto-machine', yoctoMachine);

  const { artifacts: chosen, passedOver } = selectArtifacts(await listDeploy(folders), given.output);
  for (const path of passedOver) deps.log.info(`Older version, not taken: ${path}`);
  if (chosen.length === 0) throw nothingDeployed(folders.image, given.output);
  const hasImage = chosen.some(({ kind }) => kind === 'image');
  if (!hasImage && given.task === undefined) {
    deps.log.warning(`No image: nothing in ${folders.image} matches ${given.output.join(' ')}.`);
  }

  const { resolved, lock } = await resolvedConfiguration(kas, deps);
  const artifactDir = resolve(
    given['artifact-dir'] ?? join(deps.env['RUNNER_TEMP'] ?? dirs.cwd, 'pv-artifacts', machine),
  );
  const describe = (list: Artifact[]): ArtifactsFile => ({
    schema: 1,
    machine,
    'yocto-machine': yoctoMachine,
    targets: [...given.target],
    config: given.config,
    source: sourceOf(deps.env),
    build: {
      verdict: 'success',
      'duration-seconds': Math.round(result.seconds),
      ...(result.report.sstateMatch === undefined ? {} : { 'sstate-match': result.report.sstateMatch }),
      ...(resolved === undefined ? {} : { 'config-sha256': resolved.sha256 }),
      ...(lock === undefined ? {} : { 'lock-sha256': lock.sha256 }),
    },
    artifacts: list,
  });
  const extra = [resolved, lock].filter((kept) => kept !== undefined);
  kas.runner.begin('the artifacts were staged');
  plan.journal.write({ partial: partialOf(artifactDir) });
  const { artifacts } = await deps.log.group(`Staging ${machine} in ${artifactDir}`, () =>
    withProgress(
      deps,
      (elapsed) => `${formatDuration(elapsed)} of reading ${plural(chosen.length, 'file')}.`,
      () =>
        stageArtifacts(artifactDir, folders, chosen, describe, {
          extra,
          goOn: kas.runner.goOn,
          owner: plan.user?.uid,
        }),
    ),
  );
  deps.log.info(`Staged ${plural(artifacts.length, 'file')} of ${machine} in ${artifactDir}.`);
  output('artifact-dir', artifactDir);
  output('artifacts', JSON.stringify(artifacts));
  if (resolved !== undefined) output('config-resolved', join(artifactDir, resolved.name));
  if (lock !== undefined) output('lock-sha256', lock.sha256);
  return { machine, artifactDir, artifacts, lockSha256: lock?.sha256, bitbake };
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
