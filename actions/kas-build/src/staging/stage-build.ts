import { join, resolve } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { formatDuration, withProgress } from '@pv-actions/core/action/progress.ts';
import { sourceOf } from '@pv-actions/core/action/source.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { artifactClient } from '@pv-actions/core/artifacts/artifact-client.ts';
import { uploadAll } from '@pv-actions/core/artifacts/artifact-upload.ts';
import { selectArtifacts } from '@pv-actions/core/bitbake/deploy.ts';
import type { Artifact, ArtifactsFile } from '@pv-actions/core/release/artifacts.ts';
import { checkMachine } from '@pv-actions/core/release/names.ts';
import type { BuildResult } from '../build.ts';
import { resolvedConfiguration } from '../configuration.ts';
import { type Output, uploadOptions } from '../inputs.ts';
import { askBitbake, type BitbakeVariables } from '../kas.ts';
import type { Plan } from '../plan.ts';
import { annotate } from '../report/annotations.ts';
import { sizeChanges } from '../report/compare.ts';
import { plural } from '../report/messages.ts';
import { withShortReport } from '../report/repository.ts';
import { readSlowest } from '../report/slowest.ts';
import { type BuildFacts, buildSummary } from '../report/summary.ts';
import { onlyKasFailed } from '../report/verdict.ts';
import { deployFolders, listDeploy } from './deploy-folders.ts';
import { partialOf, stageArtifacts } from './staging.ts';
import { uploadKinds } from './uploads.ts';

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
  const { given, place, kas } = plan;
  const bitbake = await askBitbake(kas, { keepConfig: true, toHost: plan.toHost }, deps);
  const deployDir = given['deploy-dir'] === undefined ? undefined : resolve(place.cwd, given['deploy-dir']);
  const { folders, machine: yoctoMachine } = await deployFolders(bitbake, place.buildDir, deployDir);
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
    given['artifact-dir'] ?? join(deps.env['RUNNER_TEMP'] ?? place.cwd, 'pv-artifacts', machine),
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
      () => stageArtifacts(artifactDir, folders, chosen, describe, { extra, goOn: kas.runner.goOn }),
    ),
  );
  deps.log.info(`Staged ${plural(artifacts.length, 'file')} of ${machine} in ${artifactDir}.`);
  output('artifact-dir', artifactDir);
  output('artifacts', JSON.stringify(artifacts));
  if (resolved !== undefined) output('config-resolved', join(artifactDir, resolved.name));
  if (lock !== undefined) output('lock-sha256', lock.sha256);
  return { machine, artifactDir, artifacts, lockSha256: lock?.sha256, bitbake };
}

/** Annotates what bitbake warned about. */
function annotateWarnings({ place, journal }: Plan, result: BuildResult, deps: Deps): void {
  if (onlyKasFailed(result)) deps.log.warning(KAS_FAILED);
  annotate({ report: result.report, logs: [] }, { folder: place.repoDir }, deps.log);
  journal.write({ annotated: true });
}

/**
 * Uploads what was staged, and tells of the build.
 *
 * @throws UserError when it cannot be uploaded, or the job is cancelled meanwhile.
 */
export async function tellBuilt(
  plan: Plan,
  result: BuildResult,
  { machine, artifactDir, artifacts, lockSha256, bitbake }: Staged,
  earlier: ArtifactsFile | undefined,
  deps: Deps,
): Promise<void> {
  plan.journal.write({ during: 'the artifacts were uploaded' });
  annotateWarnings(plan, result, deps);
  const { uploaded, problem } = await upload(plan, machine, artifacts, artifactDir, deps);
  const ran = result.report.tasks?.rerun !== 0;
  deps.summary(
    buildSummary({
      ...factsOf(plan, result),
      machine,
      artifacts,
      slowest: ran ? await slowest(bitbake, plan) : [],
      sizes: earlier === undefined ? undefined : sizeChanges(earlier.artifacts, artifacts),
      lockSha256,
      uploaded,
    }),
  );
  if (problem !== undefined) throw problem;
}

/** Tells of a build that was made and could not be staged. */
export function tellUnstaged(plan: Plan, result: BuildResult, deps: Deps): void {
  annotateWarnings(plan, result, deps);
  deps.summary(buildSummary(factsOf(plan, result)));
}

/** What is known of a build before it is staged. */
function factsOf({ given, cacheMode, place }: Plan, result: BuildResult): BuildFacts {
  return {
    machine: given['machine-name'] ?? result.report.machine,
    config: given.config,
    targets: given.target,
    task: given.task,
    sdk: given.sdk,
    verdict: 'success',
    seconds: result.seconds,
    report: withShortReport(result.report, { folder: place.repoDir }),
    logs: [],
    artifacts: [],
    slowest: [],
    cacheMode,
    notes: [...(onlyKasFailed(result) ? [KAS_FAILED] : []), ...notesOfKas(result)],
  };
}

/** What kas warns about: a repository without a commit, say. */
function notesOfKas({ report }: BuildResult): string[] {
  const warnings = report.kasWarnings.filter((text) => !text.startsWith(NOT_DECODED));
  return [...new Set(warnings)].slice(0, NOTES_OF_KAS).map((text) => `kas: ${text}`);
}

const NOTES_OF_KAS = 10;
/** KAS_FAILED says that in other words. */
const NOT_DECODED = 'Could not decode line from stream';

const KAS_FAILED =
  'kas failed although every task of bitbake succeeded: kas 3.1 cannot read a line that is not UTF-8. The build counts as a success.';

async function upload(
  { given }: Plan,
  machine: string,
  artifacts: readonly Artifact[],
  folder: string,
  deps: Deps,
) {
  const uploads = uploadKinds(given.upload, artifacts, { machine, targets: given.target }, folder);
  const options = { ...uploadOptions(given), cancellation: deps.cancellation() };
  return withProgress(
    deps,
    (elapsed) => `${formatDuration(elapsed)} of uploading.`,
    () => uploadAll(uploads, options, artifactClient(deps.env), deps.log),
  );
}

async function slowest({ TMPDIR }: BitbakeVariables, { journal }: Plan) {
  return TMPDIR === undefined ? [] : readSlowest(TMPDIR, new Date(journal.record().started), 10);
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
