import { UserError } from '../action/errors.ts';

const MIB = 1024 * 1024;
const MIN_PART_MIB = 5;
const MAX_PART_MIB = 5 * 1024;
const MAX_OBJECT_BYTES = 5 * 1024 ** 4;

/** Bytes of a part where nobody says otherwise. */
export const DEFAULT_PART_SIZE = 8 * MIB;

/** S3 takes no more parts of one object (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
export const MAX_PARTS = 10_000;

/**
 * The part size in bytes for an upload of at most `totalBytes` bytes: `wanted` bytes (8 MiB unless told), rounded up to whole MiB,
 * and more where 10,000 such parts would not hold it. Never less than the 5 MiB and never more than the 5 GiB that S3 takes.
 *
 * @throws UserError when `totalBytes` is more than the 5 TiB that S3 takes as one object.
 */
export function partSizeFor(totalBytes: number, wanted: number = DEFAULT_PART_SIZE): number {
  if (totalBytes > MAX_OBJECT_BYTES) {
    throw new UserError(
      `An object of ${totalBytes} bytes is more than S3 takes, which is 5 TiB (${MAX_OBJECT_BYTES} bytes).`,
      'Publish fewer or smaller files.',
    );
  }
  const needed = Math.ceil(totalBytes / MAX_PARTS / MIB);
  return Math.min(MAX_PART_MIB, Math.max(MIN_PART_MIB, Math.ceil(wanted / MIB), needed)) * MIB;
}
