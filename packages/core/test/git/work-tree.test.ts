import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { openWorkTree, unlikeCommit, type WorkTree } from '@pv-actions/core/git/work-tree.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';
import { blobDigest } from '../../src/git/digest.ts';

const deps = { exec: systemExec, env: process.env };
const BYTES = Buffer.from([0x53, 0xff, 0x0d, 0x0a, 0x00]);

let folder: string;
let workTree: WorkTree;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'pv-work-tree-')));
  await mkdir(join(folder, 'layer/recipes'), { recursive: true });
  await writeFile(join(folder, 'layer/recipes/odd [1].bb'), BYTES);
  await writeFile(join(folder, 'layer/recipes/ä.bb'), 'x\n');
  await writeFile(join(folder, 'converted.bb'), 'a\n');
  await writeFile(join(folder, '.gitattributes'), 'converted.bb text eol=crlf\n');
  await git(folder, 'init', '--quiet', '--template=', '--initial-branch=main');
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--message=First');
  workTree = await openWorkTree(join(folder, 'layer'), deps);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a folder of a repository leads to its top folder and its commit', async () => {
  const head = (await git(folder, 'rev-parse', 'HEAD')).trim();
  expect(workTree).toEqual({ root: folder, head });
});

test('files are compared with the commit byte for byte', async () => {
  const same = [
    { path: 'layer/recipes/odd [1].bb', content: BYTES },
    { path: 'layer/recipes/ä.bb', content: Buffer.from('x\n') },
  ];
  expect(await unlikeCommit(workTree, same, deps)).toEqual([]);
  const files = [
    ...same,
    { path: 'layer/recipes/ä.bb', content: Buffer.from('y\n') },
    { path: 'layer/recipes/new.bb', content: Buffer.from('x\n') },
    { path: 'converted.bb', content: Buffer.from('a\r\n') },
  ];
  expect(await unlikeCommit(workTree, files, deps)).toEqual([
    'layer/recipes/ä.bb',
    'layer/recipes/new.bb',
    'converted.bb',
  ]);
  expect(await unlikeCommit(workTree, [], deps)).toEqual([]);
});

test('the digest of a content is that of git', async () => {
  const [digest] = (await git(folder, 'ls-tree', 'HEAD', 'layer/recipes/odd [1].bb')).split(/\s/).slice(2);
  expect(blobDigest(BYTES)).toBe(digest);
  // git hash-object of an empty file, in a repository of each format.
  expect(blobDigest(Buffer.alloc(0))).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
  expect(blobDigest(Buffer.alloc(0), 'sha256')).toBe(
    '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
  );
});

test('a folder that is in no repository, or that is not there, is told', async () => {
  const alone = await realpath(await mkdtemp(join(tmpdir(), 'pv-no-repository-')));
  const none = await userErrorOfWork(openWorkTree(alone, deps));
  expect(none.message).toBe(
    `${alone} is not in a git repository with a commit: fatal: not a git repository (or any of the parent directories): .git.`,
  );
  expect(none.advice).toContain('Run actions/checkout before this step.');
  const gone = await userErrorOfWork(openWorkTree(join(alone, 'gone'), deps));
  expect(gone.message).toContain('git could not be started in');
  await git(alone, 'init', '--quiet', '--template=');
  expect((await userErrorOfWork(openWorkTree(alone, deps))).message).toContain('with a commit');
  await rm(alone, { recursive: true });
});
