import type { Report, TestReport, Try, Verdict } from './report.ts';
import { categoryOf, nameOf } from './test-id.ts';
import { lastBytes, MEANING, NEVER_LAUNCHED } from './wording.ts';

/** How much of a log stands in one `system-out`: bytes of UTF-8, with the note that it was cut. */
const SYSTEM_OUT_LIMIT = 64 * 1024;

const PASSING: readonly Verdict[] = ['passed', 'flaky', 'skipped'];

/** The suite of what is wrong beside the tests, and the test case in it. */
const RUN = { suite: 'pvtest', name: 'run', file: 'test.docker.sh' } as const;

/** What an ending means where every test that has a result passed. */
const ENDED: Readonly<Partial<Record<Report['ending'], string>>> = {
  'timed-out': 'The tests took longer than they may, and were stopped.',
  cancelled: 'The job was cancelled.',
  killed: 'The step ended before the tests did.',
};

/**
 * A report as JUnit XML, in the form of Maven Surefire, which Jenkins
 * (https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd)
 * and the usual reporters for GitHub read: a `testsuite` for each `<scope>/<category>`, and in it a `testcase` for each test. The
 * tries besides the one that decides are `rerunFailure` and `rerunError`, those of a test that passed at last
 * `flakyFailure` and `flakyError`. A test in quarantine is skipped, so that no reader fails for it.
 *
 * What is wrong beside the tests is an `error` of a suite of its own: who reads this file only must not take the run for a good one.
 * `file` of a suite is its folder: readers that annotate would take the end of a class name for a file.
 *
 * @param problems Sentences: those of the report, and what else was found wrong with it.
 */
export function junitXml(report: Report, problems: readonly string[] = report.problems): string {
  return [...junitChunks(report, problems)].join('');
}

