import { spawnSync } from 'node:child_process';
import { appendFile, chown, link, mkdir, readFile, realpath, rename, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  holdFolder,
  openForeign,
  openForeignIfThere,
  readForeign,
  readNamed,
} from '@pv-actions/core/action/foreign-file.ts';
import { openFolder, type TestFolder, writeBelow } from '@pv-actions/testkit/harness/folder.ts';

let folder: TestFolder;
let root: string;
beforeEach(async () => {
  folder = await openFolder('foreign-file');
  root = folder.at('root');
  await writeBelow(root, 'a/file', 'content');
  await writeBelow(folder.path, 'outside/file', 'root:x:0:0:a secret');
});
afterEach(() => folder.close());

const LIMIT = { bytes: 10, reason: 'It is a small file.' };
const TEN = 'x'.repeat(10);

async function read(path: string, links?: 'within'): Promise<string> {
  return (await readForeign(root, path, LIMIT, links === undefined ? {} : { links })).toString();
}

async function refusal(work: Promise<unknown>): Promise<{ text: string; code: string }> {
  const thrown = (await work.then(
    () => new Error('It was read.'),
    (error: unknown) => error,
  )) as { text: string; code: string };
  expect(`${thrown.text}`).not.toContain('secret');
  return thrown;
}

describe('a file below a folder', () => {
  test('is read, by its relative and by its absolute path', async () => {
    expect(await read('a/file')).toBe('content');
    expect(await read(`${root}/a/file`)).toBe('content');
  });

  test('is read where the folder itself is reached through a link', async () => {
    await symlink(root, folder.at('alias'));
    expect((await readForeign(folder.at('alias'), 'a/file', LIMIT)).toString()).toBe('content');
    expect((await readForeign(folder.at('alias'), folder.at('alias/a/file'), LIMIT)).toString()).toBe(
      'content',
    );
    expect((await readForeign(folder.at('alias'), folder.at('root/a/file'), LIMIT)).toString()).toBe(
      'content',
    );
  });

  test('is opened with its real path and its size', async () => {
    const { file, path, stats } = await openForeign(root, 'a/file');
    await file.close();
    expect({ path, size: stats.size }).toEqual({ path: folder.at('root/a/file'), size: 7 });
  });
});

describe('what is not opened', () => {
  const cases: readonly (readonly [string, string, () => unknown, string, string])[] = [
    ['what is not there', 'none', () => 0, 'is missing', 'ENOENT'],
    ['a folder', 'a', () => 0, 'is a folder', 'EISDIR'],
    ['a file as a folder', 'a/file/x', () => 0, 'cannot be read (ENOTDIR)', 'ENOTDIR'],
    ['a path that leaves', '../outside/file', () => 0, 'lies outside of the folder', 'EXDEV'],
    ['a link to a file', 'l', () => symlink(folder.at('outside/file'), `${root}/l`), 'is a link', 'ELOOP'],
    ['a link that stays', 'l', () => symlink('a/file', `${root}/l`), 'is a link', 'ELOOP'],
    ['a link to nothing', 'l', () => symlink('none', `${root}/l`), 'is a link', 'ELOOP'],
    [
      'a folder that is a link',
      'l/file',
      () => symlink(folder.at('outside'), `${root}/l`),
      'is reached through a link, or was replaced a moment ago',
      'ELOOP',
    ],
    ['a pipe', 'p', () => spawnSync('mkfifo', [`${root}/p`]), 'is not a regular file', 'EINVAL'],
    [
      'a device',
      'd',
      () => spawnSync('mknod', [`${root}/d`, 'c', '1', '5']),
      'is not a regular file',
      'EINVAL',
    ],
  ];
  test.each(cases)('%s', async (what, path, make, problem, code) => {
    const made = await make();
    // Only root makes devices.
    if (what === 'a device' && (made as { status: number }).status !== 0) return;
    const { text, code: found } = await refusal(read(path));
    expect(text.split('\n')[0]).toBe(`${folder.at('root', path)} ${problem}.`);
    expect(found).toBe(code);
    expect(await openForeignIfThere(root, path)).toBeUndefined();
  });

  test('a socket', async () => {
    const server = createServer().listen(`${root}/s`);
    await new Promise((resolve) => server.once('listening', resolve));
    expect((await refusal(read('s'))).text).toContain('is not a regular file.');
    server.close();
  });

  test('what a folder holds that was swapped for a link after it was looked at', async () => {
    const real = await realpath(`${root}/a`);
    await rename(real, `${root}/kept`);
    await symlink(folder.at('outside'), real);
    expect((await refusal(readForeign(root, `${real}/file`, LIMIT))).code).toBe('ELOOP');
  });
});

