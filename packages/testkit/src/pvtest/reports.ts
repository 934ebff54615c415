import type { Outcome, Report, TestReport, Try } from '@pv-actions/core/pvtest/report.ts';

/** A report of local tests of a distro, completed, with nothing wrong beside the tests. */
export function report(tests: readonly TestReport[], parts: Partial<Report> = {}): Report {
  return {
    version: 1,
    distro: 'pvtest-distro-docker',
    source: { repository: 'pantacor/sample', sha: 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00' },
    job: 'test',
    runAttempt: 1,
    paths: ['local'],
    started: '2026-11-26T04:00:00Z',
    seconds: 240,
    ending: 'completed',
    problems: [],
    tests,
    ...parts,
  };
}

/** A test with a try for each outcome, of 1 s each; its verdict is that of the last one. */
export function tested(
  id: string,
  outcomes: readonly Outcome[],
  parts: Partial<TestReport> = {},
): TestReport {
  const last = outcomes.at(-1) ?? 'incomplete';
  const isFlaky = last === 'passed' && outcomes.some((outcome) => outcome !== 'passed');
  return {
    id,
    verdict: isFlaky ? 'flaky' : last,
    tries: outcomes.map((outcome, attempt): Try => ({ attempt, outcome, seconds: 1 })),
    ...parts,
  };
}

export const DIFF = '2c2\n< "mode": "strict"\n---\n> "mode": "FAILED to read"\n';

/** What the recorded workspace of a real run holds, as its report says it: 19 tests, 13 passed and 1 flaky. */
export const recorded: Report = report([
  tested('local/control/basic-endpoints', ['infrastructure', 'infrastructure'], {
    tries: [0, 1].map((attempt) => ({
      attempt,
      outcome: 'infrastructure' as const,
      seconds: 0,
      started: 1_795_205_463 + 5 * attempt,
      reason: 'docker: Error response from daemon: Conflict. The container name "/pvtest" is already in use.',
      log: 'docker: Error response from daemon: Conflict. The container name "/pvtest" is already in use.\n',
    })),
  }),
  tested('local/control/basic-endpoints-curl', ['passed']),
  tested('local/control/status-codes', ['passed']),
  tested('local/core/legacy-config-overload', ['failed', 'passed'], {
    tries: [
      {
        attempt: 0,
        outcome: 'failed',
        seconds: 0,
        diff: DIFF,
        log: '[pvtest] 1 INFO -- [pvtest-run]: setting up\n',
      },
      { attempt: 1, outcome: 'passed', seconds: 3 },
    ],
  }),
  tested('local/core/modern-config-overload', ['passed']),
  tested('local/lifecycle/reboot-nonreboot-rollback', ['passed']),
  tested('local/lifecycle/seq-non-reboot-updates', ['failed', 'failed'], {
    tries: [0, 1].map((attempt) => ({
      attempt,
      outcome: 'failed' as const,
      seconds: 61 + attempt,
      diff: '[pvtest] 1795205463 ERROR -- [pvtest-run]: timed out waiting for pantavisor.status READY\n',
      log: [
        "[pvtest] 1795205463 DEBUG -- [test.docker.sh]: launching 'local/lifecycle/seq-non-reboot-updates'",
        '[pvtest] 1795205463 INFO -- [pvtest-run]: starting Pantavisor',
        '[pvtest] 1795205463 ERROR -- [pvtest-run]: timed out waiting for pantavisor.status READY',
        '',
      ].join('\n'),
    })),
    issues: [
      { level: 'ERROR', text: '[pvtest-run]: timed out waiting for pantavisor.status READY', count: 1 },
    ],
  }),
  tested('local/runtime/container-exports', ['skipped'], {
    tries: [{ attempt: 0, outcome: 'skipped', reason: 'Its test.json says skip.' }],
  }),
  tested('local/runtime/objects-crud', ['passed'], { leaks: { bytes: 2048, blocks: 3 } }),
  tested('local/runtime/remount-policies', ['skipped'], {
    tries: [{ attempt: 0, outcome: 'skipped', reason: 'Its test.json says skip.' }],
  }),
  tested('local/runtime/status-goal-success-failure', ['passed'], { leaks: { bytes: 71, blocks: 1 } }),
  tested('local/runtime/steps-rw', ['passed'], {
    issues: [{ level: 'WARN', text: '[storage]: could not find <state>', count: 12 }],
  }),
  tested('local/security/container-roles', ['passed']),
  tested('local/security/object-checksum', ['passed']),
  tested('local/security/oem-secureboot', ['aborted'], {
    tries: [{ attempt: 0, outcome: 'aborted', seconds: 0, log: 'secureboot is not there\n' }],
  }),
  tested('local/security/strict-secure-boot', ['passed']),
  tested('local/services/daemons', ['passed']),
  tested('local/services/metadata-crud', ['passed']),
  tested('local/services/on-demand-gc', ['passed']),
]);
