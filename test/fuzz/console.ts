import { lineSplitter } from '@pv-actions/core/action/lines.ts';
import { type BuildReport, buildReporter } from '@pv-actions/core/bitbake/build-report.ts';
import { explain, explainTask } from '@pv-actions/core/bitbake/cause.ts';
import { consoleReader } from '@pv-actions/core/bitbake/console.ts';
import { relevantLines } from '@pv-actions/core/bitbake/task-log.ts';
import { hostileBytes, hostileKey, hostileLine, hostileLong } from '@pv-actions/testkit/fuzz/hostile.ts';
import { chunked, mutated } from '@pv-actions/testkit/fuzz/mutate.ts';
import { property } from '@pv-actions/testkit/fuzz/property.ts';
import fc from 'fast-check';
import { parts, recorded } from './corpus.ts';
import { expectEqual, expectThat } from './expect.ts';

const number = fc.oneof(
  fc.nat(30).map(String),
  fc.constantFrom('00', '1e3', '-1', '9'.repeat(20), '9'.repeat(400), '٣'),
);
const hole = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('app', 'app-1.0-r0', 'zlib-native') },
  hostileKey,
);
const task = fc.oneof(fc.constantFrom('do_compile', 'do_fetch', 'do_'), hostileKey);
const file = fc.oneof(
  fc.constantFrom(
    '/l/app_1.0.bb',
    'mc:x:virtual:native:/l/zlib_1.3.bb',
    'virtual:multilib:lib32:/l/a.bb',
    '/l/a.bb:',
  ),
  hostileLine,
);

/** A line of bitbake, with what a recipe can put into it. */
const line: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(fc.constantFrom('ERROR', 'WARNING', 'NOTE', 'DEBUG'), hole, task, hostileLine)
    .map(([level, pf, name, text]) => `${level}: ${pf} ${name}: ${text}`),
  fc
    .tuple(fc.constantFrom('ERROR', 'WARNING', 'Parsing recipes...ERROR', ' '), hostileLine)
    .map(([level, text]) => `${level}: ${text}`),
  fc
    .tuple(fc.constantFrom('', 'setscene ', 'noexec '), number, number, file, task)
    .map(([kind, at, of, path, name]) => `NOTE: Running ${kind}task ${at} of ${of} (${path}:${name})`),
  fc
    .tuple(hole, task, fc.constantFrom('Started', 'Succeeded', 'Failed', ''))
    .map(([pf, name, state]) => `NOTE: recipe ${pf}: task ${name}: ${state}`),
  fc.tuple(file, task).map(([path, name]) => `ERROR: Task (${path}:${name}) failed with exit code '1'`),
  fc
    .tuple(file, task)
    .map(
      ([path, name]) =>
        `WARNING: Setscene task (${path}:${name}) failed with exit code '1' - real task will be run instead`,
    ),
  fc
    .tuple(hole, hostileLine)
    .map(
      ([recipe, text]) =>
        `ERROR: Logfile of failure stored in: /t/work/x/${recipe}/1.0/temp/log.do_compile.7${text}`,
    ),
  hostileLine.map((text) => `| ${text}`),
  fc
    .tuple(number, number, number)
    .map(
      ([all, reused, failed]) =>
        `NOTE: Tasks Summary: Attempted ${all} tasks of which ${reused} didn't need to be rerun and ${failed} failed.`,
    ),
  fc
    .tuple(number, number, number, number)
    .map(
      ([a, b, c, d]) =>
        `Sstate summary: Wanted ${a} Local ${b} Mirrors ${c} Missed ${d} Current ${a} (${b}% match, 0% complete)`,
    ),
  fc
    .tuple(number, fc.constantFrom('ERROR', 'WARNING'))
    .map(([count, level]) => `Summary: There were ${count} ${level} messages`),
  number.map((count) => `Summary: ${count} tasks failed:`),
  fc.tuple(file, task).map(([path, name]) => `  ${path}:${name}`),
  hostileLine.map((text) => `    log: /t/${text}`),
  fc.tuple(hostileKey, hostileLine).map(([key, value]) => `${key}                = "${value}"`),
  number.map((count) => `Bitbake still alive (no events for ${count}s). Active tasks:`),
  fc.constantFrom(
    'Build Configuration:',
    'Build Configuration (mc:x):',
    'Log data follows:',
    'Close matches:',
    '  near',
    '',
    'Traceback (most recent call last):',
    'No space left on device',
    'Keyboard Interrupt, closing down...',
  ),
  hostileLine,
);
const RECORD = [
  '2026-11-20 20:32:43 - INFO     - ',
  '2026-11-20 20:32:43 - ERROR    - ',
  '2026-11-20 20:32:43 - WARNING  - ',
  '2026-11-20 20:32:43 - CRITICAL - ',
];
const written = fc
  .array(fc.tuple(fc.constantFrom('', ...RECORD), line), { maxLength: 25 })
  .map((lines) => lines.map((each) => each.join('')).join('\n'));
