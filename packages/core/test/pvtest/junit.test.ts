import { describe, expect, test } from '@jest/globals';
import { junitXml } from '@pv-actions/core/pvtest/junit.ts';
import { mergeReports } from '@pv-actions/core/pvtest/merge.ts';
import { OUTCOMES, type Report, type TestReport } from '@pv-actions/core/pvtest/report.ts';
import { DIFF, recorded, report, tested } from '@pv-actions/testkit/pvtest/reports.ts';
import fc from 'fast-check';
import { all, type Node, readXml, violations } from './junit-reader.ts';

const UNTIL = { reason: 'meta-layer#12 "slow" <disk>', until: '2026-12-01' };

function read(given: Report): Node {
  const [root] = readXml([junitXml(given)]);
  if (root === undefined) throw new Error('Nothing was read.');
  return root;
}

/** What the only test of a report is in the file. */
function caseOf(given: TestReport): Node {
  const root = read(report([given]));
  expect(violations(root)).toEqual([]);
  const [only] = all(root, 'testcase');
  if (only === undefined) throw new Error('There is no test case.');
  return only;
}

const elements = ({ children }: Node): [string, Node['attributes'], string][] =>
  children.map(({ tag, attributes, text }) => [tag, attributes, text]);

test('a real run: a suite for each category, with totals, time and properties', () => {
  const root = read({ ...recorded, shard: { index: 2, of: 3 } });
  expect(violations(root)).toEqual([]);
  expect(root.attributes).toEqual({
    name: 'pvtest',
    tests: '19',
    failures: '1',
    errors: '2',
    time: '139.000',
  });
  expect(root.children.map(({ attributes }) => attributes)).toEqual([
    {
      name: 'local/control',
      tests: '3',
      failures: '0',
      errors: '1',
      skipped: '0',
      time: '2.000',
      timestamp: '2026-11-20T20:11:03',
      file: 'local/control',
    },
    ...[
      ['local/core', '2', '0', '0', '0', '4.000'],
      ['local/lifecycle', '2', '1', '0', '0', '124.000'],
      ['local/runtime', '5', '0', '0', '2', '3.000'],
      ['local/security', '4', '0', '1', '0', '3.000'],
      ['local/services', '3', '0', '0', '0', '3.000'],
    ].map(([name, tests, failures, errors, skipped, time]) => ({
      name,
      tests,
      failures,
      errors,
      skipped,
      time,
      timestamp: '2026-11-26T04:00:00',
      file: name,
    })),
  ]);
  expect(
    all(root, 'property')
      .slice(0, 3)
      .map(({ attributes }) => [attributes['name'], attributes['value']]),
  ).toEqual([
    ['distro', 'pvtest-distro-docker'],
    ['commit', 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00'],
    ['shard', '2/3'],
  ]);
});

describe('a test that', () => {
  test('passed', () => {
    const passed = caseOf(tested('local/core/x', ['passed']));
    expect(passed.attributes).toEqual({ name: 'x', classname: 'local.core', time: '1.000' });
    expect(passed.children).toEqual([]);
  });

  test('failed: its first failure with the diff, the later tries as reruns', () => {
    const failed = caseOf(
      tested('local/core/x', ['failed', 'failed', 'infrastructure', 'failed'], {
        tries: [
          { attempt: 0, outcome: 'failed', diff: DIFF, log: 'first log', seconds: 2 },
          { attempt: 1, outcome: 'failed', diff: 'other\n', log: 'second log', seconds: 1 },
          { attempt: 2, outcome: 'infrastructure', reason: 'docker: no' },
          { attempt: 3, outcome: 'failed' },
        ],
      }),
    );
    expect(failed.attributes['time']).toBe('3.000');
    expect(elements(failed)).toEqual([
      ['failure', { type: 'failed', message: 'Its output is not the expected one.' }, DIFF],
      ['rerunFailure', { type: 'failed', message: 'Its output is not the expected one.' }, '\n        '],
      ['rerunError', { type: 'infrastructure', message: 'docker: no' }, '\n        '],
      ['rerunFailure', { type: 'failed', message: 'Its output is not the expected one.' }, '\n        '],
      ['system-out', {}, 'first log'],
    ]);
    expect(failed.children.slice(1, 3).map(elements)).toEqual([
      [
        ['stackTrace', {}, 'other\n'],
        ['system-out', {}, 'second log'],
      ],
      [['stackTrace', {}, 'docker: no']],
    ]);
  });

  test('failed after it could not be run: the failure decides, whatever came before it', () => {
    const failed = caseOf(tested('local/core/x', ['infrastructure', 'failed']));
    expect(failed.children.map(({ tag, attributes }) => [tag, attributes['type']])).toEqual([
      ['failure', 'failed'],
      ['rerunError', 'infrastructure'],
    ]);
  });

  test.each(['aborted', 'infrastructure', 'incomplete'] as const)(
    'is %s: an error of that type',
    (outcome) => {
      const tries = [{ attempt: 0, outcome, reason: 'why', log: 'log' }];
      expect(elements(caseOf(tested('local/core/x', [outcome], { tries })))).toEqual([
        ['error', { type: outcome, message: 'why' }, 'why'],
        ['system-out', {}, 'log'],
      ]);
    },
  );

  test('was never launched', () => {
    expect(elements(caseOf(tested('local/core/x', [], { reason: 'The time was up.' })))).toEqual([
      ['error', { type: 'incomplete', message: 'The time was up.' }, 'The time was up.'],
    ]);
    expect(elements(caseOf(tested('local/core/x', [])))[0]?.[1]['message']).toBe('It was never launched.');
  });

  test('was skipped', () => {
    const tries = [{ attempt: 0, outcome: 'skipped' as const, reason: 'Its test.json says so.' }];
    expect(elements(caseOf(tested('local/core/x', ['skipped'], { tries })))).toEqual([
      ['skipped', { message: 'Its test.json says so.' }, ''],
    ]);
  });

  test('is flaky: it passes, with its earlier failures', () => {
    const flaky = caseOf(
      tested('local/core/x', ['failed', 'incomplete', 'passed'], {
        tries: [
          { attempt: 0, outcome: 'failed', diff: DIFF, log: 'log' },
          { attempt: 1, outcome: 'incomplete' },
          { attempt: 2, outcome: 'passed' },
        ],
      }),
    );
    expect(flaky.children.map(({ tag, attributes }) => [tag, attributes['type']])).toEqual([
      ['flakyFailure', 'failed'],
      ['flakyError', 'incomplete'],
    ]);
    expect(flaky.children.map(elements)).toEqual([
      [
        ['stackTrace', {}, DIFF],
        ['system-out', {}, 'log'],
      ],
      [['stackTrace', {}, 'It was launched, and has no result.']],
    ]);
  });

  test('failed in quarantine is skipped, so that no reader fails for it', () => {
    const tries = [{ attempt: 0, outcome: 'failed' as const, diff: DIFF, log: 'log' }];
    expect(elements(caseOf(tested('local/core/x', ['failed'], { tries, quarantine: UNTIL })))).toEqual([
      ['skipped', { message: 'quarantined until 2026-12-01: meta-layer#12 "slow" <disk>' }, ''],
      ['system-out', {}, `failed: Its output is not the expected one.\nlog\n${DIFF}`],
    ]);
  });

  test.each(['passed', 'skipped'] as const)('is %s in quarantine is what it is', (outcome) => {
    const inside = caseOf(tested('local/core/x', [outcome], { quarantine: UNTIL }));
    expect(inside).toEqual(caseOf(tested('local/core/x', [outcome])));
  });
});

test('tests of two distros are in suites of their own', () => {
  const tests = [tested('local/core/x', ['passed'])];
  const root = read(mergeReports([report(tests), report(tests, { distro: 'arm' })]));
  expect(root.children.map(({ attributes }) => attributes['name'])).toEqual([
    'arm/local/core',
    'pvtest-distro-docker/local/core',
  ]);
  expect(all(root, 'testcase').map(({ attributes }) => attributes['classname'])).toEqual([
    'arm.local.core',
    'pvtest-distro-docker.local.core',
  ]);
  expect(root.children.map(({ attributes }) => attributes['file'])).toEqual(['local/core', 'local/core']);
  expect(all(root, 'property')[0]?.attributes).toEqual({ name: 'distro', value: 'arm' });
});

describe('what is wrong beside the tests', () => {
  const errors = (given: Report, problems?: readonly string[]): (string | undefined)[] => {
    const [root] = readXml([junitXml(given, problems)]);
    if (root === undefined) throw new Error('Nothing was read.');
    expect(violations(root)).toEqual([]);
    return all(root, 'error').map(({ attributes }) => attributes['message']);
  };
  const PASSED = [tested('local/core/x', ['passed'])];

  test('is an error of a suite of its own, before the tests', () => {
    const root = read(report(PASSED, { problems: ['Shard 2 of 2 has no report.', 'No "test" <ran>.'] }));
    expect(violations(root)).toEqual([]);
    expect(root.attributes).toMatchObject({ tests: '2', failures: '0', errors: '1', time: '1.000' });
    expect(root.children.map(({ attributes }) => attributes['name'])).toEqual(['pvtest', 'local/core']);
    expect(root.children[0]?.attributes).toEqual({
      name: 'pvtest',
      tests: '1',
      failures: '0',
      errors: '1',
      skipped: '0',
      time: '0.000',
      timestamp: '2026-11-26T04:00:00',
      file: 'test.docker.sh',
    });
    const [run] = all(root, 'testcase');
    expect(run?.attributes).toEqual({ name: 'run', classname: 'pvtest', time: '0.000' });
    expect(run && elements(run)).toEqual([
      [
        'error',
        { type: 'problem', message: 'Shard 2 of 2 has no report. No "test" <ran>.' },
        'Shard 2 of 2 has no report.\nNo "test" <ran>.',
      ],
    ]);
  });

  test('is one where no test is at all, and none where all is well', () => {
    expect(errors(report([]), ['No test has a result.'])).toEqual(['No test has a result.']);
    expect(errors(report(PASSED))).toEqual([]);
    expect(errors(report([]))).toEqual([]);
  });

  test.each([
    ['timed-out', 'The tests took longer than they may, and were stopped.'],
    ['cancelled', 'The job was cancelled.'],
    ['killed', 'The step ended before the tests did.'],
  ] as const)('is that the run was %s, where nothing else says so', (ending, message) => {
    expect(errors(report(PASSED, { ending }))).toEqual([message]);
    expect(errors(report(PASSED, { ending, problems: ['P.'] }))).toEqual(['P.']);
    expect(errors(report([tested('local/core/x', ['incomplete'])], { ending }))).toEqual([
      'It was launched, and has no result.',
    ]);
    const quarantined = tested('local/core/x', ['failed'], { quarantine: UNTIL });
    expect(errors(report([quarantined], { ending }))).toEqual([message]);
  });
});

describe('a log', () => {
  const logged = (log: string): string =>
    all(
      caseOf(tested('local/core/x', ['aborted'], { tries: [{ attempt: 0, outcome: 'aborted', log }] })),
      'system-out',
    )[0]?.text ?? '';

  test('of 64 KiB is whole', () => {
    const log = `${'a'.repeat(65_535)}z`;
    expect(logged(log)).toBe(log);
  });

  test('of one byte more is its end, below a note, in 64 KiB', () => {
    const text = logged(`${'a'.repeat(65_536)}z`);
    expect(text.startsWith('[The first part of 65537 bytes was cut.]\naaa')).toBe(true);
    expect(text.endsWith('aaz')).toBe(true);
    expect(Buffer.byteLength(text)).toBe(65_536);
  });

  test('is cut between characters, and measured as it is written', () => {
    const text = logged(`${'\u0000😀é'.repeat(10_000)}end`);
    expect(text.split('\n')[0]).toBe('[The first part of 90003 bytes was cut.]');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
    expect(Buffer.byteLength(text)).toBeGreaterThan(65_536 - 4);
    expect(text.split('\n')[1]).toMatch(/^(?:\ufffd|😀|é)/u);
    expect(text.endsWith('\ufffd😀éend')).toBe(true);
  });
});

/** What XML 1.0 allows, by its production Char, one code point at a time. */
function allowed(text: string): string {
  return Array.from(text, (char) => {
    const point = char.codePointAt(0) ?? 0;
    const known =
      [9, 10, 13].includes(point) ||
      (point >= 0x20 && point <= 0xd7ff) ||
      (point >= 0xe000 && point <= 0xfffd) ||
      point >= 0x10000;
    return known ? char : '\ufffd';
  }).join('');
}

const nasty = fc.array(
  fc.oneof(
    fc.constantFrom(
      ']]>',
      '<![CDATA[',
      '&lt;',
      '"',
      "'",
      '\r\n',
      '\r',
      '\t',
      '\n',
      ' ',
      '\u0000',
      '\u001b[31m',
      '\ufffe',
      '\uffff',
      '\ud800',
      '\udc00',
      '😀',
      '-->',
      '</testsuite>',
      '\u0085',
      '\u2028',
    ),
    fc.string({ unit: 'binary' }),
  ),
);
const text = nasty.map((parts) => parts.join(''));

test('every text is read as it was, but for characters that XML does not know', () => {
  const given = fc.sample(fc.tuple(text, text, text, text), { seed: 7, numRuns: 300 });
  const documents = given.map(([diff, log, reason, name]) =>
    junitXml(
      report([
        tested(`local/core/${name.replaceAll('/', '')}`, ['failed'], {
          tries: [{ attempt: 0, outcome: 'failed', diff, log, reason }],
        }),
      ]),
    ),
  );
  for (const [at, root] of readXml(documents).entries()) {
    const [diff = '', log = '', reason = '', name = ''] = given[at] ?? [];
    const [only] = all(root, 'testcase');
    expect(violations(root)).toEqual([]);
    expect(only?.attributes['name']).toBe(allowed(name.replaceAll('/', '')));
    expect(only?.children[0]).toMatchObject({
      attributes: { message: allowed(reason) },
      text: allowed(diff),
    });
    expect(only?.children[1]?.text ?? '').toBe(allowed(log));
  }
});

const anyTest = fc
  .record({
    name: fc.constantFrom('a', 'b', 'c'),
    category: fc.constantFrom('local/x', 'remote/y'),
    outcomes: fc.array(fc.constantFrom(...OUTCOMES), { maxLength: 4 }),
    quarantine: fc.option(fc.constant(UNTIL), { nil: undefined }),
  })
  .map(({ name, category, outcomes, quarantine }) => tested(`${category}/${name}`, outcomes, { quarantine }));

test('whatever came of the tests, Jenkins takes the file, and fails for what fails the stage', () => {
  const reports = fc
    .sample(fc.uniqueArray(anyTest, { selector: ({ id }) => id }), { seed: 8, numRuns: 300 })
    .map((tests) => report(tests));
  for (const [at, root] of readXml(reports.map((each) => junitXml(each))).entries()) {
    const { tests } = reports[at] ?? report([]);
    expect(violations(root)).toEqual([]);
    const failing = all(root, 'testcase').filter(({ children }) =>
      children.some(({ tag }) => tag === 'failure' || tag === 'error'),
    );
    const expected = tests.filter(
      ({ verdict, quarantine }) =>
        quarantine === undefined && !['passed', 'flaky', 'skipped'].includes(verdict),
    );
    expect(failing).toHaveLength(expected.length);
  }
});
