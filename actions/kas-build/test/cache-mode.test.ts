import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { type CacheMode, cacheModeOf } from '../src/cache-mode.ts';
import { readStaged, sampleWorkspace, type Workspace } from './layer.ts';

const CONFIG = 'kas/build-configs/release/docker-x86_64-scarthgap.yaml';

let sample: Workspace;
beforeAll(async () => {
  sample = await sampleWorkspace();
});
afterAll(() => sample.remove());

/** The mode, and what the log says of it. */
function cachesFor(event: string, ref: string, given: 'auto' | CacheMode = 'auto'): readonly string[] {
  const log = keptLog();
  const mode = cacheModeOf(given, { env: { GITHUB_EVENT_NAME: event, GITHUB_REF: ref }, log });
  return [...log.said.map(({ text }) => text), mode];
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
  ])('is read-write for %s of %s', (event, ref) => {
    expect(cachesFor(event, ref)).toEqual([
      `cache-mode: auto is read-write: only who may write to the repository starts ${event} of ${ref}.`,
      'read-write',
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
  ])('is read-only for the event "%s" of %s', (event, ref) => {
    expect(cachesFor(event, ref)).toEqual([
      `cache-mode: auto is read-only: the event "${event}" may build what others wrote.`,
      'read-only',
    ]);
  });

  test.each([
    ['push', 'refs/pull/7/merge'],
    ['workflow_dispatch', 'refs/pull/7/head'],
    ['push', 'refs/heads/gh-readonly-queue/main/pr-7-0123456789abcdef0123456789abcdef01234567'],
    ['push', ''],
  ])('is read-only for %s of the ref "%s"', (event, ref) => {
    expect(cachesFor(event, ref)).toEqual([
      `cache-mode: auto is read-only: the ref "${ref}" is no branch or tag that the repository itself has made.`,
      'read-only',
    ]);
  });
});

test('what the input says needs no reason', () => {
  expect(cachesFor('pull_request', 'refs/pull/7/merge', 'read-write')).toEqual(['read-write']);
  expect(cachesFor('push', 'refs/heads/main', 'read-only')).toEqual(['read-only']);
});

test('the input env says nothing of the event, nor of the commit', async () => {
  const { log, outputs } = await sample.kasBuild(
    {
      config: CONFIG,
      env: `GITHUB_EVENT_NAME=push\nGITHUB_REF=refs/heads/main\nGITHUB_SHA=${'e'.repeat(40)}\nGITHUB_REPOSITORY=pantacor/other`,
      upload: 'none',
    },
    { github: { event_name: 'pull_request', ref: 'refs/pull/7/merge' } },
  );
  expect(log).toContain(
    'cache-mode: auto is read-only: the event "pull_request" may build what others wrote.',
  );
  expect((await readStaged(outputs['artifact-dir'] ?? ''))['source']).toMatchObject({
    repository: 'pantacor/sample',
    sha: '0'.repeat(40),
  });
});
