import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemCode } from '@pv-actions/core/action/errors.ts';
import type { ObjectAttributes } from './attributes.ts';
import type { ChecksumAlgorithm } from './checksums.ts';
import { S3Error } from './errors.ts';
import { Locks } from './locks.ts';

/** What is kept about an object besides its bytes. */
export interface ObjectInfo {
  readonly key: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** The headers that a GET returns: Content-Type and its like, and x-amz-meta-*. Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum?: {
    readonly algorithm: ChecksumAlgorithm;
    readonly value: string;
    readonly type: 'FULL_OBJECT' | 'COMPOSITE';
  };
  readonly attributes?: ObjectAttributes;
}

export interface StoredObject extends ObjectInfo {
  readonly modified: Date;
}

export interface OpenObject {
  readonly object: StoredObject;
  /** To be closed by the caller. It keeps reading this very object, whatever happens to the key. */
  readonly handle: FileHandle;
}

/** Looks at the object that a write would replace, under the key's lock, and throws to refuse the write. */
export type WriteCheck = (current: StoredObject | undefined) => void;

const NO_CHECK: WriteCheck = () => undefined;

/**
 * Buckets as folders, and objects as plain files in them.
 *
 * An object `<bucket>/<key>` is the file `<root>/<bucket>/<key>`. What else is known about it is in
 * `<root>/.s3/meta/<bucket>/<sha256 of the key>.<mtime in ns>.json`, written before the file is renamed into
 * its place: that one rename is the commit of both, and no two versions of a key share an mtime. A file without
 * such a record was put there by hand, and gets one when it is first read. A key that cannot be a file (a
 * folder of other keys, `..`, an empty or over-long segment) is kept in `<root>/.s3/odd/<bucket>`.
 *
 * Whatever kills the process leaves the old object or the new one. The files are not synced: a crash of the
 * machine may lose what was written just before. One process at a time may use a folder.
 */
export class Folder {
  readonly root: string;
  readonly #locks = new Locks();
  #lastStamp = 0;

  constructor(root: string) {
    this.root = root;
  }

