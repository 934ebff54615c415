import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';
import { findDocs } from '../src/docs-file.ts';

const DEPS = { clock: systemClock, log: quietLog };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docs-file-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ZSTD = Buffer.from('28b52ffd0000', 'hex');
const GZIP = gzipSync('docs');

async function write(path: string, content: Buffer | string = ZSTD): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

async function refusal(pattern: string, name?: string): Promise<string> {
  return (await userErrorOfWork(findDocs(pattern, name, folder, DEPS))).text.replaceAll(folder, '<folder>');
}

const VERSIONED = 'pantavisor-starter-rpi.rootfs-20260603.docs.tar.zst';
const STABLE = 'pantavisor-starter-rpi.rootfs.docs.tar.zst';

describe('one file', () => {
  test.each([
    [STABLE, 'pantavisor-rpi.docs.tar.zst', 'application/zstd'],
    [
      'pantavisor-starter-docker-x86_64-scarthgap.rootfs.docs.tar.zst',
      'pantavisor-docker-x86_64-scarthgap.docs.tar.zst',
      'application/zstd',
    ],
    ['pantavisor-docs-abc1234+v23.tar.gz', 'pantavisor-docs-abc1234+v23.tar.gz', 'application/gzip'],
    ['other.docs.tar.zst', 'other.docs.tar.zst', 'application/zstd'],
    [VERSIONED, VERSIONED, 'application/zstd'],
  ])('%s is published as %s', async (file, name, mediaType) => {
    await write(`deploy/${file}`, file.endsWith('.gz') ? GZIP : ZSTD);
    expect(await findDocs(`deploy/${file}`, undefined, folder, DEPS)).toMatchObject({
      file,
      name,
      mediaType,
    });
  });

  test('its size and digest, as `printf | sha256sum` says them', async () => {
    await write('a.tar.zst', Buffer.from('28b52ffd0000', 'hex'));
    expect(await findDocs('*.tar.zst', undefined, folder, DEPS)).toMatchObject({
      size: 6,
      sha256: '0f43643b36a8548d873e4984ced66b7b1cb61d1ad37c542596e5aaa1996dd8a2',
    });
  });

  test('another name that is given', async () => {
    await write('a.tar.zst');
    expect(await findDocs('a.tar.zst', 'b c.tar.zst', folder, DEPS)).toMatchObject({
      file: 'a.tar.zst',
      name: 'b c.tar.zst',
    });
  });

  test('an absolute path, and one with brackets', async () => {
    await write('a [1].tar.zst');
    expect((await findDocs(join(folder, 'a [1].tar.zst'), undefined, '/', DEPS)).file).toBe('a [1].tar.zst');
    expect((await findDocs('a [1].tar.zst', undefined, folder, DEPS)).file).toBe('a [1].tar.zst');
  });
});

describe('links to the file do not count twice', () => {
  test('the name that Yocto gives to be published goes first', async () => {
    await write(VERSIONED);
    await symlink(VERSIONED, join(folder, STABLE));
    expect(await findDocs('*.docs.tar.zst', undefined, folder, DEPS)).toMatchObject({
      file: STABLE,
      name: 'pantavisor-rpi.docs.tar.zst',
    });
  });

  test("then the file's own", async () => {
    await write('pantavisor-docs-23.tar.gz', GZIP);
    await symlink('pantavisor-docs-23.tar.gz', join(folder, 'a-link-to.tar.gz'));
    expect((await findDocs('*.tar.gz', undefined, folder, DEPS)).file).toBe('pantavisor-docs-23.tar.gz');
  });

  test('a link alone is its file', async () => {
    await write('elsewhere/x.bin');
    await symlink('elsewhere/x.bin', join(folder, 'docs.tar.zst'));
    expect((await findDocs('*.tar.zst', undefined, folder, DEPS)).file).toBe('docs.tar.zst');
  });
});

