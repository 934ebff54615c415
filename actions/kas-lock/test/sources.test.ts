import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';
import { readSources } from '../src/sources.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sources-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('files that each include the next one twice are refused before they are a million', async () => {
  for (let at = 0; at < 40; at++) {
    await writeFile(join(folder, `${at}.yml`), `header: {includes: [${at + 1}.yml, ${at + 1}.yml]}\n`);
  }
  await writeFile(join(folder, '40.yml'), 'header: {version: 14}\n');
  const checkout = { cwd: folder, repository: folder } as Parameters<typeof readSources>[1];
  const error = await userErrorOfWork(readSources('0.yml', checkout));
  expect(error.text).toBe(
    'The kas configuration 0.yml includes 1001 files and more, each time that one is named. A configuration may consist of at most 1,000 files.\n' +
      'Include fewer, and each of them once.',
  );
  expect((await readSources('35.yml', checkout)).texts).toHaveLength(63);
});