  /** Makes the folder, and removes what a killed process left half done. */
  async prepare(): Promise<void> {
    await rm(this.#own('tmp'), { recursive: true, force: true });
    await mkdir(this.#own('tmp'), { recursive: true });
    for (const { name } of await this.buckets()) {
      const folder = this.#own('meta', name);
      for (const file of await names(folder)) {
        const info = await readInfo(join(folder, file));
        const mtimes = info === undefined ? [] : await Promise.all(this.#places(name, info.key).map(mtimeOf));
        if (!mtimes.some((mtime) => mtime !== undefined && file.endsWith(`.${mtime}.json`))) {
          await rm(join(folder, file), { force: true });
        }
      }
    }
  }

  /** A path for a file that is still being written, on the same file system as the objects. */
  temporary(): string {
    return this.#own('tmp', randomUUID());
  }

  /** The folder in which multipart uploads of a bucket are kept. */
  uploads(bucket: string): string {
    return this.#own('uploads', bucket);
  }

  async buckets(): Promise<{ name: string; created: Date }[]> {
    const entries = await readdir(this.root, { withFileTypes: true });
    const buckets = entries.filter((entry) => entry.isDirectory() && isBucketName(entry.name));
    buckets.sort((left, right) => (left.name < right.name ? -1 : 1));
    return Promise.all(
      buckets.map(async ({ name }) => ({ name, created: (await stat(join(this.root, name))).birthtime })),
    );
  }

  async hasBucket(bucket: string): Promise<boolean> {
    if (!isBucketName(bucket)) return false;
    return stat(join(this.root, bucket)).then(
      (found) => found.isDirectory(),
      () => false,
    );
  }

  /** Returns whether the bucket is new. */
  async createBucket(bucket: string): Promise<boolean> {
    if (!isBucketName(bucket)) throw new S3Error('InvalidBucketName');
    try {
      await mkdir(join(this.root, bucket));
      return true;
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return false;
      throw error;
    }
  }

  /** Opens an object as it is now, whole, or undefined where there is none. */
  async open(bucket: string, key: string): Promise<OpenObject | undefined> {
    for (const place of this.#places(bucket, key)) {
      // A record that is missing means a file placed by hand, or one that was replaced while we looked.
      for (let attempt = 0; ; attempt++) {
        const handle = await openFile(place);
        if (handle === undefined) break;
        try {
          const object = await this.#describe(bucket, key, handle, attempt > 0);
          if (object !== undefined) return { object, handle };
        } catch (error) {
          await handle.close();
          throw error;
        }
        await handle.close();
      }
    }
    return undefined;
  }

  /** What is known about an object, or undefined where there is none. */
  async find(bucket: string, key: string): Promise<StoredObject | undefined> {
    const found = await this.open(bucket, key);
    await found?.handle.close();
    return found?.object;
  }

  /**
   * Makes the finished file `temporary` the object `info.key`, replacing what is there, if `check` agrees.
   * The temporary file is gone afterwards only where this succeeds.
   */
  async commit(
    bucket: string,
    temporary: string,
    info: ObjectInfo,
    check: WriteCheck = NO_CHECK,
  ): Promise<StoredObject> {
    return this.#locks.run(`${bucket}/${info.key}`, async () => {
      check(await this.find(bucket, info.key));
      const old = await this.#locate(bucket, info.key);
      const mtime = await this.#stamp(temporary, old?.mtime);
      const record = this.#record(bucket, info.key, mtime);
      await this.#writeRecord(record, info);
      await this.#moveIn(bucket, info.key, temporary, old?.place);
      if (old !== undefined) await rm(this.#record(bucket, info.key, old.mtime), { force: true });
      return { ...info, modified: dateOf(mtime) };
    });
  }

  /** Removes an object, if `check` agrees. Returns whether there was one. */
  async remove(bucket: string, key: string, check: WriteCheck = NO_CHECK): Promise<boolean> {
    return this.#locks.run(`${bucket}/${key}`, async () => {
      check(await this.find(bucket, key));
      const old = await this.#locate(bucket, key);
      if (old === undefined) return false;
      await rm(old.place);
      await rm(this.#record(bucket, key, old.mtime), { force: true });
      const top = join(this.root, bucket);
      for (let folder = dirname(old.place); folder.startsWith(`${top}/`); folder = dirname(folder)) {
        if (
          !(await rmdir(folder).then(
            () => true,
            () => false,
          ))
        )
          break;
      }
      return true;
    });
  }

  /** All keys of a bucket that begin with `prefix`, in no order. */
  async keys(bucket: string, prefix: string): Promise<string[]> {
    const found: string[] = [];
    const walk = async (folder: string, above: string): Promise<void> => {
      for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
        const key = `${above}${entry.name}`;
        if (entry.isFile() && key.startsWith(prefix)) found.push(key);
        const below = `${key}/`;
        if (entry.isDirectory() && (prefix.startsWith(below) || below.startsWith(prefix))) {
          await walk(join(folder, entry.name), below);
        }
      }
    };
    await walk(join(this.root, bucket), '');
    const folder = this.#own('odd', bucket);
    for (const file of await names(folder)) {
      const mtime = await mtimeOf(join(folder, file));
      const info = await readInfo(this.#own('meta', bucket, `${file}.${mtime}.json`));
      if (info?.key.startsWith(prefix) && !found.includes(info.key)) found.push(info.key);
    }
    return found;
  }

  #own(...parts: string[]): string {
    return join(this.root, '.s3', ...parts);
  }

