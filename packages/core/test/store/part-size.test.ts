import { expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { partSizeFor } from '@pv-actions/core/store/part-stream.ts';

const MIB = 1024 ** 2;
const TIB = 1024 ** 4;

test.each([
  // 10,000 parts of 8 MiB are 80,000 MiB.
  [0, undefined, 8],
  [80_000 * MIB, undefined, 8],
  [80_000 * MIB + 1, undefined, 9],
  [90_000 * MIB, undefined, 9],
  // 5 TiB are 5,242,880 MiB.
  [5 * TIB, undefined, 525],
  [1000, 16 * MIB, 16],
  [1000, 16 * MIB + 1, 17],
  [1000, 1, 5],
  [80_000 * MIB + 1, 5 * MIB, 9],
  [1000, 6 * 1024 * MIB, 5 * 1024],
])('An upload of %d bytes with parts of %p bytes has parts of %d MiB', (total, wanted, expected) => {
  expect(partSizeFor(total, wanted)).toBe(expected * MIB);
});

test('An object of more than 5 TiB is refused', () => {
  expect(() => partSizeFor(5 * TIB + 1)).toThrow(
    new UserError(
      'An object of 5497558138881 bytes is more than S3 takes, which is 5 TiB (5497558138880 bytes).',
      '',
    ),
  );
});
