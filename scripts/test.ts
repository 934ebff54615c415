import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { changedTests } from './changed-tests.ts';
import { testTimes } from './test-times.ts';

interface JestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly startTime: number;
    readonly endTime: number;
  }[];
}

// Runs jest over the arguments (all tests without any), says what took the time, and closes with a line that counts the tests. A
// test file that could not run counts as a failed test. With `--long` the tests that draw their cases (faults, kills) draw many
// more: they see PV_TEST_LONG=true. With `--changed [REV]` only the tests run that a change since REV (HEAD) can reach.

const root = resolve(import.meta.dirname, '..');
const long = process.argv.includes('--long');
const args = process.argv.slice(2).filter((arg) => arg !== '--long');
const changed = args.indexOf('--changed');
if (changed !== -1) {
  const named = args[changed + 1]?.startsWith('-') === false ? args[changed + 1] : undefined;
  args.splice(changed, named === undefined ? 1 : 2);
  const tests = changedTests(root, named ?? 'HEAD');
  if (tests?.length === 0) {
    process.stdout.write('Nothing changed.\n0 passed, 0 failed, 0 skipped\n');
    process.exit();
  }
  if (tests !== undefined) args.push('--runTestsByPath', ...tests);
}
const jest = join(dirname(createRequire(import.meta.url).resolve('jest/package.json')), 'bin', 'jest.js');
const folder = mkdtempSync(join(tmpdir(), 'pv-actions-test-'));
try {
  const report = join(folder, 'jest.json');
  const { status } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      jest,
      '--json',
      `--outputFile=${report}`,
      ...args,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: long ? { ...process.env, PV_TEST_LONG: 'true' } : process.env,
    },
  );
  const result = JSON.parse(readFileSync(report, 'utf8')) as JestResult;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const times = testTimes(
    result.testResults.map(({ name, ...times }) => ({ file: relative(root, name), ...times })),
  );
  process.stdout.write(
    `${times.join('\n')}\n${result.numPassedTests} passed, ${failed} failed, ${result.numPendingTests} skipped\n`,
  );
  process.exitCode = status === 0 && failed === 0 && result.numPassedTests > 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
