import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeImage } from './image.ts';
import { baseEnvironment, timed } from './processes.ts';

/** What an image holds. */
export interface ImageContent {
  /** As a title calls it. */
  readonly name: string;
  /** The fewest bytes that it makes sense with: a small file system holds nothing. */
  readonly least: number;
  /** Writes an image of so many bytes to a path that is new, and resolves to its sha256. */
  write(path: string, bytes: number): Promise<string>;
}

/** Where the files of a real file system come from. */
const FILES = '/usr/lib';
const FILE_SYSTEM_BYTES = 32 * 1024 * 1024;

export const CONTENTS: readonly ImageContent[] = [
  { name: 'half noise, in runs of 2 to 12 MiB', least: 0, write: writeImage },
  { name: 'half noise, half one sentence again and again, each 512 KiB', least: 0, write: writeSentences },
  {
    name: `ext4 of files of ${FILES}`,
    least: FILE_SYSTEM_BYTES,
    write: (path, bytes) => writeFileSystem(path, bytes, 0.85),
  },
  {
    name: `ext4 of files of ${FILES}, two thirds free`,
    least: FILE_SYSTEM_BYTES,
    write: (path, bytes) => writeFileSystem(path, bytes, 1 / 3),
  },
];

const CHUNK_BYTES = 512 * 1024;

/** In turn noise and a sentence that is numbered, each of 512 KiB: what changes often, and is cheap to compress where it can be. */
async function writeSentences(path: string, bytes: number): Promise<string> {
  const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16, 1), Buffer.alloc(16));
  const hash = createHash('sha256');
  let count = 0;
  const text = (): Buffer => {
    let said = '';
    while (said.length < CHUNK_BYTES) said += `yocto ${count++} layer recipe task `;
    return Buffer.from(said.slice(0, CHUNK_BYTES));
  };
  await pipeline(
    function* () {
      for (let left = bytes, turn = 0; left > 0; left -= CHUNK_BYTES, turn += 1) {
        const chunk = turn % 2 === 0 ? noise.update(Buffer.alloc(CHUNK_BYTES)) : text();
        hash.update(chunk.subarray(0, left));
        yield chunk.subarray(0, left);
      }
    },
    createWriteStream(path, { flags: 'wx' }),
  );
  return hash.digest('hex');
}

/**
 * An ext4 of files of this machine, in an order that has nothing to do with what is in them. What is free of it is a hole in the file.
 *
 * @param filled The part of it that the files take.
 */
async function writeFileSystem(path: string, bytes: number, filled: number): Promise<string> {
  const tree = `${path}.files`;
  await mkdir(tree);
  let left = bytes * filled;
  let count = 0;
  for (const file of await filesOf(FILES)) {
    const { size } = await stat(file);
    if (size > left || size > bytes / 16) continue;
    await copyFile(file, join(tree, `${count++}`));
    left -= size;
    if (left < bytes / 1000) break;
  }
  const command = [
    'mke2fs',
    '-q',
    '-t',
    'ext4',
    '-N',
    `${2 * count + 1000}`,
    '-d',
    tree,
    path,
    `${Math.floor(bytes / 1024)}k`,
  ] as const;
  await timed([...command], { cwd: '/', env: baseEnvironment(), output: `${path}.mke2fs` });
  await rm(tree, { recursive: true });
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function filesOf(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  const digest = (path: string): string => createHash('sha256').update(path).digest('hex');
  return all
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => [digest(path), path] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, path]) => path);
}
