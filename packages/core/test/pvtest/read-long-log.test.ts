import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

test('200 MiB of log are read with 32 MiB of memory', () => {
  const program = join(import.meta.dirname, 'read-long-log.ts');
  const printed = execFileSync(process.execPath, ['--max-old-space-size=32', program], { encoding: 'utf8' });
  // Each of the 3,200 blocks has 400 warnings, and the ERROR of its result.
  expect(JSON.parse(printed)).toEqual({ tests: 3_200, issues: 20, moreIssues: 3_200 * 401 - 20 });
});
