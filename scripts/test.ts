import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

interface JestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

// Runs jest over the arguments (all tests without any) and closes with a line that counts the tests. A test file that could not
// run counts as a failed test. With `--long` the tests that draw their cases (faults, kills) draw many more: they see
// PV_TEST_LONG=true.

const long = process.argv.includes('--long');
const args = process.argv.slice(2).filter((arg) => arg !== '--long');
const root = resolve(import.meta.dirname, '..');
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
  process.stdout.write(
    `${result.numPassedTests} passed, ${failed} failed, ${result.numPendingTests} skipped\n`,
  );
  process.exitCode = status === 0 && failed === 0 && result.numPassedTests > 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
