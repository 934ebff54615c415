import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { within } from '@pv-actions/testkit/within.ts';
import { withShortPaths } from '../src/report/repository.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repository-'));
  await mkdir(join(folder, 'meta-other/.git'), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('paths in the repository are shown relative to it, others as they are', () => {
  const short = (text: string): string => withShortPaths(text, { folder });
  expect(short(`${folder}/build/../recipes/a_1.0.bb: bad line (but ${folder}/conf/b.conf needs it)`)).toBe(
    'recipes/a_1.0.bb: bad line (but conf/b.conf needs it)',
  );
  for (const text of [
    `${folder}/meta-other/a_1.0.bb: bad line`,
    `${folder}-more/a_1.0.bb: bad line`,
    `file://${folder}/a.tar.gz`,
    `https://example.com${folder}/a.tar.gz`,
    `mount/point${folder}/a.tar.gz`,
    `the folder ${folder}, and / itself`,
  ])
    expect(short(text)).toBe(text);
});

test('paths of many folders take a moment', async () => {
  const there = 'b/'.repeat(200);
  await mkdir(join(folder, there), { recursive: true });
  const long = `${folder}/${'a/'.repeat(8_000)}a`;
  const missing = `${folder}/${'a/'.repeat(1_000)}a`;
  const found = Array.from({ length: 40 }, (_, at) => `${folder}/${there}${at}`).join(' ');
  const repository = { folder };
  const shorts = within(30_000, () =>
    Array.from({ length: 200 }, () => withShortPaths(`${missing} ${found} ${long}`, repository)),
  );
  const expected = `${missing} ${found}`.replaceAll(`${folder}/`, '');
  expect(shorts.filter((short) => short !== `${expected} ${long}`)).toHaveLength(0);
});
