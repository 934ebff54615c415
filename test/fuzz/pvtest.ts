import { UserError } from '@pv-actions/core/action/errors.ts';
import { judge } from '@pv-actions/core/pvtest/counts.ts';
import { junitXml } from '@pv-actions/core/pvtest/junit.ts';
import { parseLogLine, plainLine } from '@pv-actions/core/pvtest/log-line.ts';
import { mergeReports } from '@pv-actions/core/pvtest/merge.ts';
import { verdictOf } from '@pv-actions/core/pvtest/report.ts';
import { parseReport, reportText } from '@pv-actions/core/pvtest/report-file.ts';
import { mentions, parseRunLine } from '@pv-actions/core/pvtest/run-line.ts';
import { runLogReader } from '@pv-actions/core/pvtest/run-log.ts';
import { cause, notRun, testLogReader } from '@pv-actions/core/pvtest/test-log.ts';
import { valgrindLogReader } from '@pv-actions/core/pvtest/valgrind-log.ts';
import { hostileKey, hostileLine, hostileLong, hostileText } from '@pv-actions/testkit/fuzz/hostile.ts';
import { mutated } from '@pv-actions/testkit/fuzz/mutate.ts';
import { property } from '@pv-actions/testkit/fuzz/property.ts';
import { recorded as recordedReport, report, tested } from '@pv-actions/testkit/pvtest/reports.ts';
import fc from 'fast-check';
import { parts, recorded } from './corpus.ts';
import { expectEqual, expectThat, orUserError } from './expect.ts';

const IDS = [
  'local/core/a',
  'local/core/a.1',
  'local/core/a.2',
  'remote/x/b',
  './local/core/a',
  'local/__proto__',
  'local/constructor',
];
const id = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...IDS) },
  hostileKey.map((key) => `local/${key}`),
  hostileLine,
);
const number = fc.oneof(
  fc.nat(9).map(String),
  fc.constantFrom('007', '9'.repeat(12), '9'.repeat(400), '-1', ''),
);
const word = fc.constantFrom('PASSED', 'FAILED', 'ABORTED', 'SKIPPED', 'RECORDED', 'passed', 'FAILE');
const source = fc.oneof(
  fc.constantFrom(' [test.docker.sh]:', ' [pvtest-run]: ', ''),
  hostileLine.map((text) => ` [${text}]:`),
);

const said: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(id, word, number).map(([name, verdict, seconds]) => `'${name}' ${verdict} (${seconds} s)`),
  fc.tuple(id, word, hostileLine).map(([name, verdict, note]) => `'${name}' ${verdict} (${note})`),
  id.map((name) => `launching '${name}'`),
  fc.tuple(id, number).map(([name, attempt]) => `retry '${name}' attempt ${attempt}/3 after failure`),
  hostileLine,
);
const line: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom('pvtest', 'x y', '__proto__'),
        number,
        fc.constantFrom('INFO', 'ERROR', 'WARN', 'DEBUG'),
        source,
        said,
      )
      .map(([tag, epoch, level, from, text]) => `[${tag}] ${epoch} ${level} --${from} ${text}`),
  },
  said.map((text) => `Info: ${text}`),
  said,
  fc.tuple(id, number).map(([name, attempt]) => `Retry: '${name}' attempt ${attempt}/3 after failure...`),
  id.map((name) => `--- diff: ${name} ---`),
  fc.constantFrom(
    '--- end diff ---',
    '--- run errors ---',
    '--- end run errors ---',
    '======',
    '=== SUMMARY ===',
    '',
    '\u001b[0;32m',
  ),
  fc.tuple(fc.constantFrom('> ', '< ', '[container] '), said).map((both) => both.join('')),
  hostileLine,
);
const logs = (folder: RegExp) => parts(recorded('pvtest/fixtures/workspace', folder), 40);
const runLog = fc.oneof(
  fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n')),
  mutated(logs(/run\.log$/), fc.oneof(line, said, hostileText)),
);
const testLog = fc.oneof(
  fc
    .array(
      fc.oneof(
        line,
        fc
          .tuple(fc.constantFrom('docker: ', 'docker: Error response from daemon: '), hostileLine)
          .map((both) => both.join('')),
      ),
      { maxLength: 40 },
    )
    .map((lines) => lines.join('\n')),
  mutated(logs(/test\.log$/), fc.oneof(line, hostileText)),
);

/** report.json of somebody who means no good: the right form, with anything in it. */
const anything = fc.oneof(
  hostileText,
  fc.constantFrom(null, -1, '1e999', 0.5, true, '2026-11-26T04:00:00Z', '2026-13-45', [], {}),
  fc.nat(5),
);
const someReport = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.array(
          fc.constantFrom<PropertyKey>(
            'tests',
            'parts',
            'source',
            'tries',
            'problems',
            'shard',
            'quarantine',
            0,
            1,
            'id',
            'of',
            '__proto__',
          ),
          { minLength: 1, maxLength: 5 },
        ),
        anything,
      ),
      { maxLength: 4 },
    ),
    fc.boolean(),
  )
  .map(([changes, pretty]) => {
    const value: unknown = JSON.parse(reportText(recordedReport));
    for (const [path, put] of changes) place(value, path, put);
    return JSON.stringify(value, null, pretty ? 1 : undefined);
  });

