import { expect, test } from '@jest/globals';
import { noise, seeded } from '@pv-actions/testkit/seeded.ts';

test('the numbers are those of mulberry32', () => {
  // Computed with a version of the generator in Python.
  const random = seeded(1);
  const numbers = Array.from({ length: 4 }, () => random.next() * 2 ** 32);
  expect(numbers).toEqual([2693262067, 11749833, 2265367787, 4213581821]);
});

test('whole numbers and picks use the same numbers', () => {
  const random = seeded(1);
  expect([random.below(10), random.below(10), random.pick(['a', 'b', 'c']), random.pick(['a', 'b'])]).toEqual(
    [6, 0, 'b', 'b'],
  );
  expect(() => random.pick([])).toThrow(RangeError);
});

test('noise is SHAKE256 of the seed', () => {
  // Computed with Python's hashlib.
  expect(noise('seed', 8).toString('hex')).toBe('4fd6800b5ddf6532');
  expect(noise('seed', 0)).toHaveLength(0);
});
