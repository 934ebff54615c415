import { z } from 'zod';
import { globProblem } from '../action/glob.ts';
import { branchProblem } from '../git/branch-name.ts';
import type { RecipeComponent } from '../recipes/recipe-pins.ts';
import { repositoryNameProblem } from '../recipes/recipe-repository.ts';
import { uriFrom } from '../recipes/recipe-uris.ts';
import { checkRelativePath } from '../release/names.ts';
import { named, parseJson } from '../release/schema.ts';

/** A component whose recipes follow a branch, or the tags of one. */
export interface Component extends RecipeComponent {
  /** Which recipes: a path relative to the layer, with `*`, `?` and `[...]`. */
  readonly recipeGlob: string;
}

const ADVICE =
  'Correct the file. Each entry has name, recipe_glob and branch, and may have repo_org, uri, variable, override and tag.';

/** `[abc]`, `[!a-c]`, `[]a]`: a `]` that comes first is one of the characters. */
const CHARACTER_SET = /\[(?:[!^]|(?![!^]))(?:\][^\]]*|[^\]]+)\]/g;

const componentsFile = z
  .array(
    z.object({
      name: named(nameProblem),
      recipe_glob: named(recipeGlobProblem),
      branch: named(branchProblem),
      repo_org: named(organisationProblem).exactOptional(),
      uri: named(uriProblem).exactOptional(),
      variable: named(variableProblem).exactOptional(),
      override: named(overrideProblem).exactOptional(),
      tag: named(tagProblem).exactOptional(),
    }),
  )
  .superRefine((entries, context) => {
    const names = new Map<string, number>();
    for (const [index, { name }] of entries.entries()) {
      const first = names.get(name);
      if (first === undefined) {
        names.set(name, index);
        continue;
      }
      context.addIssue({
        code: 'custom',
        path: [index, 'name'],
        message: `It is the name of [${first}] too. Names must differ.`,
      });
    }
  });

/**
 * Reads components.json: `[{"name", "recipe_glob", "branch", "repo_org"?, "uri"?, "variable"?, "override"?, "tag"?}]`. Other keys are
 * ignored.
 *
 * @param where The file's path, as the error names it.
 * @throws UserError that names each entry and key that is wrong.
 */
export function parseComponents(text: string, where: string): readonly Component[] {
  return parseJson(componentsFile, text, where, ADVICE).map((entry) => ({
    name: entry.name,
    recipeGlob: entry.recipe_glob,
    branch: entry.branch,
    repoOrg: entry.repo_org,
    uri: entry.uri,
    variable: entry.variable,
    override: entry.override,
    tag: entry.tag === undefined ? undefined : NEWEST,
  }));
}

const NEWEST = 'newest';

/** A name becomes a part of a branch's. */
function nameProblem(name: string): string | undefined {
  if (/^[A-Za-z0-9._+-]+$/.test(name) && branchProblem(name) === undefined) return undefined;
  return 'A name has letters, digits and ._+-, and is a valid name of a branch.';
}

function recipeGlobProblem(glob: string): string | undefined {
  const problem = checkRelativePath(glob);
  if (problem !== undefined) return problem;
  if (/[{}]|\*\*|[?*+@!]\(/.test(glob)) {
    return 'A glob has only *, ? and [...], each within one folder or file name.';
  }
  const odd = globProblem(glob);
  if (odd !== undefined) return odd;
  const open = glob.split('/').some((part) => part.replace(CHARACTER_SET, '').includes('['));
  return open ? 'A [ of a glob must be closed by a ] in the same folder or file name.' : undefined;
}

function organisationProblem(organisation: string): string | undefined {
  const problem = organisation
    .split('/')
    .map(repositoryNameProblem)
    .find((each) => each !== undefined);
  return problem && `The organisation, or a part of it, ${problem}. Valid are names such as pantavisor.`;
}

function uriProblem(uri: string): string | undefined {
  if (!/\s/.test(uri) && uriFrom(uri) !== undefined) return undefined;
  return 'It must be the address of a git repository, such as git://github.com/pantavisor/pantavisor.';
}

function variableProblem(variable: string): string | undefined {
  if (/^[A-Za-z0-9][A-Za-z0-9_.+-]*(?::[A-Za-z0-9_.+-]+)*$/.test(variable)) return undefined;
  return 'It must be the name of a variable, such as SRCREV_machine.';
}

function overrideProblem(override: string): string | undefined {
  if (/^[a-z0-9][A-Za-z0-9_.+-]*(?::[a-z0-9][A-Za-z0-9_.+-]*)*$/.test(override)) return undefined;
  return 'It must be an override, such as star64 or pn-linux-board; several have colons between them.';
}

function tagProblem(tag: string): string | undefined {
  return tag === NEWEST ? undefined : 'Only "newest" is known.';
}
