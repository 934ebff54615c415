import { linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { judge } from '@pv-actions/core/pvtest/counts.ts';
import type { Report } from '@pv-actions/core/pvtest/report.ts';
import { collectReport } from '../src/collect.ts';
import type { RecordedCall, RunRecord } from '../src/record.ts';
import { callOf, recordOf } from './record.ts';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'collect-'));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

const RAN = '[pvtest] 1 INFO -- [pvtest-run]: starting Pantavisor\n';
const REFUSED = 'docker: Error response from daemon: Conflict. The container name "/x" is already in use.\n';

function write(path: string, text: string): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), text);
}

/** A call whose script printed these results, as `local/core/a.1 PASSED`. */
function callWith(results: readonly string[], parts: Partial<RecordedCall> = {}): RecordedCall {
  const scope = parts.scope ?? 'local';
  const lines = results.map((result) => {
    const [name, verdict = ''] = result.split(' ');
    return `[pvtest] 1795205463 INFO -- [test.docker.sh]: '${name}' ${verdict} (2 s)\n`;
  });
  write(`${scope}.log`, lines.join(''));
  return callOf({
    scope,
    path: scope,
    workspace: join(workspace, scope),
    console: join(workspace, `${scope}.log`),
    ...parts,
  });
}

const collect = (calls: readonly RecordedCall[], parts: Partial<RunRecord> = {}): Promise<Report> =>
  collectReport(recordOf(calls, { workspace, ...parts }), 5, 'completed');
const only = async (...given: Parameters<typeof collect>) => (await collect(...given)).tests[0];

test('the tests of all calls are in the order of their ids, also those that the plan did not know', async () => {
  const { tests } = await collect([
    callWith(['remote/hub/r PASSED'], { scope: 'remote', tests: ['remote/hub/r'] }),
    callWith(['local/core/z PASSED', 'local/core/new PASSED'], { tests: ['local/core/z', 'local/core/a'] }),
  ]);
  expect(tests.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'local/core/a incomplete',
    'local/core/new passed',
    'local/core/z passed',
    'remote/hub/r passed',
  ]);
  expect(tests[0]?.reason).toBe('It was not launched, although test.docker.sh ended by itself.');
});

test('a call that was never made has printed nothing', async () => {
  const call = callOf({ tests: ['local/core/a'], console: join(workspace, 'none.log'), ended: undefined });
  expect(await only([call])).toEqual({
    id: 'local/core/a',
    verdict: 'incomplete',
    tries: [],
    reason: 'It was not launched: the run ended before.',
  });
});

describe('what is not in the output of the script', () => {
  const log = (...results: readonly string[]): string =>
    results.map((result) => `[pvtest] 7 INFO -- [test.docker.sh]: ${result} (9 s)\n`).join('');
  const verdicts = async (...given: Parameters<typeof callWith>): Promise<readonly string[]> =>
    (await collect([callWith(...given)])).tests.map(({ id, verdict }) => `${id} ${verdict}`);

  test.each(['run.log', 'test.docker.log'])('is taken from its %s, and nothing else is', async (name) => {
    write(`local/${name}`, log("'local/core/a' FAILED", "'local/core/b' PASSED", "'local/core/c' PAS"));
    const tests = ['local/core/a', 'local/core/b', 'local/core/c'];
    const expected = ['local/core/a passed', 'local/core/b passed', 'local/core/c incomplete'];
    expect(await verdicts(['local/core/a PASSED'], { tests })).toEqual(expected);
  });

  test('has no result where the script was ended, nor where its run.log is a link', async () => {
    const tests = ['local/core/b'];
    write('local/run.log', log("'local/core/b' PASSED"));
    expect(await verdicts([], { tests, ended: undefined })).toEqual(['local/core/b incomplete']);
    renameSync(join(workspace, 'local/run.log'), join(workspace, 'elsewhere'));
    symlinkSync('../elsewhere', join(workspace, 'local/run.log'));
    expect(await verdicts([], { tests })).toEqual(['local/core/b incomplete']);
  });
});

test('a test whose own name ends with a number is no retry of another', async () => {
  const { tests } = await collect([
    callWith(['local/core/a FAILED', 'local/core/a.1 PASSED'], { tests: ['local/core/a', 'local/core/a.1'] }),
  ]);
  expect(tests.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'local/core/a failed',
    'local/core/a.1 passed',
  ]);
});

test('a test in quarantine is said to be in it', async () => {
  const held = { reason: 'hangs', until: '2026-12-31' };
  const { tests } = await collect([callWith(['local/core/a FAILED', 'local/core/b FAILED'])], {
    quarantine: [['local/core/b', held]],
  });
  expect(tests.map(({ quarantine }) => quarantine)).toEqual([undefined, held]);
});

