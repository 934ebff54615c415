import { describe, expect, test } from '@jest/globals';
import { layerChanges } from '../src/layer-changes.ts';
import { changedFiles, layerPins, newBranches } from '../src/revisions.ts';
import type { Layer, PlannedFile, PlannedLayer } from '../src/types.ts';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
const URL = 'https://git.example.com/x';

const layer = (key: string, change: Partial<PlannedLayer> = {}): PlannedLayer => ({
  ...{ key, url: URL, branch: 'main', revision: B, old: A, follows: 'branch' },
  ...change,
});
const textOf = (layers: readonly PlannedLayer[]): string =>
  `repos:\n${layers.map(({ key, revision }) => `  ${key}: {commit: ${revision}}\n`).join('')}`;

function file(path: string, layers: readonly PlannedLayer[], stood?: readonly Layer[]): PlannedFile {
  const before = stood === undefined ? undefined : Buffer.from('before');
  return { names: [path], path, before, oldLayers: stood ?? [], text: textOf(layers), layers };
}

/** The revisions that the layers get. */
function settled(layers: readonly PlannedLayer[], head: string | undefined, keep = false): string[] {
  return changedFiles([file('x', layers)], () => head, keep).flatMap((each) =>
    each.layers.map(({ revision }) => revision),
  );
}

describe('settleFiles', () => {
  test.each<[string, Partial<PlannedLayer>, string | undefined, boolean, string]>([
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
    changedFiles([file('x', [layer('k')])], (each) => void asked.push(each), false);
    expect(asked).toEqual([{ url: URL, branch: 'main', old: A }]);
  });

  test('a file that stays is left out', () => {
    const made = file('x', [layer('k')]);
    const before = Buffer.from(textOf([layer('k', { revision: A })]));
    expect(changedFiles([{ ...made, before }], () => undefined, false)).toEqual([]);
  });
});

test('a pin is one for all files, a layer with two revisions is two', () => {
  const files = [
    file('x', [layer('k'), layer('f', { follows: 'fixed' })]),
    file('y', [layer('l'), layer('again'), layer('m', { old: C })]),
  ];
  expect(layerPins(files)).toEqual([
    { name: 'k', url: URL, branch: 'main', old: A, files: ['x', 'y'] },
    { name: 'm', url: URL, branch: 'main', old: C, files: ['y'] },
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
      changedFiles(made, () => C, false),
      removed,
    ),
  ).toEqual({
    added: [{ key: 'came', url: URL, branch: 'main', revision: C, files: ['x'] }],
    removed: [{ ...was('went'), files: ['x'] }],
    moved: [
      { key: 'moved', from: { url: 'old', branch: 'main' }, to: { url: URL, branch: 'main' }, files: ['x'] },
      { key: 'branched', from: { url: URL, branch: 'x' }, to: { url: URL, branch: 'main' }, files: ['x'] },
    ],
    updated: [{ key: 'revised', url: URL, branch: 'main', old: A, new: C, files: ['x', 'y'] }],
    targets: { came: ['new'], went: ['old.yaml'] },
  });
  const twice = ['p', 'q'].map((path) => file(path, [layer('moved')], [was('moved', { url: path })]));
  expect(
    layerChanges(
      changedFiles(twice, () => C, false),
      [],
    ).moved,
  ).toMatchObject([
    { from: { url: 'p' }, files: ['p'] },
    { from: { url: 'q' }, files: ['q'] },
  ]);
  const unknown = [was('k', { url: undefined, branch: undefined })];
  expect(
    layerChanges(
      changedFiles([file('z', [layer('k')], unknown)], () => C, false),
      [],
    ),
  ).toMatchObject({
    moved: [],
    updated: [{ key: 'k', url: URL }],
  });
});
