import { expect, test } from '@jest/globals';
import { recipeAlone } from '@pv-actions/core/recipes/recipe-files.ts';
import { readRecipePin } from '@pv-actions/core/recipes/recipe-pins.ts';
import type { Report } from '@pv-actions/core/updates/update.ts';
import { componentChanges, oneChange } from '../src/changes.ts';
import { commentsOf } from '../src/comments.ts';
import type { PinnedRecipe } from '../src/survey.ts';
import { pinsOf } from '../src/survey.ts';

const [A, B, NEW] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];

/** A recipe of the components a and b, with a comment for each. */
const text = (a: string, b: string, versionA: string, versionB: string): string =>
  `SRC_URI = "git://h/a;name=a;branch=main git://h/b;name=b;branch=main"\n# ${versionA}\nSRCREV_a = "${a}"\n# ${versionB}\nSRCREV_b = "${b}"\n`;
const path = 'both.bb';
const recipe = { path, content: Buffer.from(text(A, B, 'v1.0', 'v1.0')) };

function pinned(name: string): PinnedRecipe {
  const component = { name, branch: 'main', repoOrg: undefined };
  const whole = recipeAlone({ path, text: recipe.content.toString() });
  const reading = readRecipePin(whole, { component, gitBaseUrl: 'https://h' });
  if (reading.kind !== 'pin') throw new Error(JSON.stringify(reading));
  return { recipe, files: [recipe], pin: reading.pin };
}

test('a change has the revisions and the comments of its components only', async () => {
  const both = ['a', 'b'].map(pinned);
  const history = { relation: 'ahead', count: 1, commits: [] } as const;
  const updates = pinsOf(both).map((pin) => ({ ...pin, new: NEW, history }));
  const tags = { kind: 'tags', tags: new Map([['v1.1', NEW]]), objects: new Map() } as const;
  const said = await commentsOf(both, updates, true, { tags: async (urls) => urls.map(() => tags) });
  expect(said.left).toEqual([]);
  const report: Report = {
    ...{ stage: 'srcrev-bump', noun: 'component', updates, refused: [], failures: [], notes: [] },
    ...{ changes: said.changed.map(({ sentence }) => sentence), githubHost: 'github.com' },
  };
  const found = { report, updates, pinned: both, comments: said.changes, changes: said.changed, left: [] };
  const textsOf = (changes: readonly { files: readonly { content?: Buffer | undefined }[] }[]) =>
    changes.flatMap(({ files }) => files.map(({ content }) => content?.toString()));
  const components = ['a', 'b'].map((name) => ({
    ...{ name, branch: 'main', repoOrg: undefined, recipeGlob: path },
  }));
  const each = componentChanges('x', found, components);
  expect(textsOf(each)).toEqual([text(NEW, B, 'v1.1', 'v1.0'), text(A, NEW, 'v1.0', 'v1.1')]);
  expect(each.map((change) => change.report.changes)).toEqual([
    ['a: both.bb: the comment "# v1.0" beside the revision names v1.1.'],
    ['b: both.bb: the comment "# v1.0" beside the revision names v1.1.'],
  ]);
  expect(textsOf([oneChange('x', found, [])])).toEqual([text(NEW, NEW, 'v1.1', 'v1.1')]);
});
