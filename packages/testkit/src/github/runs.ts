import type { JsonObject } from './schema.ts';

export type Status = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';

/** A workflow run, as a test states it. What it leaves out gets a likely value. */
export interface RunSeed {
  /** `owner/name`. The first repository of the server by default. */
  readonly repository?: string;
  readonly id?: number;
  /** The name of the workflow. */
  readonly name?: string;
  /** The file of the workflow. */
  readonly path?: string;
  readonly event?: string;
  readonly headBranch?: string | null;
  /** The head of the default branch by default. */
  readonly headSha?: string;
  /** `owner/name` of the fork that it comes from, or null when that was deleted. The repository itself by default. */
  readonly headRepository?: string | null;
  /** `completed` by default, or `in_progress` when the conclusion is null. */
  readonly status?: Status;
  /** `success` by default. */
  readonly conclusion?: string | null;
  readonly attempt?: number;
  readonly createdAt?: Date;
}

/** A job of a run. */
export interface JobSeed {
  /** As GitHub shows it: `build (rpi)`, `build (rpi) / build` in a reusable workflow. */
  readonly name: string;
  /** `success` by default; null while it runs. */
  readonly conclusion?: string | null;
  /** `completed` by default, or `in_progress` when the conclusion is null. */
  readonly status?: Status;
  /** The attempt that it ran in. That of the run by default. */
  readonly attempt?: number;
  readonly startedAt?: Date;
  /** One minute after the start by default. */
  readonly completedAt?: Date;
}

export interface Run extends Required<Omit<RunSeed, 'headRepository'>> {
  readonly headRepository: string | null | undefined;
}

export interface Job extends Required<Omit<JobSeed, 'completedAt'>> {
  readonly id: number;
  readonly run: number;
  readonly completedAt: Date | null;
}

/** The runs and jobs of all repositories. */
export interface RunStore {
  readonly runs: readonly Run[];
  seedRun(seed: RunSeed & { readonly repository: string; readonly headSha: string }): Run;
  /** Adds jobs in that order. Throws when there is no such run. */
  seedJobs(run: number, jobs: readonly JobSeed[]): Job[];
  run(id: number): Run | undefined;
  job(id: number): Job | undefined;
  /** All jobs of all attempts, oldest first. */
  jobs(run: number): Job[];
  /**
   * The jobs as they stand after an attempt, by default the last. A job that was not run again in a later
   * attempt stands as the earlier one left it.
   */
  latestJobs(run: number, attempt?: number): Job[];
}

const MINUTE = 60_000;
const FIRST_RUN = 17_000_000_001;
const FIRST_JOB = 48_000_000_001;

/** Makes a store without runs. Ids are as large as GitHub's, which do not fit into 32 bits. */
export function createRunStore(): RunStore {
  const runs = new Map<number, Run>();
  const jobs = new Map<number, Job>();
  let nextRun = FIRST_RUN;
  let nextJob = FIRST_JOB;

  const ofRun = (run: number) => [...jobs.values()].filter((job) => job.run === run);

  return {
    get runs() {
      return [...runs.values()];
    },
    run: (id) => runs.get(id),
    job: (id) => jobs.get(id),
    jobs: ofRun,
    seedRun(seed) {
      const conclusion = seed.conclusion === undefined ? 'success' : seed.conclusion;
      const run: Run = {
        repository: seed.repository,
        id: seed.id ?? nextRun,
        name: seed.name ?? 'Release',
        path: seed.path ?? '.github/workflows/release.yml',
        event: seed.event ?? 'push',
        headBranch: seed.headBranch === undefined ? 'main' : seed.headBranch,
        headSha: seed.headSha,
        headRepository: seed.headRepository,
        status: seed.status ?? (conclusion === null ? 'in_progress' : 'completed'),
        conclusion,
        attempt: seed.attempt ?? 1,
        createdAt: seed.createdAt ?? new Date(),
      };
      nextRun = Math.max(nextRun, run.id) + 1;
      runs.set(run.id, run);
      return run;
    },
    seedJobs(id, seeds) {
      const run = runs.get(id);
      if (run === undefined) throw new Error(`There is no run ${id}.`);
      return seeds.map((seed) => {
        const conclusion = seed.conclusion === undefined ? 'success' : seed.conclusion;
        const startedAt = seed.startedAt ?? run.createdAt;
        const job: Job = {
          id: nextJob++,
          run: id,
          name: seed.name,
          status: seed.status ?? (conclusion === null ? 'in_progress' : 'completed'),
          conclusion,
          attempt: seed.attempt ?? run.attempt,
          startedAt,
          completedAt:
            conclusion === null ? null : (seed.completedAt ?? new Date(startedAt.getTime() + MINUTE)),
        };
        jobs.set(job.id, job);
        return job;
      });
    },
    latestJobs(id, attempt = runs.get(id)?.attempt ?? 1) {
      const upTo = ofRun(id).filter((job) => job.attempt <= attempt);
      const last = new Map<string, number>();
      for (const job of upTo) last.set(job.name, Math.max(job.attempt, last.get(job.name) ?? 0));
      return upTo.filter((job) => job.attempt === last.get(job.name));
    },
  };
}

