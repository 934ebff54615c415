import { admit, errorAnswer, needOf, type Token } from './access.ts';
import { actionsRoutes, artifactDownloads } from './actions-routes.ts';
import { type ArtifactStore, createArtifactStore } from './artifact-store.ts';
import { changesRoutes } from './changes-routes.ts';
import { conformance } from './conformance.ts';
import { loadDescription } from './description.ts';
import { authorizationOf, startEmulated } from './emulator.ts';
import { answerBy, type Dispatch, type Exchange, type Leftover, type Route, type World } from './exchange.ts';
import { createFaults, type FaultRule, type Injected } from './faults.ts';
import { gitDataRoutes } from './git-data-routes.ts';
import { type Answer, RESET, type Received, serveHttp } from './http.ts';
import { field, jsonOf } from './json.ts';
import { releasesRoutes } from './releases-routes.ts';
import { createRunStore, type Job, type JobSeed, type Run, type RunSeed } from './runs.ts';

export interface GitHubOptions {
  /** `owner/name` of each public repository. Each has one commit, with a README.md. */
  readonly repositories: readonly [string, ...string[]];
  readonly privateRepositories?: readonly string[];
  readonly defaultBranch?: string;
  /** Accounts beside `github-actions[bot]`, for example reviewers. */
  readonly logins?: readonly string[];
  /** Tokens beside `server.token`, which may do everything. */
  readonly tokens?: Readonly<Record<string, Token>>;
  /** Shared with `startArtifactService`. The caller closes it. */
  readonly artifacts?: ArtifactStore;
  /** Whether assets have a digest, as on github.com; older servers of GitHub Enterprise have none. True by default. */
  readonly assetDigests?: boolean;
}

/** A request as it came, and what was answered. */
export interface RequestRecord {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON, else the bytes, else undefined. */
  readonly body: unknown;
  /** The status; `reset` where the connection was dropped; `broken` where the client's body broke off. */
  readonly status: number | 'reset' | 'broken';
}

/** A request or an answer that GitHub's description does not allow. */
export interface Violation {
  /** The operation, as octokit names it, or the method and path when there is none. */
  readonly operation: string;
  readonly of: 'request' | 'answer';
  readonly status: number;
  readonly faults: readonly string[];
}

