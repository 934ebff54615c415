import { describe, expect, test } from '@jest/globals';
import { evaluate, interpolate, toText } from '@pv-actions/testkit/runner/expressions.ts';

const contexts = {
  github: { ref_name: '029', event: { tags: ['a', 'b'] } },
  matrix: { code: 4, none: null },
};

describe('evaluate', () => {
  test.each([
    ["github.ref_name == '029' && 'yes' || 'no'", 'yes'],
    ["'it''s ''quoted'''", "it's 'quoted'"],
    ["format('{0}''s ''{1}''', 'a', matrix.code)", "a's '4'"],
    ['github.event.tags[1]', 'b'],
    ['github.event.missing.deeper', null],
    [`fromJSON('[1, {"a": true}]')`, [1, { a: true }]],
    ["contains(github.event.tags, 'A')", true],
    ['matrix.none', null],
  ])('%s', (expression, expected) => {
    expect(evaluate(expression, { contexts })).toEqual(expected);
  });

  test.each([
    ['success', { success: true, failure: false, cancelled: false, always: true }],
    ['failure', { success: false, failure: true, cancelled: false, always: true }],
    ['cancelled', { success: false, failure: false, cancelled: true, always: true }],
    ['skipped', { success: false, failure: false, cancelled: false, always: true }],
  ] as const)('the status functions of %s', (status, expected) => {
    for (const [name, value] of Object.entries(expected)) {
      expect(evaluate(`${name}()`, { contexts, status })).toBe(value);
    }
  });

  test.each([
    ['env.x', "Unrecognized named-value: 'env'"],
    ['success()', "Unrecognized function: 'success'"],
    ['github.', 'Unexpected'],
  ])('%s is refused', (expression, message) => {
    expect(() => evaluate(expression, { contexts })).toThrow(message);
  });
});

test('interpolate: texts around expressions, and braces in a string', () => {
  const open = '$'.concat('{{');
  expect(interpolate(`v${open} github.ref_name }}-${open} '}}' }}.`, { contexts })).toBe('v029-}}.');
  expect(interpolate(`${open} matrix.none }}`, { contexts })).toBe('');
  expect(() => interpolate(`${open} github.event }}`, { contexts })).toThrow('A mapping was not expected.');
  expect(() => interpolate(`${open} 'x }}`, { contexts })).toThrow('The expression is not closed');
});

test.each([
  [true, 'true'],
  [0.5, '0.5'],
  [Number.NaN, 'NaN'],
  ['', ''],
])('toText %s', (value, expected) => {
  expect(toText(value)).toBe(expected);
});