  /** Where a key may be: as a plain file where it can be one, else under its digest. */
  #places(bucket: string, key: string): string[] {
    const odd = this.#own('odd', bucket, digestOf(key));
    const plain = key
      .split('/')
      .every((part) => part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) < 256);
    return plain && !key.includes('\0') ? [join(this.root, bucket, key), odd] : [odd];
  }

  #record(bucket: string, key: string, mtime: bigint): string {
    return this.#own('meta', bucket, `${digestOf(key)}.${mtime}.json`);
  }

  async #locate(bucket: string, key: string): Promise<{ place: string; mtime: bigint } | undefined> {
    for (const place of this.#places(bucket, key)) {
      const mtime = await mtimeOf(place);
      if (mtime !== undefined) return { place, mtime };
    }
    return undefined;
  }

  async #describe(
    bucket: string,
    key: string,
    handle: FileHandle,
    adopt: boolean,
  ): Promise<StoredObject | undefined> {
    const { mtimeNs, size } = await handle.stat({ bigint: true });
    const record = this.#record(bucket, key, mtimeNs);
    let info = await readInfo(record);
    if (info === undefined || info.size !== Number(size)) {
      if (!adopt) return undefined;
      const md5 = createHash('md5');
      for await (const bytes of createReadStream('', { fd: handle, start: 0, autoClose: false }))
        md5.update(bytes);
      info = {
        key,
        size: Number(size),
        etag: md5.digest('hex'),
        headers: { 'content-type': 'binary/octet-stream' },
      };
      await this.#writeRecord(record, info);
    }
    return { ...info, modified: dateOf(mtimeNs) };
  }

  /** Gives a file an mtime that no other version of any key has had, and returns it as the file system keeps it. */
  async #stamp(file: string, old: bigint | undefined): Promise<bigint> {
    const previous = old === undefined ? 0 : Number(old / 1000n);
    // The second round serves file systems that keep whole seconds.
    for (const step of [1, 2_000_000]) {
      this.#lastStamp = Math.max(Date.now() * 1000, this.#lastStamp + step, previous + step);
      await utimes(file, this.#lastStamp / 1e6, this.#lastStamp / 1e6);
      const mtime = await mtimeOf(file);
      if (mtime !== undefined && mtime !== old) return mtime;
    }
    throw new Error(`The file system of ${this.root} does not keep the mtime of files.`);
  }

  async #writeRecord(record: string, info: ObjectInfo): Promise<void> {
    const temporary = this.temporary();
    await writeFile(temporary, JSON.stringify(info));
    await moveTo(temporary, record);
  }

  async #moveIn(bucket: string, key: string, temporary: string, old: string | undefined): Promise<void> {
    const [first, second] = old === undefined ? this.#places(bucket, key) : [old];
    if (first === undefined) return;
    try {
      await moveTo(temporary, first);
    } catch (error) {
      // The name is a folder, or one of its folders is a file.
      if (
        second === undefined ||
        !['EISDIR', 'ENOTDIR', 'EEXIST', 'ENOTEMPTY'].includes(systemCode(error) ?? '')
      ) {
        throw error;
      }
      await moveTo(temporary, second);
    }
  }
}

/** Renames a file into a folder that is made where it is missing, also when another removes it at that moment. */
export async function moveTo(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (systemCode(error) !== 'ENOENT' || attempt === 8) throw error;
      await mkdir(dirname(to), { recursive: true });
    }
  }
}

/** The names in a folder; none where there is no folder. */
export async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

function isBucketName(name: string): boolean {
  return /^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(name) && !name.includes('..');
}

function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function dateOf(mtime: bigint): Date {
  return new Date(Number(mtime / 1_000_000n));
}

async function openFile(path: string): Promise<FileHandle | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(systemCode(error) ?? '')) return undefined;
    throw error;
  }
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  return undefined;
}

/** The mtime of a plain file in nanoseconds, or undefined where there is none. */
async function mtimeOf(path: string): Promise<bigint | undefined> {
  try {
    const found = await stat(path, { bigint: true });
    return found.isFile() ? found.mtimeNs : undefined;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined;
    throw error;
  }
}

async function readInfo(path: string): Promise<ObjectInfo | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as ObjectInfo;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
