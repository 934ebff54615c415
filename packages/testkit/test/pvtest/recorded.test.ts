import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { failsFirst } from '@pv-actions/testkit/pvtest/behaviour.ts';
import type { DistroTest } from '@pv-actions/testkit/pvtest/distro.ts';
import { Bench, type Ended } from './bench.ts';

// The run.log of a real test.docker.sh. Its tests are described below, and the stand-in is to write the same.
const RECORDED = readFileSync(
  path.join(import.meta.dirname, '../../../core/test/pvtest/fixtures/workspace/run.log'),
  'utf8',
);
const RECORDED_WORKSPACE = '/builds/pvtest';

const passing = (...ids: readonly string[]): readonly DistroTest[] => ids.map((id) => ({ id }));
const TESTS: readonly DistroTest[] = [
  ...passing('local/control/basic-endpoints-curl', 'local/control/status-codes'),
  {
    id: 'local/control/basic-endpoints',
    behaviour: {
      end: 'fail',
      steps: [
        {
          print:
            'docker: Error response from daemon: Conflict. The container name "/pantavisor-tester-0" is already in use by ' +
            'container "abc".',
          to: 'stderr',
        },
      ],
    },
  },
  {
    id: 'local/core/legacy-config-overload',
    behaviour: failsFirst(1, {
      end: 'fail',
      diff: '2c2\n< "mode": "strict"\n---\n> "mode": "FAILED to read"\n',
    }),
  },
  ...passing('local/core/modern-config-overload', 'local/lifecycle/reboot-nonreboot-rollback'),
  { id: 'local/lifecycle/seq-non-reboot-updates', behaviour: { end: 'not-ready' } },
  { id: 'local/runtime/container-exports', skip: true },
  ...passing('local/runtime/objects-crud'),
  { id: 'local/runtime/remount-policies', skip: true },
  ...passing('local/runtime/status-goal-success-failure', 'local/runtime/steps-rw'),
  ...passing('local/security/container-roles', 'local/security/object-checksum'),
  { id: 'local/security/oem-secureboot', behaviour: { end: 'abort' } },
  ...passing('local/security/strict-secure-boot', 'local/services/daemons', 'local/services/metadata-crud'),
  ...passing('local/services/on-demand-gc'),
];

let bench: Bench;
let done: Ended;
beforeAll(async () => {
  bench = await Bench.open();
  await bench.distro({ tests: TESTS });
  done = await bench.run('local', '-p', '4', '-r', '1').done;
});
afterAll(() => bench.close());

/** Without times and without the folder of the workspace. */
function plain(text: string, workspace: string): string {
  return text
    .replaceAll(workspace, '<ws>')
    .replaceAll(/^(\[pvtest\]) \d+ /gm, '$1 N ')
    .replaceAll(/\(\d+ s\)$/gm, '(N s)');
}

/** The lines, where a diff block belongs to the line before it; and SUMMARY as one text for each of its results. */
function blocks(text: string): readonly string[] {
  return text
    .replaceAll(/\n\n--- diff: .*?\n--- end diff ---/gs, (block) => block.replaceAll('\n', '\\n'))
    .split('\n')
    .filter((line) => line !== '');
}

const EDGE = '='.repeat(55);
const parts = (text: string): readonly [string, string] => {
  const at = text.indexOf(EDGE);
  return [text.slice(0, at), text.slice(at)];
};

const recorded = parts(plain(RECORDED, RECORDED_WORKSPACE));
const written = (): readonly [string, string] => parts(plain(bench.read('ws/run.log'), bench.at('ws')));

test('it ends as the real one does', () => {
  expect([done.code, done.stderr]).toEqual([1, '']);
});

test('the lines before SUMMARY are those of the real one, in an order that parallel runs allow', () => {
  expect([...blocks(written()[0])].sort()).toEqual([...blocks(recorded[0])].sort());
  expect(blocks(written()[0]).slice(0, 6)).toEqual(blocks(recorded[0]).slice(0, 6));
});

test('a launch is before its result, and a retry between two results', () => {
  const lines = blocks(written()[0]);
  const at = (text: string): number => lines.findIndex((line) => line.includes(text));
  for (const id of ['local/core/legacy-config-overload', 'local/control/basic-endpoints']) {
    const positions = [
      `launching '${id}'`,
      `'${id}' FAILED`,
      `retry '${id}' attempt 1/1 after failure`,
      `launching '${id}.1'`,
    ];
    const found = positions.map(at);
    expect(found).toEqual([...found].sort((one, other) => one - other));
  }
});

test('SUMMARY repeats the results in their order, with the line of a diff that looks like one', () => {
  const summary = blocks(written()[1]);
  expect([...summary].sort()).toEqual([...blocks(recorded[1])].sort());
  const results = (lines: readonly string[]): readonly string[] =>
    lines.filter((line) => /' [A-Z]{6,}/.test(line));
  expect(results(summary)).toEqual(results(blocks(written()[0])));
  expect(summary.slice(0, 3)).toEqual(blocks(recorded[1]).slice(0, 3));
  expect(written()[1].endsWith(`${EDGE}\n`)).toBe(true);
});

test('standard output says the same, with colours', () => {
  const coloured = blocks(plain(done.stdout, bench.at('ws')));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const uncoloured = coloured.map((line) => line.replaceAll(/\x1b\[[0-9;]*m/g, ''));
  expect([...uncoloured].sort()).toEqual([...blocks(plain(bench.read('ws/run.log'), bench.at('ws')))].sort());
  expect(done.stdout).toContain("'local/core/legacy-config-overload.1' \x1b[0;32mPASSED\x1b[0m (");
});

test('each try has its log and its diff', () => {
  expect(plain(bench.read('ws/local/lifecycle/seq-non-reboot-updates.1/test.log'), bench.at('ws'))).toBe(
    [
      "[pvtest] N DEBUG -- [test.docker.sh]: launching 'local/lifecycle/seq-non-reboot-updates.1'",
      '[pvtest] N INFO -- [pvtest-run]: setting up test: /pvtest/./local/lifecycle/seq-non-reboot-updates',
      '[pvtest] N INFO -- [pvtest-run]: starting Pantavisor',
      '[pvtest] N ERROR -- [pvtest-run]: timed out waiting for pantavisor.status READY',
      '',
    ].join('\n'),
  );
  expect(bench.read('ws/local/core/legacy-config-overload/diff')).toBe(
    '2c2\n< "mode": "strict"\n---\n> "mode": "FAILED to read"\n',
  );
  expect(bench.read('cwd/run.log')).toBe(bench.read('ws/run.log'));
});
