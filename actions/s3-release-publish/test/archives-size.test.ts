import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { constants, gunzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { needed } from '@pv-actions/testkit/needing.ts';
import { zstdFrames } from '../src/archive/members.ts';
import { runsOf } from '../src/archive/runs.ts';
import { type Files, MIB, noise, packed, system, text, unzstd } from './archives-input.ts';

const repeated = (unit: Buffer, bytes: number): Buffer => Buffer.alloc(bytes, unit);
const alternating = (bytes: number): Buffer =>
  Buffer.concat(
    Array.from({ length: bytes / 131_072 }, (_, n) => [noise(65_536, n + 1), text(65_536, n + 1)]).flat(),
  );
/** Words of 4 bytes out of a thousand: deflate finds them, and a test that only looks at bytes does not. */
const words = (bytes: number): Buffer => {
  const choices = noise(bytes / 2, 5);
  const vocabulary = noise(4096, 6);
  return Buffer.concat(
    Array.from({ length: bytes / 4 }, (_, n) => {
      const at = 4 * (choices.readUInt16LE(2 * n) & 1023);
      return vocabulary.subarray(at, at + 4);
    }),
  );
};
const base64 = Buffer.from(noise(3 * MIB).toString('base64'));
const program = readFileSync(process.execPath).subarray(8 * MIB, 12 * MIB);

/** Contents, and what a member cannot take from the one before it and so has to hold again, in bytes. */
const CONTENTS: readonly (readonly [string, Buffer, number])[] = [
  ['text', text(4 * MIB), 0],
  ['noise', noise(4 * MIB), 0],
  ['machine code', program, 0],
  ['squashfs: compressed blocks', system('gzip', ['-9'], Buffer.concat([program, text(4 * MIB)])), 0],
  ['noise and text in turn, of 64 KiB each', alternating(4 * MIB), 0],
  ['noise that repeats after 20,000 bytes', repeated(noise(20_000), 4 * MIB), 20_000],
  ['noise that repeats after 40,000 bytes', repeated(noise(40_000), 4 * MIB), 40_000],
  ['noise in base64', base64, 0],
  ['words of 4 bytes', words(2 * MIB), 0],
  ['zeros', Buffer.alloc(4 * MIB), 100],
];

describe('a tar.gz is no more than 2 % larger than what gzip -6 makes', () => {
  const sizes = async (files: Files): Promise<[number, number]> => {
    const gz = await packed('tar.gz', files);
    return [gz.length, system('gzip', ['-6'], gunzipSync(gz)).length];
  };
  test.each(CONTENTS)('%s', async (_, content, again) => {
    const [size, reference] = await sizes({ 'image.wic': content });
    expect(size).toBeLessThan(reference * 1.02 + again * (content.length / MIB));
  });

  test('10,000 small files, half of them compressed already', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, n) => {
        const size = (n * 7919) % 1500;
        const name = String(n).padStart(5, '0');
        return n % 2 ? [`${name}.gz`, noise(size, n)] : [`${name}.txt`, text(size, n)];
      }),
    );
    const [size, reference] = await sizes(files);
    expect(size).toBeLessThan(reference * 1.02);
  });
});

(needed('zstd') ? describe : describe.skip)(
  'a tar.zst is no more than 2 % larger than what zstd -3 makes',
  () => {
    test.each(CONTENTS)('%s', async (_, content, again) => {
      const zst = await packed('tar.zst', { 'image.wic': content });
      const reference = system('zstd', ['-3', '-c'], unzstd(zst)).length;
      expect(zst.length).toBeLessThan(reference * 1.02 + again * (content.length / (2 * MIB)) + 100);
    });
  },
);

/** The lengths of runs, and whether they are compressible. The bytes themselves take jest seconds to compare. */
const shownRuns = async (block: Buffer): Promise<[number, boolean][]> =>
  (await runsOf(block, 15)).map(({ bytes, compressible }) => [bytes.length, compressible]);

describe('what is stored', () => {
  test.each([
    ['noise', noise(MIB), true],
    ['noise of odd size', noise(777_777), true],
    ['a little noise', noise(1000), true],
    ['random bytes', randomBytes(MIB), true],
    ['noise that repeats out of reach', repeated(noise(40_000), MIB), true],
    ['noise that repeats in reach', repeated(noise(20_000), MIB), false],
    ['base64', base64.subarray(0, MIB), false],
    ['words of 4 bytes', words(MIB), false],
    ['text', text(MIB), false],
    ['machine code', program.subarray(0, MIB), false],
  ])('%s', async (_, block, expected) => {
    expect(await shownRuns(block)).toEqual([[block.length, !expected]]);
  });

  test.each([128, 256, 384, 512])('noise and text in turn, of %i KiB each: the noise only', async (kib) => {
    const bytes = kib * 1024;
    expect(await shownRuns(Buffer.concat([noise(bytes, 1), text(bytes), noise(bytes, 2)]))).toEqual([
      [bytes, false],
      [bytes, true],
      [bytes, false],
    ]);
  });

  test('a little text in noise is a run of its own', async () => {
    expect(await shownRuns(Buffer.concat([noise(MIB - 30_000), text(30_000)]))).toEqual([
      [MIB - 131_072, false],
      [131_072, true],
    ]);
  });

  test('a file that is compressed already by its name, whatever is in it', async () => {
    const files = (name: string): Files => ({ [name]: text(2 * MIB) });
    for (const name of ['a.bz2', 'a.gz', 'a.tgz', 'a.xz', 'a.zst', 'a.zip', 'a.lz4', 'a.lzo', 'A.GZ']) {
      expect((await packed('tar.gz', files(name))).length).toBeGreaterThan(2 * MIB);
    }
    expect((await packed('tar.gz', files('gz'))).length).toBeLessThan(MIB);
  });

  test('everything, when the level says so', async () => {
    const gz = await packed('tar.gz', { 'a.wic': text(2 * MIB) }, { level: 0 });
    expect(gz.length).toBeGreaterThan(2 * MIB);
  });

  test('noise, however high the level of zstd: its frame is that of the fastest one', async () => {
    // The text in it, 0.2 %, would become smaller at the high level.
    const block = Buffer.concat([noise(2 * MIB - 4000), text(4000)]);
    const frameOf = async (level: number): Promise<Buffer> =>
      Buffer.concat(await zstdFrames(level).compress(block, false));
    const fastest = await frameOf(-5);
    expect((await frameOf(19)).equals(fastest)).toBe(true);
    const params = { [constants.ZSTD_c_compressionLevel]: 19 };
    expect(zstdCompressSync(block, { params }).length).toBeLessThan(fastest.length - 1000);
  });

  test('text at a high level of zstd becomes smaller', async () => {
    const files = { 'a.wic': text(MIB) };
    const zst = await packed('tar.zst', files, { level: 19 });
    expect(zst.length).toBeLessThan((await packed('tar.zst', files)).length);
  });
});
