import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { FindOptions } from '@actions/artifact';
import { diskProblem } from '../action/disk-problem.ts';
import { messageOf, systemCode, UserError } from '../action/errors.ts';
import { restoreExecutables } from '../action/executables.ts';
import { quote } from '../action/inputs.ts';
import { NETWORK_LIMITS, type NetworkLimits } from '../action/limits.ts';
import { nearest } from '../action/nearest.ts';
import { formatBytes, formatDuration, withProgress } from '../action/progress.ts';
import type { Deps } from '../action/stage.ts';
import { unlessAborted } from '../action/unless-aborted.ts';
import { shortList } from '../action/wording.ts';
import type { GitHub } from '../github/client.ts';
import { faultOf } from '../github/fault.ts';
import { noSuchRun } from '../github/runs.ts';
import { loadArtifactClient } from './artifact-client.ts';
import { artifactService, NO_SERVICE, RENEW_TOKEN, TOKEN_REFUSED, TRY_AGAIN } from './artifact-upload.ts';
import { limitedDownload } from './limited-download.ts';
import { checkRoom, unpackZip } from './unpack-zip.ts';

/** A GitHub artifact of a run. */
export interface RunArtifact {
  readonly name: string;
  readonly id: number;
  /** Bytes of the archive. */
  readonly size: number;
  /** `sha256:` and 64 hex digits of the archive; undefined for those of old versions of GitHub's service. */
  readonly digest: string | undefined;
  /** GitHub keeps the name longer than the files. */
  readonly expired: boolean;
}

/** A run of the repository of `github`, of which artifacts are asked for through the REST API. */
export interface OtherRun {
  readonly id: string;
  readonly github: GitHub;
  /** The token that `github` was opened with. It needs `actions: read`. */
  readonly token: string;
}

export interface ArtifactWanted {
  readonly name: string;
  /** Absolute. It must not be there, or be empty; its parents are made. */
  readonly folder: string;
  /** What the user can do where there are no artifacts: a full sentence, which names an input. */
  readonly instead: string;
}

export type RunArtifactDeps = Pick<Deps, 'env' | 'log' | 'clock' | 'cancellation'> & {
  /** `NETWORK_LIMITS` by default. */
  readonly limits?: NetworkLimits;
};

type FindBy = NonNullable<FindOptions['findBy']>;

const MOST_NAMES = 20;

/**
 * The artifacts of a run, of all its attempts, by name and then by age: several attempts can have made one of the same name.
 *
 * @param run Undefined for this run, which is asked about with the token of the job's runtime.
 * @throws UserError when they cannot be listed, or the job is cancelled meanwhile.
 */
export async function listRunArtifacts(
  { instead }: Pick<ArtifactWanted, 'instead'>,
  run: OtherRun | undefined,
  deps: RunArtifactDeps,
): Promise<readonly RunArtifact[]> {
  const found = await cancellable(deps, `the artifacts of ${nameOf(run)} were listed`, () =>
    run === undefined ? listOwn(deps, instead) : listOther(run),
  );
  return found.toSorted((a, b) => (a.name === b.name ? a.id - b.id : a.name < b.name ? -1 : 1));
}

/** As `downloadArtifact`, the newest artifact that has a name. @throws UserError also when there is none. */
export async function downloadRunArtifact(
  wanted: ArtifactWanted,
  run: OtherRun | undefined,
  deps: RunArtifactDeps,
): Promise<RunArtifact> {
  await checkEmpty(resolve(wanted.folder));
  const artifact = choose(wanted.name, await listRunArtifacts(wanted, run, deps), run);
  await downloadArtifact(artifact, wanted, run, deps);
  return artifact;
}

/**
 * Downloads an artifact of a run, unpacked. What is in the folder at the end is whole: its archive has the digest that GitHub
 * states, and each file the size and the CRC that the archive states. Programs are executable, which GitHub's archives do not keep.
 *
 * @param run As in `listRunArtifacts`.
 * @throws UserError when it has expired, cannot be downloaded, is not what was uploaded, is larger than `NETWORK_LIMITS` or the disk
 *   allow, or holds anything but files and folders, or the job is cancelled meanwhile. Nothing is left in the folder then.
 */