describe('a try that took too long', () => {
  const overdue = (attempt: number) => ({ overdue: [{ id: 'local/core/a', attempt, minutes: 2 }] });
  const outcomes = async (results: readonly string[], parts: Partial<RunRecord>) =>
    (await only([callWith(results)], parts))?.tries.map(({ outcome, reason }) => [outcome, reason]);
  const LATE = ['incomplete', 'It took longer than 2 min 0 s, and was ended.'];

  test('is incomplete, and no other try is', async () => {
    const results = ['local/core/a FAILED', 'local/core/a.1 FAILED'];
    expect(await outcomes(results, overdue(0))).toEqual([LATE, ['failed', undefined]]);
    expect(await outcomes(results, overdue(1))).toEqual([['failed', undefined], LATE]);
  });

  test('and passed in the last moment has passed', async () => {
    expect(await outcomes(['local/core/a PASSED'], overdue(0))).toEqual([['passed', undefined]]);
  });

  test('is not one that could not run, although its log says nothing', async () => {
    write('local/local/core/a/test.log', '');
    expect(await outcomes(['local/core/a FAILED'], overdue(0))).toEqual([LATE]);
  });
});

describe('what could not run', () => {
  test('is told from what failed by its log', async () => {
    write('local/local/core/a/test.log', RAN);
    write('local/local/core/b/test.log', REFUSED);
    write('local/local/core/c/diff', '< a\n');
    const { tests } = await collect([
      callWith(['local/core/a FAILED', 'local/core/b FAILED', 'local/core/c FAILED'], {
        ended: { code: 1, signal: null },
      }),
    ]);
    expect(tests.map(({ verdict }) => verdict)).toEqual(['failed', 'infrastructure', 'failed']);
  });

  test('is not what left a diff, or said something: its script may speak of docker', async () => {
    write('local/local/core/a/test.log', `${RAN}docker: hello\n`);
    write('local/local/core/b/test.log', REFUSED);
    write('local/local/core/b/diff', '< a\n');
    write('local/local/core/c/test.log', 'Info: starting\n> of the diff\n');
    const report = await collect([
      callWith(['local/core/a FAILED', 'local/core/b FAILED', 'local/core/c FAILED'], {
        ended: { code: 1, signal: null },
      }),
    ]);
    expect(report.tests.map(({ verdict }) => verdict)).toEqual(['failed', 'failed', 'failed']);
    expect(judge(report, { failOn: ['failed'] }).verdict).toBe('failed');
  });

  test('is not what was aborted or skipped', async () => {
    for (const id of ['a', 'b']) write(`local/local/core/${id}/test.log`, REFUSED);
    const { tests } = await collect([callWith(['local/core/a ABORTED', 'local/core/b SKIPPED'])]);
    expect(tests.map(({ verdict }) => verdict)).toEqual(['aborted', 'skipped']);
  });
});

test('a test that passed or was skipped brings no text, and every other one does', async () => {
  for (const id of ['a', 'b', 'c', 'd']) {
    write(`local/local/core/${id}/test.log`, RAN);
    write(`local/local/core/${id}/diff`, '< a\n');
  }
  const { tests } = await collect([
    callWith(['local/core/a PASSED', 'local/core/b SKIPPED', 'local/core/c ABORTED', 'local/core/d FAILED']),
  ]);
  const TEXTS = { log: RAN, diff: '< a\n' };
  expect(tests.map(({ tries: [{ log, diff } = {}] }) => ({ log, diff }))).toEqual([{}, {}, TEXTS, TEXTS]);
});

test('issues are those of the last try, and leaks those of the last one that valgrind looked at', async () => {
  const leak = (bytes: number) => `==7==    definitely lost: ${bytes} bytes in 1 blocks\n`;
  for (const [at, name] of ['a', 'a.1', 'a.2'].entries()) {
    write(`local/local/core/${name}/test.log`, `${RAN}[pvtest] 1 WARN -- [storage]: number ${at}\n`);
    if (at < 2) write(`local/local/core/${name}/valgrind/valgrind.log.7`, leak(at + 10));
  }
  const results = ['local/core/a FAILED', 'local/core/a.1 FAILED', 'local/core/a.2 PASSED'];
  expect(await only([callWith(results)])).toMatchObject({
    verdict: 'flaky',
    issues: [{ level: 'WARN', text: '[storage]: number 2', count: 1 }],
    leaks: { bytes: 11, blocks: 1 },
  });
});

test('the texts of very many failures are cut: the report fits into memory, and each has the end of its log', async () => {
  const COUNT = 450;
  write('log', `${RAN}${'x'.repeat(99)}\n`.repeat(1000));
  write('diff', `< ${'y'.repeat(97)}\n`.repeat(1000));
  const names = Array.from({ length: COUNT }, (_, at) => `local/core/t${at}`);
  for (const name of names) {
    mkdirSync(join(workspace, 'local', name), { recursive: true });
    linkSync(join(workspace, 'log'), join(workspace, 'local', name, 'test.log'));
    linkSync(join(workspace, 'diff'), join(workspace, 'local', name, 'diff'));
  }
  const { tests } = await collect([callWith(names.map((name) => `${name} FAILED`))]);
  const logs = tests.map(({ tries }) => tries[0]?.log ?? '');
  const cut = logs.filter((log) => log.length <= 4096).length;
  // 32 MiB are 419 tests of 64 KiB + 16 KiB.
  expect(cut).toBeGreaterThan(20);
  expect(cut).toBeLessThan(40);
  expect(logs.every((log) => log.endsWith(`${'x'.repeat(99)}\n`) && log.length > 4000)).toBe(true);
  expect(tests.every(({ tries }) => (tries[0]?.diff ?? '').length > 16_000)).toBe(true);
});
