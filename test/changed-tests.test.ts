import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { changedTests, testsOfChange } from '../scripts/changed-tests.ts';

const SOURCES = {
  'actions/index.ts': "import('./kas-build/src/main.ts'); import('./badges/src/main.ts');",
  'actions/badges/src/main.ts': "import '@pv-actions/core/store/update.ts';",
  'actions/badges/test/badges.test.ts': '',
  'actions/kas-build/src/main.ts': "import './job.ts'; import '@pv-actions/core/kas/kas-argv.ts';",
  'actions/kas-build/src/job.ts': '',
  'actions/kas-build/test/job.test.ts': "import '../src/job.ts'; import './site.ts';",
  'actions/kas-build/test/site.ts': "import '@pv-actions/testkit/kas/install.ts';",
  'actions/kas-build/test/whole.test.ts': '',
  'packages/core/src/kas/kas-argv.ts': "import { words } from './kas-words.ts';",
  'packages/core/src/kas/kas-words.ts': '',
  'packages/core/src/store/update.ts': '',
  'packages/core/test/kas/kas-words.test.ts': "import '@pv-actions/core/kas/kas-words.ts';",
  'packages/core/test/store/update.test.ts': "import '@pv-actions/core/store/update.ts';",
  'packages/core/test/store/held.test.ts': "join(import.meta.dirname, 'holder.ts')",
  'packages/core/test/store/holder.ts': '',
  'packages/testkit/src/kas/install.ts': '',
  'packages/testkit/src/started.ts': '',
  'scripts/test.ts': "import './changed-tests.ts';",
  'scripts/changed-tests.ts': '',
  'test/contracts.test.ts': '',
  'test/house.test.ts': '',
};
const IN_TEST = ['test/contracts.test.ts', 'test/house.test.ts'];
const OF_KAS_BUILD = ['actions/kas-build/test/job.test.ts', 'actions/kas-build/test/whole.test.ts'];

function reached(...changed: string[]): readonly string[] | undefined {
  return testsOfChange(changed, new Map(Object.entries(SOURCES)));
}

describe('a change reaches', () => {
  test.each([
    [
      'of a stage: its tests and those of bundles',
      'actions/kas-build/src/job.ts',
      [...OF_KAS_BUILD, ...IN_TEST],
    ],
    ['of its contract: the same', 'actions/kas-build/action.yml', [...OF_KAS_BUILD, ...IN_TEST]],
    [
      'of core: what imports it, and the stages that do',
      'packages/core/src/kas/kas-words.ts',
      [...OF_KAS_BUILD, 'packages/core/test/kas/kas-words.test.ts', ...IN_TEST],
    ],
    ['of a test: itself', 'actions/kas-build/test/whole.test.ts', [OF_KAS_BUILD[1], IN_TEST[1]]],
    [
      'of a file of tests: those that import it',
      'actions/kas-build/test/site.ts',
      [OF_KAS_BUILD[0], IN_TEST[1]],
    ],
    ['of the testkit: who imports it', 'packages/testkit/src/kas/install.ts', [OF_KAS_BUILD[0], IN_TEST[1]]],
    [
      'of a program that a test starts: that test',
      'packages/core/test/store/holder.ts',
      ['packages/core/test/store/held.test.ts', IN_TEST[1]],
    ],
    ['of a text: what is held for all', 'README.md', IN_TEST],
    ['of a script: the same', 'scripts/changed-tests.ts', IN_TEST],
  ])('%s', (_, file, tests) => {
    expect(reached(file)).toEqual(tests);
  });

  test.each([
    'package-lock.json',
    'jest.config.js',
    'scripts/setup.mjs',
    'actions/index.ts',
    'packages/testkit/src/kas/kas5/kas',
    'packages/testkit/src/started.ts',
  ])('everything: %s', (file) => {
    expect(reached('README.md', file)).toBeUndefined();
  });

  test('nothing, where there is none', () => expect(reached()).toEqual([]));
});

describe('what git knows of it', () => {
  const root = mkdtempSync(join(tmpdir(), 'changed-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const git = (...args: string[]): void => {
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    expect(spawnSync('git', [...identity, ...args], { cwd: root }).status).toBe(0);
  };
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
  };

  test('commits since a revision, the work tree, new files and deleted ones', () => {
    write(SOURCES);
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('commit', '--quiet', '--message=first');
    expect(changedTests(root, 'HEAD')).toEqual([]);
    write({ 'packages/core/test/store/new.test.ts': '' });
    rmSync(join(root, 'actions/badges/test/badges.test.ts'));
    expect(changedTests(root, 'HEAD')).toEqual([
      'packages/core/test/store/new.test.ts',
      'test/house.test.ts',
    ]);
    git('checkout', '--quiet', '-b', 'work');
    write({ 'actions/kas-build/src/job.ts': ' ' });
    git('commit', '--quiet', '--all', '--message=second');
    expect(changedTests(root, 'main')).toEqual([
      ...OF_KAS_BUILD,
      'packages/core/test/store/new.test.ts',
      ...IN_TEST,
    ]);
    expect(() => changedTests(root, 'nowhere')).toThrow(/nowhere/);
  });
});
