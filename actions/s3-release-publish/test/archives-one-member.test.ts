import { createHash } from 'node:crypto';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { makerOf } from '../src/archive/archives.ts';
import { type Files, inChunks, MIB, noise, packed, system, tarFiles, text } from './archives-input.ts';

const MIXED: Files = {
  'a.wic': Buffer.concat([text(MIB + 5), noise(MIB), text(100_001, 2)]),
  'b.wic.bz2': noise(MIB + 77, 2),
  'empty.bmap': Buffer.alloc(0),
  'z.txt': text(12_345),
};
const one = (files: Files, more: Parameters<typeof packed>[2] = {}): Promise<Buffer> =>
  packed('tar.gz', files, { ...more, gzipMembers: 'one' });

/** What comes after the first member: a browser's DecompressionStream calls it junk. */
function afterFirstMember(gz: Buffer): number {
  const script = `
import sys, zlib
reader = zlib.decompressobj(31)
reader.decompress(sys.stdin.buffer.read())
assert reader.eof
print(len(reader.unused_data))`;
  return Number(system('python3', ['-c', script], gz).toString());
}

test('many members: all but the first are junk to a reader of one', async () => {
  expect(afterFirstMember(await packed('tar.gz', MIXED))).toBeGreaterThan(MIB);
});

describe('one member', () => {
  test.each<[string, Files]>([
    ['blocks of all kinds', MIXED],
    ['no file', {}],
    ['a tar of one block', { a: text(MIB - 1536) }],
    ['a tar of two blocks', { a: text(2 * MIB - 1536) }],
  ])('%s: a reader of one member comes to its end, with the right sum', async (_, files) => {
    const gz = await one(files);
    expect(afterFirstMember(gz)).toBe(0);
    const names = Object.fromEntries(Object.entries(files).map(([name, { length }]) => [name, length]));
    const read = Object.entries(tarFiles(system('gunzip', [], gz))).map(([name, { size }]) => [name, size]);
    expect(Object.fromEntries(read)).toEqual(names);
    // The same tar as in many members.
    expect(gunzipSync(gz).equals(gunzipSync(await packed('tar.gz', files)))).toBe(true);
  });

  test("a browser's reader takes it", async () => {
    const gz = await one(MIXED);
    const stream = new Blob([new Uint8Array(gz)]).stream().pipeThrough(new DecompressionStream('gzip'));
    const tar = Buffer.from(await new Response(stream).arrayBuffer());
    expect(Object.keys(tarFiles(tar))).toEqual(Object.keys(MIXED));
  });

  test('a wrong byte is found by its sum', async () => {
    const gz = await one(MIXED);
    gz.writeUInt8(gz.readUInt8(gz.length - 8) ^ 1, gz.length - 8);
    expect(() => system('gzip', ['-t'], gz)).toThrow(/crc/i);
  });

  test('header and end are those of RFC 1952 and RFC 1951', async () => {
    const gz = await one({ a: text(100) });
    expect(gz.subarray(0, 10).toString('hex')).toBe('1f8b0800000000000003');
    expect(inflateRawSync(gz.subarray(10, -8)).length).toBe(2048);
    expect(gz.readUInt32LE(gz.length - 4)).toBe(2048);
  });

  test('the same bytes however its sources are chunked', async () => {
    const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    const first = digest(await one(MIXED));
    expect(digest(await one(MIXED, { open: inChunks(MIXED, (n) => 1 + ((n * 7919) % 99_991)) }))).toBe(first);
  });

  test('within 1 % of the size that many members have', async () => {
    const [single, many] = [(await one(MIXED)).length, (await packed('tar.gz', MIXED)).length];
    expect(Math.abs(single - many)).toBeLessThan(many / 100);
  });

  test('every level is read', async () => {
    const files = { a: text(200_000) };
    const tar = gunzipSync(await one(files));
    for (const level of [1, 9]) expect(gunzipSync(await one(files, { level })).equals(tar)).toBe(true);
  });

  test('another maker: two runs of which one makes many members do not share a claim', () => {
    const makers = (['many', 'one', undefined] as const).map((gzipMembers) =>
      makerOf('tar.gz', { level: 6, ...(gzipMembers === undefined ? {} : { gzipMembers }) }),
    );
    expect(makers[0]).toBe(makers[2]);
    expect(makers[0]).not.toBe(makers[1]);
  });
});
