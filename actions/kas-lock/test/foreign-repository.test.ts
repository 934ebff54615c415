import { createHash } from 'node:crypto';
import { lstat, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { trapRepository } from '@pv-actions/testkit/harness/trapped-repository.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';
import { type Bench, commitAll, makeBench } from './layer.ts';

let bench: Bench;
let layer: string;
beforeEach(async () => {
  bench = await makeBench(() => ({ 'kas/x.yaml': 'x', 'wits/config': 'evil', 'xx/p': 'out' }));
  layer = bench.place.repository;
});
afterEach(() => bench.remove());

const trap = (gitFolder: string) => trapRepository(join(layer, gitFolder), join(bench.folder, 'marks'));

/** Gives a file of the index another name of the same length, which git itself would not put there. */
async function renameInIndex(from: string, to: string): Promise<void> {
  const file = join(layer, '.git/index');
  const entries = (await readFile(file)).subarray(0, -20).toString('latin1');
  const renamed = Buffer.from(entries.replace(`${from}\0`, `${to}\0`), 'latin1');
  await writeFile(file, Buffer.concat([renamed, createHash('sha1').update(renamed).digest()]));
}

describe('the copy of a repository with settings of somebody else', () => {
  test('runs no program that it names, nor one that a submodule names', async () => {
    const add = ['submodule', '--quiet', 'add', bench.a.url, 'sub'];
    await git(layer, '-c', 'protocol.file.allow=always', ...add);
    await commitAll(layer);
    // With an index that git would have to ask the file system monitor for.
    await git(layer, 'update-index', '--fsmonitor');
    const trapped = await trap('.git');
    await trap('.git/modules/sub');
    const copy = await (await bench.tracked()).copy();
    expect((await lstat(join(copy.checkout.repository, 'sub/conf/layer.conf'))).isFile()).toBe(true);
    expect(await trapped.sprung()).toEqual([]);
  });

  test('fetches no folder that its sparse index lacks', async () => {
    await git(layer, 'sparse-checkout', 'set', '--cone', '--sparse-index', 'kas');
    const trapped = await trap('.git');
    await trapped.lose((await git(layer, 'rev-parse', 'HEAD:wits')).trim());
    await trapped.sprung();
    expect((await bench.tracked()).files).toContain('kas/x.yaml');
    expect(await trapped.sprung()).toEqual([]);
  });

  test.each([
    ['wits/config', '.git/config'],
    ['wits/config', '.GIT/config'],
    ['xx/p', '../p'],
    ['xx/p', '/xxp'],
  ])('takes no file that its index names %s as %s', async (from, to) => {
    await renameInIndex(from, to);
    const error = await userErrorOfWork(bench.tracked());
    expect(error.message).toBe(`The index of ${layer} names the file "${to}", which no repository can have.`);
  });
});
