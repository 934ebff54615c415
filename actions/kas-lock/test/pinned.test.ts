import { expect, test } from '@jest/globals';
import type { CommitAnswer, CommitQuery } from '@pv-actions/core/git/remote.ts';
import { pinnedFiles } from '../src/pinned.ts';
import type { PlannedFile } from '../src/types.ts';

const A = 'a1'.repeat(20);
const url = 'https://git.example.com/x';

/** What becomes of a layer that a file pins, where the remote gives that answer. */
async function pinned(old: string, answer: CommitAnswer) {
  const asked: CommitQuery[] = [];
  const layer = { key: 'x', url, branch: 'main', revision: old };
  const file: PlannedFile = {
    ...{ names: ['a'], path: 'a.yml', before: Buffer.from(''), text: '' },
    oldLayers: [layer],
    layers: [{ ...layer, old, follows: 'branch' }],
  };
  const done = await pinnedFiles([file], {
    heads: async () => [],
    histories: async () => [],
    tags: async () => [],
    async commits(queries) {
      asked.push(...queries);
      return queries.map(() => answer);
    },
  });
  return { ...done, layer: done.files[0]?.layers[0], asked };
}

test.each([A.slice(0, 7), A.slice(0, 39), A.toUpperCase(), A.slice(0, 7).toUpperCase()])(
  '%s is looked up, and is the digest as git writes it from there on',
  async (old) => {
    const done = await pinned(old, { kind: 'commit', sha: A, branches: ['main'] });
    expect(done.asked).toEqual([{ url, branch: 'main', revision: old }]);
    expect(done.layer).toMatchObject({ old: A, revision: A, follows: 'branch' });
    expect(done.expanded).toEqual([{ key: 'x', short: old, sha: A, path: 'a.yml' }]);
  },
);

test('a whole digest is not looked up', async () => {
  const done = await pinned(A, { kind: 'no-commit' });
  expect(done.asked).toEqual([]);
  expect(done.layer).toMatchObject({ old: A, follows: 'branch' });
});

test('one that the remote does not know stays', async () => {
  const done = await pinned(A.slice(0, 7), { kind: 'no-commit' });
  expect(done.layer).toMatchObject({ old: A.slice(0, 7), follows: 'fixed' });
  expect(done.notes).toHaveLength(1);
});
