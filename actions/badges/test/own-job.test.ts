import { describe, expect, test } from '@jest/globals';
import type { Job } from '@pv-actions/core/github/runs.ts';
import { ownJob } from '../src/own-job.ts';

const job = (name: string, runner: string | undefined, ended = false): Job => ({
  name,
  conclusion: ended ? 'success' : undefined,
  seconds: undefined,
  url: '',
  runner,
  ended,
});
const OURS = { GITHUB_RUN_ID: '17', RUNNER_NAME: 'GitHub Actions 2' };
const JOBS = [
  job('build (a)', 'GitHub Actions 2', true),
  job('build (b)', 'GitHub Actions 1'),
  job('build (c)', undefined),
  job('badges', 'GitHub Actions 2'),
];

describe('the job of this step', () => {
  test('is the one that goes on on this runner', () => {
    expect(ownJob(JOBS, '17', OURS)?.name).toBe('badges');
  });

  test.each<[string, readonly Job[], Readonly<Record<string, string>>]>([
    ['in another run', JOBS, { ...OURS, GITHUB_RUN_ID: '18' }],
    ['without a name of the runner', [job('x', undefined), job('y', '')], { ...OURS, RUNNER_NAME: '' }],
    ['on a runner that has no job', JOBS, { ...OURS, RUNNER_NAME: 'GitHub Actions 3' }],
    ['where two runners have the name', [...JOBS, job('build (d)', 'GitHub Actions 2')], OURS],
  ])('%s is none of them', (_, jobs, env) => {
    expect(ownJob(jobs, '17', env)).toBeUndefined();
  });
});
