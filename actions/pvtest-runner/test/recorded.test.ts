import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { countOf } from '@pv-actions/core/pvtest/counts.ts';
import { collectReport } from '../src/collect.ts';
import { callOf, recordOf } from './record.ts';

const WORKSPACE = resolve(import.meta.dirname, '../../../packages/core/test/pvtest/fixtures/workspace');

const CALL = callOf({
  workspace: WORKSPACE,
  console: resolve(WORKSPACE, 'run.log'),
  ended: { code: 1, signal: null },
});
const RECORD = recordOf([CALL], { workspace: WORKSPACE });

/** By hand, from its run.log and its test.logs. */
const VERDICTS = {
  'local/control/basic-endpoints': 'infrastructure',
  'local/control/basic-endpoints-curl': 'passed',
  'local/control/status-codes': 'passed',
  'local/core/legacy-config-overload': 'flaky',
  'local/core/modern-config-overload': 'passed',
  'local/lifecycle/reboot-nonreboot-rollback': 'passed',
  'local/lifecycle/seq-non-reboot-updates': 'failed',
  'local/runtime/container-exports': 'skipped',
  'local/runtime/objects-crud': 'passed',
  'local/runtime/remount-policies': 'skipped',
  'local/runtime/status-goal-success-failure': 'passed',
  'local/runtime/steps-rw': 'passed',
  'local/security/container-roles': 'passed',
  'local/security/object-checksum': 'passed',
  'local/security/oem-secureboot': 'aborted',
  'local/security/strict-secure-boot': 'passed',
  'local/services/daemons': 'passed',
  'local/services/metadata-crud': 'passed',
  'local/services/on-demand-gc': 'passed',
};

test('the workspace that a real run left is reported as it was', async () => {
  const report = await collectReport(RECORD, 5, 'completed');
  expect(Object.fromEntries(report.tests.map(({ id, verdict }) => [id, verdict]))).toEqual(VERDICTS);
  expect(countOf(report)).toEqual({
    total: 19,
    passed: 13,
    flaky: 1,
    failed: 1,
    skipped: 2,
    aborted: 1,
    infrastructure: 1,
    incomplete: 0,
  });
  expect(report.problems).toEqual([]);
  const flaky = report.tests.find(({ verdict }) => verdict === 'flaky');
  expect(flaky?.tries).toMatchObject([
    {
      attempt: 0,
      outcome: 'failed',
      seconds: 0,
      diff: '2c2\n< "mode": "strict"\n---\n> "mode": "FAILED to read"\n',
    },
    { attempt: 1, outcome: 'passed', seconds: 0 },
  ]);
  const late = report.tests.find(({ verdict }) => verdict === 'failed');
  expect(late?.tries.map(({ reason }) => reason)).toEqual(
    Array(2).fill('It timed out waiting for pantavisor.status READY.'),
  );
  const refused = report.tests.find(({ verdict }) => verdict === 'infrastructure');
  expect(refused?.tries.map(({ reason }) => reason)).toEqual(
    Array(2).fill('Docker did not run it: the container name pantavisor-tester-0 is in use.'),
  );
});
