import { messageOf, UserError } from '../action/errors.ts';
import type { Log } from '../action/log.ts';
import { formatBytes } from '../action/progress.ts';
import { unlessAborted } from '../action/unless-aborted.ts';

/** What `@actions/artifact` 6 says of a refusal that uploads and downloads share. It gives no codes. */
export interface ArtifactFault {
  readonly pattern: RegExp;
  readonly cause: string;
}

export const NO_SERVICE: ArtifactFault = {
  pattern: /GHES|GitHub Enterprise Server/i,
  cause: 'this GitHub Enterprise Server has no artifact service of this version',
};

export const TOKEN_REFUSED: ArtifactFault = {
  pattern: /\(40[13]\)/,
  cause: 'GitHub refused the token of this job',
};

export const RENEW_TOKEN = 'Run the job again. A token is valid for 6 hours, or as long as its job runs.';
export const TRY_AGAIN = 'Run the job again. If it goes on, look at https://www.githubstatus.com.';

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
  readonly advice: UploadAdvice;
}

/** What the stage's users can do where artifacts are not made: full sentences that name its inputs. */
export interface UploadAdvice {
  /** The run has an artifact of that name already. */
  readonly sameName: string;
  /** The server has no artifact service. */
  readonly noService: string;
  /** The storage is used up. How often GitHub counts it anew is said after it. */
  readonly full: string;
  /** A file has a name that no artifact may hold. */
  readonly fileName: string;
  /** The job was cancelled: what there is all the same. */
  readonly cancelled: string;
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

const DEFAULT_LEVEL = 6;

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
        problems.push(givenUp(uploads.slice(at), options.advice));
        break;
      }
      const known = EXPLANATIONS.find(({ pattern }) => pattern.test(messageOf(thrown)));
      const failed = known?.ofOne === true ? [upload] : uploads.slice(at);
      problems.push(explain(failed, known, options.advice, thrown));
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
  if (files.some((file) => file.includes(COMMAND))) throw new Error(`A path contains ${COMMAND}.`);
  // The client masks the addresses that it is given, which the runner does not hear in quoted text.
  log.flush();
  const { size = 0 } = await client.uploadArtifact(name, [...files], root, {
    compressionLevel: compressionLevel ?? (compressed === true ? 0 : DEFAULT_LEVEL),
    ...(retentionDays === undefined ? {} : { retentionDays }),
  });
  const count = files.length.toLocaleString('en-US');
  log.info(`Uploaded ${name}: ${count} file${files.length === 1 ? '' : 's'}, ${formatBytes(size)}.`);
  return { name, files: files.length, size };
}

function givenUp(rest: readonly Upload[], advice: UploadAdvice): UserError {
  return new UserError(
    `The job was cancelled while the artifacts were uploaded. Not uploaded: ${rest.map(({ name }) => name).join(', ')}.`,
    advice.cancelled,
  );
}

interface Explanation extends ArtifactFault {
  readonly advice: (given: UploadAdvice) => string;
  /** Whether it says nothing of the next artifact. */
  readonly ofOne?: boolean;
}

/** A command to the runner where the client prints a path. Its own rules for names keep the other form out, which has colons. */
const COMMAND = '##[';

/** By the texts of `@actions/artifact` 6, which gives no codes. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    pattern: /\(409\)|already exists/i,
    cause: 'this run has an artifact of that name already',
    advice: ({ sameName }) => sameName,
    ofOne: true,
  },
  {
    ...NO_SERVICE,
    advice: ({ noService }) => noService,
  },
  {
    pattern: /quota/i,
    cause: 'the storage for artifacts is used up',
    advice: ({ full }) => `${full} GitHub counts the storage anew every 6 to 12 hours.`,
  },
  {
    ...TOKEN_REFUSED,
    advice: () => RENEW_TOKEN,
  },
  {
    pattern: /Contains the following character/,
    cause: 'a file has a character in its name that no GitHub artifact may hold (" : < > | * ?)',
    advice: ({ fileName }) => fileName,
    ofOne: true,
  },
  {
    pattern: /contains ##\[/,
    cause: 'a file has "##[" in its path, which the runner takes for the beginning of a command',
    advice: ({ fileName }) => fileName,
    ofOne: true,
  },
];

function explain(
  failed: readonly Upload[],
  known: Explanation | undefined,
  advice: UploadAdvice,
  thrown: unknown,
): UserError {
  const names = failed.map(({ name }) => name).join(', ');
  const cause = known?.cause ?? messageOf(thrown).replace(/\.$/, '');
  return new UserError(
    `The GitHub artifact${failed.length === 1 ? '' : 's'} ${names} could not be made: ${cause}.`,
    known?.advice(advice) ?? TRY_AGAIN,
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
