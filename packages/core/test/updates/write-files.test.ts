import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { writeFiles } from '@pv-actions/core/updates/deliver.ts';
import { openFolder, type TestFolder, writeBelow } from '@pv-actions/testkit/harness/folder.ts';

let folder: TestFolder;
let root: string;
beforeEach(async () => {
  folder = await openFolder('write-files');
  root = folder.at('layer');
  await mkdir(root);
  await writeBelow(folder.path, 'outside/a.bb', 'kept');
});
afterEach(() => folder.close());

const write = (path: string, text?: string): Promise<void> =>
  writeFiles(root, [{ path, content: text === undefined ? undefined : Buffer.from(text) }]);

test('files are written, with folders that are missing, and removed; a mode stays', async () => {
  await writeBelow(root, 'a/x.bb', 'old');
  await chmod(`${root}/a/x.bb`, 0o755);
  await write('a/x.bb', 'new');
  await write('b/c/y.yaml', 'made');
  expect(await readFile(`${root}/a/x.bb`, 'utf8')).toBe('new');
  expect((await stat(`${root}/a/x.bb`)).mode & 0o777).toBe(0o755);
  expect(await readFile(`${root}/b/c/y.yaml`, 'utf8')).toBe('made');
  await write('a/x.bb');
  expect(await readdir(`${root}/a`)).toEqual([]);
});

test('a folder that is a link within the repository is followed', async () => {
  await mkdir(`${root}/conf/kas`, { recursive: true });
  await symlink('conf/kas', `${root}/kas`);
  await write('kas/release/x.yaml', 'made');
  expect(await readFile(`${root}/conf/kas/release/x.yaml`, 'utf8')).toBe('made');
});

test('nothing is written, made or removed through a link out of it', async () => {
  await symlink(folder.at('outside'), `${root}/kas`);
  for (const [path, text] of [
    ['kas/a.bb', 'new'],
    ['kas/release/x.yaml', 'new'],
    ['kas/a.bb', undefined],
  ] as const) {
    await expect(write(path, text)).rejects.toThrow('is a link that leaves the folder.');
  }
  expect(await readFile(folder.at('outside/a.bb'), 'utf8')).toBe('kept');
  expect(existsSync(folder.at('outside/release'))).toBe(false);
});

test('a file that became a link is replaced, and what it leads to stays', async () => {
  await symlink(folder.at('outside/a.bb'), `${root}/a.bb`);
  await write('a.bb', 'new');
  expect(await readFile(`${root}/a.bb`, 'utf8')).toBe('new');
  expect(await readFile(folder.at('outside/a.bb'), 'utf8')).toBe('kept');
});
