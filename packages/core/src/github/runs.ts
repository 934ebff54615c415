import type { GitHub, Octokit } from './client.ts';

/** A workflow run. */
export interface WorkflowRun {
  /** Undefined until the run has ended. */
  readonly conclusion: string | undefined;
  readonly headSha: string;
  /** The name of the branch or tag, without saying which; undefined where there is none. */
  readonly headName: string | undefined;
  /** `owner/name` of the repository that the head is in, another one for a fork; undefined when that was deleted. */
  readonly headRepository: string | undefined;
  readonly url: string;
}

/** A job of a workflow run. */
export interface Job {
  /** As GitHub shows it: `build (rpi)`, `build (rpi) / build` in a reusable workflow. */
  readonly name: string;
  readonly ended: boolean;
  /** Undefined until the job has ended. */
  readonly conclusion: string | undefined;
  /** The runner that it runs on; undefined where it has none, or none yet. */
  readonly runner: string | undefined;
  /** Undefined where it has not ended or was not run. */
  readonly seconds: number | undefined;
  readonly url: string;
}

/** How often the jobs are read while a run gets new ones. */
const READINGS = 3;

/** Reads a run of this repository. @throws UserError when it is not there. */
export function readRun(github: GitHub, id: string): Promise<WorkflowRun> {
  const { octokit, repo } = github;
  return github.explained(
    {
      doing: `read the run ${id}`,
      permission: 'actions: read',
      notFound: noSuchRun(github),
    },
    async () => {
      const { data } = await octokit.rest.actions.getWorkflowRun({ ...repo, run_id: Number(id) });
      return {
        conclusion: data.conclusion ?? undefined,
        headSha: data.head_sha,
        headName: data.head_branch ?? undefined,
        headRepository: data.head_repository?.full_name,
        url: data.html_url,
      };
    },
  );
}

/**
 * All jobs of a run as they stand after its latest attempt: a job that was not run again stands as the earlier attempt left it. All
 * attempts are asked for, because what GitHub lists as the latest one may lack the jobs that were not run again.
 *
 * @throws UserError when there is no such run.
 */
export function listJobs(github: GitHub, id: string): Promise<Job[]> {
  return github.explained(
    {
      doing: `read the jobs of the run ${id}`,
      permission: 'actions: read',
      notFound: noSuchRun(github),
    },
    async () => {
      let jobs = await readJobs(github, id);
      // A run that gets new jobs between two pages moves the others.
      for (let reading = 1; jobs.all.size < jobs.total && reading < READINGS; reading += 1) {
        jobs = await readJobs(github, id);
      }
      return newestOfEach([...jobs.all.values()]).map((job) => ({
        name: job.name,
        ended: job.status === 'completed',
        conclusion: job.conclusion ?? undefined,
        runner: job.runner_name || undefined,
        seconds: secondsBetween(job.started_at, job.completed_at),
        url: job.html_url ?? '',
      }));
    },
  );
}

type JobJson = Awaited<
  ReturnType<Octokit['rest']['actions']['listJobsForWorkflowRun']>
>['data']['jobs'][number];

async function readJobs(
  { octokit, repo }: GitHub,
  id: string,
): Promise<{ all: Map<number, JobJson>; total: number }> {
  const all = new Map<number, JobJson>();
  let total = 0;
  const pages = octokit.paginate.iterator(octokit.rest.actions.listJobsForWorkflowRun, {
    ...repo,
    run_id: Number(id),
    filter: 'all',
    per_page: 100,
  });
  for await (const { data } of pages) {
    for (const job of data) all.set(job.id, job);
    // The plugin hands the jobs on as an array, which keeps the count.
    total = (data as unknown as { readonly total_count: number }).total_count;
  }
  return { all, total };
}

/** The jobs of the newest attempt that each name has. Several jobs of an attempt may have one name. */
function newestOfEach(jobs: readonly JobJson[]): JobJson[] {
  const attemptOf = (job: JobJson): number => job.run_attempt ?? 1;
  const newest = new Map<string, number>();
  for (const job of jobs) newest.set(job.name, Math.max(attemptOf(job), newest.get(job.name) ?? 0));
  return jobs.filter((job) => attemptOf(job) === newest.get(job.name));
}

/** What to do about a run that GitHub does not find. */
export function noSuchRun({ tokenInput }: GitHub): string {
  return (
    'Check the input `run-id`: it is the id of a run of this repository. ' +
    `The token of \`${tokenInput}\` needs \`actions: read\`.`
  );
}

function secondsBetween(start: string | null, end: string | null): number | undefined {
  if (start === null || end === null) return undefined;
  const seconds = (Date.parse(end) - Date.parse(start)) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
