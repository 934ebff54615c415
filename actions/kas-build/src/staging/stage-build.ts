import { join, resolve } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { formatDuration, withProgress } from '@pv-actions/core/action/progress.ts';
import { sourceOf } from '@pv-actions/core/action/source.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { Artifact, ArtifactsFile } from '@pv-actions/core/release/artifacts.ts';
import { checkMachine } from '@pv-actions/core/release/names.ts';
import type { BuildResult } from '../build.ts';
import { resolvedConfiguration } from '../configuration.ts';
import type { Output } from '../inputs.ts';
import { askBitbake, type BitbakeVariables } from '../kas.ts';
import type { Plan } from '../plan.ts';
import { plural } from '../report/messages.ts';
import { realPath } from '../user/hand-over.ts';
import type { Attestation } from './attestations.ts';
import { deployFolders, listDeploy, requireWithin } from './deploy-folders.ts';
import { selectOfBuild } from './select-of-build.ts';
import { partialOf, stageArtifacts, unstage } from './staging.ts';

/** What was staged of a build, and where. */
export interface Staged {
  readonly machine: string;
  readonly artifactDir: string;
  readonly artifacts: readonly Artifact[];
  readonly lockSha256?: string | undefined;
  readonly bitbake: BitbakeVariables;
  /** What a reader should know, as full sentences. */
  readonly notes: readonly string[];
}

/**
 * Stages what a build left, with the configuration that it was made from.
 *
 * @throws UserError when it cannot be staged, or there is no image and one is required; StoppedError when the run is to be ended
 *   meanwhile: then nothing is staged.
 */
export async function stageBuild(
  plan: Plan,
  result: BuildResult & { readonly since: number },
  attestations: readonly Attestation[],
  deps: Deps,
  output: Output,
): Promise<Staged> {
  const { given, dirs, kas } = plan;
  const { container, logFolders = [] } = plan.journal.record();
  const said: string[] = [];
  const bitbake = await askBitbake(kas, { keepConfig: true, container, said }, deps);
  const artifactDirOf = (machine: string): string =>
    resolve(given['artifact-dir'] ?? join(deps.env['RUNNER_TEMP'] ?? dirs.cwd, 'pv-artifacts', machine));
  if (given.stage === 'none') {
    const machine = given['machine-name'] ?? bitbake.MACHINE ?? result.report.machine ?? '';
    return nothing('Nothing is staged: the input stage is "none".', machine, bitbake, deps);
  }

  const deployDir = given['deploy-dir'] === undefined ? undefined : resolve(dirs.cwd, given['deploy-dir']);
  const { folders, machine: yoctoMachine } = await deployFolders(bitbake, dirs.buildDir, deployDir);
  if (container !== undefined) {
    requireWithin(folders, [...logFolders, ...(deployDir === undefined ? [] : [await realPath(deployDir)])]);
  }
  const machine = given['machine-name'] ?? yoctoMachine;
  output('machine', machine);
  output('yocto-machine', yoctoMachine);

  const listing = await listDeploy(folders);
  const selection = await selectOfBuild(plan, { result, said, machine: yoctoMachine, listing }, deps);
  const { artifacts: chosen, older } = selection;
  list('Older version, not taken', selection.passedOver, deps);
  list('Older than this build, not taken', selection.leftOut, deps);
  const hasImage = chosen.some(({ kind }) => kind === 'image');
  if (!hasImage && given.stage === 'require') throw noImage(folders.image, given.output);
  if (!hasImage && given.output !== undefined && given.task === undefined) {
    deps.log.warning(
      `No image of this build: nothing in ${folders.image} matches ${given.output.join(' ')}.`,
    );
  }
  const artifactDir = artifactDirOf(machine);
  if (chosen.length + attestations.length === 0) {
    if (given['artifact-dir'] !== undefined || checkMachine(machine) === undefined)
      await unstage(artifactDir);
    return nothing(nothingDeployed(folders.image, selection.leftOut), machine, bitbake, deps);
  }

  requireMachine(machine);
  const { resolved, lock } = await resolvedConfiguration(kas, deps);
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
          attestations,
          goOn: kas.runner.goOn,
          owner: plan.user?.uid,
        }),
    ),
  );
  deps.log.info(`Staged ${plural(artifacts.length, 'file')} of ${machine} in ${artifactDir}.`);
  const notes = older.length === 0 ? [] : [olderFiles(older, chosen.length)];
  for (const note of notes) deps.log.info(note);
  output('artifact-dir', artifactDir);
  output('artifacts', JSON.stringify(artifacts));
  output(
    'provenance',
    artifacts
      .filter(({ kind }) => kind === 'provenance')
      .map(({ path }) => join(artifactDir, path))
      .join('\n'),
  );
  if (resolved !== undefined) output('config-resolved', join(artifactDir, resolved.name));
  if (lock !== undefined) output('lock-sha256', lock.sha256);
  return { machine, artifactDir, artifacts, lockSha256: lock?.sha256, bitbake, notes };
}

/** A line in the log for each of the first paths. */
function list(what: string, paths: readonly string[], deps: Deps): void {
  for (const path of paths.slice(0, LISTED)) deps.log.info(`${what}: ${path}`);
  if (paths.length > LISTED) deps.log.info(`${what}: ${paths.length - LISTED} more.`);
}

const LISTED = 20;

function nothing(note: string, machine: string, bitbake: BitbakeVariables, deps: Deps): Staged {
  deps.log.info(note);
  return { machine, artifactDir: '', artifacts: [], bitbake, notes: [note] };
}

function nothingDeployed(folder: string, leftOut: readonly string[]): string {
  const earlier =
    leftOut.length === 0 ? '' : ` What lies there is older than this build: ${shortList(leftOut)}.`;
  return `Nothing was staged: the build deployed no image to ${folder}, and nothing else of a known kind.${earlier}`;
}

function olderFiles(names: readonly string[], all: number): string {
  const why = 'there before this build, which had no need to make';
  if (names.length === all)
    return all === 1 ? `The file was ${why} it anew.` : `All ${all} files were ${why} them anew.`;
  const [verb, them] = names.length === 1 ? ['was', 'it'] : ['were', 'them'];
  return `${names.length} of ${plural(all, 'file')} ${verb} ${why} ${them} anew: ${shortList(names)}.`;
}

const SHOWN = 5;

function shortList(names: readonly string[]): string {
  const rest = names.length - SHOWN;
  return rest > 1 ? `${names.slice(0, SHOWN).join(', ')} and ${rest} more` : names.join(', ');
}

function requireMachine(machine: string): void {
  const problem = checkMachine(machine);
  if (problem === undefined) return;
  throw new UserError(
    `The MACHINE of the build, "${machine}", cannot be the name of a release's machine. ${problem}`,
    'Give another one in the input machine-name.',
  );
}

function noImage(folder: string, globs: readonly string[] | undefined): UserError {
  const wanted = globs === undefined ? 'of the target' : `that matches ${globs.join(' ')}`;
  return new UserError(
    `The build succeeded, but ${folder} holds no image of this build ${wanted}.`,
    'Check that the target is an image, and name its files in the input output; or set the input stage to auto.',
  );
}