/** A job as the REST API shows it. `origin` is the API's. */
export function jobJson(job: Job, run: Run, origin: string): JsonObject {
  const api = `${origin}/repos/${run.repository}`;
  const steps = [{ name: 'Set up job', number: 1, status: job.status, conclusion: job.conclusion }];
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.name,
    head_branch: run.headBranch,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: job.attempt,
    node_id: nodeId('CheckRun', job.id),
    head_sha: run.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${origin}/${run.repository}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: stamp(job.startedAt),
    started_at: stamp(job.startedAt),
    completed_at: job.completedAt === null ? null : stamp(job.completedAt),
    name: job.name,
    steps: job.status === 'completed' ? steps : [],
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: ['ubuntu-latest'],
    runner_id: job.conclusion === 'skipped' ? null : 1,
    runner_name: job.conclusion === 'skipped' ? null : 'GitHub Actions 1',
    runner_group_id: job.conclusion === 'skipped' ? null : 0,
    runner_group_name: job.conclusion === 'skipped' ? null : 'GitHub Actions',
  };
}

/** A run as the REST API shows it. `repository` is a minimal repository in JSON. */
export function runJson(run: Run, repository: JsonObject, origin: string): JsonObject {
  const api = `${origin}/repos/${run.repository}/actions`;
  const url = `${api}/runs/${run.id}`;
  const workflow = workflowId(run);
  const person = { name: 'A Maintainer', email: 'maintainer@example.com' };
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WorkflowRun', run.id),
    check_suite_id: run.id + 1,
    check_suite_node_id: nodeId('CheckSuite', run.id + 1),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: run.name,
    run_number: 1,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: workflow,
    url,
    html_url: `${origin}/${run.repository}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: stamp(run.createdAt),
    updated_at: stamp(run.createdAt),
    run_started_at: stamp(run.createdAt),
    actor: repository['owner'],
    triggering_actor: repository['owner'],
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${origin}/repos/${run.repository}/check-suites/${run.id + 1}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${api}/workflows/${workflow}`,
    head_commit: {
      id: run.headSha,
      tree_id: run.headSha,
      message: 'A commit',
      timestamp: stamp(run.createdAt),
      author: person,
      committer: person,
    },
    repository,
    head_repository: headRepository(run, repository),
  };
}

function headRepository(run: Run, repository: JsonObject): JsonObject | null {
  if (run.headRepository === null) return null;
  if (run.headRepository === undefined || run.headRepository === run.repository) return repository;
  const [login = '', name = ''] = run.headRepository.split('/');
  const owner = { ...(repository['owner'] as JsonObject), login };
  return {
    ...repository,
    id: Number(repository['id']) + 1000,
    full_name: run.headRepository,
    name,
    owner,
    fork: true,
  };
}

/** One id for each workflow file, the same in every answer. */
export function workflowId(run: Run): number {
  return [...run.path].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_000_007, 7);
}

function nodeId(kind: string, id: number): string {
  return Buffer.from(`${kind}${id}`).toString('base64url');
}

function stamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
