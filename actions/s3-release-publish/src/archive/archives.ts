import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Format, PlannedObject } from '../plan.ts';
import { gzipMember, gzipMembers, type MemberFormat, zstdFrames } from './members.ts';
import { tarOf } from './parallel-tar.ts';
import type { OpenSource } from './source.ts';
import { zipOf } from './zip.ts';

/** How hard to compress: gzip 0 to 9, zstd -7 to 22. Undefined is the format's default, gzip 6 and zstd 3. */
export interface Compression {
  readonly level: number | undefined;
  /** How many members a gzip file is made of. Readers in browsers (DecompressionStream) take one only. */
  readonly gzipMembers?: GzipMembers;
}

export type GzipMembers = 'many' | 'one';

/** To be raised whenever a change here, or in tar-stream or yazl, makes other bytes of the same content. */
const LAYOUT = 2;

/**
 * The bytes of a planned object as a stream. An error of a source is the stream's error, the same object. When the stream
 * is closed, for whatever reason, its sources are closed and nothing is being compressed any more.
 */
export function contentOf(object: PlannedObject, open: OpenSource, compression: Compression): Readable {
  switch (object.format) {
    case 'tar.gz':
      return tarOf(object.sources, open, gzipOf(compression));
    case 'tar.zst':
      return tarOf(object.sources, open, zstdFrames(compression.level));
    case 'zip':
      return zipOf(object.sources, open);
    case 'file':
      return single(object, open);
  }
}

/**
 * Names everything that decides an object's bytes besides its content: of equal content, two programs with the same
 * maker make equal bytes. A text of printable ASCII without line ends.
 */
export function makerOf(format: Format, compression: Compression): string {
  switch (format) {
    case 'tar.gz': {
      const members = gzipOf(compression);
      return describe(
        format,
        members,
        `zlib=${process.versions.zlib}`,
        `sample=${sampleDigest(members.level)}`,
        ...(compression.gzipMembers === 'one' ? ['members=one'] : []),
      );
    }
    case 'tar.zst':
      return describe(format, zstdFrames(compression.level));
    case 'zip':
    case 'file':
      return `${format}/${LAYOUT}`;
  }
}

function gzipOf({ level, gzipMembers: members }: Compression): MemberFormat {
  return members === 'one' ? gzipMember(level) : gzipMembers(level);
}

function describe(format: Format, { level, blockBytes }: MemberFormat, ...more: readonly string[]): string {
  return [
    `${format}/${LAYOUT}`,
    `level=${level}`,
    `block=${blockBytes}`,
    // It compresses the frames, and it decides which members of a gzip file are stored.
    `zstd=${process.versions['zstd']}`,
    ...more,
  ].join(' ');
}

/** Node's zlib takes its hash function from what the processor can, so equal versions may make other bytes. */
function sampleDigest(level: number): string {
  const lines = Array.from({ length: 8192 }, (_, n) => `${(n * n) % 1009} ${(n * 7919) % 97}\n`);
  return createHash('sha256')
    .update(gzipSync(lines.join(''), { level }))
    .digest('hex')
    .slice(0, 8);
}

function single(object: PlannedObject, open: OpenSource): Readable {
  const [source] = object.sources;
  if (source === undefined) throw new Error(`${object.name} has no source.`);
  return open(source);
}
