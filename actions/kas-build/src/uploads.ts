import { join } from 'node:path';
import { messageOf, UserError } from '@pv-actions/core/action/errors.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import { plural } from './messages.ts';

/** A GitHub artifact to make. */
export interface Upload {
  readonly name: string;
  /** Absolute paths. */
  readonly files: readonly string[];
  /** The folder that the names in the archive are relative to. */
  readonly root: string;
  /** Whether compressing it again would only cost time. */
  readonly compressed?: boolean;
}

/** A GitHub artifact that was made. */
export interface Uploaded {
  readonly name: string;
  /** How many. */
  readonly files: number;
  /** Bytes of the archive. */
  readonly size: number;
}

export interface UploadOptions {
  readonly retentionDays?: number | undefined;
  /** 0 to 9. */
  readonly compressionLevel?: number | undefined;
  /** Gives up what is not uploaded yet. */
  readonly cancellation?: AbortSignal | undefined;
}

/** What is needed of the client in `@actions/artifact`. */
export interface ArtifactClient {
  uploadArtifact(
    name: string,
    files: string[],
    root: string,
    options: { retentionDays?: number; compressionLevel?: number },
  ): Promise<{ id?: number; size?: number; digest?: string }>;
}

const NAMES: Readonly<Record<string, (target: string, machine: string) => string>> = {
  image: (target, machine) => `${target}-${machine}`,
  pvrexport: (_, machine) => `pvrexports-${machine}`,
  bsp: (_, machine) => `pantavisor-bsp-${machine}`,
  tezi: (target, machine) => `tezi-${target}-${machine}`,
  'flash-bundle': (_, machine) => `pv-flash-bundle-${machine}`,
  sdk: (_, machine) => `sdk-artifact-${machine}`,
};
const DISTRO = 'pvtest-distro';
const DEFAULT_LEVEL = 6;
/** Smaller files do not decide how an archive with larger ones is compressed. */
const SMALL_BYTES = 1024 * 1024;
const COMPRESSED = /\.(gz|tgz|bz2|xz|txz|zst|lz4|lzma|zip|7z|swu|raucb)$/i;

/**
 * The GitHub artifacts of a build: one for each wanted kind that it made. BSPs are with the pvrexports too. The archives
 * hold the files under their paths in `folder`, and that of the images has artifacts.json: downloaded into one
 * folder, they are what was staged. Only the distro's archive has the distro's own folder as its top.
 *
 * @param folder The staged folder, absolute.
 */
export function uploadKinds(
  kinds: readonly string[],
  artifacts: readonly Artifact[],
  names: { readonly machine: string; readonly targets: readonly string[] },
  folder: string,
): Upload[] {
  const uploads = new Map<string, Upload>();
  for (const kind of kinds) {
    const files = artifacts.filter((artifact) => isOfKind(artifact, kind));
    if (files.length === 0) continue;
    const name = uploadName(kind, names.machine, names.targets);
    const paths = files.map(({ path }) => join(folder, path));
    if (kind === 'image') paths.push(join(folder, 'artifacts.json'));
    uploads.set(name, {
      name,
      files: [...new Set([...(uploads.get(name)?.files ?? []), ...paths])],
      root: kind === DISTRO ? join(folder, distroFolder(files)) : folder,
      compressed: isCompressed(files),
    });
  }
  return [...uploads.values()];
}

function isCompressed(files: readonly Artifact[]): boolean {
  const large = files.filter(({ size }) => size >= SMALL_BYTES);
  return (large.length === 0 ? files : large).every(({ name }) => COMPRESSED.test(name));
}

/** The name of a GitHub artifact, with `-` for every character that is not sure to be allowed in it. */
export function uploadName(kind: string, machine: string, targets: readonly string[]): string {
  const target = targets.length === 0 ? 'image' : targets.join('+');
  const name = NAMES[kind]?.(target, machine) ?? `${kind}-${machine}`;
  return name.replace(/[^A-Za-z0-9._+-]/g, '-');
}

/** Whether this run can make GitHub artifacts: GitHub gives each job a token and an address for it. */
export function artifactService(env: Readonly<Record<string, string | undefined>>): boolean {
  return Boolean(env['ACTIONS_RUNTIME_TOKEN'] && env['ACTIONS_RESULTS_URL']);
}

/**
 * Makes the GitHub artifacts, one after the other. One that cannot be made for what is in it, or for its name, does not
 * keep the next from it; where the service refuses or cannot be reached, and when the job is cancelled, no further one
 * is tried.
 *
 * @param client Undefined where there is no artifact service: nothing is uploaded, and a notice says so.
 * @returns what was made, and what went wrong with the rest.
 */