function place(root: unknown, path: readonly PropertyKey[], put: unknown): void {
  let at = root as Record<PropertyKey, unknown>;
  for (const key of path.slice(0, -1)) {
    const next = Object.hasOwn(at, key) ? at[key] : undefined;
    if (typeof next !== 'object' || next === null) break;
    at = next as Record<PropertyKey, unknown>;
  }
  Object.defineProperty(at, path.at(-1) ?? '', {
    value: structuredClone(put),
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

export const properties = [
  property(
    'a run is read: each try once, and the numbers add up',
    fc.tuple(runLog, fc.option(fc.uniqueArray(id, { maxLength: 4 }), { nil: undefined })),
    3000,
    ([text, expected]) => {
      const reader = runLogReader(expected === undefined ? {} : { expected });
      for (const each of text.split('\n')) {
        reader.read(each);
        const { done, failed, flaky, running } = reader.progress();
        expectThat(
          failed + flaky <= done && done + running.length <= reader.results().length,
          'More ended than there are.',
        );
      }
      const results = reader.results();
      expectEqual(new Set(results.map((each) => each.id)).size, results.length);
      for (const { tries } of results) {
        expectThat(tries.length > 0, 'A test has no try.');
        expectThat(
          new Set(tries.map(({ attempt }) => attempt)).size === tries.length,
          'A try is there twice.',
        );
      }
      const made = report(results.map((each) => ({ ...each, verdict: verdictOf(each.tries) })));
      const judged = judge(made, { failOn: ['failed', 'aborted', 'incomplete', 'infrastructure'] });
      const { total, ...counts } = judged.counts as unknown as Record<string, number>;
      expectEqual(total, results.length);
      const byVerdict = [
        'passed',
        'flaky',
        'failed',
        'skipped',
        'aborted',
        'infrastructure',
        'incomplete',
      ].map((verdict) => counts[verdict] ?? 0);
      expectEqual(
        byVerdict.reduce((sum, each) => sum + each, 0),
        total,
      );
      expectEqual(parseReport(reportText(made), 'report.json').tests.length, results.length);
    },
  ),
  property('a line of a run is one of the log, and a name that it means is a name', line, 20000, (text) => {
    const found = parseRunLine(text);
    if (found !== undefined && 'name' in found && found.name !== undefined) {
      expectThat(/^(?:local|remote)\/[^\r\n]+$/.test(found.name), `"${found.name}" is no name.`);
    }
    mentions(text);
    const log = parseLogLine(plainLine(text));
    if (log !== undefined) expectThat(Number.isFinite(log.epoch), 'The time is no number.');
  }),
  property(
    'the log of a test is read: at most 20 short issues, and the rest is counted',
    testLog,
    8000,
    (text) => {
      const reader = testLogReader();
      for (const each of text.split('\n')) reader.read(each);
      const facts = reader.facts();
      const levels = text
        .split('\n')
        .filter((each) => /^(?:WARN|ERROR)$/.test(parseLogLine(plainLine(each))?.level ?? ''));
      expectThat(facts.issues.length <= 20, 'There are more than 20 issues.');
      // `Warn: text` counts, too, as long as no line has a prefix.
      expectThat(
        facts.issues.reduce((sum, { count }) => sum + count, facts.moreIssues) >= levels.length,
        'An issue was lost.',
      );
      for (const each of [
        ...facts.issues.map((issue) => issue.text),
        facts.dockerError ?? '',
        cause(facts) ?? '',
        notRun(facts, { hasDiff: false }) ?? '',
      ]) {
        expectThat(each.length <= 400 && !/[\r\n]/.test(each.replace(/\r/g, '')), 'A text is too long.');
      }
    },
  ),
  property(
    'the log of valgrind is read',
    fc.array(
      fc.oneof(
        fc
          .tuple(number, fc.constantFrom('1,024', '9'.repeat(30), ',,,', '1'), number)
          .map(([pid, bytes, blocks]) => `==${pid}==    definitely lost: ${bytes} bytes in ${blocks} blocks`),
        hostileLong,
      ),
      { maxLength: 6 },
    ),
    3000,
    (lines) => {
      const reader = valgrindLogReader();
      for (const each of lines) reader.read(each);
      const { bytes, blocks } = reader.leaks();
      expectThat(
        Number.isFinite(bytes) && Number.isFinite(blocks) && bytes >= 0 && blocks >= 0,
        'A leak is no number.',
      );
      const one = tested('local/a/x', ['passed']);
      parseReport(reportText(report([{ ...one, leaks: { bytes, blocks } }])), 'report.json');
    },
  ),
  property('long lines take no time', fc.tuple(line, hostileLong), 200, ([before, long]) => {
    const run = runLogReader();
    const test = testLogReader();
    for (const each of [`${before}${long}`, `${long}${before}`, ...`${before}${long}`.split('\n')]) {
      run.read(each);
      test.read(each);
    }
  }),
  property(
    'report.json is read, or refused in words; what is read is merged and written',
    someReport,
    400,
    (text) => {
      const read = orUserError(() => parseReport(text, 'report.json'));
      if (read instanceof UserError) return;
      expectEqual(parseReport(reportText(read), 'report.json'), read);
      const both = mergeReports([read, recordedReport]);
      expectEqual(parseReport(reportText(both), 'report.json').tests.length, both.tests.length);
      junitXml(both);
    },
  ),
];
