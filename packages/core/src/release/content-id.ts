import { createHash } from 'node:crypto';
import { compareText } from './text-order.ts';

/** A file as it goes into an archive. */
export interface ContentFile {
  readonly path: string;
  readonly size: number;
  /** Permission bits, e.g. 0o644. */
  readonly mode: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * What an archive holds, as one digest: lower-case hex SHA-256 over the format and each file's path, size, mode and
 * digest. The order of `files` makes no difference. It says that two archives have the same content also where
 * another compressor made other bytes of it.
 */
export function contentId(files: readonly ContentFile[], format: string): string {
  const entries = files
    .map((file) => JSON.stringify([file.path, file.size, file.mode, file.sha256]))
    .sort(compareText);
  return createHash('sha256')
    .update(JSON.stringify([format, ...entries]))
    .digest('hex');
}
