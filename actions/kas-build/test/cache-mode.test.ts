import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readStaged, sampleWorkspace, type Workspace } from './layer.ts';

const CONFIG = 'kas/build-configs/release/docker-x86_64-scarthgap.yaml';

let sample: Workspace;
beforeAll(async () => {
  sample = await sampleWorkspace();
});
afterAll(() => sample.remove());

/** What the log of a dry run says of the caches. */
async function cachesFor(event: string, ref: string, mode = 'auto', env = ''): Promise<readonly string[]> {
  const { log } = await sample.kasBuild(
    { config: CONFIG, env, 'cache-mode': mode, 'dry-run': 'true' },
    { github: { event_name: event, ref } },
  );
  return log.split('\n').filter((line) => /^(?:Caches: |cache-mode: )/.test(line));
}

describe('cache-mode: auto', () => {
  test.each([
    ['push', 'refs/heads/main'],
    ['push', 'refs/tags/029'],
    ['schedule', 'refs/heads/main'],
    ['workflow_dispatch', 'refs/heads/pv/1_35_stable'],
    ['repository_dispatch', 'refs/heads/main'],
    ['release', 'refs/tags/029'],
    ['create', 'refs/tags/029'],
  ])('is read-write for %s of %s', async (event, ref) => {
    expect(await cachesFor(event, ref)).toEqual([
      `cache-mode: auto is read-write: only who may write to the repository starts ${event} of ${ref}.`,
      'Caches: read-write',
    ]);
  });

  test.each([
    ['pull_request', 'refs/pull/7/merge'],
    ['pull_request', 'refs/heads/main'],
    ['pull_request_target', 'refs/heads/main'],
    ['pull_request_review', 'refs/pull/7/merge'],
    ['pull_request_review_comment', 'refs/pull/7/merge'],
    ['issue_comment', 'refs/heads/main'],
    ['issues', 'refs/heads/main'],
    ['workflow_run', 'refs/heads/main'],
    ['check_suite', 'refs/heads/main'],
    ['deployment', 'refs/heads/main'],
    ['merge_group', 'refs/heads/gh-readonly-queue/main/pr-7-0123456789abcdef0123456789abcdef01234567'],
    ['an_event_of_tomorrow', 'refs/heads/main'],
    ['Push', 'refs/heads/main'],
    ['', 'refs/heads/main'],
  ])('is read-only for the event "%s" of %s', async (event, ref) => {
    expect(await cachesFor(event, ref)).toEqual([
      `cache-mode: auto is read-only: the event "${event}" may build what others wrote.`,
      'Caches: read-only',
    ]);
  });

  test.each([
    ['push', 'refs/pull/7/merge'],
    ['workflow_dispatch', 'refs/pull/7/head'],
    ['push', 'refs/heads/gh-readonly-queue/main/pr-7-0123456789abcdef0123456789abcdef01234567'],
    ['push', ''],
  ])('is read-only for %s of the ref "%s"', async (event, ref) => {
    expect(await cachesFor(event, ref)).toEqual([
      `cache-mode: auto is read-only: the ref "${ref}" is no branch or tag that the repository itself has made.`,
      'Caches: read-only',
    ]);
  });
});

test('what the input says needs no reason', async () => {
  expect(await cachesFor('pull_request', 'refs/pull/7/merge', 'read-write')).toEqual(['Caches: read-write']);
  expect(await cachesFor('push', 'refs/heads/main', 'read-only')).toEqual(['Caches: read-only']);
});

test('the input env says nothing of the event, nor of the commit', async () => {
  const env = 'GITHUB_EVENT_NAME=push\nGITHUB_REF=refs/heads/main';
  expect(await cachesFor('pull_request', 'refs/pull/7/merge', 'auto', env)).toContain('Caches: read-only');
  const { outputs } = await sample.kasBuild({
    config: CONFIG,
    env: `GITHUB_SHA=${'e'.repeat(40)}\nGITHUB_REPOSITORY=pantacor/other`,
    upload: 'none',
  });
  expect((await readStaged(outputs['artifact-dir'] ?? ''))['source']).toMatchObject({
    repository: 'pantacor/sample',
    sha: '0'.repeat(40),
  });
});
