import { createWriteStream } from 'node:fs';
import { mkdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { messageOf, systemCode, UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { NETWORK_LIMITS, type NetworkLimits } from '../action/limits.ts';
import { formatBytes } from '../action/progress.ts';
import { type ZipEntry, zipEntries } from './zip-entries.ts';

const SUSPECT =
  'Nothing of it was used. Look at the job that made it: an artifact of yours has none of that.';
const MADE_AGAIN =
  'Nothing of it was used. Run the job that made it again. It must be a ZIP archive, as actions/upload-artifact makes them.';

/** Stops what is written. */
export interface Unpacking {
  readonly signal?: AbortSignal;
  readonly limits?: NetworkLimits;
}

/**
 * Unpacks a ZIP archive of others: regular files and folders, within limits, each with the size and the CRC that the archive states.
 *
 * @param folder is there and empty, and nobody else writes to it. What is in it after an error is to be removed.
 * @param what names the archive, as the begin of a sentence.
 * @throws UserError for an archive that is refused or broken, and where the disk has no room; the reason of `signal`.
 */
export async function unpackZip(
  archive: string,
  folder: string,
  what: string,
  { signal, limits = NETWORK_LIMITS }: Unpacking = {},
): Promise<void> {
  const { size } = await stat(archive);
  const zip = await open(archive, what);
  try {
    const { entries, bytes } = await readEntries(zip, size, what, limits);
    await checkRoom(folder, bytes, what);
    const made = new Set<string>();
    for (const each of entries) {
      signal?.throwIfAborted();
      await makeFolder(each.isFolder ? each.path : dirname(each.path), folder, made);
      if (!each.isFolder) await writeFile(zip, each, folder, what, signal);
    }
  } finally {
    zip.close();
  }
}

/** @throws UserError where a disk has no room for so many bytes. */
export async function checkRoom(folder: string, bytes: number, what: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new UserError(
    `${what} needs ${formatBytes(bytes)} of disk in ${folder}, where ${formatBytes(free)} are free.`,
    'Make room on the runner.',
  );
}

async function open(archive: string, what: string): Promise<ZipFile> {
  try {
    return await openPromise(archive, { strictFileNames: true, autoClose: false });
  } catch (thrown) {
    throw broken(what, thrown);
  }
}

async function readEntries(
  zip: ZipFile,
  size: number,
  what: string,
  limits: NetworkLimits,
): Promise<{ readonly entries: readonly ZipEntry[]; readonly bytes: number }> {
  const refused = (why: string): UserError => new UserError(`${what} is not unpacked: ${why}.`, SUSPECT);
  const most = limits.artifactEntries;
  if (zip.entryCount > most)
    throw refused(`it has ${zip.entryCount} files and folders, and may have ${most}`);
  const all = zipEntries(size, limits);
  try {
    for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
      const why = all.add(entry);
      if (why !== undefined) throw refused(why);
    }
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    const [, path] =
      /^(?:invalid characters in fileName|absolute path|invalid relative path): (.*)$/s.exec(
        messageOf(thrown),
      ) ?? [];
    throw path === undefined
      ? broken(what, thrown)
      : refused(`it has the path ${quote(path)}, which leaves its folder`);
  }
  return { entries: all.entries, bytes: all.bytes() };
}

async function makeFolder(path: string, folder: string, made: Set<string>): Promise<void> {
  if (path === '.' || made.has(path)) return;
  await mkdir(join(folder, path), { recursive: true });
  made.add(path);
}

async function writeFile(
  zip: ZipFile,
  { path, entry }: ZipEntry,
  folder: string,
  what: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  let crc = 0;
  try {
    // It ends with an error where there are more or fewer bytes than the directory states.
    const content = await zip.openReadStreamPromise(entry);
    content.on('data', (chunk: Buffer) => {
      crc = crc32(chunk, crc);
    });
    const options = signal === undefined ? {} : { signal };
    await pipeline(content, createWriteStream(join(folder, path), { flags: 'wx' }), options);
  } catch (thrown) {
    signal?.throwIfAborted();
    throw broken(what, thrown, ` at ${quote(path)}`);
  }
  if (crc !== entry.crc32) throw broken(what, 'its checksum (CRC-32) differs', ` at ${quote(path)}`);
}

function broken(what: string, thrown: unknown, at = ''): UserError {
  const system = systemCode(thrown);
  if (system === 'ENOSPC' || system === 'EDQUOT') {
    return new UserError(`${what} cannot be unpacked: the disk is full.`, 'Make room on the runner.', {
      cause: thrown,
    });
  }
  const why = quote(messageOf(thrown)).slice(1, -1).replace(/\.$/, '');
  return new UserError(`${what} cannot be unpacked${at}: ${why}.`, MADE_AGAIN, { cause: thrown });
}
