import { SignJWT } from 'jose';
import {
  type ArtifactStore,
  createArtifactStore,
  readContent,
  type StoredArtifact,
} from './artifact-store.ts';
import { blobService } from './blobs.ts';
import { type Answer, jsonAnswer, type Received, serveHttp } from './http.ts';
import { isObject, type JsonObject } from './schema.ts';
import { zipNames } from './zip.ts';

export interface ArtifactServiceOptions {
  /** The id of the run whose job speaks to the service. */
  readonly run?: number;
  /** The backend id of that job. It must not contain a colon. */
  readonly job?: string;
  /** Shared with `startGitHub`, so that artifacts of other runs are found there. The caller closes it. */
  readonly store?: ArtifactStore;
}

/** A finished artifact, for assertions. */
export interface ArtifactSummary {
  readonly name: string;
  /** Bytes of the uploaded file, which is compressed. */
  readonly size: number;
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
  /** The names in the archive, or undefined when it is not a ZIP file. */
  readonly files: readonly string[] | undefined;
  readonly expiresAt: Date;
}

export interface ArtifactService {
  /** What the runner sets for a job that may use artifacts. */
  readonly env: Readonly<Record<'ACTIONS_RESULTS_URL' | 'ACTIONS_RUNTIME_TOKEN', string>>;
  /** The same for another job, perhaps of another run. */
  envOf(run: number, job: string): Promise<ArtifactService['env']>;
  /** The finished artifacts of the run, oldest first. */
  artifacts(): Promise<ArtifactSummary[]>;
  /** The uploaded bytes of an artifact of the run. Throws when there is none of that name. */
  read(name: string): Promise<Buffer>;
  /** What every further request for a blob is answered with. */
  answerBlobs(answer: () => Answer): void;
  close(): Promise<void>;
}

