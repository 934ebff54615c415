import { realpath } from 'node:fs/promises';
import { UserError } from '../action/errors.ts';
import { openWorkTree, type WorkTree, type WorkTreeDeps } from '../git/work-tree.ts';

/** Where the files are that a stage brings up to date. */
export interface Place {
  /** The folder that the paths of files are relative to: the top of the repository, where there is one. Absolute, without links. */
  readonly root: string;
  readonly workTree: WorkTree | undefined;
}

/**
 * Looks where `folder` is.
 *
 * @throws UserError when `forRequest`, and it is in no git repository with a commit; or when it is not there.
 */
export async function placeOf(folder: string, forRequest: boolean, deps: WorkTreeDeps): Promise<Place> {
  try {
    const workTree = await openWorkTree(folder, deps);
    return { root: workTree.root, workTree };
  } catch (thrown) {
    if (forRequest || !(thrown instanceof UserError)) throw thrown;
  }
  try {
    return { root: await realpath(folder), workTree: undefined };
  } catch (cause) {
    throw new UserError(`The folder ${folder} is not there.`, 'Correct the input "working-directory".', {
      cause,
    });
  }
}