const CORPUS = parts(recorded('bitbake/fixtures/bitbake-logs', /\.(?:err|out)$/), 40);
const consoles = fc.oneof(written, mutated(CORPUS, fc.oneof(line, hostileLine, number)));
const mode = fc.constantFrom<'kas' | 'raw'>('kas', 'raw');

interface Read {
  readonly report: BuildReport;
  /** How many events there were of each type. */
  readonly events: ReadonlyMap<string, number>;
}

function read(how: 'kas' | 'raw', lines: Iterable<string>, looksOn = false): Read {
  const reader = consoleReader(how);
  const reporter = buildReporter();
  const events = new Map<string, number>();
  for (const each of lines) {
    const event = reader.read(each);
    if (event === undefined) continue;
    events.set(event.type, (events.get(event.type) ?? 0) + 1);
    reporter.add(event);
    if (looksOn) reporter.report();
  }
  return { report: reporter.report(), events };
}

function sum(values: readonly { readonly count: number }[]): number {
  return values.reduce((all, { count }) => all + count, 0);
}

/** Every number of a value, and that none of its texts is longer than a message may be. */
function* numbers(value: unknown): Generator<number> {
  if (typeof value === 'number') yield value;
  else if (typeof value === 'string')
    expectThat(value.length <= 17 * 1024, `A text has ${value.length} characters.`);
  else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) yield* numbers(each);
}

export const properties = [
  property(
    'a console is read: the numbers are numbers, and count what was said',
    fc.tuple(mode, consoles),
    5000,
    ([how, text]) => {
      const { report, events } = read(how, text.split('\n'));
      expectEqual(report.errorCount, events.get('error') ?? 0);
      expectEqual(report.warningCount, events.get('warning') ?? 0);
      expectEqual([sum(report.errors), sum(report.warnings)], [report.errorCount, report.warningCount]);
      for (const each of numbers(report)) expectThat(Number.isSafeInteger(each), `${each} is no count.`);
      expectEqual(
        JSON.parse(JSON.stringify(report)),
        JSON.parse(JSON.stringify(read(how, text.split('\n'), true).report)),
      );
    },
  ),
  property(
    'its report does not depend on where its chunks end',
    fc.tuple(
      mode,
      fc.oneof(
        consoles.map((text) => Buffer.from(text)),
        hostileBytes,
      ),
      fc.array(fc.nat(), { maxLength: 6 }),
    ),
    3000,
    ([how, bytes, cuts]) => {
      const lines: string[] = [];
      const splitter = lineSplitter((given) => void lines.push(...given));
      for (const chunk of chunked(bytes, cuts)) splitter.add(chunk);
      splitter.end();
      expectEqual(read(how, lines).report, read(how, bytes.toString().split('\n')).report);
    },
  ),
  property(
    'a long line takes no time',
    fc.tuple(mode, line, hostileLong, line),
    400,
    ([how, before, long, after]) => {
      read(how, [`${before}${long}`, ...long.split('\n'), `${long}${after}`, after]);
    },
  ),
  property(
    'of the log of a task the lines that matter are lines of it',
    fc.array(
      fc.oneof(
        line,
        hostileLong,
        fc.constantFrom(
          'a.c:1:2: error: x',
          '  ^',
          'make: *** [x] Error 1',
          'Traceback (most recent call last):',
          'CMake Error at a:',
          'ld: cannot find -lx',
        ),
      ),
      { maxLength: 20 },
    ),
    600,
    (lines) => {
      const log = lines.join('\n');
      const found = relevantLines(log, 10);
      expectThat(found.length <= 10, 'There are more lines than asked for.');
      for (const each of found)
        expectThat(
          each.length <= 500 && each.split(' … ').every((part) => log.includes(part)),
          `"${each}" is no line of it.`,
        );
    },
  ),
  property(
    'an error is explained in few and short lines, the first of which is the headline',
    fc.tuple(mode, consoles),
    1000,
    ([how, text]) => {
      const { report } = read(how, text.split('\n'));
      const explained = [
        ...report.errors.map((error) => explain(error.text)),
        ...report.failedTasks.map(({ messages, logLines }) => explainTask(messages, logLines.join('\n'))),
      ];
      for (const { headline, lines, places } of explained) {
        expectThat(headline === '' || lines.length > 0, 'A headline stands alone.');
        expectThat(
          lines.every(({ length }) => length <= 500),
          'A line is long.',
        );
        for (const { line: at } of places) expectThat(Number.isSafeInteger(at), `${at} is no line.`);
      }
    },
  ),
];
