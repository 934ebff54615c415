import { glob as globOfNode, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findByGlob } from '@pv-actions/core/action/glob-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glob-files-'));
  await mkdir(join(folder, 'r/sub/deep'), { recursive: true });
  await mkdir(join(folder, '.hidden'), { recursive: true });
  for (const path of [
    'r/a.bb',
    'r/ab.bb',
    'r/.c.bb',
    'r/sub/b.bb',
    'r/sub/deep/a.bb',
    '.hidden/a.bb',
    'a[1].bb',
  ]) {
    await writeFile(join(folder, path), '');
  }
  await symlink('r', join(folder, 'link'));
  await symlink('nowhere', join(folder, 'r/dangling.bb'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ...[
    'r/*.bb',
    './r/a*.bb',
    'link/*.bb',
    '*/a.bb',
    '**/*.bb',
    '**/a.bb',
    'r/**',
    'r/*/',
    'r//*',
    'r/sub/../*.bb',
  ],
  ...[
    '[r]/a.bb',
    'r/.*',
    'r/[.]*',
    '{r,link}/a.bb',
    'r\\*',
    'link/**/*.bb',
    '**/sub/',
    'r/a.bb',
    'r/a.bb/',
    '*',
    '.*',
  ],
  ...[
    'r/*a*.*b',
    'r/?.bb',
    'r/[a-b].bb',
    'r/[!b].bb',
    'r/{sub,none}/*',
    'none/*',
    'a[[]1].bb',
    'r/**/deep/*',
    '.hidden/*',
    './*',
  ],
])('%s finds what node finds', async (glob) => {
  const found: string[] = [];
  for await (const path of globOfNode(glob, { cwd: folder })) found.push(path);
  expect(await findByGlob(glob, folder)).toEqual(found.sort());
  const absolute = join(folder, glob);
  expect((await findByGlob(absolute, '/')).map((path) => path.slice(folder.length + 1))).toEqual(
    found.filter((path) => path !== '').sort(),
  );
});

test('a glob with many ways to match is as fast as any other', async () => {
  const long = `${'a'.repeat(200)}.bb`;
  await writeFile(join(folder, 'r', long), '');
  expect(await findByGlob('r/*a*a*a*a*a*a*a*a*a*ab.bb', folder)).toEqual([]);
  expect(await findByGlob('r/*a*a*a*a*a*a*a*a*a*.bb', folder)).toEqual([`r/${long}`]);
});
