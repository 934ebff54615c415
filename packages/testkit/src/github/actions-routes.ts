import { errorAnswer } from './access.ts';
import { readContent, type StoredArtifact } from './artifact-store.ts';
import type { Exchange, Route, World } from './exchange.ts';
import { type Answer, jsonAnswer } from './http.ts';
import { field } from './json.ts';
import { pageOf } from './paging.ts';
import { jobJson, type Run, runJson, workflowId } from './runs.ts';
import { isObject, type JsonObject } from './schema.ts';

const MOST_PAYLOAD_PROPERTIES = 10;
const LONGEST_EVENT_TYPE = 100;

/** Runs, jobs, artifacts and `repository_dispatch`, which the emulated API does not have or cannot seed. */
export function actionsRoutes(world: World): readonly Route[] {
  const { runs, artifacts, emulated, origin } = world;

  async function repositoryJson(repository: string): Promise<JsonObject | undefined> {
    const json = await emulated.ask('GET', `/repos/${repository}`);
    return isObject(json) ? json : undefined;
  }
  async function runsAnswer(exchange: Exchange, repository: string, list: readonly Run[]): Promise<Answer> {
    const json = await repositoryJson(repository);
    if (json === undefined) return notFound();
    const found = matching(list, exchange.request.url);
    const { items, headers } = pageOf(exchange.request.url, found);
    const body = {
      total_count: found.length,
      workflow_runs: items.map((run) => runJson(run, json, origin())),
    };
    return jsonAnswer(200, body, headers);
  }
  async function runAnswer(owner: string, name: string, id: string, attempt?: string): Promise<Answer> {
    const run = runOf(owner, name, id);
    const json = await repositoryJson(`${owner}/${name}`);
    if (run === undefined || json === undefined || Number(attempt ?? 1) > run.attempt) return notFound();
    const shown = attempt === undefined ? run : { ...run, attempt: Number(attempt) };
    return jsonAnswer(200, runJson(shown, json, origin()));
  }
  function runOf(owner: string, name: string, id: string): Run | undefined {
    const run = runs.run(Number(id));
    return run?.repository === `${owner}/${name}` ? run : undefined;
  }
  function jobsAnswer(exchange: Exchange, owner: string, name: string, id: string, attempt?: string): Answer {
    const run = runOf(owner, name, id);
    if (run === undefined || Number(attempt ?? 1) > run.attempt) return notFound();
    const all = attempt === undefined && exchange.request.url.searchParams.get('filter') === 'all';
    const jobs = all
      ? runs.jobs(run.id)
      : runs.latestJobs(run.id, attempt === undefined ? run.attempt : Number(attempt));
    const { items, headers } = pageOf(exchange.request.url, jobs);
    const body = { total_count: jobs.length, jobs: items.map((job) => jobJson(job, run, origin())) };
    return jsonAnswer(200, body, headers);
  }
  function artifactsAnswer(exchange: Exchange, repository: string, list: readonly StoredArtifact[]): Answer {
    const name = exchange.request.url.searchParams.get('name');
    const found = list.filter((artifact) => name === null || artifact.name === name).reverse();
    const { items, headers } = pageOf(exchange.request.url, found);
    const body = {
      total_count: found.length,
      artifacts: items.map((artifact) => artifactJson(artifact, repository)),
    };
    return jsonAnswer(200, body, headers);
  }
  /** An artifact belongs to the repository of its run. */
  function artifactOf(owner: string, name: string, id: string): StoredArtifact | undefined {
    const artifact = artifacts.byId(Number(id));
    const known = artifact?.digest !== undefined && runOf(owner, name, artifact.run) !== undefined;
    return known ? artifact : undefined;
  }
  function artifactJson(artifact: StoredArtifact, repository: string): JsonObject {
    const url = `${origin()}/repos/${repository}/actions/artifacts/${artifact.id}`;
    const run = runs.run(Number(artifact.run));
    return {
      id: artifact.id,
      node_id: Buffer.from(`Artifact${artifact.id}`).toString('base64url'),
      name: artifact.name,
      size_in_bytes: artifact.size,
      url,
      archive_download_url: `${url}/zip`,
      expired: artifact.expiresAt.getTime() <= Date.now(),
      digest: artifact.digest,
      created_at: artifact.createdAt.toISOString(),
      updated_at: artifact.createdAt.toISOString(),
      expires_at: artifact.expiresAt.toISOString(),
      workflow_run: {
        id: Number(artifact.run),
        repository_id: 1,
        head_repository_id: 1,
        head_branch: run?.headBranch ?? null,
        head_sha: run?.headSha ?? '',
      },
    };
  }
  async function dispatch(exchange: Exchange, owner: string, name: string): Promise<Answer> {
    const repository = `${owner}/${name}`;
    if ((await repositoryJson(repository)) === undefined) return notFound();
    const eventType = field(exchange.json, 'event_type');
    const clientPayload = field(exchange.json, 'client_payload');
    if (typeof eventType !== 'string' || eventType === '') return invalid('"event_type" wasn\'t supplied.');
    if (eventType.length > LONGEST_EVENT_TYPE) return invalid('"event_type" is too long.');
    const count = isObject(clientPayload) ? Object.keys(clientPayload).length : 0;
    if (count > MOST_PAYLOAD_PROPERTIES) {
      return invalid(`No more than 10 properties are allowed; ${count} were supplied.`);
    }
    world.dispatches.push({ repository, eventType, clientPayload });
    return { status: 204, headers: {} };
  }

  const repo = '/repos/([^/]+)/([^/]+)';
  const path = (rest: string) => new RegExp(`^${repo}/${rest}$`);
  return [
    ['POST', path('dispatches'), dispatch],
    [
      'GET',
      path('actions/runs'),
      (exchange, owner, name) => {
        const repository = `${owner}/${name}`;
        const list = runs.runs.filter((run) => run.repository === repository);
        return runsAnswer(exchange, repository, list);
      },
    ],
    [
      'GET',
      path('actions/workflows/([^/]+)/runs'),
      (exchange, owner, name, workflow) => {
        const repository = `${owner}/${name}`;
        const ofFile = (run: Run) =>
          run.path === `.github/workflows/${workflow}` || String(workflowId(run)) === workflow;
        return runsAnswer(
          exchange,
          repository,
          runs.runs.filter((run) => run.repository === repository && ofFile(run)),
        );
      },
    ],
    ['GET', path('actions/runs/(\\d+)'), (_, owner, name, id) => runAnswer(owner, name, id)],
    [
      'GET',
      path('actions/runs/(\\d+)/attempts/(\\d+)'),
      (_, owner, name, id, attempt) => runAnswer(owner, name, id, attempt),
    ],
    [
      'GET',
      path('actions/runs/(\\d+)/jobs'),
      (exchange, owner, name, id) => jobsAnswer(exchange, owner, name, id),
    ],
    [
      'GET',
      path('actions/runs/(\\d+)/attempts/(\\d+)/jobs'),
      (exchange, owner, name, id, attempt) => jobsAnswer(exchange, owner, name, id, attempt),
    ],
    [
      'GET',
      path('actions/jobs/(\\d+)'),
      (_, owner, name, id) => {
        const job = runs.job(Number(id));
        const run = job === undefined ? undefined : runOf(owner, name, String(job.run));
        if (job === undefined || run === undefined) return notFound();
        return jsonAnswer(200, jobJson(job, run, origin()));
      },
    ],
    [
      'GET',
      path('actions/runs/(\\d+)/artifacts'),
      (exchange, owner, name, id) => {
        if (runOf(owner, name, id) === undefined) return notFound();
        return artifactsAnswer(exchange, `${owner}/${name}`, artifacts.finished(id));
      },
    ],
    [
      'GET',
      path('actions/artifacts'),
      (exchange, owner, name) => {
        const ours = artifacts.finished().filter(({ run }) => runOf(owner, name, run) !== undefined);
        return artifactsAnswer(exchange, `${owner}/${name}`, ours);
      },
    ],
    [
      'GET',
      path('actions/artifacts/(\\d+)'),
      (_, owner, name, id) => {
        const artifact = artifactOf(owner, name, id);
        if (artifact === undefined) return notFound();
        return jsonAnswer(200, artifactJson(artifact, `${owner}/${name}`));
      },
    ],
    [
      'DELETE',
      path('actions/artifacts/(\\d+)'),
      async (_, owner, name, id) => {
        const artifact = artifactOf(owner, name, id);
        if (artifact === undefined) return notFound();
        await artifacts.delete(artifact);
        return { status: 204, headers: {} };
      },
    ],
    [
      'GET',
      path('actions/artifacts/(\\d+)/zip'),
      (_, owner, name, id) => {
        const artifact = artifactOf(owner, name, id);
        if (artifact === undefined) return notFound();
        if (artifact.expiresAt.getTime() <= Date.now()) return errorAnswer(410, 'Artifact has expired');
        const location = `${origin()}/${DOWNLOADS}/${artifact.id}`;
        return { status: 302, headers: { location } };
      },
    ],
  ];
}

