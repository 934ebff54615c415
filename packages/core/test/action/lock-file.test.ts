import { expect, test } from '@jest/globals';
import { describeHolder, parseHolder } from '@pv-actions/core/action/lock-file.ts';
import fc from 'fast-check';

const text = fc.string({ unit: fc.constantFrom('a', '"', '\n', '\x1b', '\x7f', '\x9b', '\u{1f600}') });
const anything = fc.oneof(
  text,
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.double(),
  fc.constant(null),
  fc.array(fc.string()),
);

test('whatever stands in the file, a holder is described on one short line of plain characters', () => {
  const note = fc.record(
    { repository: anything, run: anything, job: anything, runner: anything, pid: anything, since: anything },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        note.map((value) => JSON.stringify(value)),
        fc.string({ unit: 'binary' }),
        fc.json(),
      ),
      (text) => {
        const holder = parseHolder(text);
        expect(describeHolder(holder)).toMatch(/^(?:another|the) job[^\p{Cc}]{0,600}$/u);
        expect(holder.since ?? SINCE).toMatch(/^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      },
    ),
  );
});

const SINCE = '2026-03-01T12:00:00.000Z';

test.each([
  [
    { job: 'test', repository: 'o/r', run: 'u', runner: 'a', pid: 7 },
    'the job "test" of "o/r" (run "u", runner "a", process 7)',
  ],
  [{ repository: 'o/r', pid: 7 }, 'another job of "o/r" (process 7)'],
  [{ pid: -7 }, 'another job'],
  [{ pid: 1.5 }, 'another job'],
  [{ job: 'a\n::error::b' }, 'the job "a\\n::error::b"'],
  [{ job: ' ' }, 'another job'],
])('%j is %s', (note, described) => {
  expect(describeHolder(parseHolder(JSON.stringify(note)))).toBe(described);
});

test('a time is told in one form', () => {
  expect(parseHolder('{"since":"2026-03-01 13:00:00+01:00"}').since).toBe(SINCE);
});
