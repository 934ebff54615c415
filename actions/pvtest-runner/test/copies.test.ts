import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { writeDistro } from '@pv-actions/testkit/pvtest/distro.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';
import { checkTests, copySelection, openDistro, strayFiles } from '../src/distro.ts';

let root: string;
let folder: string;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'copies-'));
  folder = join(root, 'distro');
  await writeDistro(folder, {
    tests: ['core/b', 'core/a', 'net/c'].map((name) => ({ id: `local/${name}` })),
  });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a copy has the script, the tests that are to run and what they share, and no images', async () => {
  mkdirSync(join(folder, 'common'));
  writeFileSync(join(folder, 'common', 'lib'), 'x');
  symlinkSync('../common/lib', join(folder, 'local', 'lib'));
  symlinkSync('/etc/hostname', join(folder, 'local', 'outside'));
  const copy = join(root, 'copy');
  await copySelection(await openDistro(folder, undefined), ['local/core/b'], copy);
  expect(readdirSync(copy).sort()).toEqual(['common', 'local', 'test.docker.sh']);
  expect(readdirSync(join(copy, 'local')).sort()).toEqual(['common', 'core', 'lib', 'net', 'outside']);
  expect(readdirSync(join(copy, 'local', 'core'))).toEqual(['b']);
  expect(readdirSync(join(copy, 'local', 'net'))).toEqual([]);
  expect(lstatSync(join(copy, 'test.docker.sh')).mode & 0o111).toBe(0o111);
  // A link that is resolved would lead out of the copy, to where no container sees it.
  expect(readlinkSync(join(copy, 'local', 'lib'))).toBe('../common/lib');
  expect(readlinkSync(join(copy, 'local', 'outside'))).toBe('/etc/hostname');
});

test('a distro through a link is copied, and not the link', async () => {
  symlinkSync(folder, join(root, 'linked'));
  const copy = join(root, 'copy');
  await copySelection(await openDistro(join(root, 'linked'), undefined), ['local/net/c'], copy);
  expect(lstatSync(copy).isDirectory()).toBe(true);
  expect(readdirSync(join(copy, 'local', 'core'))).toEqual([]);
  expect(readdirSync(join(copy, 'local', 'net'))).toEqual(['c']);
});

test('what the script leaves beside itself is ours where it was not there before', () => {
  const distro = {
    folder: '/d',
    name: 'd',
    tests: [],
    options: { parallel: true, retries: true, valgrind: true, netsim: true },
    script: '',
  };
  expect(strayFiles(distro, (path) => path === '/d/run.log')).toEqual([
    '/d/test.docker.log',
    '/d/tester.imgid',
    '/d/netsim.imgid',
  ]);
});

test('the tests of a distro are in order, found as the script finds them: behind no link', async () => {
  symlinkSync(join(folder, 'local', 'core'), join(folder, 'local', 'linked'));
  mkdirSync(join(folder, 'local', 'net', 'd'));
  symlinkSync('../c/test.json', join(folder, 'local', 'net', 'd', 'test.json'));
  mkdirSync(join(folder, 'local', 'a-first', 'x'), { recursive: true });
  writeFileSync(join(folder, 'local', 'a-first', 'x', 'test.json'), '{}');
  mkdirSync(join(folder, 'local', 'core-2', 'x'), { recursive: true });
  writeFileSync(join(folder, 'local', 'core-2', 'x', 'test.json'), '{}');
  expect((await openDistro(folder, undefined)).tests).toEqual([
    'local/a-first/x',
    'local/core-2/x',
    'local/core/a',
    'local/core/b',
    'local/net/c',
  ]);
});

test('a distro through a link has the name of the link', async () => {
  symlinkSync(folder, join(root, 'pvtest-distro'));
  expect(await openDistro(join(root, 'pvtest-distro'), undefined)).toMatchObject({
    name: 'pvtest-distro',
    folder: join(root, 'pvtest-distro'),
  });
  expect((await openDistro(folder, 'artifact')).name).toBe('artifact');
});

test('a path from the working directory is made absolute', async () => {
  expect((await openDistro(relative(process.cwd(), folder), undefined)).folder).toBe(folder);
});

test('a file is no distro, and an image that is empty is missing', async () => {
  const file = join(folder, 'test.docker.sh');
  expect((await userErrorOfWork(openDistro(file, undefined))).message).toContain(
    'test.docker.sh" is not a folder.',
  );
  writeFileSync(join(folder, 'pantavisor-appengine-docker.tar'), '');
  expect((await userErrorOfWork(openDistro(folder, undefined))).message).toMatch(
    / lacks pantavisor-appengine-docker\.tar\.$/,
  );
});

test('a test.json that is gone, or null, is named', async () => {
  rmSync(join(folder, 'local/core/a/test.json'));
  writeFileSync(join(folder, 'local/core/b/test.json'), 'null');
  const error = await userErrorOfWork(checkTests(folder, ['local/core/a', 'local/core/b', 'local/net/c']));
  expect(error.message).toBe(
    'local/core/a/test.json is missing.\nlocal/core/b/test.json is not a JSON object.',
  );
});
