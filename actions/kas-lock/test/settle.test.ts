import { describe, expect, test } from '@jest/globals';
import { layerChanges } from '../src/layer-changes.ts';
import type { Layer, MadeFile, MadeLayer } from '../src/made.ts';
import { layerPins, newBranches, settleFiles } from '../src/settle.ts';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
const URL = 'https://git.example.com/x';

const layer = (key: string, change: Partial<MadeLayer> = {}): MadeLayer => ({
  ...{ key, url: URL, branch: 'main', revision: B, old: A, follows: 'branch' },
  ...change,
});
const textOf = (layers: readonly MadeLayer[]): string =>
  `repos:\n${layers.map(({ key, revision }) => `  ${key}: {commit: ${revision}}\n`).join('')}`;

function file(path: string, layers: readonly MadeLayer[], stood?: readonly Layer[]): MadeFile {
  const before = stood === undefined ? undefined : Buffer.from('before');
  return { names: [path], path, before, stood: stood ?? [], text: textOf(layers), layers };
}

/** The revisions that the layers get. */
function settled(layers: readonly MadeLayer[], head: string | undefined, keep = false): string[] {
  return settleFiles([file('x', layers)], () => head, keep).flatMap((each) =>
    each.layers.map(({ revision }) => revision),
  );
}

describe('settleFiles', () => {
  test.each<[string, Partial<MadeLayer>, string | undefined, boolean, string]>([
    ['a branch goes to the head', {}, C, false, C],
    ['a branch whose head is not taken stays', {}, undefined, false, A],
    ['a new layer whose head is not known gets what kas found', { old: undefined }, undefined, false, B],
    ['a fixed layer is as the configuration says', { follows: 'fixed' }, C, false, B],
    ['so it is when revisions are kept', { follows: 'fixed' }, C, true, B],
    ['a tag is where kas found it', { follows: 'tag' }, C, false, B],
    ['a tag stays when revisions are kept', { follows: 'tag' }, C, true, A],
    ['a new tag cannot stay', { follows: 'tag', old: undefined }, C, true, B],
    ['without a URL nothing can be followed', { url: undefined }, C, false, B],
    ['nor without a branch', { branch: undefined }, C, false, B],
  ])('%s', (_, change, head, keep, revision) =>
    expect(settled([layer('x', change)], head, keep)).toEqual([revision]),
  );

  test('a layer is asked for by URL, branch and revision', () => {
    const asked: unknown[] = [];
    settleFiles([file('x', [layer('k')])], (each) => void asked.push(each), false);
    expect(asked).toEqual([{ url: URL, branch: 'main', old: A }]);
  });

  test('a file that stays is left out', () => {
    const made = file('x', [layer('k')]);
    const before = Buffer.from(textOf([layer('k', { revision: A })]));
    expect(settleFiles([{ ...made, before }], () => undefined, false)).toEqual([]);
  });
});

test('a pin is one for all files, a layer with two revisions is two', () => {
  const files = [
    file('x', [layer('k'), layer('f', { follows: 'fixed' })]),
    file('y', [layer('l'), layer('m', { old: C })]),
  ];
  expect(layerPins(files)).toEqual([
    { name: 'k', url: URL, branch: 'main', old: A, places: ['x', 'y'] },
    { name: 'm', url: URL, branch: 'main', old: C, places: ['y'] },
  ]);
  expect(newBranches(files)).toEqual([]);
  expect(newBranches([file('x', [layer('k', { old: undefined }), layer('l', { old: undefined })])])).toEqual([
    { url: URL, branch: 'main' },
  ]);
});

test('layerChanges tells what came, went, moved and changed', () => {
  const was = (key: string, change: Partial<Layer> = {}): Layer => ({
    key,
    url: URL,
    branch: 'main',
    revision: A,
    ...change,
  });
  const stood = [
    was('kept', { revision: C }),
    was('revised'),
    was('moved', { url: 'old' }),
    was('branched', { branch: 'x' }),
    was('went'),
  ];
  const layers = ['kept', 'revised', 'moved', 'branched', 'came'].map((key) => layer(key));
  const made = [
    file('x', layers, stood),
    file('y', layers.slice(0, 2), stood.slice(0, 2)),
    file('new', layers),
  ];
  const removed = [{ path: 'old.yaml', before: Buffer.from(''), after: undefined }];
  expect(
    layerChanges(
      settleFiles(made, () => C, false),
      removed,
    ),
  ).toEqual({
    came: [{ key: 'came', url: URL, branch: 'main', revision: C, files: ['x'] }],
    went: [{ ...was('went'), files: ['x'] }],
    moved: [
      { key: 'moved', from: { url: 'old', branch: 'main' }, to: { url: URL, branch: 'main' }, files: ['x'] },
      { key: 'branched', from: { url: URL, branch: 'x' }, to: { url: URL, branch: 'main' }, files: ['x'] },
    ],
    revised: [{ key: 'revised', url: URL, branch: 'main', old: A, new: C, files: ['x', 'y'] }],
    targets: { came: ['new'], went: ['old.yaml'] },
  });
  const twice = ['p', 'q'].map((path) => file(path, [layer('moved')], [was('moved', { url: path })]));
  expect(
    layerChanges(
      settleFiles(twice, () => C, false),
      [],
    ).moved,
  ).toMatchObject([
    { from: { url: 'p' }, files: ['p'] },
    { from: { url: 'q' }, files: ['q'] },
  ]);
  const unknown = [was('k', { url: undefined, branch: undefined })];
  expect(
    layerChanges(
      settleFiles([file('z', [layer('k')], unknown)], () => C, false),
      [],
    ),
  ).toMatchObject({
    moved: [],
    revised: [{ key: 'k', url: URL }],
  });
});
