import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { defaultRequestBranch } from '@pv-actions/core/updates/request-branch.ts';

test('a base that is not the default branch has a branch of its own', () => {
  expect(defaultRequestBranch('components', undefined)).toBe('auto-update/components');
  expect(defaultRequestBranch('components', 'scarthgap')).toBe('auto-update/for-scarthgap/components');
  expect(defaultRequestBranch('kas-layers', 'pv/1_35_stable')).toBe(
    'auto-update/for-pv/1_35_stable/kas-layers',
  );
});

test('a repository can have the branches of all its bases, and of their components', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pv-request-branch-'));
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.c', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
  try {
    git('init', '--quiet', '--initial-branch=main');
    git('commit', '--quiet', '--allow-empty', '--message=First');
    const bases = ['scarthgap', 'scarthgap-next', 'pv/1', 'pv/2', 'components', 'kas-layers/x', 'for-main'];
    const names = [undefined, ...bases].flatMap((base) =>
      (['components', 'kas-layers'] as const).flatMap((subject) => {
        const branch = defaultRequestBranch(subject, base);
        return [branch, `${branch}-next`, `${branch}-for-main`];
      }),
    );
    expect(new Set(names).size).toBe(names.length);
    for (const name of [...bases, ...names]) git('branch', name);
    expect(git('branch', '--format=%(refname:short)').trim().split('\n')).toHaveLength(
      bases.length + names.length + 1,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
