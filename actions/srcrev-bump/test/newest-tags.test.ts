import { describe, expect, test } from '@jest/globals';
import type { Remotes, TagRemotes } from '@pv-actions/core/git/remote.ts';
import { recipeAlone } from '@pv-actions/core/recipes/recipe-files.ts';
import { readRecipePin } from '@pv-actions/core/recipes/recipe-pins.ts';
import { lookUpTags } from '../src/newest-tags.ts';
import type { PinnedRecipe } from '../src/survey.ts';

const [OLD, NEW, SIDE] = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [string, string, string];

function pinned(parameters: string): PinnedRecipe[] {
  const text = `SRC_URI = "git://h/app;branch=main${parameters}"\nSRCREV = "${OLD}"\n`;
  const component = { name: 'app', branch: 'main', repoOrg: undefined, tag: 'newest' } as const;
  const reading = readRecipePin(recipeAlone({ path: 'app.bb', text }), {
    component,
    gitBaseUrl: 'https://h',
  });
  if (reading.kind !== 'pin') throw new Error(JSON.stringify(reading));
  const recipe = { path: 'app.bb', content: Buffer.from(text) };
  return [{ recipe, files: [recipe], pin: reading.pin }];
}

/** The branch has all commits but SIDE. */
function remotesWith(
  tags: Readonly<Record<string, string>>,
  objects: Readonly<Record<string, string>> = {},
): Remotes & TagRemotes {
  return {
    tags: async (urls) =>
      urls.map(() => ({
        kind: 'tags',
        tags: new Map(Object.entries(tags)),
        objects: new Map(Object.entries(objects)),
      })),
    heads: async (branches) => branches.map(() => ({ kind: 'head', sha: NEW })),
    histories: async (spans) =>
      spans.map(({ from }) => ({
        kind: 'history',
        history: { relation: from === SIDE ? 'rewind' : 'ahead', count: 1, commits: [] },
      })),
  };
}

/** `tag digest` of what is taken, the sentence of what is not, or `current`. */
async function said(
  parameters: string,
  tags: Readonly<Record<string, string>>,
  objects?: Readonly<Record<string, string>>,
): Promise<string> {
  const found = await lookUpTags(pinned(parameters), remotesWith(tags, objects), 0);
  expect(found.failures).toEqual([]);
  const [update] = found.updates;
  return update === undefined ? (found.kept[0] ?? 'current') : `${update.tag} ${update.new}`;
}

const side = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`v2.${at}`, SIDE]));

test.each<[string, string, Readonly<Record<string, string>>, string]>([
  ['the newest', ';tag=v1.0', { 'v1.0': OLD, 'v1.1': NEW, 'v1.2-rc1': NEW, 'v0.9': NEW }, `v1.1 ${NEW}`],
  ['the newest of the branch', ';tag=v1.0', { ...side, 'v1.0': OLD, 'v1.1': NEW }, `v1.1 ${NEW}`],
  ['the newest of all', ';tag=v1.0;nobranch=1', { ...side, 'v1.0': OLD }, `v2.39 ${SIDE}`],
  ['none on the branch', ';tag=v1.0', { ...side, 'v1.0': OLD }, 'current'],
  ['the tag is the newest', ';tag=v1.0', { 'v1.0': OLD }, 'current'],
  ['another tag of the same commit', ';tag=v1.0', { 'v1.0': OLD, 'v1.1': OLD }, `v1.1 ${OLD}`],
  ['the same, where the URI has none', '', { 'v1.0': OLD, 'v1.1': OLD, 'v1.1.1': OLD }, 'current'],
  [
    'a tag that is gone',
    ';tag=v1.0',
    { 'v0.9': OLD },
    'app: git://h/app has no tag v1.0, and none that is newer.',
  ],
  ['the newest, where the URI has none', '', { 'v1.0': OLD, latest: OLD, 'v1.1': NEW }, `v1.1 ${NEW}`],
  [
    'a tag of another file',
    `;tag=\${TAG}`,
    { 'v1.0': OLD },
    `app: its tag is \${TAG} (;tag=), of which another file sets a part.`,
  ],
  [
    'no tag',
    '',
    { 'v1.1': NEW },
    `app: no tag of git://h/app is at ${OLD.slice(0, 12)}, so that nothing says which tags are to be followed.`,
  ],
  [
    'a tag that was moved',
    ';tag=v1.0',
    { 'v1.0': NEW },
    `app: its tag v1.0 is the commit ${NEW.slice(0, 12)}, but ${OLD.slice(0, 12)} is pinned: bitbake refuses the two, or the tag was moved.`,
  ],
])('%s', async (_, parameters, tags, expected) => expect(await said(parameters, tags)).toBe(expected));

describe('a pin that is an annotated tag itself', () => {
  const objects = { 'v1.0': OLD };

  test('is at that tag', async () => {
    expect(await said('', { 'v1.0': SIDE, 'v1.1': NEW }, objects)).toBe(`v1.1 ${NEW}`);
    expect(await said('', { 'v1.0': SIDE }, objects)).toBe('current');
    expect(await said('', { 'v1.0': NEW, 'v1.1': NEW }, objects)).toBe('current');
  });

  test('is not what ;tag= is held against', async () => {
    expect(await said(';tag=v1.0', { 'v1.0': NEW }, objects)).toContain('bitbake refuses the two');
  });
});

test('a remote that does not answer is a failure', async () => {
  const remotes = { ...remotesWith({}), tags: async () => [{ kind: 'unreachable', reason: 'No.' } as const] };
  const { failures } = await lookUpTags(pinned(''), remotes, 0);
  expect(failures).toMatchObject([{ name: 'app', unreachable: true, detail: 'No.' }]);
});
