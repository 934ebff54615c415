import { mkdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { openWorkTree, unlikeCommit } from '@pv-actions/core/git/work-tree.ts';
import { openFolder, type TestFolder, writeBelow } from '@pv-actions/testkit/harness/folder.ts';
import { type TrappedRepository, trapRepository } from '@pv-actions/testkit/harness/trapped-repository.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';

const FILE = { path: 'recipes/a.bb', content: Buffer.from('x\n') };

let folder: TestFolder;
let layer: string;
let trapped: TrappedRepository;
beforeEach(async () => {
  folder = await openFolder('foreign');
  layer = folder.at('layer');
  await writeBelow(layer, FILE.path, FILE.content);
  await git(layer, 'init', '--quiet', '--template=', '--initial-branch=main');
  await git(layer, 'add', '--all');
  await git(layer, 'commit', '--quiet', '--message=First');
  trapped = await trapRepository(folder.at('layer/.git'), folder.at('marks'));
});
afterEach(() => folder.close());

/** The git of this machine, to which the repository is always that of another user. */
const deps = {
  env: process.env,
  exec: ((argv, options) =>
    systemExec(argv, {
      ...options,
      env: { ...options.env, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' },
    })) satisfies typeof systemExec,
};

describe('a repository of somebody else, with settings that name programs', () => {
  test('is read, and runs none of them', async () => {
    const workTree = await openWorkTree(folder.at('layer/recipes'), deps);
    expect(workTree.root).toBe(layer);
    const changed = { path: FILE.path, content: Buffer.from('y\n') };
    expect(await unlikeCommit(workTree, [FILE], deps)).toEqual([]);
    expect(await unlikeCommit(workTree, [changed], deps)).toEqual([FILE.path]);
    expect(await trapped.sprung()).toEqual([]);
  });

  test.each([
    ['the commit', 'HEAD', (): Promise<unknown> => openWorkTree(layer, deps)],
    [
      'a tree',
      'HEAD:recipes',
      async (): Promise<unknown> => unlikeCommit(await openWorkTree(layer, deps), [FILE], deps),
    ],
  ])('does not fetch %s that it lacks: the remote may be a program', async (_, lost, work) => {
    await trapped.lose((await git(layer, 'rev-parse', lost)).trim());
    expect((await userErrorOfWork(work())).message).toMatch(/is not in a git repository|could not list/);
    expect(await trapped.sprung()).toEqual([]);
  });

  test('cannot name another folder as its own', async () => {
    await git(layer, 'config', 'core.worktree', folder.path);
    const error = await userErrorOfWork(openWorkTree(layer, deps));
    expect(error.message).toBe(
      `The repository of ${layer} says that its files are in ${folder.path}, which is no repository.`,
    );
    await mkdir(folder.at('other/.git'), { recursive: true });
    await git(layer, 'config', 'core.worktree', folder.at('other'));
    expect((await userErrorOfWork(openWorkTree(layer, deps))).message).toMatch(
      /other, which is not around|is not in/,
    );
  });
});
