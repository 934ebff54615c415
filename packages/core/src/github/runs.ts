import type { GitHub } from './client.ts';

/** A workflow run. */
export interface WorkflowRun {
  readonly id: number;
  /** The name of the workflow. */
  readonly name: string;
  readonly attempt: number;
  /** Undefined until the run has ended. */
  readonly conclusion: string | undefined;
  readonly headSha: string;
  /** `owner/name` of the repository that the head is in, another one for a fork; undefined when that was deleted. */
  readonly headRepository: string | undefined;
  readonly url: string;
}

/** A job of a workflow run. */
export interface Job {
  /** As GitHub shows it: `build (rpi)`, `build (rpi) / build` in a reusable workflow. */
  readonly name: string;
  /** Undefined until the job has ended. */
  readonly conclusion: string | undefined;
  /** Undefined where it has not ended or was not run. */
  readonly seconds: number | undefined;
  readonly url: string;
}

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
        id: data.id,
        name: data.name ?? '',
        attempt: data.run_attempt ?? 1,
        conclusion: data.conclusion ?? undefined,
        headSha: data.head_sha,
        headRepository: data.head_repository?.full_name,
        url: data.html_url,
      };
    },
  );
}

/**
 * All jobs of a run as they stand after its latest attempt: a job that was not run again stands as the earlier attempt left it.
 *
 * @throws UserError when there is no such run.
 */
export function listJobs(github: GitHub, id: string): Promise<Job[]> {
  const { octokit, repo } = github;
  return github.explained(
    {
      doing: `read the jobs of the run ${id}`,
      permission: 'actions: read',
      notFound: noSuchRun(github),
    },
    async () => {
      const jobs = await octokit.paginate(octokit.rest.actions.listJobsForWorkflowRun, {
        ...repo,
        run_id: Number(id),
        filter: 'latest',
        per_page: 100,
      });
      return jobs.map((job) => ({
        name: job.name,
        conclusion: job.conclusion ?? undefined,
        seconds: secondsBetween(job.started_at, job.completed_at),
        url: job.html_url ?? '',
      }));
    },
  );
}

function noSuchRun({ tokenInput }: GitHub): string {
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
