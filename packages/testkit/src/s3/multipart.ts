import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '@pv-actions/core/action/errors.ts';
import type { ObjectAttributes } from './attributes.ts';
import { type Received, writeAll } from './body.ts';
import { type ChecksumAlgorithm, startChecksum } from './checksums.ts';
import { S3Error } from './errors.ts';
import { compareKeys } from './listing.ts';
import { Locks } from './locks.ts';
import {
  type Folder,
  moveTo,
  names,
  type ObjectInfo,
  type StoredObject,
  type WriteCheck,
} from './objects.ts';

const MIN_PART = 5 * 1024 * 1024;
const MAX_PARTS = 10_000;

export interface UploadInfo {
  readonly key: string;
  /** Sorts as the uploads were begun. */
  readonly uploadId: string;
  /** ISO 8601. */
  readonly initiated: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly type: 'FULL_OBJECT' | 'COMPOSITE' };
  readonly attributes?: ObjectAttributes;
}

export interface PartInfo extends Received {
  readonly number: number;
  /** The name of the file with the bytes, beside this record. */
  readonly file: string;
  /** ISO 8601. */
  readonly modified: string;
}

/** A part as CompleteMultipartUpload names it: ETag without quotes, checksum in base64. */
export interface ListedPart {
  readonly number: number;
  readonly etag: string;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
}

/**
 * Multipart uploads, each a folder `<uploads>/<bucket>/<upload id>` with `upload.json`, and for each part a
 * file under a unique name and a record `part-<number>.json`, whose rename is the commit of the part.
 */
export class Uploads {
  readonly #folder: Folder;
  readonly #locks = new Locks();
  #lastBegin = 0;

  constructor(folder: Folder) {
    this.#folder = folder;
  }

  async create(bucket: string, upload: Omit<UploadInfo, 'uploadId' | 'initiated'>): Promise<UploadInfo> {
    this.#lastBegin = Math.max(Date.now(), this.#lastBegin + 1);
    const begin = this.#lastBegin.toString(16).padStart(12, '0');
    const uploadId = `${begin}${randomUUID().replaceAll('-', '').slice(12)}`;
    const info = { ...upload, uploadId, initiated: new Date().toISOString() };
    await mkdir(this.#path(bucket, uploadId), { recursive: true });
    const temporary = this.#folder.temporary();
    await writeFile(temporary, JSON.stringify(info));
    await moveTo(temporary, join(this.#path(bucket, uploadId), 'upload.json'));
    return info;
  }

  /** @throws S3Error NoSuchUpload */
  async get(bucket: string, key: string, uploadId: string): Promise<UploadInfo> {
    const info = /^[\da-f]{32}$/.test(uploadId) ? await this.#read(bucket, uploadId) : undefined;
    if (info?.key !== key) throw new S3Error('NoSuchUpload');
    return info;
  }

  /** Every upload that is under way in a bucket, by key and then by age. */
  async list(bucket: string): Promise<UploadInfo[]> {
    const found = await Promise.all(
      (await names(this.#folder.uploads(bucket))).map((id) => this.#read(bucket, id)),
    );
    return found
      .filter((info) => info !== undefined)
      .sort((left, right) => compareBy([left.key, left.uploadId], [right.key, right.uploadId]));
  }

  /** Takes the finished file `temporary` as a part, in place of the one of that number, if there is one. */
  async addPart(
    bucket: string,
    upload: UploadInfo,
    number: number,
    temporary: string,
    received: Received,
  ): Promise<PartInfo> {
    const path = this.#path(bucket, upload.uploadId);
    return this.#locks.run(upload.uploadId, async () => {
      const old = await readPart(path, `part-${number}.json`);
      const file = `${number}-${randomUUID()}`;
      const part = { ...received, number, file, modified: new Date().toISOString() };
      const record = this.#folder.temporary();
      await writeFile(record, JSON.stringify(part));
      try {
        await rename(temporary, join(path, file));
        await rename(record, join(path, `part-${number}.json`));
      } catch (error) {
        await rm(record, { force: true });
        throw systemCode(error) === 'ENOENT' ? new S3Error('NoSuchUpload') : error;
      }
      if (old !== undefined) await rm(join(path, old.file), { force: true });
      return part;
    });
  }

  /** The parts that are there, by number. */
  async parts(bucket: string, uploadId: string): Promise<PartInfo[]> {
    const path = this.#path(bucket, uploadId);
    const records = (await names(path)).filter((name) => name.startsWith('part-'));
    const parts = await Promise.all(records.map((name) => readPart(path, name)));
    return parts.filter((part) => part !== undefined).sort((left, right) => left.number - right.number);
  }

  async abort(bucket: string, key: string, uploadId: string): Promise<void> {
    await this.#locks.run(uploadId, async () => {
      await this.get(bucket, key, uploadId);
      await this.#discard(bucket, uploadId);
    });
  }

  /**
   * Joins the listed parts into the object. An upload whose condition fails stays as it is.
   *
   * @throws S3Error InvalidPart, InvalidPartOrder, EntityTooSmall, BadDigest, and what `check` throws.
   */
  async complete(
    bucket: string,
    key: string,
    uploadId: string,
    listed: readonly ListedPart[],
    check: WriteCheck,
    expected: { readonly size?: number; readonly checksum?: string } = {},
  ): Promise<StoredObject> {
    return this.#locks.run(uploadId, async () => {
      const upload = await this.get(bucket, key, uploadId);
      const parts = choose(listed, await this.parts(bucket, uploadId), upload);
      const temporary = this.#folder.temporary();
      try {
        const joined = await assemble(this.#path(bucket, uploadId), parts, upload, temporary);
        if (expected.size !== undefined && expected.size !== joined.size) {
          throw new S3Error(
            'InvalidRequest',
            'The x-amz-mp-object-size does not match the size of the parts.',
          );
        }
        const stated = expected.checksum?.replace(/-\d+$/, '');
        if (stated !== undefined && stated !== joined.checksum?.value.replace(/-\d+$/, '')) {
          throw new S3Error('BadDigest');
        }
        const stored = await this.#folder.commit(bucket, temporary, joined, check);
        await this.#discard(bucket, uploadId);
        return stored;
      } finally {
        await rm(temporary, { force: true });
      }
    });
  }

