import { describe, expect, test } from '@jest/globals';
import { describeLeg, expandStrategy } from '@pv-actions/testkit/runner/matrix.ts';

describe('expandStrategy', () => {
  test('a job without a strategy has one leg', () => {
    expect(expandStrategy(null)).toEqual({
      legs: [{}],
      failFast: true,
      maxParallel: Number.POSITIVE_INFINITY,
    });
  });

  test('include: the example of the GitHub documentation', () => {
    const { legs } = expandStrategy({
      matrix: {
        fruit: ['apple', 'pear'],
        animal: ['cat', 'dog'],
        include: [
          { color: 'green' },
          { color: 'pink', animal: 'cat' },
          { fruit: 'apple', shape: 'circle' },
          { fruit: 'banana' },
          { fruit: 'banana', animal: 'cat' },
        ],
      },
    });
    expect(legs).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ]);
  });

  test('exclude: the example of the GitHub documentation', () => {
    const { legs } = expandStrategy({
      matrix: {
        os: ['macos', 'windows'],
        version: [12, 14, 16],
        environment: ['staging', 'production'],
        exclude: [
          { os: 'macos', version: 12, environment: 'production' },
          { os: 'windows', version: 16 },
        ],
      },
    });
    expect(legs.map(describeLeg)).toEqual([
      'macos, 12, staging',
      'macos, 14, staging',
      'macos, 14, production',
      'macos, 16, staging',
      'macos, 16, production',
      'windows, 12, staging',
      'windows, 12, production',
      'windows, 14, staging',
      'windows, 14, production',
    ]);
  });

  test('include alone: a leg for each entry', () => {
    const include = [{ machine: 'a' }, { machine: 'b', target: 't' }];
    expect(expandStrategy({ matrix: { include }, 'fail-fast': false, 'max-parallel': 2 })).toEqual({
      legs: include,
      failFast: false,
      maxParallel: 2,
    });
  });

  test.each([
    [{ matrix: { a: [] } }, "Matrix vector 'a' does not contain any values."],
    [{ matrix: { include: [] } }, 'The matrix has no combination to run.'],
    [{ matrix: { a: [1], exclude: [{ a: 1 }] } }, 'The matrix has no combination to run.'],
    [{ matrix: { include: 'x' } }, 'matrix.include is not a list of mappings.'],
    [{ matrix: 'x' }, 'The matrix is not a mapping.'],
    [{ matrix: { a: [1] }, 'max-parallel': 0 }, 'strategy.max-parallel is 0. Use a number from 1 on.'],
  ])('%j is refused', (strategy, message) => {
    expect(() => expandStrategy(strategy)).toThrow(message);
  });
});