export interface GitHubServer {
  /** The origin. Octokit takes it as `baseUrl`, the toolkit as `GITHUB_API_URL`. */
  readonly url: string;
  /** A token that may do everything, of `github-actions[bot]`. */
  readonly token: string;
  /** What was dispatched to repositories, oldest first. */
  readonly dispatches: readonly Dispatch[];
  readonly requests: readonly RequestRecord[];
  readonly violations: readonly Violation[];
  readonly artifacts: ArtifactStore;
  seedRun(seed?: RunSeed): Promise<Run>;
  /** Adds jobs to a run, in that order. Throws when there is no such run. */
  seedJobs(run: number, jobs: readonly JobSeed[]): readonly Job[];
  inject(rule: FaultRule): Injected;
  /** Asks the API as the owner of everything, without record. Undefined when it is refused. */
  ask(method: string, target: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

const TOKEN = 'ghs_testkitTestkitTestkitTestkitTestkit0';
const BOT = 'github-actions[bot]';
const LIMIT = 5000;
const UPLOAD = /^POST \/repos\/[^/]+\/[^/]+\/releases\/\d+\/assets$/;
/** Headers of the client's connection, and those that the front sets itself. */
const HOP_BY_HOP = new Set([
  'authorization',
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'expect',
  'accept-encoding',
]);

/**
 * Starts a GitHub REST API on one origin: `emulate` keeps repositories, git data, pull requests and releases;
 * runs, jobs, artifacts and dispatches are kept here. It refuses what GitHub refuses, and holds every request
 * and every answer against GitHub's own description. Injected faults are not held against it.
 */
export async function startGitHub(options: GitHubOptions): Promise<GitHubServer> {
  const privateRepositories = options.privateRepositories ?? [];
  const artifacts = options.artifacts ?? (await createArtifactStore());
  const tokens = new Map<string, Token>([[TOKEN, {}], ...Object.entries(options.tokens ?? {})]);
  const tokenLogins = [...tokens.values()].flatMap(({ login }) => login ?? []);
  const defaultBranch = options.defaultBranch ?? 'main';
  const faults = createFaults();
  const requests: RequestRecord[] = [];
  const violations: Violation[] = [];
  let queue: Promise<unknown> = Promise.resolve();

  const server = await serveHttp(handle, brokenOff);
  const emulated = await startEmulated(
    {
      repositories: options.repositories,
      privateRepositories,
      defaultBranch,
      logins: [BOT, ...new Set([...(options.logins ?? []), ...tokenLogins])],
    },
    () => server.url,
  );
  const world: World = {
    origin: () => server.url,
    emulated,
    runs: createRunStore(),
    artifacts,
    dispatches: [],
    assetDigests: options.assetDigests ?? true,
  };
  const releases = releasesRoutes(world);
  const routes: readonly Route[] = [
    ...actionsRoutes(world),
    ...releases.routes,
    ...changesRoutes(world),
    ...gitDataRoutes(world),
  ];
  const downloads: readonly Route[] = [...releases.downloads, ...artifactDownloads(world)];

  async function handle(request: Received): Promise<Answer | typeof RESET> {
    const path = decodeURIComponent(request.url.pathname);
    const fault = faults.next(request.method, path);
    const instead = fault?.answer;
    if (instead !== undefined && fault?.afterwards !== true && fault?.leaves === undefined) {
      return record(request, instead);
    }
    const exchange = exchangeOf(request, fault?.leaves);
    const download = await answerBy(downloads, exchange);
    const answer = download ?? standard(await inTurn(request, () => answerOf(exchange)));
    if (download === undefined) await check(exchange, answer);
    return record(request, instead ?? answer);
  }

  /** GitHub keeps an empty asset of an upload that broke off, and nothing of any other request. */
  async function brokenOff(request: Received): Promise<void> {
    const exchange = exchangeOf(request, 'starter');
    if (UPLOAD.test(`${request.method} ${request.url.pathname}`)) {
      await inTurn(request, () => answerOf(exchange));
    }
    note(request, 'broken');
  }

  /** Requests that change something run one after the other, so that a check and what follows are one step. */
  function inTurn(request: Received, work: () => Promise<Answer>): Promise<Answer> {
    if (request.method === 'GET' || request.method === 'HEAD') return work();
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  }

  async function answerOf({ request, json, leaves }: Exchange): Promise<Answer> {
    const { pathname, search } = request.url;
    const need = needOf(request.method, pathname);
    const admission = admit(request, need, tokens, (name) => privateRepositories.includes(name));
    if ('refusal' in admission) return admission.refusal;
    const { login, writesContents } = admission;
    const forward = async (target = pathname + search, body = request.body): Promise<Answer> => {
      const sent = Object.entries(request.headers).filter(([name]) => !HOP_BY_HOP.has(name));
      return emulated.call({
        method: request.method,
        target,
        headers: { ...Object.fromEntries(sent), ...(login === undefined ? {} : authorizationOf(login)) },
        body,
      });
    };
    const exchange = { request, json, leaves, writesContents, forward };
    return (await answerBy(routes, exchange)) ?? forward();
  }

  async function check({ request, json }: Exchange, answer: Answer): Promise<void> {
    const description = await loadDescription();
    const checks = conformance(description);
    const operation = description.find(request.method, request.url.pathname);
    const name = operation?.name ?? `${request.method} ${request.url.pathname}`;
    const blame = (of: Violation['of'], found: readonly string[]) => {
      if (found.length > 0) violations.push({ operation: name, of, status: answer.status, faults: found });
    };
    if (operation === undefined) return blame('request', ['there is no such operation']);
    const contentType = mediaType(request.headers['content-type']);
    blame('request', checks.request(operation, { query: request.url.searchParams, contentType, body: json }));
    const answered = {
      ...answer,
      contentType: mediaType(answer.headers['content-type']),
      body: jsonOf(answer),
    };
    blame('answer', checks.answer(operation, answered));
  }

  function record(request: Received, answer: Answer | typeof RESET): Answer | typeof RESET {
    note(request, answer === RESET ? 'reset' : answer.status);
    return answer;
  }
  function note(request: Received, status: RequestRecord['status']): void {
    requests.push({
      method: request.method,
      path: decodeURIComponent(request.url.pathname),
      query: Object.fromEntries(request.url.searchParams),
      headers: request.headers,
      body: parsed(request) ?? (request.body.length > 0 ? request.body : undefined),
      status,
    });
  }

  function standard(answer: Answer): Answer {
    const headers = {
      'x-github-request-id': `TEST:${requests.length + 1}`,
      'x-github-api-version-selected': '2022-11-28',
      'x-ratelimit-limit': String(LIMIT),
      'x-ratelimit-remaining': String(Math.max(1, LIMIT - requests.length)),
      'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600),
      'x-ratelimit-resource': 'core',
    };
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }

  return {
    url: server.url,
    token: TOKEN,
    dispatches: world.dispatches,
    requests,
    violations,
    artifacts,
    async seedRun(seed = {}) {
      const repository = seed.repository ?? options.repositories[0];
      const head = await emulated.ask('GET', `/repos/${repository}/git/ref/heads%2F${defaultBranch}`);
      const headSha = seed.headSha ?? field(field(head, 'object'), 'sha');
      if (typeof headSha !== 'string') throw new Error(`There is no repository ${repository}.`);
      return world.runs.seedRun({ ...seed, repository, headSha });
    },
    seedJobs: (run, jobs) => world.runs.seedJobs(run, jobs),
    inject: faults.inject,
    ask: emulated.ask,
    async close() {
      await server.close();
      await emulated.close();
      if (options.artifacts === undefined) await artifacts.close();
    },
  };
}

/** A request before it is known who sends it. */
function exchangeOf(request: Received, leaves: Leftover | undefined): Exchange {
  const forward = () => Promise.resolve(errorAnswer(404, 'Not Found'));
  return { request, json: parsed(request), leaves, writesContents: false, forward };
}

function mediaType(header: string | undefined): string {
  return (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** The body as JSON. A body of another type, or one that does not parse, is undefined. */
function parsed(request: Received): unknown {
  if (request.body.length === 0 || !mediaType(request.headers['content-type']).endsWith('json'))
    return undefined;
  try {
    return JSON.parse(request.body.toString()) as unknown;
  } catch {
    return undefined;
  }
}
