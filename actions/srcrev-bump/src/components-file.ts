import { resolve } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { ForeignFileError, readNamed } from '@pv-actions/core/action/foreign-file.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import { nearest } from '@pv-actions/core/action/nearest.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import { type Component, parseComponents } from '@pv-actions/core/updates/components.ts';

/** Where the list is by default; the second is where layers kept it with their scripts. */
const PLACES = ['.github/components.json', '.github/scripts/components.json'] as const;

/** The components of the list: those that are looked at, and the others. */
interface Components {
  readonly chosen: readonly Component[];
  readonly others: readonly Component[];
}

/**
 * Reads the list of components. `only` names those that are looked at; none: all.
 *
 * @param at The folder that paths are relative to, and the repository that it is in: a link of it must not leave it.
 * @param given the path of the list, where the user gave one.
 * @throws UserError when it is missing or wrong, and for a name that it does not have.
 */
export async function readComponents(
  { folder, root }: { readonly folder: string; readonly root: string },
  given: string | undefined,
  only: readonly string[],
): Promise<Components> {
  const { path, text } = await findFile(folder, root, given);
  const components = parseComponents(text, path);
  const names = components.map(({ name }) => name);
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    const [first = ''] = unknown;
    throw new UserError(
      `Input "only" names what ${path} does not have: ${shortList(unknown.map(quote), ', ')}.`,
      `Its components are: ${shortList(nearest(first, names), ', ')}.`,
    );
  }
  const isChosen = ({ name }: Component): boolean => only.length === 0 || only.includes(name);
  return {
    chosen: components.filter(isChosen),
    others: components.filter((component) => !isChosen(component)),
  };
}

async function findFile(
  folder: string,
  root: string,
  given: string | undefined,
): Promise<{ path: string; text: string }> {
  const places = given === undefined ? PLACES : [given];
  for (const path of places) {
    try {
      const bytes = await readNamed(resolve(folder, path), FILE_LIMITS.list, root);
      return { path, text: bytes.toString() };
    } catch (thrown) {
      if (!(thrown instanceof ForeignFileError)) throw thrown;
      if (thrown.code === 'ENOENT') continue;
      throw new UserError(
        `The list of components, ${quote(path)}, ${thrown.problem}.`,
        'Correct the input "components".',
      );
    }
  }
  throw new UserError(
    `There is no list of components: ${places.join(' and ')} ${places.length === 1 ? 'does' : 'do'} not exist in ${quote(folder)}.`,
    'Correct the input "components" or "working-directory", or write the list: `[{"name", "recipe_glob", "branch", "repo_org"}]`.',
  );
}
