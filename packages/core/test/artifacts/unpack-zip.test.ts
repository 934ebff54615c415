import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { NETWORK_LIMITS, type NetworkLimits } from '@pv-actions/core/action/limits.ts';
import { checkRoom, unpackZip } from '@pv-actions/core/artifacts/unpack-zip.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';
import { type Made, zipOf } from './zip-made.ts';

const SUSPECT =
  '\nNothing of it was used. Look at the job that made it: an artifact of yours has none of that.';
const MADE_AGAIN =
  '\nNothing of it was used. Run the job that made it again. It must be a ZIP archive, as actions/upload-artifact makes them.';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'unpack-zip-'));
  folder = join(root, 'files');
  mkdirSync(folder);
});
afterEach(() => rmSync(root, { recursive: true }));

async function unpack(made: readonly Made[] | Buffer, limits: Partial<NetworkLimits> = {}): Promise<void> {
  const archive = join(root, 'made.zip');
  writeFileSync(archive, Buffer.isBuffer(made) ? made : zipOf(made));
  await unpackZip(archive, folder, 'The artifact', { limits: { ...NETWORK_LIMITS, ...limits } });
}

/** What is said of an archive, of which nothing is outside of the folder. */
async function refusal(made: readonly Made[] | Buffer, limits: Partial<NetworkLimits> = {}): Promise<string> {
  const { text } = await userErrorOfWork(unpack(made, limits));
  expect(readdirSync(root).sort()).toEqual(['files', 'made.zip']);
  return text;
}

