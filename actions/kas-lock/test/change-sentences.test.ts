import { describe, expect, test } from '@jest/globals';
import type { Update } from '@pv-actions/core/updates/update.ts';
import { changeSentences, type LayerChanges, noteSentences } from '../src/layer-changes.ts';
import type { ChangedFile } from '../src/types.ts';

const [A, B] = ['a', 'b'].map((digit) => digit.repeat(40)) as [string, string];
const [SHORT_A, SHORT_B] = ['a'.repeat(12), 'b'.repeat(12)];
const URL = 'https://git.example.com/x';
const NOTHING: LayerChanges = {
  ...{ added: [], removed: [], moved: [], updated: [] },
  targets: { came: [], went: [] },
};
const at = { url: URL, branch: 'main' };
const update: Update = {
  ...{ name: 'x', ...at, old: A, new: B, files: ['1'] },
  history: { relation: 'ahead', count: 1, commits: [] },
};
const settled = (path: string): ChangedFile => ({
  ...{ path, before: Buffer.from(''), after: Buffer.from('new'), names: [path], oldLayers: [], layers: [] },
});

const told = (changes: Partial<LayerChanges>, ...rest: readonly ChangedFile[]): string[] =>
  changeSentences({ ...NOTHING, ...changes }, [update], rest);

describe('changeSentences', () => {
  test('layers that came, went and moved', () => {
    const layer = { key: 'x', ...at, revision: A };
    expect(
      told({
        added: [
          { ...layer, files: ['1', '2'] },
          { ...layer, url: undefined, files: ['3'] },
        ],
        removed: [{ ...layer, files: ['1'] }],
        moved: [
          { key: 'y', from: { ...at, url: 'https://old.example.com/y' }, to: at, files: ['1'] },
          { key: 'z', from: { ...at, branch: 'old' }, to: at, files: ['1'] },
          { key: 'w', from: { url: undefined, branch: undefined }, to: at, files: ['1'] },
          { key: 'v', from: at, to: { url: URL, branch: undefined }, files: ['1'] },
        ],
      }),
    ).toEqual([
      `The layer x came from ${URL} at ${SHORT_A}: 1, 2.`,
      `The layer x came at ${SHORT_A}: 3.`,
      'The layer x went: 1.',
      `The layer y moved from https://old.example.com/y to ${URL}: 1.`,
      'The layer z moved from the branch old to main: 1.',
      `The layer w moved from an unknown URL to ${URL}: 1.`,
      'The layer v moved from the branch main to unknown: 1.',
    ]);
  });

  test('machines that came and went', () =>
    expect(
      told(
        { targets: { came: ['rpi'], went: ['r/old.yaml'] } },
        { ...settled('r/rpi.yaml'), before: undefined },
      ),
    ).toEqual(['rpi came.', 'r/old.yaml went: it belongs to no machine.']));

  test('a revision that an update tells is not told again, also under another name', () => {
    const revised = { key: 'x', ...at, old: A, new: B, files: ['1'] };
    expect(told({ updated: [revised, { ...revised, key: 'other', files: ['2'] }] })).toEqual([]);
  });

  test.each([
    ['URL', { url: `${URL}/y` }],
    ['branch', { branch: 'next' }],
    ['old revision', { old: 'c'.repeat(40) }],
    ['new revision', { new: 'c'.repeat(40) }],
  ])('one with another %s is', (_, change) =>
    expect(told({ updated: [{ key: 'x', ...at, old: A, new: B, files: ['1'], ...change }] })).toHaveLength(1),
  );

  test('a layer that follows a tag', () =>
    expect(
      told({ updated: [{ key: 't', url: URL, branch: undefined, old: A, new: B, files: ['1'] }] }),
    ).toEqual([`The layer t goes from ${SHORT_A} to ${SHORT_B}: 1.`]));

  test('a digest that is written out, unless the layer goes on from there', () => {
    const each = { key: 'x', sha: A, path: '1' };
    const file = (revision: string): ChangedFile => ({
      ...settled('1'),
      layers: [{ key: 'x', ...at, revision }],
    });
    const sentences = (short: string, revision: string): string[] =>
      changeSentences(NOTHING, [], [file(revision)], { expanded: [{ ...each, short }] });
    expect(sentences('aaaaaaa', A)).toEqual([
      `The digest aaaaaaa of the layer x is written in full, ${A}: 1.`,
    ]);
    expect(sentences(A.toUpperCase(), A)).toEqual([
      `The digest ${A.toUpperCase()} of the layer x is written in lower case, ${A}: 1.`,
    ]);
    expect(sentences('aaaaaaa', B)).toEqual([]);
  });

  test('a file that changes for none of these', () => {
    const layer = { key: 'x', ...at, revision: A };
    const files = ['1', '2', '3', '4', '5'].map((path) => settled(path));
    expect(
      told(
        {
          added: [{ ...layer, files: ['1'] }],
          removed: [{ ...layer, files: ['2'] }],
          moved: [{ key: 'x', from: at, to: at, files: ['3'] }],
          updated: [{ key: 'x', ...at, old: A, new: B, files: ['4'] }],
        },
        ...files,
      ).at(-1),
    ).toBe('5: the configuration changed.');
  });
});

test('noteSentences names what fixes a layer, five of many', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  expect(noteSentences([{ key: 'x', url: URL, revision: A, names }])).toEqual([
    `The configuration itself fixes the layer x to ${SHORT_A}: a, b, c, d, and 3 more.`,
  ]);
});
