import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';

const repo = { owner: 'pantacor', repo: 'meta-sample' };

let github: GitHubServer;
let octokit: ReturnType<typeof getOctokit>;

beforeEach(async () => {
  github = await startGitHub({
    repositories: ['pantacor/meta-sample', 'pantacor/docs'],
    privateRepositories: ['pantacor/secret'],
    tokens: { 'no-secret': { repositories: ['pantacor/meta-sample'] } },
  });
  octokit = getOctokit(github.token, { baseUrl: github.url });
});

afterEach(async () => {
  await github.close();
});

describe('runs and jobs', () => {
  test('more than 100 jobs come in pages', async () => {
    const run = await github.seedRun({ headBranch: 'v1.0.0' });
    const names = Array.from({ length: 230 }, (_, index) => `build (machine-${index})`);
    github.seedJobs(
      run.id,
      names.map((name) => ({ name })),
    );
    const list = octokit.rest.actions.listJobsForWorkflowRun;
    const { data, headers } = await list({ ...repo, run_id: run.id, per_page: 100 });
    expect([data.total_count, data.jobs.length]).toEqual([230, 100]);
    expect(headers.link).toMatch(/[?&]page=2>; rel="next", <[^>]*[?&]page=3>; rel="last"$/);
    const all = await octokit.paginate(list, { ...repo, run_id: run.id, per_page: 100 });
    expect(all.map(({ name }) => name)).toEqual(names);
    expect(github.violations).toEqual([]);
  });

  test('the latest attempt keeps what was not run again', async () => {
    const run = await github.seedRun({ attempt: 2, conclusion: null });
    github.seedJobs(run.id, [
      { name: 'build (rpi) / build', attempt: 1 },
      { name: 'build (sunxi) / build', attempt: 1, conclusion: 'failure' },
      { name: 'publish', attempt: 1, conclusion: 'skipped' },
      { name: 'build (sunxi) / build', attempt: 2 },
      { name: 'badges', attempt: 2, conclusion: null },
    ]);
    const jobs = async (filter: 'latest' | 'all') => {
      const { data } = await octokit.rest.actions.listJobsForWorkflowRun({ ...repo, run_id: run.id, filter });
      return data.jobs.map(({ name, run_attempt, status, conclusion }) =>
        [name, run_attempt, status, conclusion].join(' '),
      );
    };
    expect(await jobs('latest')).toEqual([
      'build (rpi) / build 1 completed success',
      'publish 1 completed skipped',
      'build (sunxi) / build 2 completed success',
      'badges 2 in_progress ',
    ]);
    expect(await jobs('all')).toHaveLength(5);
    const { data: first } = await octokit.rest.actions.listJobsForWorkflowRunAttempt({
      ...repo,
      run_id: run.id,
      attempt_number: 1,
    });
    expect(first.jobs.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure', 'skipped']);
    const { data: one } = await octokit.rest.actions.getJobForWorkflowRun({
      ...repo,
      job_id: first.jobs[0]?.id ?? 0,
    });
    expect(one.name).toBe('build (rpi) / build');
    expect(github.violations).toEqual([]);
  });

  test('a run says where it comes from', async () => {
    const old = await github.seedRun({
      createdAt: new Date('2026-01-01T00:00:00Z'),
      conclusion: 'failure',
      path: '.github/workflows/nightly.yml',
    });
    const fork = await github.seedRun({
      headBranch: 'v1.0.0',
      headSha: 'a'.repeat(40),
      headRepository: 'stranger/meta-sample',
      event: 'pull_request',
    });
    const { data } = await octokit.rest.actions.getWorkflowRun({ ...repo, run_id: fork.id });
    expect(data).toMatchObject({
      head_branch: 'v1.0.0',
      head_sha: 'a'.repeat(40),
      conclusion: 'success',
      repository: { full_name: 'pantacor/meta-sample' },
      head_repository: { full_name: 'stranger/meta-sample', owner: { login: 'stranger' } },
    });
    const list = octokit.rest.actions.listWorkflowRunsForRepo;
    expect((await list(repo)).data.workflow_runs.map(({ id }) => id)).toEqual([fork.id, old.id]);
    expect((await list({ ...repo, status: 'failure' })).data.workflow_runs.map(({ id }) => id)).toEqual([
      old.id,
    ]);
    const { data: ofFile } = await octokit.rest.actions.listWorkflowRuns({
      ...repo,
      workflow_id: 'release.yml',
    });
    expect(ofFile.total_count).toBe(1);
    expect(ofFile.workflow_runs.map(({ id }) => id)).toEqual([fork.id]);
    await expect(octokit.rest.actions.getWorkflowRun({ ...repo, run_id: 5 })).rejects.toMatchObject({
      status: 404,
    });
    expect(github.violations).toEqual([]);
  });
});

describe('repository_dispatch', () => {
  const event = { owner: 'pantacor', repo: 'docs', event_type: 'docs-release' };

  test('is recorded', async () => {
    await octokit.rest.repos.createDispatchEvent({ ...event, client_payload: { tag: 'v1' } });
    expect(github.dispatches).toEqual([
      { repository: 'pantacor/docs', eventType: 'docs-release', clientPayload: { tag: 'v1' } },
    ]);
    expect(github.violations).toEqual([]);
  });

  test('is refused with a large payload, and for a repository that is not to be seen', async () => {
    const keys = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, 1]));
    await expect(
      octokit.rest.repos.createDispatchEvent({ ...event, client_payload: keys }),
    ).rejects.toMatchObject({ status: 422 });
    expect(github.violations).toMatchObject([
      { operation: 'POST /repos/{owner}/{repo}/dispatches', of: 'request', status: 422 },
    ]);
    const stranger = getOctokit('no-secret', { baseUrl: github.url });
    await expect(stranger.rest.repos.createDispatchEvent({ ...event, repo: 'secret' })).rejects.toMatchObject(
      { status: 404 },
    );
    await expect(octokit.rest.repos.createDispatchEvent({ ...event, repo: 'nowhere' })).rejects.toMatchObject(
      { status: 404 },
    );
    expect(github.dispatches).toEqual([]);
  });
});
