import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import { pack } from 'tar-stream';
import yazl from 'yazl';
import { FILE_MODE, type PlannedObject } from './plan.ts';

/** Opens one source of an archive. */
export type OpenSource = (file: Artifact) => Readable;

/** The one date that archives carry, so that equal content makes equal bytes. zip knows none before it. */
const TAR_TIME = new Date('1980-01-01T00:00:00Z');
/** The same for zip, which has no time zones: yazl writes what the clock on the wall shows. */
const ZIP_TIME = new Date(1980, 0, 1);

/** The bytes of a planned object as a stream. It fails when one of its sources does. */
export function contentOf(object: PlannedObject, open: OpenSource): Readable {
  switch (object.format) {
    case 'tar.gz':
      return tarGz(object.sources, open);
    case 'zip':
      return zip(object.sources, open);
    case 'file':
      return single(object, open);
  }
}

function single(object: PlannedObject, open: OpenSource): Readable {
  const [source] = object.sources;
  if (source === undefined) throw new Error(`${object.name} has no source.`);
  return open(source);
}

/** A gzipped ustar archive: sorted as given, owner root, fixed mode and time. */
function tarGz(sources: readonly Artifact[], open: OpenSource): Readable {
  const tar = pack();
  const gzip = createGzip({ level: 6 });
  const fill = async (): Promise<void> => {
    for (const source of sources) {
      const entry = tar.entry({
        name: source.name,
        size: source.size,
        mode: FILE_MODE,
        mtime: TAR_TIME,
        uid: 0,
        gid: 0,
        uname: 'root',
        gname: 'root',
      });
      await pipeline(open(source), entry);
    }
    tar.finalize();
  };
  fill().catch((error) => gzip.destroy(error));
  pipeline(tar, gzip).catch(() => undefined);
  return gzip;
}

/** A zip of stored files: pvrexports are compressed already. */
function zip(sources: readonly Artifact[], open: OpenSource): Readable {
  const archive = new yazl.ZipFile();
  const output = new PassThrough();
  for (const source of sources) {
    archive.addReadStreamLazy(
      source.name,
      {
        mtime: ZIP_TIME,
        forceDosTimestamp: true,
        mode: 0o100000 | FILE_MODE,
        compress: false,
        size: source.size,
      },
      (give) => {
        const stream = open(source);
        stream.on('error', (error) => output.destroy(error));
        give(null, stream);
      },
    );
  }
  archive.on('error', (error) => output.destroy(error instanceof Error ? error : new Error(String(error))));
  archive.outputStream.pipe(output);
  archive.end();
  return output;
}
