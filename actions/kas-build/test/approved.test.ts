import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectApproved, scrubbed } from './approved.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'approved-'));
  await writeFile(join(folder, 'a.md'), 'Built in <duration>.\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what differs from run to run is blanked, and nothing else', () => {
  const text = [
    `${'0123456789abcdef'.repeat(4)} 2026-06-03T10:00:12Z 2026-06-03 10:00`,
    'x-1.0-r0-20260603100012.tgz log.do_compile.28940',
    'in 12 min 3 s, 2 h 4 min, 5&nbsp;s 3&nbsp;min&nbsp;5&nbsp;s, 12 KiB, 97 %',
    '/tmp/run-1/a',
  ];
  expect(scrubbed(text.join('\n'), [['/tmp/run-1', '<workspace>']]).split('\n')).toEqual([
    '<sha256> <time> <time>',
    'x-1.0-r0-<date>.tgz log.do_compile.<pid>',
    'in <duration>, <duration>, <duration> <duration>, 12 KiB, 97 %',
    '<workspace>/a',
  ]);
});

test('a text that is as approved passes, another one fails, and so does a missing file', async () => {
  await expectApproved('a.md', 'Built in 3 s.', [], folder);
  await expect(expectApproved('a.md', 'Failed in 3 s.', [], folder)).rejects.toThrow('Failed in <duration>.');
  await expect(expectApproved('b.md', 'Built in 3 s.', [], folder)).rejects.toThrow(
    'There is no approved b.md',
  );
});
