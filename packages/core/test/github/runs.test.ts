import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { listJobs, readRun } from '@pv-actions/core/github/runs.ts';
import { jsonAnswer } from '@pv-actions/testkit/github/http.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { failureText, type Opened, openedOn, PATH } from './opened.ts';

let server: GitHubServer;
let github: Opened['github'];

beforeEach(async () => {
  server = await startGitHub({ repositories: ['pantacor/meta-sample', 'pantacor/other'] });
  github = openedOn(server).github;
});
afterEach(async () => {
  await server.close();
  expect(server.violations).toEqual([]);
});

const NO_RUN =
  'Check the input `run-id`: it is the id of a run of this repository. The token of `github-token` needs `actions: read`.';

describe('The jobs of a run', () => {
  test('are read from all pages, in their order', async () => {
    const { id } = await server.seedRun();
    const names = Array.from({ length: 230 }, (_, n) => `build (machine-${n})`);
    server.seedJobs(
      id,
      names.map((name) => ({ name })),
    );
    const jobs = await listJobs(github, String(id));
    expect(jobs.map(({ name }) => name)).toEqual(names);
    expect(server.requests.map(({ query }) => [query['filter'], query['per_page'], query['page']])).toEqual([
      ['all', '100', undefined],
      ['all', '100', '2'],
      ['all', '100', '3'],
    ]);
  });

  test('are those of the latest attempt, and of earlier ones where they were not run again', async () => {
    const { id } = await server.seedRun({ attempt: 2 });
    server.seedJobs(id, [
      { name: 'build (rpi)', attempt: 1, conclusion: 'success' },
      { name: 'build (x86)', attempt: 1, conclusion: 'failure' },
      { name: 'build (x86)', attempt: 2, conclusion: 'success' },
    ]);
    expect((await listJobs(github, String(id))).map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ['build (rpi)', 'success'],
      ['build (x86)', 'success'],
    ]);
  });

  test('have a length where they have ended', async () => {
    const { id } = await server.seedRun({ conclusion: null });
    const startedAt = new Date('2026-03-01T12:00:00Z');
    server.seedJobs(id, [
      { name: 'build', startedAt, completedAt: new Date('2026-03-01T13:01:01Z') },
      { name: 'skipped', startedAt, completedAt: startedAt, conclusion: 'skipped' },
      { name: 'of a clock that went back', startedAt, completedAt: new Date('2026-03-01T11:00:00Z') },
      { name: 'publish', conclusion: null },
    ]);
    const jobs = await listJobs(github, String(id));
    expect(jobs).toMatchObject([
      { name: 'build', conclusion: 'success', seconds: 3661 },
      { name: 'skipped', conclusion: 'skipped', seconds: 0 },
      { name: 'of a clock that went back', seconds: undefined },
      { name: 'publish', conclusion: undefined, seconds: undefined },
    ]);
    expect(jobs[0]?.url).toMatch(new RegExp(`/pantacor/meta-sample/actions/runs/${id}/job/\\d+$`));
  });

  test('of one name in one attempt are all kept', async () => {
    const { id } = await server.seedRun({ attempt: 2 });
    server.seedJobs(id, [
      { name: 'build (rpi)', attempt: 1, conclusion: 'cancelled' },
      { name: 'build (rpi)', attempt: 2, conclusion: 'success' },
      { name: 'build (rpi)', attempt: 2, conclusion: 'failure' },
    ]);
    const jobs = await listJobs(github, String(id));
    expect(jobs.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure']);
  });

  test('are read again when a page lacks some that the run has got meanwhile', async () => {
    const { id } = await server.seedRun({ conclusion: null });
    const [first] = server.seedJobs(id, [{ name: 'build (rpi)' }, { name: 'build (x86)', conclusion: null }]);
    const path = `${PATH}/actions/runs/${id}/jobs`;
    const short = {
      total_count: 2,
      jobs: [{ id: first?.id, name: 'build (rpi)', status: 'completed', conclusion: 'success' }],
    };
    const lacking = server.inject({ path, fault: { answer: jsonAnswer(200, short) } });
    const jobs = await listJobs(github, String(id));
    expect(jobs.map(({ name, ended, runner }) => [name, ended, runner])).toEqual([
      ['build (rpi)', true, 'GitHub Actions 1'],
      ['build (x86)', false, 'GitHub Actions 1'],
    ]);
    expect(lacking.hits).toBe(1);
  });

  test('of a run without jobs are none', async () => {
    const { id } = await server.seedRun();
    expect(await listJobs(github, String(id))).toEqual([]);
  });

  test('of another repository are not found', async () => {
    const { id } = await server.seedRun({ repository: 'pantacor/other' });
    expect(await failureText(listJobs(github, String(id)))).toBe(
      `Could not read the jobs of the run ${id} in pantacor/meta-sample: GitHub does not find it: HTTP 404, "Not Found".\n${NO_RUN}`,
    );
  });
});

describe('A run', () => {
  test('that has ended', async () => {
    const seeded = await server.seedRun({ name: 'Release', attempt: 3, conclusion: 'failure' });
    expect(await readRun(github, String(seeded.id))).toEqual({
      conclusion: 'failure',
      headSha: seeded.headSha,
      headName: 'main',
      headRepository: 'pantacor/meta-sample',
      url: `${server.url}/pantacor/meta-sample/actions/runs/${seeded.id}`,
    });
  });

  test.each<[string, object, object]>([
    ['in progress', { conclusion: null }, { conclusion: undefined }],
    ['of a fork', { headRepository: 'someone/meta-sample' }, { headRepository: 'someone/meta-sample' }],
    ['of a fork that was deleted', { headRepository: null }, { headRepository: undefined }],
  ])('%s', async (_title, seed, shown) => {
    const { id } = await server.seedRun(seed);
    expect(await readRun(github, String(id))).toMatchObject(shown);
  });

  test('that is not there', async () => {
    expect(await failureText(readRun(github, '42'))).toBe(
      `Could not read the run 42 in pantacor/meta-sample: GitHub does not find it: HTTP 404, "Not Found".\n${NO_RUN}`,
    );
  });
});