export async function uploadAll(
  uploads: readonly Upload[],
  options: UploadOptions,
  client: ArtifactClient | undefined,
  log: Log,
): Promise<{ readonly uploaded: readonly Uploaded[]; readonly problem?: UserError }> {
  if (uploads.length === 0) return { uploaded: [] };
  if (client === undefined) {
    const names = uploads.map(({ name }) => name).join(', ');
    log.notice(`Nothing was uploaded: there is no artifact service here for ${names}.`);
    return { uploaded: [] };
  }
  const uploaded: Uploaded[] = [];
  const problems: UserError[] = [];
  for (const [at, upload] of uploads.entries()) {
    try {
      uploaded.push(await unlessAborted(options.cancellation, () => uploadOne(upload, options, client, log)));
    } catch (thrown) {
      if (options.cancellation?.aborted === true) {
        problems.push(givenUp(uploads.slice(at)));
        break;
      }
      const known = EXPLANATIONS.find(({ pattern }) => pattern.test(messageOf(thrown)));
      const failed = known?.ofOne === true ? [upload] : uploads.slice(at);
      problems.push(explain(failed, known, thrown));
      if (known?.ofOne !== true) break;
    }
  }
  return problems.length === 0 ? { uploaded } : { uploaded, problem: allOf(problems) };
}

async function uploadOne(
  { name, files, root, compressed }: Upload,
  { retentionDays, compressionLevel }: UploadOptions,
  client: ArtifactClient,
  log: Log,
): Promise<Uploaded> {
  // The client masks the addresses that it is given, which the runner does not hear in quoted text.
  log.flush();
  const { size = 0 } = await client.uploadArtifact(name, [...files], root, {
    compressionLevel: compressionLevel ?? (compressed === true ? 0 : DEFAULT_LEVEL),
    ...(retentionDays === undefined ? {} : { retentionDays }),
  });
  log.info(`Uploaded ${name}: ${plural(files.length, 'file')}, ${formatBytes(size)}.`);
  return { name, files: files.length, size };
}

/** @throws when `signal` is aborted before the work is done: what becomes of it then is of no interest. */
async function unlessAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (signal === undefined) return work();
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([work(), promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function givenUp(rest: readonly Upload[]): UserError {
  return new UserError(
    `The job was cancelled while the artifacts were uploaded. Not uploaded: ${rest.map(({ name }) => name).join(', ')}.`,
    'The build succeeded, and all of it is staged.',
  );
}

function isOfKind(artifact: Artifact, kind: string): boolean {
  return artifact.kind === kind || (kind === 'pvrexport' && artifact.kind === 'bsp');
}

/** The folder that holds all files of the distro, relative to the staged folder. */
function distroFolder(files: readonly Artifact[]): string {
  const folders = new Set(files.map(({ path }) => path.split('/').slice(0, 2).join('/')));
  const [first] = folders;
  return first !== undefined && folders.size === 1 && files.every(({ path }) => path.startsWith(`${first}/`))
    ? first
    : DISTRO;
}

interface Explanation {
  readonly pattern: RegExp;
  readonly cause: string;
  readonly advice: string;
  /** Whether it says nothing of the next artifact. */
  readonly ofOne?: boolean;
}

/** By the texts of `@actions/artifact` 6, which gives no codes. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    pattern: /\(409\)|already exists/i,
    cause: 'this run has an artifact of that name already',
    advice: 'Give each job that builds this machine another machine-name, or upload from one of them only.',
    ofOne: true,
  },
  {
    pattern: /GHES|GitHub Enterprise Server/i,
    cause: 'this GitHub Enterprise Server has no artifact service of this version',
    advice: 'Set the input upload to none, and take the files from the output artifact-dir.',
  },
  {
    pattern: /quota/i,
    cause: 'the storage for artifacts is used up',
    advice:
      'Delete old artifacts, or lower the input retention-days. GitHub counts the storage anew every 6 to 12 hours.',
  },
  {
    pattern: /\(40[13]\)/,
    cause: 'GitHub refused the token of this job',
    advice: 'Run the job again. A token is valid for 6 hours, or as long as its job runs.',
  },
  {
    pattern: /Contains the following character/,
    cause: 'a file has a character in its name that no GitHub artifact may hold (" : < > | * ?)',
    advice: 'Rename the file in the recipe that deploys it, or leave its kind out of the input upload.',
    ofOne: true,
  },
];

function explain(failed: readonly Upload[], known: Explanation | undefined, thrown: unknown): UserError {
  const names = failed.map(({ name }) => name).join(', ');
  const cause = known?.cause ?? messageOf(thrown).replace(/\.$/, '');
  return new UserError(
    `The GitHub artifact${failed.length === 1 ? '' : 's'} ${names} could not be made: ${cause}.`,
    known?.advice ?? 'Run the job again. If it goes on, look at https://www.githubstatus.com.',
    { cause: thrown },
  );
}

function allOf(problems: readonly UserError[]): UserError {
  return new UserError(
    problems.map(({ message }) => message).join('\n'),
    [...new Set(problems.map(({ advice }) => advice))].join('\n'),
    { cause: problems[0]?.cause },
  );
}
