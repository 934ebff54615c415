import { posix } from 'node:path';
import type { Entry } from 'yauzl';
import { quote } from '../action/inputs.ts';
import type { NetworkLimits } from '../action/limits.ts';
import { formatBytes } from '../action/progress.ts';

/** A file or a folder of an archive. */
export interface ZipEntry {
  /** Relative, with slashes, without one at its end. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly entry: Entry;
}

const TYPE_MASK = 0o170000;
const REGULAR = 0o100000;
const FOLDER = 0o040000;
const STORED = 0;
const DEFLATED = 8;

/**
 * Collects the entries of a central directory (PKWARE APPNOTE 4.3.12), and refuses what no artifact of GitHub's client has: paths that
 * leave the folder, links, one path twice, encryption. yauzl has refused absolute paths, `..` and backslashes before.
 */
export function zipEntries(archiveBytes: number, limits: NetworkLimits) {
  const entries: ZipEntry[] = [];
  const files = new Set<string>();
  const folders = new Set<string>();
  let bytes = 0;

  /** Notes the path and the folders above it. @returns whether it is there already, as a file or where a file is a folder. */
  function isTaken(path: string, isFolder: boolean): boolean {
    if (files.has(path) || (!isFolder && folders.has(path))) return true;
    (isFolder ? folders : files).add(path);
    for (let above = posix.dirname(path); above !== '.'; above = posix.dirname(above)) {
      if (files.has(above)) return true;
      if (folders.has(above)) break;
      folders.add(above);
    }
    return false;
  }

  return {
    entries,
    /** The sum of the sizes that the directory states. */
    bytes: (): number => bytes,
    /** @returns why the archive is refused, as the end of a sentence; undefined where the entry is a sound one. */
    add(entry: Entry): string | undefined {
      const isFolder = entry.fileName.endsWith('/');
      const path = isFolder ? entry.fileName.slice(0, -1) : entry.fileName;
      const named = quote(entry.fileName);
      if (entry.fileNameLength > limits.artifactNameBytes) {
        return `it has a path of ${entry.fileNameLength} bytes, and may have ${limits.artifactNameBytes}`;
      }
      if (path === '.' || path.includes('\0') || posix.normalize(path) !== path) {
        return `it has the path ${named}, which is no path of a file`;
      }
      const type = (entry.externalFileAttributes >>> 16) & TYPE_MASK;
      if (type !== 0 && type !== (isFolder ? FOLDER : REGULAR)) {
        return `its ${named} is a link or another special file`;
      }
      if (isTaken(path, isFolder)) return `it has ${named} twice`;
      if (entry.isEncrypted() || ![STORED, DEFLATED].includes(entry.compressionMethod)) {
        return `its ${named} is encrypted, or compressed in another way than GitHub's`;
      }
      bytes += entry.uncompressedSize;
      if (bytes > limits.artifactBytes) {
        return `its files have more than ${formatBytes(limits.artifactBytes)}`;
      }
      if (bytes > limits.artifactRatioFrom && bytes > limits.artifactRatio * archiveBytes) {
        return `its files are more than ${limits.artifactRatio} times as large as its ${formatBytes(archiveBytes)}`;
      }
      entries.push({ path, isFolder, entry });
      return undefined;
    },
  };
}
