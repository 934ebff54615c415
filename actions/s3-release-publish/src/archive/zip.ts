import { PassThrough, type Readable } from 'node:stream';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import yazl from 'yazl';
import { FILE_MODE } from '../plan.ts';
import { abortable, type OpenSource } from './source.ts';

const REGULAR_FILE = 0o100000;

/**
 * A zip archive of files, in their order and stored: pvrexports are compressed already. From 4 GiB on it is zip64.
 * Its readers see the mode of the files and one date.
 */
export function zipOf(files: readonly Artifact[], open: OpenSource): Readable {
  return abortable((signal) => zipChunks(files, open, signal));
}

async function* zipChunks(
  files: readonly Artifact[],
  open: OpenSource,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const archive = new yazl.ZipFile();
  const output = archive.outputStream.pipe(new PassThrough());
  const fail = (error: Error): void => void output.destroy(error);
  let current: Readable | undefined;
  archive.on('error', fail);
  signal.addEventListener('abort', () => output.destroy());
  for (const file of files) {
    archive.addReadStreamLazy(
      file.name,
      {
        mtime: zipTime(),
        forceDosTimestamp: true,
        mode: REGULAR_FILE | FILE_MODE,
        compress: false,
        size: file.size,
      },
      (give) => {
        current = open(file).on('error', fail);
        give(null, current);
      },
    );
  }
  archive.end();
  try {
    for await (const chunk of output) yield chunk as Buffer;
  } finally {
    current?.destroy();
  }
}

/** The one date that archives carry. zip has no time zones and knows none before it: yazl writes what a clock on the wall shows. */
function zipTime(): Date {
  return new Date(1980, 0, 1);
}
