import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { needing } from '@pv-actions/testkit/needing.ts';
import fc from 'fast-check';
import { makerOf } from '../src/archive/archives.ts';
import type { Format } from '../src/plan.ts';
import {
  type Files,
  inChunks,
  MIB,
  noise,
  packed,
  system,
  tarFiles,
  text,
  unzstd,
} from './archives-input.ts';

const LONG = process.env['PV_TEST_LONG'] === 'true';
const ARCHIVES = ['tar.gz', 'tar.zst', 'zip'] as const satisfies readonly Format[];
/** 1980-01-01T00:00:00Z in seconds, and how a regular file is marked. */
const ABOUT = '644 0 0 root root 315532800 0';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const seen = (files: Files) =>
  Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [
      name,
      { size: bytes.length, sha256: sha256(bytes), about: ABOUT },
    ]),
  );

const MIXED: Files = {
  'a.wic': Buffer.concat([text(3 * MIB), noise(2 * MIB), text(700_001, 2)]),
  'b.wic.bz2': noise(2 * MIB + 77, 2),
  'empty.bmap': Buffer.alloc(0),
  'folder/small.gz': noise(100, 3),
  'z.txt': text(12_345),
};

describe('readers of the system', () => {
  test('gzip -t, gunzip and Python find the files of a tar.gz', async () => {
    const gz = await packed('tar.gz', MIXED);
    system('gzip', ['-t'], gz);
    expect(tarFiles(system('gunzip', [], gz))).toEqual(seen(MIXED));
  });

  test('GNU tar lists a tar.gz without a word on standard error', async () => {
    const gz = await packed('tar.gz', MIXED);
    const { stdout, stderr } = spawnSync('tar', ['-tzf', '-'], { input: gz });
    expect(stderr.toString()).toBe('');
    expect(stdout.toString().trimEnd().split('\n')).toEqual(Object.keys(MIXED));
  });

  needing('zstd')('zstd finds the files of a tar.zst, with size and checksum', async () => {
    const zst = await packed('tar.zst', MIXED);
    system('zstd', ['-t'], zst);
    expect(tarFiles(system('zstd', ['-d', '-c'], zst))).toEqual(seen(MIXED));
    // RFC 8878 3.1.1.1.1: a content size of 4 bytes, no window descriptor, a checksum.
    expect(zst.subarray(0, 9).toString('hex')).toBe('28b52ffda400002000');
    const broken = Buffer.from(zst);
    // The checksum is the last 4 bytes of a frame.
    broken.writeUInt8(broken.readUInt8(broken.length - 1) ^ 1, broken.length - 1);
    expect(() => system('zstd', ['-t'], broken)).toThrow(/checksum/i);
  });

  test('Python finds the files of a zip, stored, with mode and date', async () => {
    const script = `
import hashlib, io, json, sys, zipfile
archive = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
assert archive.testzip() is None
print(json.dumps({i.filename: [hashlib.sha256(archive.read(i)).hexdigest(), i.compress_type, i.date_time,
  oct(i.external_attr >> 16)] for i in archive.infolist()}))`;
    const zip = await packed('zip', MIXED);
    expect(JSON.parse(system('python3', ['-c', script], zip).toString())).toEqual(
      Object.fromEntries(
        Object.entries(MIXED).map(([name, bytes]) => [
          name,
          [sha256(bytes), 0, [1980, 1, 1, 0, 0, 0], '0o100644'],
        ]),
      ),
    );
  });
});

test('a file is published as it is', async () => {
  expect((await packed('file', { 'a.sh': text(200_000) })).equals(text(200_000))).toBe(true);
});

describe('sizes at the edges of blocks', () => {
  const edges = [MIB, 2 * MIB, 2 * MIB - 512, 2 * MIB - 1536].flatMap((size) => [size - 1, size, size + 1]);
  test.each(edges)('%i bytes', async (size) => {
    const files: Files = { 'a.wic': text(size), 'b.gz': noise(size), c: Buffer.alloc(0) };
    expect(tarFiles(gunzipSync(await packed('tar.gz', files)))).toEqual(seen(files));
    expect(tarFiles(unzstd(await packed('tar.zst', files)))).toEqual(seen(files));
  });
});

