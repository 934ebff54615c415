import { once } from 'node:events';
import { addAbortSignal } from 'node:stream';
import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import { pack } from 'tar-stream';
import { FILE_MODE } from '../plan.ts';
import type { OpenSource } from './source.ts';

/** Some bytes of a tar archive, and whether they are known to be compressed already. */
export interface Piece {
  readonly bytes: Buffer;
  readonly compressed: boolean;
}

/** The one date that archives carry, so that equal content makes equal bytes. */
const TIME = new Date('1980-01-01T00:00:00Z');
const RECORD_BYTES = 512;
const COMPRESSED_NAME = /\.(?:bz2|gz|tgz|xz|zst|zip|lz4|lzo)$/i;
/** A smaller file is treated like its neighbours: a member of its own would cost more than it saves. */
const OWN_MEMBER_BYTES = 1024 * 1024;

/**
 * The bytes of a tar archive (POSIX.1-2001): files in the given order, owner root, fixed mode and time. Names that
 * ustar cannot hold are in a pax header, sizes from 8 GiB on in base 256, as GNU tar writes and reads them.
 *
 * @throws What a source fails with; a UserError when a file has not the size that artifacts.json states.
 */
export async function* tarPieces(
  files: readonly Artifact[],
  open: OpenSource,
  signal: AbortSignal,
): AsyncGenerator<Piece, void, undefined> {
  for (const file of files) {
    yield { bytes: await headerOf(file), compressed: false };
    yield* contentPieces(file, open, signal);
    const padding = -file.size & (RECORD_BYTES - 1);
    if (padding > 0) yield { bytes: Buffer.alloc(padding), compressed: false };
  }
  yield { bytes: Buffer.alloc(2 * RECORD_BYTES), compressed: false };
}

async function* contentPieces(
  file: Artifact,
  open: OpenSource,
  signal: AbortSignal,
): AsyncGenerator<Piece, void, undefined> {
  const compressed = COMPRESSED_NAME.test(file.name) && file.size >= OWN_MEMBER_BYTES;
  let size = 0;
  for await (const chunk of addAbortSignal(signal, open(file))) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > file.size) break;
    yield { bytes, compressed };
  }
  if (size === file.size) return;
  throw new UserError(
    `${file.path} has ${size > file.size ? 'more' : 'fewer'} bytes than the ${file.size} that artifacts.json states.`,
    'Build again, and let no step change the folder in between.',
  );
}

/** The header of a file, with the pax header before it when there is one: whole records. */
async function headerOf(file: Artifact): Promise<Buffer> {
  const archive = pack();
  archive.entry({
    name: file.name,
    size: file.size,
    mode: FILE_MODE,
    mtime: TIME,
    uid: 0,
    gid: 0,
    uname: 'root',
    gname: 'root',
  });
  await once(archive, 'readable');
  const parts: Buffer[] = [];
  for (let part = archive.read(); part !== null; part = archive.read()) parts.push(part as Buffer);
  archive.destroy();
  return Buffer.concat(parts);
}