export async function downloadArtifact(
  artifact: RunArtifact,
  wanted: Pick<ArtifactWanted, 'folder' | 'instead'>,
  run: OtherRun | undefined,
  deps: RunArtifactDeps,
): Promise<void> {
  if (artifact.expired) throw expired(artifact, run);
  checkSize(artifact, run, deps);
  const folder = resolve(wanted.folder);
  await checkEmpty(folder);
  const partial = join(dirname(folder), `.${basename(folder)}.${randomUUID()}`);
  const archive = join(partial, 'archive');
  const files = join(partial, 'files');
  try {
    await mkdir(archive, { recursive: true });
    await mkdir(files);
    await checkRoom(archive, artifact.size, headline(artifact, run));
    const size = formatBytes(artifact.size);
    await withProgress(
      deps,
      (elapsed) => `Downloading ${quote(artifact.name)}, ${size}: ${formatDuration(elapsed)} so far.`,
      () =>
        cancellable(deps, `the artifact ${quote(artifact.name)} was downloaded`, () =>
          fetchInto(archive, artifact, run, wanted, deps),
        ),
    );
    await unpackOnly(archive, files, artifact, run, deps);
    await restoreExecutables(files);
    await rename(files, folder);
    deps.log.info(`Downloaded ${quote(artifact.name)}, ${size}, of ${nameOf(run)}.`);
  } finally {
    // A download that was given up may still write.
    await rm(partial, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

function checkSize(artifact: RunArtifact, run: OtherRun | undefined, { limits }: RunArtifactDeps): void {
  const most = (limits ?? NETWORK_LIMITS).artifactArchiveBytes;
  if (artifact.size <= most) return;
  throw new UserError(
    `${headline(artifact, run)} has ${formatBytes(artifact.size)}, and may have ${formatBytes(most)}.`,
    'It was not downloaded. Upload less in it, or several artifacts.',
  );
}

/** Unpacks the one file of `archive`, and removes it. */
async function unpackOnly(
  archive: string,
  files: string,
  artifact: RunArtifact,
  run: OtherRun | undefined,
  deps: RunArtifactDeps,
): Promise<void> {
  const [name = '', ...more] = await readdir(archive);
  if (more.length > 0) throw new Error(`The archive came under several names: ${more.length + 1}.`);
  const signal = deps.cancellation();
  const { limits } = deps;
  await cancellable(deps, `the artifact ${quote(artifact.name)} was unpacked`, () =>
    unpackZip(join(archive, name), files, headline(artifact, run), {
      signal,
      ...(limits === undefined ? {} : { limits }),
    }),
  );
  await rm(archive, { recursive: true });
}

async function listOwn(deps: RunArtifactDeps, instead: string): Promise<RunArtifact[]> {
  if (!artifactService(deps.env)) {
    throw new UserError(
      'There is no artifact service here: GitHub gives a job its address and a token.',
      instead,
    );
  }
  const client = await loadArtifactClient();
  try {
    const { artifacts } = await client.listArtifacts();
    return artifacts.map(({ name, id, size, digest }) => ({ name, id, size, digest, expired: false }));
  } catch (thrown) {
    throw explain('The artifacts of this run could not be listed', thrown, instead);
  }
}

function listOther({ id, github }: OtherRun): Promise<RunArtifact[]> {
  const { octokit, repo } = github;
  const request = {
    doing: `list the artifacts of the run ${id}`,
    permission: 'actions: read',
    notFound: noSuchRun(github),
  };
  return github.explained(request, async () => {
    const route = octokit.rest.actions.listWorkflowRunArtifacts;
    const list = await octokit.paginate(route, { ...repo, run_id: Number(id), per_page: 100 });
    return list.map((artifact) => ({
      name: artifact.name,
      id: artifact.id,
      size: artifact.size_in_bytes,
      digest: artifact.digest ?? undefined,
      expired: artifact.expired,
    }));
  });
}

function choose(name: string, all: readonly RunArtifact[], run: OtherRun | undefined): RunArtifact {
  const artifact = all.findLast((one) => one.name === name);
  if (artifact === undefined) {
    const names = nearest(
      name,
      all.filter(({ expired }) => !expired).map((one) => one.name),
    );
    throw new UserError(
      `There is no artifact ${quote(name)} in ${nameOf(run)}.`,
      names.length === 0
        ? 'It has none at all. The job that makes it must have ended before, and have uploaded it.'
        : `It has: ${shortList(names.map(quote), ', ', MOST_NAMES)}.`,
    );
  }
  return artifact;
}

function expired({ name }: RunArtifact, run: OtherRun | undefined): UserError {
  return new UserError(
    `The artifact ${quote(name)} of ${nameOf(run)} has expired.`,
    'GitHub has removed its files. Run that workflow again, or take a newer run.',
  );
}

async function fetchInto(
  folder: string,
  artifact: RunArtifact,
  run: OtherRun | undefined,
  { instead }: Pick<ArtifactWanted, 'instead'>,
  { log, clock, cancellation }: RunArtifactDeps,
): Promise<void> {
  const { id, digest, size } = artifact;
  const client = await loadArtifactClient();
  // The client masks addresses, which the runner does not hear in quoted text.
  log.flush();
  const what = headline(artifact, run);
  const options = {
    path: folder,
    skipDecompress: true,
    ...(digest === undefined ? {} : { expectedHash: digest }),
  };
  const failed = (thrown: unknown): UserError => explain(`${what} could not be downloaded`, thrown, instead);
  const tooLarge = (): UserError =>
    new UserError(`${what} is not what was uploaded: it has more than its ${formatBytes(size)}.`, TRY_AGAIN);
  const bounds = { folder, most: size, tooLarge };
  const { digestMismatch } = await limitedDownload(bounds, { clock, signal: cancellation() }, () =>
    run === undefined
      ? client.downloadArtifact(id, options).catch((thrown) => Promise.reject(failed(thrown)))
      : explainedOf(artifact, run, failed, (findBy) => client.downloadArtifact(id, { ...options, findBy })),
  );
  if (digestMismatch === true) {
    throw new UserError(`${what} is not what was uploaded: its digest is not ${digest}.`, TRY_AGAIN);
  }
}

/** Runs a download through the REST API, again after a transient fault. */
function explainedOf<T>(
  artifact: RunArtifact,
  run: OtherRun,
  failed: (thrown: unknown) => UserError,
  download: (findBy: FindBy) => Promise<T>,
): Promise<T> {
  const { github, token } = run;
  const { owner, repo } = github.repo;
  const request = {
    doing: `download the artifact ${quote(artifact.name)} of the run ${run.id}`,
    permission: 'actions: read',
    notFound: noSuchRun(github),
  };
  return github.explained(request, async () => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await download({
          token,
          workflowRunId: Number(run.id),
          repositoryOwner: owner,
          repositoryName: repo,
        });
      } catch (thrown) {
        const fault = faultOf(thrown);
        if (fault === undefined) throw failed(thrown);
        if (fault.status === 410) throw expired(artifact, run);
        if (!(await github.pause(thrown, attempt))) throw thrown;
      }
    }
  });
}