const DOWNLOADS = 'artifact-downloads';

/** What the redirect of an artifact's archive leads to. It stands for another host and needs no token. */
export function artifactDownloads(world: World): readonly Route[] {
  return [
    [
      'GET',
      new RegExp(`^/${DOWNLOADS}/(\\d+)$`),
      async (_, id) => {
        const artifact = world.artifacts.byId(Number(id));
        if (artifact?.digest === undefined) return notFound();
        const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(artifact.name)}.zip`;
        const headers = { 'content-type': artifact.mimeType, 'content-disposition': disposition };
        return { status: 200, headers, body: await readContent(artifact) };
      },
    ],
  ];
}

/** The newest first, filtered by the query as GitHub filters. `status` takes a conclusion too. */
function matching(list: readonly Run[], url: URL): Run[] {
  const wanted = (name: string) => url.searchParams.get(name);
  const fits = (name: string, ...values: readonly (string | null)[]) =>
    wanted(name) === null || values.includes(wanted(name));
  return list
    .filter(
      (run) => fits('branch', run.headBranch) && fits('event', run.event) && fits('head_sha', run.headSha),
    )
    .filter((run) => fits('status', run.status, run.conclusion))
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.id - a.id);
}

function notFound(): Answer {
  return errorAnswer(404, 'Not Found');
}

function invalid(reason: string): Answer {
  return errorAnswer(422, `Invalid request.\n\n${reason}`);
}
