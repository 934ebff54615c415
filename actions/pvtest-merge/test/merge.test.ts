import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseReport } from '@pv-actions/core/pvtest/report-file.ts';
import { DIFF, recorded, report, tested } from '@pv-actions/testkit/pvtest/reports.ts';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { errorsOf, openPlace, type Place } from './run.ts';

let place: Place;
beforeEach(async () => {
  place = await openPlace();
});
afterEach(() => place.remove());

const shard = (index: number, of: number, outcome: 'passed' | 'failed' = 'passed') =>
  report([tested(`local/core/${index}`, [outcome])], { shard: { index, of } });

/** The totals that JUnit's file states, as Python reads them. */
function junitTotals({ outputs }: ActionResult): Record<string, string> {
  const read =
    'import json, sys, xml.etree.ElementTree as t; print(json.dumps(t.parse(sys.argv[1]).getroot().attrib))';
  const { stdout, stderr } = spawnSync('python3', ['-c', read, outputs['junit'] ?? ''], { encoding: 'utf8' });
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, string>;
}

describe('what comes of reports', () => {
  test('that passed: outputs, a summary, both files', async () => {
    await place.report('results/a/report.json', shard(1, 2));
    await place.report('results/b/report.json', shard(2, 2));
    const result = await place.merge({ reports: 'results' });
    expect(errorsOf(result)).toEqual([]);
    expect(result.exitCode).toBe(0);
    const { junit = '', report: file = '', ...counts } = result.outputs;
    expect(counts).toEqual({
      verdict: 'passed',
      total: '2',
      passed: '2',
      failed: '0',
      flaky: '0',
      skipped: '0',
      aborted: '0',
      infrastructure: '0',
      incomplete: '0',
    });
    expect(result.undeclaredOutputs).toEqual({});
    expect(junitTotals(result)).toMatchObject({ tests: '2', failures: '0', errors: '0' });
    expect(dirname(junit)).toBe(dirname(file));
    const merged = parseReport(await readFile(file, 'utf8'), 'report');
    expect(merged.tests.map(({ id }) => id)).toEqual(['local/core/1', 'local/core/2']);
    expect(result.summary).toMatch(/^### pvtest\n\n\*\*2 passed\*\* of 2 in 4 min\. Nothing failed\.\n/);
    expect(result.log).toContain('Merged 2 reports: 2 passed of 2 in 4 min.');
  });

  test('that failed: the stage fails after it has said and written everything', async () => {
    await place.report('report.json', recorded);
    const result = await place.merge({ reports: 'report.json' });
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({
      verdict: 'failed',
      total: '19',
      passed: '13',
      flaky: '1',
      skipped: '2',
    });
    expect(junitTotals(result)).toMatchObject({ tests: '19', failures: '1', errors: '2' });
    expect(errorsOf(result).map((error) => error.split('\n')[0])).toEqual([
      'local/control/basic-endpoints could not be run: docker: Error response from daemon: Conflict. The container name "/pvtest" is already in use.',
      'local/lifecycle/seq-non-reboot-updates failed: [pvtest] 1795205463 ERROR -- [pvtest-run]: timed out waiting for pantavisor.status READY',
      'local/security/oem-secureboot was aborted: secureboot is not there',
      'The tests failed: 13 passed, 1 flaky, 1 failed, 1 aborted, 1 infrastructure, 2 skipped of 19 in 4 min.',
    ]);
    expect(result.annotations.filter(({ level }) => level === 'warning')).toMatchObject([
      { title: 'local/core/legacy-config-overload is flaky', message: DIFF.trimEnd() },
    ]);
    expect(result.summary.match(/^###? .*$/gm)).toEqual(['### pvtest', '### Did not pass', '### Flaky']);
  });

  test('of two attempts, and then of the merged one with a third', async () => {
    const first = await place.report('1/report.json', report([tested('local/core/x', ['failed', 'failed'])]));
    await place.report('2/report.json', report([tested('local/core/x', ['failed'])], { runAttempt: 2 }));
    const failed = await place.merge({ reports: '1, 2' });
    expect(failed.outputs).toMatchObject({ verdict: 'failed', failed: '1', total: '1' });
    await place.report('3/report.json', report([tested('local/core/x', ['passed'])], { runAttempt: 3 }));
    const mended = await place.merge({ reports: `${failed.outputs['report']} 3 ${first}` });
    expect(mended.outputs).toMatchObject({ verdict: 'passed', flaky: '1', total: '1' });
    expect(mended.summary).toContain('merged from 3 reports');
  });

  test('with a shard that is not there', async () => {
    await place.report('a/report.json', shard(1, 2));
    const result = await place.merge({ reports: 'a' });
    expect(result.outputs).toMatchObject({ verdict: 'failed', passed: '1' });
    expect(errorsOf(result).at(-1)).toBe(
      [
        'The tests failed: 1 passed of 1 in 4 min.',
        'Shard 2 of 2 of pvtest-distro-docker, local has no report: its tests were not run, or its job did not end.',
        'The step summary shows what did not pass, and the end of its log.',
      ].join('\n'),
    );
  });

  test.each([
    ['timed-out', 'timed-out', 'The tests took too long: 1 passed of 1 in 4 min.'],
    ['killed', 'cancelled', 'The tests were cancelled: 1 passed of 1 in 4 min.'],
  ] as const)('of a run that was %s', async (ending, verdict, message) => {
    await place.report('report.json', report([tested('local/core/x', ['passed'])], { ending }));
    const result = await place.merge({ reports: '.' });
    expect([result.exitCode, result.outputs['verdict']]).toEqual([1, verdict]);
    expect(errorsOf(result).at(-1)).toContain(message);
  });

  test('where fail-on and expected-tests say it', async () => {
    await place.report(
      'report.json',
      report([tested('local/a/x', ['failed', 'passed']), tested('local/a/y', ['failed'])]),
    );
    const reports = '*.json';
    expect((await place.merge({ reports, 'fail-on': 'none' })).exitCode).toBe(0);
    expect((await place.merge({ reports, 'fail-on': 'aborted' })).exitCode).toBe(0);
    expect((await place.merge({ reports, 'fail-on': 'flaky' })).exitCode).toBe(1);
    const few = await place.merge({ reports, 'fail-on': 'none', 'expected-tests': '3' });
    expect(few.outputs['verdict']).toBe('failed');
    expect(few.summary).toContain('\n- Only 2 tests have a result, and 3 were expected.\n');
  });

  test('reading them again changes nothing', async () => {
    await place.report('a/report.json', shard(1, 2));
    await place.report('b/report.json', shard(2, 2, 'failed'));
    const [one, two] = [
      await place.merge({ reports: 'a b' }),
      await place.merge({ reports: 'b a b/report.json' }),
    ];
    expect(await readFile(two.outputs['report'] ?? '', 'utf8')).toBe(
      await readFile(one.outputs['report'] ?? '', 'utf8'),
    );
    expect(await readFile(two.outputs['junit'] ?? '', 'utf8')).toBe(
      await readFile(one.outputs['junit'] ?? '', 'utf8'),
    );
  });
});

describe('where reports are looked for', () => {
  test('files of any name, folders, and globs of both; a link to one is not another', async () => {
    await place.report('one.json', shard(1, 4));
    await place.report('deep/er/report.json', shard(2, 4));
    await place.report('runs/3/report.json', shard(3, 4));
    await place.report('runs/[4]/report.json', shard(4, 4));
    await place.write('runs/3/other.json', 'no report');
    symlinkSync(join(place.workspace, 'runs/3/report.json'), join(place.workspace, 'deep/report.json'));
    const result = await place.merge({ reports: `one.json\ndeep, runs/3 runs/[4]` });
    expect(errorsOf(result)).toEqual([]);
    expect(result.outputs['total']).toBe('4');
    expect((await place.merge({ reports: 'one.json deep runs/*' })).outputs['total']).toBe('4');
  });

  test('what leads to none is an error that names it, and nothing is written', async () => {
    await place.report('a/report.json', shard(1, 1));
    await place.write('empty/x.json', '{}');
    const result = await place.merge({ reports: 'a empty b*/**' });
    expect(errorsOf(result)).toEqual([
      `There is no report in "empty", "b*/**" (in ${place.workspace}).\n` +
        'Correct the input `reports`: files, folders that hold report.json, or globs of them. See also whether the jobs that make them came to their end.',
    ]);
    expect(result.outputs).toMatchObject({ verdict: 'failed', total: '0', junit: '', report: '' });
  });

  test('a link out of the workspace is not read, a pipe is not waited for, and what is no JSON is not shown', async () => {
    const outside = await place.write('../secret', 'root:$6$a-password');
    symlinkSync(outside, join(place.workspace, 'report.json'));
    const errors = async (): Promise<string> =>
      errorsOf(await place.merge({ reports: 'report.json' }, { inProcess: true })).join();
    expect(await errors()).toContain('/report.json is a link that leaves the folder.');
    await rm(join(place.workspace, 'report.json'));
    spawnSync('mkfifo', [join(place.workspace, 'report.json')]);
    expect(await errors()).toContain('There is no report in "report.json"');
    await rm(join(place.workspace, 'report.json'));
    await place.write('report.json', 'root:$6$a-password');
    expect(await errors()).toMatch(/^report\.json is not JSON: Unexpected text at position 0/);
  });

  test('without any, and without an artifact service', async () => {
    expect(errorsOf(await place.merge())).toEqual([
      'There is no artifact service here: GitHub gives a job its address and a token.\n' +
        'Name the reports in the input `reports`: files, folders that hold report.json, or globs of them.',
    ]);
  });
});

describe('bad input', () => {
  test('a report that is none is named, with what is wrong', async () => {
    await place.write('b/report.json', '{"version": 2}');
    const result = await place.merge({ reports: '.' });
    expect(errorsOf(result)).toHaveLength(1);
    expect(errorsOf(result)[0]).toMatch(
      /^b\/report\.json does not have the expected form:\n {2}version: Only version 1 is known here\. Use the same release of all stages\.\n/,
    );
    expect(result.summary).toContain('### pvtest-merge failed');
  });

  test('one that is no report keeps the others from nothing', async () => {
    await place.report('a/report.json', report([tested('local/core/x', ['passed'])]));
    await place.write('b/report.json', '');
    await place.write('c/report.json', '{"version": 2}');
    const result = await place.merge({ reports: 'a b c' }, { inProcess: true });
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ verdict: 'failed', total: '1', passed: '1' });
    expect(errorsOf(result).slice(0, 2)).toEqual([
      expect.stringMatching(/^pvtest: b\/report\.json is not JSON: .* Its tests are missing here\.$/),
      expect.stringMatching(/^pvtest: c\/report\.json .*Only version 1 is known here\./),
    ]);
  });

  test('reports of two commits', async () => {
    await place.report('a/report.json', shard(1, 1));
    await place.report('b/report.json', { ...shard(1, 1), source: { sha: 'abc' } });
    expect(errorsOf(await place.merge({ reports: '.' }))[0]).toMatch(/^The reports are of 2 commits: /);
  });

  test('a report of another repository, or of a run that is no run', async () => {
    const source = { repository: 'mallory/sample', sha: 'abc' };
    const file = await place.report('a/report.json', { ...shard(1, 1), source });
    const merge = () => place.merge({ reports: '.' }, { inProcess: true });
    expect(errorsOf(await merge())[0]).toMatch(
      /^A report says that it is of the repository "mallory\/sample", and the run \S+ is of "pantacor\/sample"\.\nMerge/,
    );
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"repository":"mallory/sample"', '"run":"javascript:alert(1)"'));
    expect(errorsOf(await merge())[0]).toContain('source.run: It must be the URL of a workflow run');
  });

  test('a glob with many ways to match', async () => {
    for (const [input, name] of [
      ['reports', 'a/+(a|a)b'],
      ['artifacts', '+(a|a)b'],
    ] as const) {
      expect(errorsOf(await place.merge({ [input]: name }, { inProcess: true }))[0]).toContain(
        'A glob has only *, ?, [a-z], [!a], ** and {a,b}, not "+(".',
      );
    }
  });

  test('a verdict of nobody, and a number that is none', async () => {
    const result = await place.merge({ reports: '.', 'fail-on': 'failed, passed', 'expected-tests': 'many' });
    expect(errorsOf(result)[0]).toBe(
      [
        'Input "fail-on" is "failed, passed". Use any of: flaky, failed, skipped, aborted, infrastructure, incomplete; or none alone.',
        'Input "expected-tests" is "many". Use a whole number from 0 to 1000000.',
        'Correct the `with:` block of this step.',
      ].join('\n'),
    );
  });

  test('text of a test is no command to the runner', async () => {
    const tries = [
      {
        attempt: 0,
        outcome: 'failed' as const,
        diff: '::error::injected\n::set-output name=verdict::passed',
      },
    ];
    await place.report(
      'report.json',
      report([tested('local/core/x', ['failed'], { tries, reason: '::warning::no' })]),
    );
    const result = await place.merge({ reports: '.' });
    expect(errorsOf(result)).toHaveLength(2);
    expect(result.outputs['verdict']).toBe('failed');
  });
});
