import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { messageOf, systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { ForeignFileError, openForeign, readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { replaceFile } from '@pv-actions/core/action/foreign-write.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import { betweenMarkers } from './readme.ts';

/** A README with the table that it is to have. */
export interface Readme {
  /** The input. */
  readonly name: string;
  /** Where it is, links resolved. */
  readonly path: string;
  readonly after: string;
  /** Whether that is not what the file holds. */
  readonly differs: boolean;
}

/**
 * Reads the file of the input `readme`, and changes nothing.
 *
 * @param workspace The work tree; the file must be in it.
 * @throws UserError when it cannot be rewritten: not there, elsewhere, not text, or without its markers.
 */
export async function readReadme(workspace: string, name: string, lines: readonly string[]): Promise<Readme> {
  const where = `The file ${quote(name)}`;
  const path = await inWorkspace(workspace, name, where);
  const before = await textIn(path, where);
  const after = betweenMarkers(before, lines, where);
  return { name, path, after, differs: after !== before };
}

/** Writes the file in one step; its mode stays. @throws UserError when it cannot be written. */
export async function writeReadme({ name, path, after }: Readme): Promise<void> {
  try {
    const { file } = await openForeign('/', path);
    await file.close();
    await replaceFile('/', path, after);
  } catch (thrown) {
    throw new UserError(
      `The badges are published, but the file ${quote(name)} could not be written: ${reasonOf(thrown)}.`,
      'See that this job may write it and its folder, and run it again.',
      { cause: thrown },
    );
  }
}

async function inWorkspace(workspace: string, name: string, where: string): Promise<string> {
  const root = await realpath(workspace);
  let path: string;
  try {
    path = await realpath(join(root, name));
  } catch (thrown) {
    throw new UserError(
      `${where} cannot be read in ${root}: ${systemCode(thrown) ?? messageOf(thrown)}.`,
      'Check out the repository in an earlier step of the job, and check the input "readme".',
      { cause: thrown },
    );
  }
  if (path.startsWith(`${root}${sep}`)) return path;
  throw new UserError(
    `${where} is a link that leaves the work tree.`,
    'Set the input "readme" to a file of the repository.',
  );
}

async function textIn(path: string, where: string): Promise<string> {
  try {
    const bytes = await readForeign('/', path, FILE_LIMITS.readme);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (thrown) {
    const reason = thrown instanceof TypeError ? 'it is not UTF-8 text' : reasonOf(thrown);
    throw new UserError(`${where} cannot be read: ${reason}.`, 'Check the input "readme".', {
      cause: thrown,
    });
  }
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof ForeignFileError ? `it ${thrown.problem}` : messageOf(thrown);
}
