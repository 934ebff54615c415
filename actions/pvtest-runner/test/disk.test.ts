import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { asDiskError, diskProblem, folderProblem } from '../src/disk-problem.ts';
import { type Host, openHost } from './host.ts';

describe('what a disk says', () => {
  const thrown = (code: string, path?: string) => Object.assign(new Error(code), { code, path });

  test.each([
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the quota of the disk is used up'],
    ['EROFS', 'the disk is read-only'],
    ['EIO', 'the disk has an error'],
  ])('%s', (code, why) => {
    expect(diskProblem(thrown(code, '/t/x'))).toBe(`"/t/x" cannot be written: ${why} (${code}).`);
    expect(diskProblem(thrown(code))).toBe(`A file of the run cannot be written: ${why} (${code}).`);
    expect(folderProblem('/ws', thrown(code))).toBe(`The folder "/ws" cannot be written: ${why} (${code}).`);
    expect(asDiskError(thrown(code))).toMatchObject({ name: 'UserError' });
  });

  test('a file that is not there is the disk’s only in the workspace', () => {
    expect(folderProblem('/ws', thrown('ENOENT'))).toBe(
      'The folder "/ws" cannot be written: it is gone (ENOENT).',
    );
    expect(diskProblem(thrown('ENOENT'))).toBeUndefined();
    for (const other of [thrown('ECONNREFUSED'), new Error('x'), undefined]) {
      expect(folderProblem('/ws', other)).toBeUndefined();
      expect(asDiskError(other)).toBe(other);
    }
  });
});

let host: Host;
beforeAll(async () => {
  host = await openHost({
    tests: [
      { id: 'local/core/a' },
      { id: 'local/core/b', behaviour: { end: 'fail', diff: '1c1\n< a\n---\n> b\n' } },
    ],
  });
});
afterAll(() => host.close());

/** Runs the tests in this workspace. When the first result is there, `fault` happens to it. */
async function runWith(workspace: string, fault: () => void): Promise<ActionResult> {
  let isDone = false;
  return host.run(
    { workspace, 'test-path': 'local', retries: '0', upload: 'false' },
    {
      onLine: (line) => {
        if (isDone || !/core\/a' .*PASSED/.test(line)) return;
        isDone = true;
        fault();
      },
    },
  );
}

function expectTold(result: ActionResult, sentence: RegExp): void {
  expect(result).toMatchObject({
    outcome: 'failure',
    outputs: { verdict: 'failed', total: '2', passed: '1' },
  });
  expect(result.log).not.toContain('defect of the stage');
  expect(result.annotations.map(({ message }) => message).join('\n')).toMatch(sentence);
  expect(result.summary).toContain('local/core/b');
  expect(readFileSync(result.outputs['junit'] ?? '', 'utf8')).toContain(
    '<error type="problem" message="The ',
  );
}

test('a workspace that vanished: what is known is reported, with a sentence about it, and kept elsewhere', async () => {
  const workspace = join(host.folder, 'vanishes');
  const result = await runWith(workspace, () => rmSync(workspace, { recursive: true }));
  expectTold(result, /The folder ".*vanishes" cannot be written: it is gone \(ENOENT\)\./);
});

describe('a disk of its own', () => {
  const mounted = process.getuid?.() === 0 && canMount() ? test : test.skip;

  mounted('that is full', async () => {
    const workspace = join(host.folder, 'full');
    mkdirSync(workspace);
    mount(workspace, 'size=1m');
    try {
      const result = await runWith(workspace, () => fill(workspace));
      expectTold(
        result,
        /The disk of the folder ".*full" is full: |cannot be written: the disk is full \(ENOSPC\)\./,
      );
      const ofDisk = result.annotations.filter(
        ({ title, message }) => title === 'pvtest' && /full/.test(message),
      );
      expect(ofDisk).toHaveLength(1);
    } finally {
      execFileSync('umount', [workspace]);
    }
  });

  mounted('that is read-only at once is an error before anything runs', async () => {
    const workspace = join(host.folder, 'locked');
    mkdirSync(workspace);
    mount(workspace, 'ro');
    try {
      const result = await runWith(workspace, () => undefined);
      expect(result.annotations[0]?.message).toMatch(
        /^The workspace ".*locked" cannot be used: .*EROFS: read-only file system/,
      );
    } finally {
      execFileSync('umount', [workspace]);
    }
  });

  function mount(folder: string, options: string): void {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  }

  function fill(folder: string): void {
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(join(folder, 'filler'), Buffer.alloc(bavail * bsize));
  }

  function canMount(): boolean {
    try {
      execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }
});