const SERVICE = '/twirp/github.actions.results.api.v1.ArtifactService/';
/** The characters that GitHub refuses in the name of an artifact, as `@actions/artifact` lists them. */
const FORBIDDEN = /[":<>|*?\r\n\\/]/;

/** Who calls: the ids in the scope of the token. */
interface Caller {
  readonly run: string;
  readonly job: string;
}

/**
 * Starts the service that `@actions/artifact` 6 talks to: the five Twirp calls with JSON bodies
 * (https://twitchtv.github.io/twirp/docs/spec_v7.html) and the blobs that they point at. It refuses what
 * GitHub refuses: a second artifact of one name in a run, names with forbidden characters, a token of
 * somebody else, and content that does not have the stated size and digest.
 */
export async function startArtifactService(options: ArtifactServiceOptions = {}): Promise<ArtifactService> {
  const run = options.run ?? 1;
  const store = options.store ?? (await createArtifactStore());
  const blobs = blobService(store);
  const tokens = new Map<string, Caller>();
  let blobAnswer: (() => Answer) | undefined;

  const server = await serveHttp(async (request) => {
    const blob = await blobs.answer(request);
    if (blob !== undefined) return blobAnswer?.() ?? blob;
    if (request.method !== 'POST' || !request.url.pathname.startsWith(SERVICE)) {
      return twirpError(404, 'bad_route', `no handler for path "${request.url.pathname}"`);
    }
    const caller = tokens.get((request.headers['authorization'] ?? '').replace(/^Bearer /i, ''));
    if (caller === undefined) return twirpError(401, 'unauthenticated', 'invalid token');
    return call(request, caller);
  });

  async function call(request: Received, caller: Caller): Promise<Answer> {
    const body: unknown = JSON.parse(request.body.toString() || '{}');
    if (!isObject(body)) return twirpError(400, 'malformed', 'the request is not an object');
    if (body['workflow_run_backend_id'] !== caller.run) {
      return twirpError(403, 'permission_denied', 'the token is not of this workflow run');
    }
    switch (request.url.pathname.slice(SERVICE.length)) {
      case 'CreateArtifact':
        return create(body, caller);
      case 'FinalizeArtifact':
        return finalize(body, caller);
      case 'ListArtifacts':
        return list(body, caller);
      case 'GetSignedArtifactURL':
        return signedUrl(body, caller);
      case 'DeleteArtifact':
        return remove(body, caller);
      default:
        return twirpError(404, 'bad_route', `no handler for path "${request.url.pathname}"`);
    }
  }

  function create(body: JsonObject, caller: Caller): Answer {
    const name = textOf(body['name']);
    if (name === '' || FORBIDDEN.test(name)) {
      return twirpError(400, 'invalid_argument', `the artifact name ${JSON.stringify(name)} is not valid`);
    }
    const expiresAt = textOf(body['expires_at']);
    const artifact = store.create({
      ...caller,
      name,
      mimeType: textOf(body['mime_type']) || 'application/zip',
      ...(expiresAt === '' ? {} : { expiresAt: new Date(expiresAt) }),
    });
    if (artifact === undefined) {
      const message = 'an artifact with this name already exists on the workflow run';
      return twirpError(409, 'already_exists', message);
    }
    return jsonAnswer(200, { ok: true, signed_upload_url: blobs.signedUrl(server.url, artifact) });
  }

  async function finalize(body: JsonObject, caller: Caller): Promise<Answer> {
    const artifact = store.named(caller.run, textOf(body['name']));
    if (artifact === undefined || artifact.digest !== undefined) return notFound();
    const finished = await store.finalize(artifact);
    if (finished === undefined) return twirpError(400, 'failed_precondition', 'nothing was uploaded');
    const digest = textOf(body['hash']);
    if (finished.size !== Number(body['size'] ?? 0) || (digest !== '' && digest !== finished.digest)) {
      await store.delete(finished);
      return twirpError(400, 'invalid_argument', 'the upload does not have the stated size and digest');
    }
    return jsonAnswer(200, { ok: true, artifact_id: String(finished.id) });
  }

  function list(body: JsonObject, caller: Caller): Answer {
    const name = textOf(body['name_filter']);
    const id = textOf(body['id_filter']);
    const found = store
      .finished(caller.run)
      .filter((artifact) => name === '' || artifact.name === name)
      .filter((artifact) => id === '' || String(artifact.id) === id);
    return jsonAnswer(200, {
      artifacts: found.map((artifact) => ({
        workflow_run_backend_id: artifact.run,
        workflow_job_run_backend_id: artifact.job,
        database_id: String(artifact.id),
        name: artifact.name,
        size: String(artifact.size),
        created_at: artifact.createdAt.toISOString(),
        digest: artifact.digest,
      })),
    });
  }

  function signedUrl(body: JsonObject, caller: Caller): Answer {
    const artifact = finishedNamed(caller.run, textOf(body['name']));
    if (artifact === undefined) return notFound();
    return jsonAnswer(200, { signed_url: blobs.signedUrl(server.url, artifact) });
  }

  async function remove(body: JsonObject, caller: Caller): Promise<Answer> {
    const artifact = finishedNamed(caller.run, textOf(body['name']));
    if (artifact === undefined) return notFound();
    await store.delete(artifact);
    return jsonAnswer(200, { ok: true, artifact_id: String(artifact.id) });
  }

  function finishedNamed(ofRun: string, name: string): StoredArtifact | undefined {
    return store.finished(ofRun).find((artifact) => artifact.name === name);
  }

  async function envOf(ofRun: number, job: string): Promise<ArtifactService['env']> {
    const token = await runtimeToken(String(ofRun), job);
    tokens.set(token, { run: String(ofRun), job });
    return { ACTIONS_RESULTS_URL: `${server.url}/`, ACTIONS_RUNTIME_TOKEN: token };
  }

  return {
    env: await envOf(run, options.job ?? 'job'),
    envOf,
    artifacts: () =>
      Promise.all(
        store.finished(String(run)).map(async (artifact) => ({
          name: artifact.name,
          size: artifact.size,
          digest: artifact.digest ?? '',
          files: zipNames(await readContent(artifact)),
          expiresAt: artifact.expiresAt,
        })),
      ),
    async read(name) {
      const artifact = finishedNamed(String(run), name);
      if (artifact === undefined) throw new Error(`The run has no artifact ${name}.`);
      return readContent(artifact);
    },
    answerBlobs(answer) {
      blobAnswer = answer;
    },
    async close() {
      await server.close();
      if (options.store === undefined) await store.close();
    },
  };
}

/** The token of a job: a JWT whose scope names run and job. The client reads it, nobody checks its signature. */
function runtimeToken(run: string, job: string): Promise<string> {
  return new SignJWT({ scp: `Actions.GenericRead:0 Actions.Results:${run}:${job}` })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .sign(new TextEncoder().encode('a key for tests of 32 bytes here'));
}

/** A text of a request, where wrapper messages (`StringValue`, `Int64Value`) are plain values in JSON. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function notFound(): Answer {
  return twirpError(404, 'not_found', 'artifact not found');
}

function twirpError(status: number, code: string, msg: string): Answer {
  return jsonAnswer(status, { code, msg });
}
