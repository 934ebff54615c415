import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { diskProblem } from '@pv-actions/core/action/disk-problem.ts';
import { UserError } from '@pv-actions/core/action/errors.ts';

/** A system error as Node makes it. */
function failure(code: string, said: string, more: object = {}): Error {
  return Object.assign(new Error(`${code}: ${said}`), { code, ...more });
}

const thrownBy = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (thrown) {
    return thrown;
  }
  throw new Error('Nothing was thrown.');
};

describe('what a disk refuses is an error of the user', () => {
  test.each([
    [
      failure('ENOSPC', "no space left on device, mkdir '/t/a'", { path: '/t/a' }),
      `The disk is full at "/t/a": ENOSPC: no space left on device, mkdir '/t/a'.`,
    ],
    [
      failure('ENOSPC', "no space left on device, copyfile '/a' -> '/t/b'", { path: '/a', dest: '/t/b' }),
      `The disk is full at "/t/b": ENOSPC: no space left on device, copyfile '/a' -> '/t/b'.`,
    ],
    [
      failure('ENOSPC', 'no space left on device, write'),
      'The disk is full: ENOSPC: no space left on device, write. What this step writes is below "/runner/_temp".',
    ],
    [
      failure('EDQUOT', "disk quota exceeded, open '/t/a'", { path: '/t/a' }),
      `The disk quota is used up at "/t/a": EDQUOT: disk quota exceeded, open '/t/a'.`,
    ],
    [
      failure('EROFS', "read-only file system, mkdir '/t/a'", { path: '/t/a' }),
      `The file system is read-only at "/t/a": EROFS: read-only file system, mkdir '/t/a'.`,
    ],
    [
      new Error('Unable to download artifact(s): ENOSPC: no space left on device, write'),
      'The disk is full: Unable to download artifact(s): ENOSPC: no space left on device, write. What this step writes is below "/runner/_temp".',
    ],
  ])('%s', (thrown, message) => {
    const problem = diskProblem(thrown, '/runner/_temp');
    expect(problem).toBeInstanceOf(UserError);
    expect(problem?.message).toBe(message);
    expect(problem?.advice).toMatch(/\.$/);
    expect(problem?.cause).toBe(thrown);
  });

  test('inside of another error, which is kept as the cause', () => {
    const inner = failure('ENOSPC', "no space left on device, open '/t/a'", { path: '/t/a' });
    const outer = new Error('The stream ended.', { cause: new Error('It broke.', { cause: inner }) });
    const problem = diskProblem(outer);
    expect(problem?.message).toContain('The disk is full at "/t/a"');
    expect(problem?.cause).toBe(outer);
  });

  test('as the system itself says it', async () => {
    const full = await thrownBy(() => writeFileSync('/dev/full', 'x'));
    // An error of the system is of another realm than Jest's, so its name is shown too.
    expect(diskProblem(full)?.message).toMatch(
      /^The disk is full: .*ENOSPC: no space left on device, write\.$/,
    );
    const asynchronous = await thrownBy(async () => {
      const file = await open('/dev/full', 'w');
      await file.writeFile('x').finally(() => file.close());
    });
    expect(diskProblem(asynchronous)?.message).toContain('The disk is full');
    const readOnly = spawnSync('stat', ['-f', '-c', '%T', '/sys']).stdout.toString();
    if (readOnly.trim() !== 'sysfs') return;
    const made = await thrownBy(() => mkdirSync('/sys/pv-actions'));
    const code = (made as NodeJS.ErrnoException).code;
    expect(diskProblem(made) === undefined).toBe(code !== 'EROFS');
  });
});

test.each([
  new TypeError('x is not a function'),
  failure('EACCES', "permission denied, open '/t/a'", { path: '/t/a' }),
  failure('ENOENT', 'no such file'),
  new Error('The answer was ENOSPC'),
  'ENOSPC',
  undefined,
  null,
])('%p is something else', (thrown) => {
  expect(diskProblem(thrown)).toBeUndefined();
});

test('errors that are their own cause come to an end', () => {
  const loop = new Error('again');
  loop.cause = loop;
  expect(diskProblem(loop)).toBeUndefined();
});