describe('refused', () => {
  test('no match', async () => {
    expect(await refusal('deploy/*.docs.tar.zst')).toBe(
      'No file matches "deploy/*.docs.tar.zst" in <folder>.\nCorrect the input `file`, or see why the docs were not built.',
    );
  });

  test('a folder and a broken link are no files', async () => {
    await mkdir(join(folder, 'x.tar.zst'));
    await symlink('nowhere', join(folder, 'y.tar.zst'));
    expect(await refusal('*.tar.zst')).toContain(
      'No file matches "*.tar.zst" in <folder>. What it matches is no file that can be published: <folder>/x.tar.zst is a folder, <folder>/y.tar.zst is missing.',
    );
  });

  test.each([
    ['by its name', 'secret.tar.zst'],
    ['by a glob', '*.tar.zst'],
  ])('a link out of the workspace, %s', async (_, pattern) => {
    const outside = await mkdtemp(join(tmpdir(), 'docs-outside-'));
    await writeFile(join(outside, 'secret'), ZSTD);
    await symlink(join(outside, 'secret'), join(folder, 'secret.tar.zst'));
    expect(await refusal(pattern)).toContain(
      'can be published: <folder>/secret.tar.zst is a link that leaves the folder.',
    );
    await rm(outside, { recursive: true });
  });

  test.each(['pipe.tar.zst', '*.tar.zst'])('a pipe is not waited for: %s', async (pattern) => {
    expect(spawnSync('mkfifo', [join(folder, 'pipe.tar.zst')]).status).toBe(0);
    expect(await refusal(pattern)).toContain('<folder>/pipe.tar.zst is not a regular file.');
  });

  test('two files', async () => {
    await write('a.tar.zst');
    await write('b.tar.zst');
    expect(await refusal('*.tar.zst')).toBe(
      '2 files match "*.tar.zst": <folder>/a.tar.zst, <folder>/b.tar.zst.\n' +
        'One can be published. Make the input `file` match that one only.',
    );
  });

  test('a name that the docs site does not unpack', async () => {
    await write('docs.zip');
    expect(await refusal('docs.zip')).toBe(
      'The name "docs.zip" cannot be published. The docs site unpacks .tar.zst and .tar.gz only. Use a name that ends so.\n' +
        'Give another one as the input `name`.',
    );
  });

  test.each([
    ['an empty file', '', 'a.tar.gz is empty.'],
    ['a page of an error', '<html>', 'a.tar.gz is no .tar.gz file: it begins with the bytes 3c68746d.'],
    ['another compression', ZSTD, 'a.tar.gz is no .tar.gz file: it begins with the bytes 28b52ffd.'],
    ['a single byte', 'x', 'a.tar.gz is no .tar.gz file: it begins with the bytes 78.'],
  ])('%s', async (_, content, message) => {
    await write('a.tar.gz', content);
    expect(await refusal('*.tar.gz')).toContain(message);
  });
});

test('a file that changes after it was hashed fails while it streams', async () => {
  await write('a.tar.zst');
  const docs = await findDocs('a.tar.zst', undefined, folder, DEPS);
  await write('a.tar.zst', Buffer.from('28b52ffd0001', 'hex'));
  const read = async (): Promise<void> => {
    for await (const _ of docs.open());
  };
  expect((await userErrorOfWork(read())).text.replaceAll(folder, '<folder>')).toBe(
    '<folder>/a.tar.zst has other content than a moment ago.\nLet no other step write to it meanwhile, and run this job again.',
  );
});

test('a file that becomes a pipe after it was hashed is not waited for', async () => {
  await write('a.tar.zst');
  const docs = await findDocs('a.tar.zst', undefined, folder, DEPS);
  await rm(join(folder, 'a.tar.zst'));
  expect(spawnSync('mkfifo', [join(folder, 'a.tar.zst')]).status).toBe(0);
  const read = async (): Promise<void> => {
    for await (const _ of docs.open());
  };
  expect((await userErrorOfWork(read())).message).toBe(`${folder}/a.tar.zst is not a regular file.`);
});