describe('an archive', () => {
  test('gives its files and folders, also an empty one, and names that differ in case', async () => {
    await unpack([
      { name: 'a/b/c.txt', content: 'c' },
      { name: 'a/', mode: 0o040755 },
      { name: 'empty/', mode: 0o040755 },
      { name: 'A', content: 'stored', method: 0 },
      { name: 'ä', content: '' },
      { name: 'dos', content: 'd', mode: 0 },
    ]);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(
      ['A', 'a', 'a/b', 'a/b/c.txt', 'dos', 'empty', 'ä'].sort(),
    );
    expect(['a/b/c.txt', 'A', 'ä', 'dos'].map((path) => readFileSync(join(folder, path), 'utf8'))).toEqual([
      'c',
      'stored',
      '',
      'd',
    ]);
  });

  test.each<[string, Made, string]>([
    ['a path above', { name: 'x/../../evil' }, 'it has the path "x/../../evil", which leaves its folder'],
    ['an absolute path', { name: '/etc/evil' }, 'it has the path "/etc/evil", which leaves its folder'],
    ['a drive', { name: 'C:evil' }, 'it has the path "C:evil", which leaves its folder'],
    ['a backslash', { name: '..\\evil' }, 'it has the path "..\\\\evil", which leaves its folder'],
    ['a zero byte', { name: 'a\0b' }, 'it has the path "a\\u0000b", which is no path of a file'],
    ['an empty name', { name: '' }, 'it has the path "", which is no path of a file'],
    ['the folder itself', { name: './', mode: 0o040755 }, 'it has the path "./", which is no path of a file'],
    ['a path twice written', { name: 'a//b' }, 'it has the path "a//b", which is no path of a file'],
    [
      'a link',
      { name: 'l', content: '/etc/passwd', mode: 0o120777 },
      'its "l" is a link or another special file',
    ],
    ['a FIFO', { name: 'f', mode: 0o010644 }, 'its "f" is a link or another special file'],
    ['a folder that is none', { name: 'f/', mode: 0o100644 }, 'its "f/" is a link or another special file'],
    [
      'encryption',
      { name: 'e', flags: 1 },
      'its "e" is encrypted, or compressed in another way than GitHub\'s',
    ],
    ['bzip2', { name: 'e', method: 12 }, 'its "e" is encrypted, or compressed in another way than GitHub\'s'],
    ['a long path', { name: 'n'.repeat(1_025) }, 'it has a path of 1025 bytes, and may have 1024'],
  ])('with %s is refused', async (_title, made, why) => {
    expect(await refusal([{ name: 'good', content: 'good' }, made])).toBe(
      `The artifact is not unpacked: ${why}.${SUSPECT}`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each<[string, readonly string[], string]>([
    ['twice', ['x', 'x'], 'x'],
    ['as a file and as a folder', ['x/y', 'x'], 'x'],
    ['as a folder and as a file', ['x', 'x/y/z'], 'x/y/z'],
    ['as a folder twice written', ['x', 'x/'], 'x/'],
  ])('with a path %s is refused', async (_title, names, twice) => {
    const made = names.map((name) => ({ name, mode: 0 }));
    expect(await refusal(made)).toBe(`The artifact is not unpacked: it has "${twice}" twice.${SUSPECT}`);
  });

  test('with too many files is refused', async () => {
    const made = ['a', 'b', 'c'].map((name) => ({ name }));
    expect(await refusal(made, { artifactEntries: 2 })).toBe(
      `The artifact is not unpacked: it has 3 files and folders, and may have 2.${SUSPECT}`,
    );
  });

  test('that states too many bytes in all is refused before one is written', async () => {
    const made = ['a', 'b'].map((name) => ({ name, content: 'x', size: 600 }));
    expect(await refusal(made, { artifactBytes: 1_024 })).toBe(
      `The artifact is not unpacked: its files have more than 1 KiB.${SUSPECT}`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that is mostly what it unpacks to is refused', async () => {
    const made = [{ name: 'zeros', content: 'x', size: 300 * 2 ** 20 }];
    expect(await refusal(made)).toMatch(
      /^The artifact is not unpacked: its files are more than 250 times as large as its 1\d\d B\.\n/,
    );
  });

  test('that unpacks to more than it states ends at what it states', async () => {
    expect(await refusal([{ name: 'liar', content: Buffer.alloc(2 ** 20), size: 10 }])).toMatch(
      /^The artifact cannot be unpacked at "liar": too many bytes in the stream\. expected 10\. got at least \d+\.\n/,
    );
  });

  test('that unpacks to less than it states is broken', async () => {
    expect(await refusal([{ name: 'liar', content: 'abc', size: 10 }])).toBe(
      `The artifact cannot be unpacked at "liar": not enough bytes in the stream. expected 10. got only 3.${MADE_AGAIN}`,
    );
  });

  test('with another CRC is broken', async () => {
    expect(await refusal([{ name: 'changed', content: 'abc', crc: 1 }])).toBe(
      `The artifact cannot be unpacked at "changed": its checksum (CRC-32) differs.${MADE_AGAIN}`,
    );
  });

  test.each([
    ['is none', Buffer.from('hello'), /^The artifact cannot be unpacked: .*end of central directory.*\.\n/i],
    ['is empty', Buffer.alloc(0), /^The artifact cannot be unpacked: .*end of central directory.*\.\n/i],
    ['is cut', zipOf([{ name: 'a', content: 'x' }]).subarray(4), /^The artifact cannot be unpacked.*\.\n/],
  ])('that %s is no archive', async (_title, bytes, said) => {
    expect(await refusal(bytes)).toMatch(said);
  });

  test('is given up when the job is cancelled', async () => {
    writeFileSync(join(root, 'made.zip'), zipOf([{ name: 'a', content: 'x' }]));
    const signal = AbortSignal.abort(new Error('cancelled'));
    await expect(unpackZip(join(root, 'made.zip'), folder, 'The artifact', { signal })).rejects.toThrow(
      'cancelled',
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('a disk without room is told before', async () => {
  const { text } = await userErrorOfWork(checkRoom(folder, 2 ** 60, 'The artifact'));
  expect(text).toMatch(
    /^The artifact needs 1048576 TiB of disk in .*\/files, where [\d.]+ [GMT]iB are free\.\nMake room on the runner\.$/,
  );
});
