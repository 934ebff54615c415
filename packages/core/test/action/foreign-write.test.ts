import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, readFile, readlink, stat, symlink } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { makeFolder, removeFileBelow, replaceFile } from '@pv-actions/core/action/foreign-write.ts';
import { openFolder, type TestFolder, writeBelow } from '@pv-actions/testkit/harness/folder.ts';

let folder: TestFolder;
let root: string;
beforeEach(async () => {
  folder = await openFolder('foreign-write');
  root = folder.at('root');
  await mkdir(root);
  await writeBelow(folder.path, 'outside/file', 'kept');
});
afterEach(() => folder.close());

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'none',
    (thrown) => thrown.code,
  );

async function* pieces(code?: string): AsyncGenerator<Buffer> {
  yield Buffer.from('written');
  if (code !== undefined) throw Object.assign(new Error('It cannot be read.'), { code });
}

describe('a file that is replaced', () => {
  test('has the content, however it is given, and nothing lies beside it', async () => {
    await replaceFile(root, 'a', 'text');
    await replaceFile(root, 'b', Buffer.from('bytes'));
    await replaceFile(root, 'c', ['two ', 'pieces']);
    await replaceFile(root, `${root}/d`, pieces());
    const texts = await Promise.all(['a', 'b', 'c', 'd'].map((name) => readFile(`${root}/${name}`, 'utf8')));
    expect(texts).toEqual(['text', 'bytes', 'two pieces', 'written']);
    expect(await readdir(root)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('keeps its mode, and for root its owner', async () => {
    await writeBelow(root, 'a', '');
    await chmod(`${root}/a`, 0o640);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) await chown(`${root}/a`, 12_345, 23_456);
    const before = await stat(`${root}/a`);
    await replaceFile(root, 'a', 'text');
    const { mode, uid, gid } = await stat(`${root}/a`);
    expect({ mode, uid, gid }).toEqual({ mode: before.mode, uid: before.uid, gid: before.gid });
  });

  test('takes the place of a link, which is not followed', async () => {
    await symlink(folder.at('outside/file'), `${root}/a`);
    await replaceFile(root, 'a', 'text');
    expect(await readFile(`${root}/a`, 'utf8')).toBe('text');
    expect(await readFile(folder.at('outside/file'), 'utf8')).toBe('kept');
  });

  test('leaves nothing behind when it cannot be written', async () => {
    expect(await codeOf(replaceFile(root, 'a', pieces('ENOSPC')))).toBe('ENOSPC');
    await mkdir(`${root}/b`);
    expect(await codeOf(replaceFile(root, 'b', 'text'))).toBe('EISDIR');
    expect(await readdir(root)).toEqual(['b']);
  });

  test('is never one of another folder', async () => {
    await symlink(folder.at('outside'), `${root}/l`);
    expect(await codeOf(replaceFile(root, 'l/file', 'text'))).toBe('ELOOP');
    expect(await codeOf(replaceFile(root, 'l/file', 'text', { links: 'within' }))).toBe('EXDEV');
    expect(await codeOf(replaceFile(root, '../outside/file', 'text'))).toBe('EXDEV');
    expect(await readFile(folder.at('outside/file'), 'utf8')).toBe('kept');
  });

  test('is reached through a link that stays below the root, where that is allowed', async () => {
    await mkdir(`${root}/real`);
    await symlink('real', `${root}/l`);
    expect(await codeOf(replaceFile(root, 'l/file', 'text'))).toBe('ELOOP');
    await replaceFile(root, 'l/file', 'text', { links: 'within' });
    expect(await readFile(`${root}/real/file`, 'utf8')).toBe('text');
  });
});

test('a file is removed, of a link the link, and none of another folder', async () => {
  await writeBelow(root, 'a', '');
  await symlink(folder.at('outside/file'), `${root}/l`);
  await symlink(folder.at('outside'), `${root}/folder`);
  for (const path of ['a', 'l', 'none']) await removeFileBelow(root, path);
  expect(await codeOf(removeFileBelow(root, 'folder/file'))).toBe('ELOOP');
  expect(await readdir(root)).toEqual(['folder']);
  expect(await readFile(folder.at('outside/file'), 'utf8')).toBe('kept');
});

describe('a folder that is made', () => {
  test('has its parents, also through a link that stays', async () => {
    await makeFolder(root, 'a/b/c');
    await makeFolder(root, 'a/b');
    await symlink('a', `${root}/l`);
    await makeFolder(root, 'l/x/y');
    expect(existsSync(`${root}/a/b/c`)).toBe(true);
    expect(existsSync(`${root}/a/x/y`)).toBe(true);
    expect(await readlink(`${root}/l`)).toBe('a');
  });

  test('is never made in another folder', async () => {
    await symlink(folder.at('outside'), `${root}/l`);
    expect(await codeOf(makeFolder(root, 'l/x/y'))).toBe('EXDEV');
    expect(existsSync(folder.at('outside/x'))).toBe(false);
  });
});
