import { dirname } from 'node:path';
import { UserError } from '../action/errors.ts';
import { READER_LIMITS } from '../action/limits.ts';
import { type Assignment, type RecipeStatement, recipeStatements, tooMuch } from './recipe-assignments.ts';
import { namedVariables } from './recipe-names.ts';
import type { RecipePlace, SourceText, Span } from './recipe-text.ts';
import { openVariables } from './recipe-variables.ts';

/** A file of a repository. */
export interface RecipeFile {
  /** Relative to the repository, without links. */
  readonly path: string;
  /** With one character for each byte (`bytesAsText`). */
  readonly text: string;
}

/** A file that a recipe includes. */
export interface WantedFile {
  /** The path of the file that includes it. */
  readonly from: string;
  /** As it is written, with variables put in: relative to the folder of `from` or to a layer. One with `/` is relative to the repository. */
  readonly name: string;
  /** Whether each layer's is taken, and not the first one only. */
  readonly all: boolean;
}

/** An assignment, and the file that it stands in. */
export interface PlacedAssignment extends Assignment {
  readonly path: string;
}

/** A recipe with all that it includes. Offsets are of one text, in which the files stand one behind the other. */
export interface WholeRecipe {
  /** Of the recipe itself, or of what is appended to it. */
  readonly path: string;
  /** Variables that no file sets: those of the recipe's name. */
  readonly known: Readonly<Record<string, string>>;
  /** In the order in which bitbake takes them. */
  readonly statements: readonly RecipeStatement[];
  readonly assignments: readonly PlacedAssignment[];
  /** The recipe, and what it includes. */
  readonly files: readonly RecipeFile[];
  /** What it requires, and the repository does not have: as it is written. */
  readonly missing: readonly string[];
  /** Classes that it inherits. */
  readonly inherited: readonly string[];
  /** Where something stands, in its file. */
  placeOf(span: Span): RecipePlace;
}

const REFERENCE = '${';

/** What stands between blanks; those in `${@...}` are none. A text that is longer than any path is not taken apart. */
function wordsOf(text: string): string[] {
  if (text.length > READER_LIMITS.path.most) return [text];
  return text.match(/(?:\$\{@[^}]*\}|\S)+/g) ?? [];
}

/** What is known of a recipe besides its file. */
export interface RecipeContext {
  /** The recipe that the file is appended to. */
  readonly base?: RecipeFile | undefined;
  /** The path of a recipe that includes the file, where all that do have one name. */
  readonly namedBy?: string | undefined;
}

/** How names in a recipe see the repository: a path that begins with it. */
const TOP = '/';

/** A recipe without what it includes. @throws as `unfoldRecipe`. */
export function recipeAlone(file: RecipeFile): WholeRecipe {
  const unfolding = unfold(file);
  let step = unfolding.next([]);
  while (step.done !== true) step = unfolding.next([]);
  return step.value;
}

/**
 * Reads a recipe with what it includes, as bitbake's lib/bb/parse/parse_py/ConfHandler.py does. Classes are not read.
 *
 * @param find The files of a name, none where there is none.
 * @throws UserError with a sentence about the recipe: a circle, or more than READER_LIMITS allows. What `find` throws.
 */
export async function unfoldRecipe(
  file: RecipeFile,
  find: (wanted: WantedFile) => Promise<readonly RecipeFile[]>,
  context: RecipeContext = {},
): Promise<WholeRecipe> {
  const unfolding = unfold(file, context);
  let step = unfolding.next([]);
  while (step.done !== true) step = unfolding.next(await find(step.value));
  return step.value;
}

function* unfold(
  recipe: RecipeFile,
  { base: appendedTo, namedBy }: RecipeContext = {},
): Generator<WantedFile, WholeRecipe, readonly RecipeFile[]> {
  const known = namedVariables(namedBy ?? appendedTo?.path ?? recipe.path);
  const variables = openVariables({ known, active: [] });
  const bases = new Map<string, { readonly base: number; readonly file: RecipeFile }>();
  const around: string[] = [];
  const statements: RecipeStatement[] = [];
  const assignments: PlacedAssignment[] = [];
  const missing = new Set<string>();
  const inherited: string[] = [];
  /** What is to be taken in before a variable is asked for: most recipes ask for none. */
  const pending: (() => void)[] = [];
  const words = (what: SourceText): string[] => {
    if (!what.text.includes(REFERENCE)) return wordsOf(what.text);
    for (const take of pending.splice(0)) take();
    return wordsOf(variables.expand(what).text);
  };
  let [length, size, count] = [0, 0, 0];

  function* take(file: RecipeFile): Generator<WantedFile, void, readonly RecipeFile[]> {
    const { path, text } = file;
    if (around.includes(path)) {
      throw new UserError(
        `It includes itself: ${[...around.slice(around.indexOf(path)), path].join(', ')}.`,
        'Remove one of these lines.',
      );
    }
    count += 1;
    size += text.length;
    if (count > READER_LIMITS.recipeFiles.most)
      throw tooMuch(`It includes ${count - 1} files`, 'recipeFiles');
    if (count > 1 && size > READER_LIMITS.recipe.most) {
      throw tooMuch(`It has ${size} bytes with what it includes`, 'recipe');
    }
    const { base } = bases.get(path) ?? { base: length };
    // One between them, so that nothing stands in two files.
    if (!bases.has(path)) length += text.length + 1;
    bases.set(path, { base, file });
    around.push(path);
    const here = `${TOP}${dirname(path)}`;
    const enter = (): void => {
      for (const name of ['THISDIR', 'FILE_DIRNAME']) variables.set(name, here);
    };
    pending.push(enter);
    for (const statement of recipeStatements(text, base)) {
      if (statement.kind === 'inherit') inherited.push(...words(statement.what));
      else if (statement.kind === 'assignment' || statement.kind === 'unset') {
        pending.push(() => variables.apply(statement));
        statements.push(statement);
        if (statement.kind === 'assignment') assignments.push({ ...statement.assignment, path });
      } else {
        for (const name of words(statement.what)) {
          const found = !name.includes(REFERENCE)
            ? yield { from: path, name, all: statement.kind === 'include_all' }
            : [];
          if (found.length === 0 && statement.kind === 'require') missing.add(name);
          for (const each of found) yield* take(each);
        }
        pending.push(enter);
      }
    }
    if (assignments.length > READER_LIMITS.recipeAssignments.most) {
      throw tooMuch(`It has ${assignments.length} assignments`, 'recipeAssignments');
    }
    around.pop();
  }

  if (appendedTo !== undefined) yield* take(appendedTo);
  yield* take(recipe);
  const files = [...bases.values()];
  return {
    path: recipe.path,
    known,
    statements,
    assignments,
    files: files.map(({ file }) => file),
    missing: [...missing],
    inherited,
    placeOf({ start, end }) {
      const { base, file } = files.findLast((each) => each.base <= start) ?? { base: 0, file: recipe };
      return { path: file.path, start: start - base, end: end - base };
    },
  };
}