describe('equal content makes equal bytes', () => {
  test.each(ARCHIVES)('%s: however its sources are chunked', async (format) => {
    const first = await packed(format, MIXED);
    for (const open of [
      inChunks(MIXED),
      inChunks(MIXED, () => 3 * MIB),
      inChunks(MIXED, (n) => 1 + ((n * 7919) % 99_991)),
    ]) {
      expect(sha256(await packed(format, MIXED, { open }))).toBe(sha256(first));
    }
  });

  test.each(['tar.gz', 'tar.zst'] as const)('%s: any files in any chunks, of any level', async (format) => {
    const file = fc.record({
      suffix: fc.constantFrom('', '.gz', '.wic', '.ZST'),
      size: fc.oneof(fc.nat(3000), fc.nat(3 * MIB), fc.constantFrom(MIB, MIB - 512, 2 * MIB)),
      part: fc.nat(4),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(file, { maxLength: 4 }),
        fc.integer({ min: 1000, max: 2 * MIB }),
        fc.constantFrom(1, undefined, 9),
        async (wanted, chunk, level) => {
          const files: Files = Object.fromEntries(
            wanted.map(({ suffix, size, part }, n) => {
              const cut = Math.floor((size * part) / 4);
              return [`${n}${suffix}`, Buffer.concat([noise(cut, n + 1), text(size - cut, n + 1)])];
            }),
          );
          const how = level === undefined ? {} : { level };
          const one = await packed(format, files, how);
          const other = await packed(format, files, {
            ...how,
            open: inChunks(files, (n) => 1 + ((n * chunk) % (MIB + 1)) + (chunk >> 3)),
          });
          expect(sha256(other)).toBe(sha256(one));
          const tar = format === 'tar.gz' ? gunzipSync(one) : unzstd(one);
          expect(tarFiles(tar)).toEqual(seen(files));
        },
      ),
      { seed: 4, numRuns: LONG ? 50 : 4 },
    );
  });

  test('in any time zone', () => {
    const script = `
import { createHash } from 'node:crypto';
import { collect, packed, text } from ${JSON.stringify(join(import.meta.dirname, 'archives-input.ts'))};
for (const format of ['tar.gz', 'tar.zst', 'zip'])
  console.log(createHash('sha256').update(await packed(format, { a: text(5000), b: text(7) })).digest('hex'));`;
    const run = (TZ: string): string => {
      const args = ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', script];
      const { stdout, stderr } = spawnSync(process.execPath, args, {
        env: { ...process.env, TZ, NODE_OPTIONS: '' },
        cwd: import.meta.dirname,
      });
      expect(stderr.toString()).toBe('');
      return stdout.toString();
    };
    const there = run('UTC');
    expect(there).toMatch(/^([0-9a-f]{64}\n){3}$/);
    expect(run('Pacific/Kiritimati')).toBe(there);
    expect(run('America/St_Johns')).toBe(there);
  });

  test('the layout is the one that LAYOUT numbers', async () => {
    const files: Files = { 'a.wic': text(5000), [`${'long/'.repeat(60)}b.gz`]: noise(777) };
    // Of GNU tar and unzip there is no such archive. When one of these changes, LAYOUT in archives.ts has to be raised.
    expect({
      tar: sha256(gunzipSync(await packed('tar.gz', files))),
      zip: sha256(await packed('zip', files)),
    }).toEqual({
      tar: 'd67d6111a1511d8e789304ccec86e046ef590aa27c0e6021461f142245ed2e6e',
      zip: 'b00acbf8ab574d7fee735dc52fbb9657311ab2590027650a44ac670b7905ac55',
    });
  });
});

describe('the maker', () => {
  const maker = (format: Format, level?: number): string => makerOf(format, { level });

  test('tells formats and levels apart, and a level that was given from none only where they differ', () => {
    expect(maker('tar.gz')).toBe(maker('tar.gz', 6));
    expect(maker('tar.zst')).toBe(maker('tar.zst', 3));
    const all = [
      maker('tar.gz'),
      maker('tar.gz', 9),
      maker('tar.zst'),
      maker('tar.zst', 9),
      maker('zip'),
      maker('file'),
    ];
    expect(new Set(all).size).toBe(6);
  });

  test('names the compressors', () => {
    expect(maker('tar.gz')).toContain(`zlib=${process.versions.zlib}`);
    expect(maker('tar.gz')).toContain(`zstd=${process.versions['zstd']}`);
    expect(maker('tar.zst')).toContain(`zstd=${process.versions['zstd']}`);
    expect(maker('tar.gz')).toMatch(/^[!-~]+( [!-~]+)+$/);
  });

  test('does not count for a zip or a file, where no compressor is', () => {
    expect(maker('zip', 9)).toBe(maker('zip'));
    expect(maker('file', 9)).toBe(maker('file'));
  });
});
