import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openFolder, type TestFolder, writeBelow } from '@pv-actions/testkit/harness/folder.ts';
import { type TrappedRepository, trapRepository } from '@pv-actions/testkit/harness/trapped-repository.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';

let folder: TestFolder;
let trapped: TrappedRepository;
beforeEach(async () => {
  folder = await openFolder('trapped');
  await writeBelow(folder.at('layer'), 'file', 'x\n');
  await git(folder.at('layer'), 'init', '--quiet', '--template=');
  await git(folder.at('layer'), 'add', '--all');
  await git(folder.at('layer'), 'commit', '--quiet', '--message=First');
  trapped = await trapRepository(folder.at('layer/.git'), folder.at('marks'));
});
afterEach(() => folder.close());

test('a git that looks at the files runs what the repository names', async () => {
  await writeBelow(folder.at('layer'), 'file', 'y\n');
  await git(folder.at('layer'), 'status').catch(() => undefined);
  expect(await trapped.sprung()).toEqual(expect.arrayContaining(['included-fsmonitor', 'process']));
  expect(await trapped.sprung()).toEqual([]);
});

test('a git that lacks an object runs the remote that has promised it', async () => {
  await trapped.lose((await git(folder.at('layer'), 'rev-parse', 'HEAD^{tree}')).trim());
  await git(folder.at('layer'), 'ls-tree', 'HEAD').catch(() => undefined);
  expect(await trapped.sprung()).toContain('promisor');
});
