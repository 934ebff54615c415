import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type Try, verdictOf } from '@pv-actions/core/pvtest/report.ts';
import { runLogReader } from '@pv-actions/core/pvtest/run-log.ts';
import { tryFolder } from '@pv-actions/core/pvtest/test-id.ts';
import { notRun, type TestLogFacts, testLogReader } from '@pv-actions/core/pvtest/test-log.ts';

const WORKSPACE = join(import.meta.dirname, 'fixtures', 'workspace');
const linesOf = (path: string): string[] => readFileSync(join(WORKSPACE, path), 'utf8').split('\n');

function factsOf(id: string, attempt: number): TestLogFacts | undefined {
  const path = join(tryFolder(id, attempt), 'test.log');
  if (!existsSync(join(WORKSPACE, path))) return undefined;
  const reader = testLogReader();
  for (const line of linesOf(path)) reader.read(line);
  return reader.facts();
}

test('the recorded workspace: 19 tests, and what became of each', () => {
  const reader = runLogReader();
  for (const line of linesOf('run.log')) reader.read(line);
  const verdicts = reader.results().map(({ id, tries }) => {
    const judged = tries.map((one): Try => {
      const facts = one.outcome === 'failed' ? factsOf(id, one.attempt) : undefined;
      const hasDiff = existsSync(join(WORKSPACE, tryFolder(id, one.attempt), 'diff'));
      const reason = facts && notRun(facts, { hasDiff });
      return reason === undefined ? one : { ...one, outcome: 'infrastructure', reason };
    });
    return [id, verdictOf(judged), judged.at(-1)?.reason].filter((part) => part !== undefined).join(' ');
  });
  expect(verdicts).toEqual([
    'local/control/basic-endpoints infrastructure Docker did not run it: the container name pantavisor-tester-0 is in use.',
    'local/control/basic-endpoints-curl passed',
    'local/control/status-codes passed',
    'local/core/legacy-config-overload flaky',
    'local/core/modern-config-overload passed',
    'local/lifecycle/reboot-nonreboot-rollback passed',
    'local/lifecycle/seq-non-reboot-updates failed',
    'local/runtime/container-exports skipped',
    'local/runtime/objects-crud passed',
    'local/runtime/remount-policies skipped',
    'local/runtime/status-goal-success-failure passed',
    'local/runtime/steps-rw passed',
    'local/security/container-roles passed',
    'local/security/object-checksum passed',
    'local/security/oem-secureboot aborted',
    'local/security/strict-secure-boot passed',
    'local/services/daemons passed',
    'local/services/metadata-crud passed',
    'local/services/on-demand-gc passed',
  ]);
  expect(reader.progress()).toEqual({ done: 19, running: [], failed: 3, flaky: 1 });
});

test('the times of a try, and what its test.log says', () => {
  const reader = runLogReader();
  for (const line of linesOf('run.log')) reader.read(line);
  const id = 'local/lifecycle/seq-non-reboot-updates';
  expect(reader.results().find((one) => one.id === id)?.tries).toEqual([
    { attempt: 0, outcome: 'failed', seconds: 0, started: 1795205463 },
    { attempt: 1, outcome: 'failed', seconds: 0, started: 1795205468 },
  ]);
  expect(factsOf(id, 1)).toEqual({
    ran: true,
    needsCredentials: false,
    timedOut: 'timed out waiting for pantavisor.status READY',
    issues: [
      {
        level: 'ERROR',
        text: '[pvtest-run]: timed out waiting for pantavisor.status READY',
        count: 1,
      },
    ],
    moreIssues: 0,
    tags: ['pvtest'],
  });
});