  #path(bucket: string, uploadId: string): string {
    return join(this.#folder.uploads(bucket), uploadId);
  }

  /** Ends an upload: the record first, so that a kill in between leaves no upload without its parts. */
  async #discard(bucket: string, uploadId: string): Promise<void> {
    await rm(join(this.#path(bucket, uploadId), 'upload.json'), { force: true });
    await rm(this.#path(bucket, uploadId), { recursive: true, force: true });
  }

  async #read(bucket: string, uploadId: string): Promise<UploadInfo | undefined> {
    return readJson<UploadInfo>(join(this.#path(bucket, uploadId), 'upload.json'));
  }
}

function choose(listed: readonly ListedPart[], parts: readonly PartInfo[], upload: UploadInfo): PartInfo[] {
  if (listed.length === 0 || listed.length > MAX_PARTS) throw new S3Error('MalformedXML');
  if (listed.some(({ number }, index) => index > 0 && number <= (listed[index - 1]?.number ?? 0))) {
    throw new S3Error('InvalidPartOrder');
  }
  const chosen = listed.map(({ number, etag, checksum }) => {
    const part = parts.find((other) => other.number === number);
    if (part === undefined || part.md5 !== etag) throw new S3Error('InvalidPart');
    if (checksum === undefined && upload.checksum?.type === 'COMPOSITE') {
      throw new S3Error(
        'InvalidRequest',
        `The upload was created using a ${upload.checksum.algorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
      );
    }
    if (
      checksum !== undefined &&
      (part.checksum?.algorithm !== checksum.algorithm || part.checksum.value !== checksum.value)
    ) {
      throw new S3Error('InvalidPart');
    }
    return part;
  });
  if (chosen.slice(0, -1).some(({ size }) => size < MIN_PART)) throw new S3Error('EntityTooSmall');
  return chosen;
}

async function assemble(
  path: string,
  parts: readonly PartInfo[],
  upload: UploadInfo,
  temporary: string,
): Promise<ObjectInfo> {
  const { key, headers, checksum, attributes } = upload;
  const whole = checksum?.type === 'FULL_OBJECT' ? startChecksum(checksum.algorithm) : undefined;
  const handle = await open(temporary, 'wx');
  let size = 0;
  try {
    for (const { file } of parts) {
      for await (const bytes of createReadStream(join(path, file), { highWaterMark: 1024 * 1024 })) {
        await writeAll(handle, bytes);
        whole?.update(bytes);
        size += bytes.length;
      }
    }
  } finally {
    await handle.close();
  }
  const md5 = createHash('md5');
  for (const part of parts) md5.update(Buffer.from(part.md5, 'hex'));
  const info = {
    key,
    size,
    headers,
    etag: `${md5.digest('hex')}-${parts.length}`,
    ...(attributes === undefined ? {} : { attributes }),
  };
  if (checksum === undefined) return info;
  if (whole !== undefined)
    return { ...info, checksum: { ...checksum, value: whole.digest().toString('base64') } };
  const composite = startChecksum(checksum.algorithm);
  for (const part of parts) composite.update(Buffer.from(part.checksum?.value ?? '', 'base64'));
  return {
    ...info,
    checksum: { ...checksum, value: `${composite.digest().toString('base64')}-${parts.length}` },
  };
}

async function readPart(path: string, name: string): Promise<PartInfo | undefined> {
  return readJson<PartInfo>(join(path, name));
}

async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined;
    throw error;
  }
}

function compareBy(left: readonly string[], right: readonly string[]): number {
  const index = left.findIndex((value, at) => value !== right[at]);
  if (index === -1) return 0;
  return compareKeys(left[index] ?? '', right[index] ?? '');
}
