import { expect, test } from '@jest/globals';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { readQuarantine } from '../src/quarantine.ts';

const NOW = new Date('2026-11-26T23:59:00Z');
const read = (text: string) => readQuarantine(text, 'tests/quarantine.txt', NOW);

test('a line is an id, the last day and the reason', () => {
  const { tests, warnings } = read(
    '# known trouble\r\n\r\nlocal/core/x 2026-12-31 hangs with kernel 6.12\r\n  remote/net/y\t2026-11-26   DNS  \n',
  );
  expect([...tests]).toEqual([
    ['local/core/x', { reason: 'hangs with kernel 6.12', until: '2026-12-31' }],
    ['remote/net/y', { reason: 'DNS', until: '2026-11-26' }],
  ]);
  expect(warnings).toEqual([]);
});

test('a line that has expired is a warning, and its test counts again', () => {
  const { tests, warnings } = read('\nlocal/core/x 2026-11-25 hangs');
  expect(tests.size).toBe(0);
  expect(warnings).toEqual([
    'tests/quarantine.txt:2: the quarantine of local/core/x ended on 2026-11-25, so it can fail this stage again. Remove the line, or give it a later date.',
  ]);
});

test('all lines that are wrong are named together', () => {
  const text = [
    'local/core/x 2026-12-31',
    'local/core/y soon because',
    'local/core/z 2026-02-30 no such day',
    'core/a 2026-12-31 no scope',
    'local/core 2026-12-31 a folder',
    'local/core/ok 2026-12-31 fine',
    'local/core/ok 2027-12-31 again',
    'local/../etc 2026-12-31 up',
  ].join('\n');
  const error = userErrorOf(() => read(text));
  expect(error.message).toBe(
    [
      'tests/quarantine.txt:1: "local/core/x 2026-12-31" is not an id, a date and a reason.',
      'tests/quarantine.txt:2: "soon" is not a date.',
      'tests/quarantine.txt:3: "2026-02-30" is not a date.',
      'tests/quarantine.txt:4: "core/a" is not the id of a test.',
      'tests/quarantine.txt:5: "local/core" is not the id of a test.',
      'tests/quarantine.txt:7: "local/core/ok" is there twice.',
      'tests/quarantine.txt:8: "local/../etc" is not the id of a test.',
    ].join('\n'),
  );
  expect(error.advice).toContain('local/core/x 2026-12-31 hangs');
});
