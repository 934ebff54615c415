import type { FileHandle } from 'node:fs/promises';
import type { ConditionQuirks } from './conditions.ts';
import type { Uploads } from './multipart.ts';
import type { Folder, StoredObject } from './objects.ts';
import type { S3Request } from './request.ts';
import type { Authentication } from './signature.ts';
import { toXml, type XmlContent } from './xml.ts';

/** What an operation is given: a request that is allowed, its body, and the folder. */
export interface Call {
  readonly request: S3Request;
  readonly body: AsyncIterable<Buffer>;
  readonly authentication: Authentication;
  readonly folder: Folder;
  readonly uploads: Uploads;
  readonly quirks: ConditionQuirks;
  readonly region: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text, or a stretch of an open file, which is closed when it was sent. `end` is the last byte. */
  readonly body?: string | { readonly handle: FileHandle; readonly start: number; readonly end: number };
}

/** 200 with an XML document. */
export function xmlAnswer(
  root: string,
  content: XmlContent,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/xml', ...headers },
    body: toXml(root, content),
  };
}

/** The headers that tell a writer what is stored now. */
export function writtenHeaders(object: StoredObject): Record<string, string> {
  return { etag: `"${object.etag}"`, ...checksumHeaders(object) };
}

export function checksumHeaders(object: StoredObject): Record<string, string> {
  if (object.checksum === undefined) return {};
  const { algorithm, value, type } = object.checksum;
  return { [`x-amz-checksum-${algorithm}`]: value, 'x-amz-checksum-type': type };
}

/** An object's or a part's checksum as an element of a document: `{ ChecksumCRC32: … }`. */
export function checksumElement(
  checksum: { readonly algorithm: string; readonly value: string } | undefined,
): Record<string, string> {
  return checksum === undefined ? {} : { [`Checksum${checksum.algorithm.toUpperCase()}`]: checksum.value };
}

/** The time of a document: ISO 8601, whole seconds as S3 gives them. */
export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}.000Z`;
}
