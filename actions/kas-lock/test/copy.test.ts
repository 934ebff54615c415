import { chmod, lstat, mkdir, readdir, readFile, readlink, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';
import { trackedFiles } from '../src/layer-copy.ts';
import { type Bench, commitAll, makeBench } from './layer.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeBench(() => ({
    'kas/x.yaml': 'committed',
    'gone.txt': '',
    'ü b.txt': 'u',
    run: '#!/bin/sh\n',
  }));
});
afterEach(() => bench.remove());

describe('a copy', () => {
  test('holds what git tracks as it is in the work tree, in a repository of its own', async () => {
    const at = (path: string): string => join(bench.place.repository, path);
    await chmod(at('run'), 0o755);
    await symlink('kas/x.yaml', at('link'));
    await commitAll(bench.place.repository);
    await bench.write({ 'kas/x.yaml': 'changed', 'untracked.txt': '' });
    await rm(at('gone.txt'));
    const copy = await (await bench.tracked()).copy();
    const copied = (path: string): string => join(copy.checkout.repository, path);
    expect((await readdir(copied('.'))).sort()).toEqual(['.git', 'kas', 'link', 'run', 'ü b.txt']);
    expect(await readFile(copied('kas/x.yaml'), 'utf8')).toBe('changed');
    expect(await readlink(copied('link'))).toBe('kas/x.yaml');
    expect((await stat(copied('run'))).mode & 0o111).toBe(0o111);
    expect((await git(copied('kas'), 'rev-parse', '--show-toplevel')).trim()).toBe(copy.checkout.repository);
    await copy.remove();
    expect(await bench.leftovers()).toEqual([]);
  });

  test('has the files of a submodule', async () => {
    await git(
      bench.place.repository,
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      bench.a.url,
      'sub',
    );
    await commitAll(bench.place.repository);
    const copy = await (await bench.tracked()).copy();
    expect((await lstat(join(copy.checkout.repository, 'sub/conf/layer.conf'))).isFile()).toBe(true);
    await copy.remove();
  });

  test('is not made of a folder that is no repository', async () => {
    const repository = join(bench.folder, 'plain');
    await mkdir(repository);
    const error = await userErrorOfWork(
      trackedFiles({ repository, cwd: repository }, join(bench.folder, 'run'), bench.deps),
    );
    expect(error.message).toContain('git ls-files failed in ');
    expect(await bench.leftovers()).toEqual([]);
  });

  test('works where the checkout belongs to another user', async () => {
    const env = { ...bench.deps.env, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
    const exec: typeof bench.deps.exec = (argv, options) =>
      bench.deps.exec(argv, { ...options, env: { ...options.env, GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } });
    const { files } = await trackedFiles(bench.place, join(bench.folder, 'run'), { env, exec });
    expect(files).toContain('kas/x.yaml');
  });
});
