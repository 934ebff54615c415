import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { filesAtGitHub, pushToGitHub } from '@pv-actions/testkit/github/mirror.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';

const REPOSITORY = 'pantacor/sample';
const IDENTITY = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@b.c',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@b.c',
};

let folder: string;
let github: GitHubServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pv-mirror-'));
  github = await startGitHub({ repositories: [REPOSITORY] });
});
afterAll(async () => {
  await github.close();
  await rm(folder, { recursive: true, force: true });
});

test('a repository is at GitHub as it is here: digests, modes and bytes', async () => {
  const bytes = Buffer.from([0xff, 0x0d, 0x0a, 0x00, 0x80]);
  await mkdir(join(folder, 'deep/er'), { recursive: true });
  await writeFile(join(folder, 'deep/er/odd.bb'), bytes);
  await writeFile(join(folder, 'run'), '#!/bin/sh\n');
  await chmod(join(folder, 'run'), 0o755);
  await git(folder, 'init', '--quiet', '--template=', '--initial-branch=main');
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--message=First\n\nWith a body.');
  await writeFile(join(folder, 'empty'), '');
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--message=Second');
  const head = (await git(folder, 'rev-parse', 'HEAD')).trim();
  expect(await pushToGitHub(github, REPOSITORY, folder, 'main')).toBe(head);
  expect(await pushToGitHub(github, REPOSITORY, folder, 'other/branch')).toBe(head);
  expect(await filesAtGitHub(github, REPOSITORY, 'other/branch')).toEqual({
    'deep/er/odd.bb': bytes,
    run: Buffer.from('#!/bin/sh\n'),
    empty: Buffer.alloc(0),
  });
  expect(await filesAtGitHub(github, REPOSITORY, 'nowhere')).toBeUndefined();
  // GitHub ends every message with a line feed.
  const odd = spawnSync('git', ['commit-tree', 'HEAD^{tree}', '-p', 'HEAD'], {
    cwd: folder,
    input: 'No line feed',
    encoding: 'utf8',
    env: { ...process.env, ...IDENTITY },
  });
  await git(folder, 'reset', '--quiet', '--hard', odd.stdout.trim());
  await expect(pushToGitHub(github, REPOSITORY, folder, 'odd')).rejects.toThrow(odd.stdout.trim());
  const commit = await github.ask('GET', `/repos/${REPOSITORY}/git/commits/${head}`);
  expect(commit).toMatchObject({ message: 'Second', author: { name: 'Sample Layer' } });
});
