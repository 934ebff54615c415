import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  makeSampleLayer,
  SAMPLE_FAULTS,
  SAMPLE_MACHINES,
} from '@pv-actions/testkit/sample-layer/sample-layer.ts';

describe('makeSampleLayer', () => {
  let root: string;
  const before = { ...process.env };

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'sample-layer-'));
  });
  afterEach(async () => {
    process.env = { ...before };
    await rm(root, { recursive: true });
  });

  function git(folder: string, ...args: string[]): string {
    return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim();
  }

  test('makes one commit with the tag on it, and nothing is left to commit', async () => {
    const layer = await makeSampleLayer(path.join(root, 'layer'), { tag: '030-rc1' });
    expect(git(layer.folder, 'rev-list', '--all')).toBe(layer.sha);
    expect(git(layer.folder, 'rev-parse', '030-rc1^{commit}')).toBe(layer.sha);
    expect(git(layer.folder, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main');
    expect(git(layer.folder, 'status', '--short')).toBe('');
    expect(git(layer.folder, 'ls-files', '--stage', 'bitbake/bin/bitbake')).toMatch(/^100755 /);
  });

  test('makes the same commit whatever git is configured to do', async () => {
    const plain = await makeSampleLayer(path.join(root, 'plain'));
    const config = path.join(root, 'gitconfig');
    const lines = [
      '[commit]',
      'gpgSign = true',
      '[init]',
      'defaultBranch = trunk',
      '[core]',
      'autocrlf = true',
    ];
    await writeFile(config, `${lines.join('\n')}\n`);
    Object.assign(process.env, {
      GIT_CONFIG_GLOBAL: config,
      GIT_DIR: path.join(root, 'nowhere'),
      GIT_AUTHOR_NAME: 'Somebody',
      TZ: 'Asia/Tokyo',
    });
    const other = await makeSampleLayer(path.join(root, 'other'));
    expect(other.sha).toBe(plain.sha);
    expect(other.tag).toBe('029');
  });

  test('refuses a folder that is not empty', async () => {
    await writeFile(path.join(root, 'file'), '');
    await expect(makeSampleLayer(root)).rejects.toThrow(`The folder ${root} is not empty.`);
  });

  test('has a kas file for each machine and each fault', async () => {
    const { folder } = await makeSampleLayer(path.join(root, 'layer'));
    for (const { config } of SAMPLE_MACHINES) await stat(path.join(folder, config));
    const faults = (await readdir(path.join(folder, 'kas/faults'))).map((name) => path.parse(name).name);
    expect(faults.sort()).toEqual([...SAMPLE_FAULTS].sort());
  });
});