/** The text of `junitXml` in pieces, none longer than a test is. */
export function* junitChunks(
  report: Report,
  problems: readonly string[] = report.problems,
): Generator<string> {
  const suites = Map.groupBy(report.tests, suiteName);
  const all = totals(report.tests);
  const isRed = problems.length > 0 || all.failures + all.errors > 0;
  const wrong = isRed ? problems : [ENDED[report.ending]].filter((text) => text !== undefined);
  const more = wrong.length > 0 ? 1 : 0;
  const sums = { ...all, tests: all.tests + more, errors: all.errors + more };
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${attributes({ name: 'pvtest', ...sums, time: time(report.tests) })}>\n`;
  if (wrong.length > 0) yield writeElement(runSuite(wrong, report), 2);
  for (const [name, tests] of suites) {
    const skipped = tests.filter(isSkipped).length;
    const sum = { ...totals(tests), skipped, time: time(tests), timestamp: timestamp(tests, report) };
    const about = { name, ...sum, file: tests.map(categoryOf)[0] ?? name };
    yield `  <testsuite${attributes(about)}>\n`;
    yield writeElement(properties(report, tests), 4);
    for (const test of tests) yield writeElement(testCase(test), 4);
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

function runSuite(problems: readonly string[], report: Report): Element {
  const { suite, name, file } = RUN;
  const sum = {
    tests: 1,
    failures: 0,
    errors: 1,
    skipped: 0,
    time: time([]),
    timestamp: timestamp([], report),
  };
  const error = element('error', { type: 'problem', message: problems.join(' ') }, problems.join('\n'));
  return element('testsuite', { name: suite, ...sum, file }, [
    properties(report, []),
    element('testcase', { name, classname: suite, time: time([]) }, [error]),
  ]);
}

function suiteName(test: TestReport): string {
  return test.distro === undefined ? categoryOf(test) : `${test.distro}/${categoryOf(test)}`;
}

function totals(tests: readonly TestReport[]): Readonly<Record<'tests' | 'failures' | 'errors', number>> {
  const failing = tests.filter((test) => !isSkipped(test) && !PASSING.includes(test.verdict));
  const failures = failing.filter(({ verdict }) => verdict === 'failed').length;
  return { tests: tests.length, failures, errors: failing.length - failures };
}

function isSkipped(test: TestReport): boolean {
  return test.verdict === 'skipped' || isExcused(test);
}

/** Whether its quarantine keeps a test from failing. */
function isExcused({ verdict, quarantine }: TestReport): boolean {
  return quarantine !== undefined && !PASSING.includes(verdict);
}

/** The seconds of all tries, with 3 decimals. */
function time(tests: readonly TestReport[]): string {
  const seconds = tests.flatMap(({ tries }) => tries.map((each) => each.seconds ?? 0));
  return seconds.reduce((sum, each) => sum + each, 0).toFixed(3);
}

/** When the first test of a suite was launched: UTC, without a zone, as Surefire writes it. */
function timestamp(tests: readonly TestReport[], { started }: Report): string {
  const launched = tests.flatMap(({ tries }) => tries.flatMap((each) => each.started ?? []));
  const first = launched.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  const iso = Number.isFinite(first) ? new Date(first * 1000).toISOString() : started;
  return iso.slice(0, '2026-01-01T00:00:00'.length);
}

function properties({ distro, source, shard }: Report, [first]: readonly TestReport[]): Element {
  const all = [
    ['distro', first?.distro ?? distro],
    ['commit', source.sha],
    ['shard', shard && `${shard.index}/${shard.of}`],
  ] as const;
  const known = all.flatMap(([name, value]) =>
    value === undefined ? [] : [element('property', { name, value })],
  );
  return element('properties', {}, known);
}

function testCase(test: TestReport): Element {
  const about = {
    name: nameOf(test),
    classname: suiteName(test).replaceAll('/', '.'),
    time: time([test]),
  };
  return element('testcase', about, testResult(test));
}

function testResult(test: TestReport): Element[] {
  const { verdict, tries, quarantine } = test;
  const bad = tries.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'skipped');
  if (verdict === 'passed') return [];
  if (verdict === 'flaky') return bad.map((each) => rerun('flaky', each));
  if (verdict === 'skipped') return [element('skipped', { message: reasonOf(test, tries.at(-1)) })];
  const main = bad.find(({ outcome }) => outcome === verdict) ?? bad.at(-1);
  const message = main === undefined ? (test.reason ?? NEVER_LAUNCHED) : reasonOf(test, main);
  if (isExcused(test)) {
    // The diff stands last: of a long text the end is kept.
    const text = [`${verdict}: ${message}`, main?.log, main?.diff].filter((each) => each !== undefined);
    const why = `quarantined until ${quarantine?.until}: ${quarantine?.reason}`;
    return [element('skipped', { message: why }), ...systemOut(text.join('\n'))];
  }
  const others = bad.filter((each) => each !== main).map((each) => rerun('rerun', each));
  const tag = verdict === 'failed' ? 'failure' : 'error';
  return [
    element(tag, { type: verdict, message }, main?.diff ?? message),
    ...others,
    ...systemOut(main?.log),
  ];
}

function rerun(prefix: 'flaky' | 'rerun', each: Try): Element {
  const message = each.reason ?? MEANING[each.outcome];
  return element(
    `${prefix}${each.outcome === 'failed' ? 'Failure' : 'Error'}`,
    { type: each.outcome, message },
    [element('stackTrace', {}, each.diff ?? message), ...systemOut(each.log)],
  );
}

function reasonOf({ reason }: TestReport, each: Try | undefined): string {
  return each?.reason ?? reason ?? MEANING[each?.outcome ?? 'skipped'];
}

/** The end of a log that is too long, below a line that says so. */
function systemOut(log: string | undefined): Element[] {
  if (log === undefined || log === '') return [];
  const text = xmlText(log);
  const bytes = Buffer.byteLength(text);
  if (bytes <= SYSTEM_OUT_LIMIT) return [element('system-out', {}, text)];
  const note = `[The first part of ${bytes} bytes was cut.]\n`;
  return [element('system-out', {}, `${note}${lastBytes(text, SYSTEM_OUT_LIMIT - note.length)}`)];
}

/** An element of XML: its content is a text, or other elements. */
interface Element {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly content: string | readonly Element[];
}

type Attributes = Readonly<Record<string, string | number>>;

/** What XML 1.0 does not allow (https://www.w3.org/TR/xml/#charsets). Halves of a surrogate pair are among it. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function element(tag: string, given: Attributes, content: Element['content'] = ''): Element {
  return { tag, attributes: given, content };
}

/** An element as XML that begins on a line of its own, `indent` blanks from the left. Texts stay as they are. */
function writeElement({ tag, attributes: given, content }: Element, indent: number): string {
  const margin = ' '.repeat(indent);
  const open = `${margin}<${tag}${attributes(given)}`;
  if (content.length === 0) return `${open}/>\n`;
  if (typeof content === 'string') return `${open}>${escapeContent(content)}</${tag}>\n`;
  const inner = content.map((each) => writeElement(each, indent + 2)).join('');
  return `${open}>\n${inner}${margin}</${tag}>\n`;
}

/** Attributes as they stand in a tag, each after a blank. */
function attributes(given: Attributes): string {
  return Object.entries(given)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('');
}

/** `text` with U+FFFD for each character that XML 1.0 does not allow. */
function xmlText(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd');
}

/** `>` too, so that no `]]>` stands in the text. A reader would take a carriage return for a newline. */
function escapeContent(text: string): string {
  return xmlText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** A reader would take each white space in an attribute for a blank. */
function escapeAttribute(text: string): string {
  return escapeContent(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}