function explain(what: string, thrown: unknown, instead: string): UserError {
  const said = messageOf(thrown);
  const failed = (cause: string, advice: string): UserError =>
    new UserError(`${what}: ${cause}.`, advice, { cause: thrown });
  if (NO_SERVICE.pattern.test(said)) return failed(NO_SERVICE.cause, instead);
  if (TOKEN_REFUSED.pattern.test(said)) return failed(TOKEN_REFUSED.cause, RENEW_TOKEN);
  return failed(said.replace(/\.$/, ''), diskProblem(thrown)?.advice ?? TRY_AGAIN);
}

/** @param during What was done meanwhile: `the artifacts were listed`. */
async function cancellable<T>(deps: RunArtifactDeps, during: string, work: () => Promise<T>): Promise<T> {
  const signal = deps.cancellation();
  try {
    return await unlessAborted(signal, work);
  } catch (thrown) {
    if (signal.aborted) throw new UserError(`The job was cancelled while ${during}.`, '', { cause: thrown });
    throw thrown;
  }
}

async function checkEmpty(folder: string): Promise<void> {
  const found = await readdir(folder).catch((thrown) => {
    if (systemCode(thrown) === 'ENOENT') return [];
    throw new UserError(`The folder ${quote(folder)} cannot be used: ${systemCode(thrown)}.`, EMPTY);
  });
  if (found.length > 0) throw new UserError(`The folder ${quote(folder)} is not empty.`, EMPTY);
}

const EMPTY = 'Name a folder that is empty, or not there.';

/** As the begin of a sentence. */
function headline({ name }: RunArtifact, run: OtherRun | undefined): string {
  return `The artifact ${quote(name)} of ${nameOf(run)}`;
}

function nameOf(run: OtherRun | undefined): string {
  return run === undefined ? 'this run' : `the run ${run.id}`;
}
