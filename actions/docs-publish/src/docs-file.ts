import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { messageOf, systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import {
  type ForeignFile,
  ForeignFileError,
  namedRoot,
  openForeign,
} from '@pv-actions/core/action/foreign-file.ts';
import { findByGlob } from '@pv-actions/core/action/glob-files.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { formatDuration, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { readUnchanged } from '@pv-actions/core/action/unchanged-file.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import { checkDocsName, docsFormat, docsName, isRenamed } from '@pv-actions/core/release/docs.ts';

/** The docs tarball on this machine. */
export interface DocsFile {
  /** The name that it has here. */
  readonly file: string;
  /** The name that it is published under. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly mediaType: string;
  /** Its bytes. The stream fails when they are not those that were hashed. */
  open(onBytes?: (count: number) => void): Readable;
}

/**
 * Finds the one file that `pattern` matches below `workspace`, and reads it through. Several names of one file are one match: the
 * name that Yocto gives to be published goes before the file's own, and that before those of links.
 *
 * @param name The name to publish it under; by default the one that `docsName` makes.
 * @throws UserError when not exactly one file matches, or when it is no tarball that the docs site unpacks.
 */
export async function findDocs(
  pattern: string,
  name: string | undefined,
  workspace: string,
  deps: Pick<Deps, 'clock' | 'log'>,
): Promise<DocsFile> {
  const path = await onlyMatch(pattern, workspace);
  const open = (): Promise<ForeignFile> => openDocs(path, workspace);
  const file = basename(path);
  const published = name ?? docsName(file);
  const problem = checkDocsName(published);
  if (problem !== undefined) {
    throw new UserError(
      `The name ${quote(published)} cannot be published. ${problem}`,
      'Give another one as the input `name`.',
    );
  }
  const { size, sha256, head } = await withProgress(
    deps,
    (elapsed) => `Reading ${path}: ${formatDuration(elapsed)}.`,
    () => readThrough(path, open),
  );
  const format = docsFormat(published);
  if (size === 0) throw new UserError(`${path} is empty.`, 'See what made it, and build the docs again.');
  if (format === undefined || !head.startsWith(format.magic)) {
    throw new UserError(
      `${path} is no ${format?.end ?? ''} file: it begins with the bytes ${head || 'of nothing'}.`,
      'See what made it. A page of an error, or another compression under this name, is not published.',
    );
  }
  const failure = (problem: string): UserError =>
    new UserError(
      `${path} ${problem.replace('other content', 'other content than a moment ago')}.`,
      'Let no other step write to it meanwhile, and run this job again.',
    );
  return {
    file,
    name: published,
    size,
    sha256,
    mediaType: format.mediaType,
    open: (onBytes) => readUnchanged(open, { size, sha256 }, failure, { onBytes }),
  };
}

async function onlyMatch(pattern: string, workspace: string): Promise<string> {
  const files = new Map<string, string[]>();
  const others: string[] = [];
  for (const path of await matches(pattern, workspace)) {
    const real = await realFile(path, workspace);
    if (real instanceof ForeignFileError) others.push(`${path} ${real.problem}`);
    else files.set(real, [...(files.get(real) ?? []), path]);
  }
  const [only, ...more] = files;
  if (only === undefined) {
    const found =
      others.length === 0
        ? ''
        : ` What it matches is no file that can be published: ${shortList(others, ', ', 5)}.`;
    throw new UserError(
      `No file matches ${quote(pattern)} in ${workspace}.${found}`,
      'Correct the input `file`, or see why the docs were not built.',
    );
  }
  if (more.length > 0) {
    const names = [...files.values()].map(([first]) => first ?? '').sort();
    throw new UserError(
      `${names.length} files match ${quote(pattern)}: ${shortList(names, ', ', 10)}.`,
      'One can be published. Make the input `file` match that one only.',
    );
  }
  const [real, names] = only;
  return (
    names.toSorted().find((path) => isRenamed(basename(path))) ??
    names.find((path) => path === real) ??
    names[0] ??
    real
  );
}

/** A path that is there is taken as it is: names may hold brackets. */
async function matches(pattern: string, workspace: string): Promise<string[]> {
  const literal = resolve(workspace, pattern);
  const found = await realFile(literal, workspace);
  if (typeof found === 'string' || found.code !== 'ENOENT') return [literal];
  const names = await findByGlob(pattern, workspace);
  return [...new Set(names.map((path) => resolve(workspace, path)))].sort();
}

/** A build may have left it: links are followed as for any file that an input names, and nothing is waited for. */
function openDocs(path: string, workspace: string): Promise<ForeignFile> {
  return openForeign(namedRoot(path, workspace), path, { links: 'within' });
}

/** The path of a file with all links resolved, or why it cannot be opened. */
async function realFile(path: string, workspace: string): Promise<string | ForeignFileError> {
  try {
    const opened = await openDocs(path, workspace);
    await opened.file.close();
    return opened.path;
  } catch (thrown) {
    if (thrown instanceof ForeignFileError) return thrown;
    throw thrown;
  }
}

async function readThrough(
  path: string,
  open: () => Promise<ForeignFile>,
): Promise<{ size: number; sha256: string; head: string }> {
  const hash = createHash('sha256');
  let size = 0;
  let head = Buffer.alloc(0);
  try {
    const { file } = await open();
    for await (const chunk of file.createReadStream() as AsyncIterable<Buffer>) {
      if (head.length < 4) head = Buffer.concat([head, chunk.subarray(0, 4)]);
      size += chunk.length;
      hash.update(chunk);
    }
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    throw new UserError(
      `${path} cannot be read (${systemCode(thrown) ?? messageOf(thrown)}).`,
      'Check its permissions.',
    );
  }
  return { size, sha256: hash.digest('hex'), head: head.subarray(0, 4).toString('hex') };
}
