import { spawnSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { tarPieces } from '../src/archive/tar-pieces.ts';
import { artifact, type Files, packed } from './archives-input.ts';

/** The names that GNU tar finds. */
async function listed(files: Files): Promise<string[]> {
  const { stdout, stderr } = spawnSync('tar', ['--quoting-style=literal', '-tzf', '-'], {
    input: await packed('tar.gz', files),
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  expect(stderr.toString()).toBe('');
  return stdout.toString().trimEnd().split('\n');
}

describe('names', () => {
  const segment = (length: number, letter = 'n'): string => `${letter.repeat(length - 4)}.wic`;
  test.each([
    ['100 bytes', segment(100)],
    ['101 bytes', segment(101)],
    ['255 bytes in one segment', segment(255)],
    ['255 bytes in two segments', `${'d'.repeat(154)}/${segment(100)}`],
    ['256 bytes in two segments, which ustar cannot hold', `${'d'.repeat(155)}/${segment(100)}`],
    ['a long folder', `${'d'.repeat(200)}/${segment(20)}`],
    ['over 255 in total', `${segment(255, 'a')}/${segment(255, 'b')}/${segment(255, 'c')}`],
    ['not ASCII', 'ä/日本.wic'],
    ['over 100 bytes and not ASCII', `${'ü'.repeat(80)}.wic`],
    // The length of a pax record counts its own digits: 99 and 100 are where these change.
    ...[89, 90, 91, 92, 990, 991].map((n): [string, string] => [
      `a pax record of ${n} more bytes`,
      `é${'p/q'.repeat(n / 3)}${'r'.repeat(n % 3)}`,
    ]),
  ])('GNU tar reads %s', async (_, name) => {
    const files = { [name]: Buffer.from('one'), z: Buffer.from('two') };
    expect(await listed(files)).toEqual([name, 'z']);
  });
});

describe('a size over 8 GiB', () => {
  const size = 9 * 2 ** 30 + 5;

  /** The records before the content. */
  async function header(name: string): Promise<Buffer> {
    const parts: Buffer[] = [];
    const open = () => Readable.from([Buffer.from('content')]);
    for await (const { bytes } of tarPieces([artifact(name, size)], open, new AbortController().signal)) {
      if (bytes.toString() === 'content') break;
      parts.push(bytes);
    }
    return Buffer.concat(parts);
  }

  test.each([
    ['big.wic', 512],
    [`${'n'.repeat(120)}.wic`, 1536],
  ])('GNU tar and Python read it from the header of %s', async (name, bytes) => {
    const head = await header(name);
    expect(head.length).toBe(bytes);
    const { stdout } = spawnSync('tar', ['--utc', '--full-time', '-tvf', '-'], { input: head });
    expect(stdout.toString()).toBe(`-rw-r--r-- root/root ${size} 1980-01-01 00:00:00 ${name}\n`);
    const script = `
import io, sys, tarfile
m = tarfile.open(fileobj=io.BytesIO(sys.stdin.buffer.read())).next()
print(m.name, m.size)`;
    expect(spawnSync('python3', ['-c', script], { input: head }).stdout.toString()).toBe(`${name} ${size}\n`);
  });
});

test('an archive without files is one that tar reads', async () => {
  expect(gunzipSync(await packed('tar.gz', {})).equals(Buffer.alloc(1024))).toBe(true);
});