describe('links within the folder', () => {
  test('are followed to a file that lies below it', async () => {
    await symlink('a', `${root}/folder`);
    await symlink('folder/file', `${root}/link`);
    expect(await read('link', 'within')).toBe('content');
    expect(await read('folder/file', 'within')).toBe('content');
  });

  test.each(['/etc/hostname', '../outside/file', '..', '/dev/zero', '/proc/self/environ'])(
    'not to %s',
    async (to) => {
      await symlink(to, `${root}/link`);
      const { text, code } = await refusal(read('link', 'within'));
      expect(text).toContain(`${folder.at('root/link')} is a link that leaves the folder.`);
      expect(code).toBe('EXDEV');
    },
  );

  test('not to a pipe, nor in a circle', async () => {
    spawnSync('mkfifo', [`${root}/pipe`]);
    await symlink('pipe', `${root}/link`);
    await symlink('circle', `${root}/circle`);
    expect((await refusal(read('link', 'within'))).code).toBe('EINVAL');
    expect((await refusal(read('circle', 'within'))).code).toBe('ELOOP');
  });
});

describe('how much is read', () => {
  test('as much as the limit', async () => {
    await writeBelow(root, 'ten', TEN);
    await writeBelow(root, 'empty', '');
    expect(await read('ten')).toBe(TEN);
    expect(await read('empty')).toBe('');
  });

  test('not a byte more: the error states size and limit', async () => {
    await writeBelow(root, 'more', 'a secret of 2 KiB'.padEnd(2048));
    const { text, code } = await refusal(read('more'));
    expect(text).toBe(
      `${folder.at('root/more')} has 2 KiB, and at most 10 B are read.\nIt is a small file. Look at what wrote this file.`,
    );
    expect(code).toBe('EFBIG');
  });

  test('a file that grows while it is read is read to its end', async () => {
    await writeBelow(root, 'log', 'x');
    const reading = readForeign(root, 'log', LIMIT);
    await appendFile(`${root}/log`, 'y');
    expect(['x', 'xy']).toContain((await reading).toString());
  });
});

(process.getuid?.() === 0 ? describe : describe.skip)('the owner (needs root)', () => {
  test('is held, also of a second name of a file', async () => {
    await chown(`${root}/a/file`, 12_345, 12_345);
    expect((await readForeign(root, 'a/file', LIMIT, { owner: 12_345 })).toString()).toBe('content');
    await link(folder.at('outside/file'), `${root}/a/other`);
    const { text, code } = await refusal(readForeign(root, 'a/other', LIMIT, { owner: 12_345 }));
    expect(text).toContain('belongs to the uid 0, not to the uid 12345 that left it.');
    expect(code).toBe('EPERM');
  });
});

describe('a file that an input names', () => {
  test('may be a link in the workspace, and elsewhere in its folder', async () => {
    await symlink('a/file', `${root}/link`);
    expect((await readNamed('link', LIMIT, root)).toString()).toBe('content');
    expect((await readNamed(`${root}/link`, LIMIT, folder.at('outside'))).toString()).toBe('content');
  });

  test('is none that a link of the repository leads to', async () => {
    await symlink(folder.at('outside/file'), `${root}/link`);
    await symlink(folder.at('outside'), `${root}/folder`);
    expect((await refusal(readNamed('link', LIMIT, root))).code).toBe('EXDEV');
    expect((await refusal(readNamed('folder/file', LIMIT, root))).code).toBe('EXDEV');
  });
});

test('a folder that is held stays the one that it was', async () => {
  const held = await holdFolder(root, 'a');
  try {
    await rename(`${root}/a`, `${root}/b`);
    await mkdir(`${root}/a`);
    expect(await readFile(held.at('file'), 'utf8')).toBe('content');
  } finally {
    await held.handle.close();
  }
  await rm(`${root}/a`, { recursive: true });
  await symlink(folder.at('outside'), `${root}/a`);
  expect((await refusal(holdFolder(root, 'a'))).code).toBe('ELOOP');
  expect((await refusal(holdFolder(root, 'b/file'))).code).toBe('ENOTDIR');
});
