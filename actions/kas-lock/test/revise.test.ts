import { describe, expect, test } from '@jest/globals';
import type { Finder, Head, RemoteBranch, Remotes, Span, SpanHistory } from '@pv-actions/core/git/remote.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { type LayerRevisions, layerRevisions } from '../src/revisions.ts';
import type { PlannedFile, PlannedLayer } from '../src/types.ts';

const [OLD, OLDER, HEAD, FOUND] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
  string,
];
const X = 'https://git.example.com/x';
const Y = 'https://git.example.com/y';

const layer = (key: string, url: string, old: string | undefined): PlannedLayer => ({
  ...{ key, url, branch: 'main', old, revision: FOUND, follows: 'branch' },
});
const file = (path: string, ...layers: readonly PlannedLayer[]): PlannedFile => ({
  ...{ names: [path], path, before: undefined, oldLayers: [], text: '', layers },
});

/** A world in which every branch has HEAD, but those that `heads` names; what `rewinds` names is not before its head, and is on the branches of `on`. */
function world(
  heads: Readonly<Record<string, Head>> = {},
  rewinds: readonly string[] = [],
  count: number | undefined = undefined,
  on: Readonly<Record<string, readonly string[]>> = {},
) {
  const asked: string[] = [];
  const remotes: Remotes & Finder = {
    heads: async (branches: readonly RemoteBranch[]) =>
      branches.map(({ url }): Head => {
        asked.push(url);
        return heads[url] ?? { kind: 'head', sha: HEAD };
      }),
    histories: async (spans: readonly Span[]) =>
      spans.map(({ from }): SpanHistory => {
        const relation = rewinds.includes(from) ? 'rewind' : 'ahead';
        return { kind: 'history', history: { relation, count, commits: [] } };
      }),
    commits: async (queries) =>
      queries.map(({ revision }) => ({ kind: 'commit', sha: revision, branches: on[revision] ?? [] })),
    namedTags: async () => [],
  };
  return { asked, remotes };
}

function revise(
  files: readonly PlannedFile[],
  { remotes }: ReturnType<typeof world>,
  change: { readonly keep?: boolean; readonly rewind?: boolean; readonly former?: string } = {},
): Promise<LayerRevisions> {
  const { keep = false, rewind = false, former } = change;
  const given = { 'keep-revisions': keep, 'allow-rewind': rewind, 'max-log-lines': 3 };
  return layerRevisions(files, remotes, given, {
    log: keptLog(),
    formerBranch: async () => former,
  });
}

const of = ({ revisionOf }: LayerRevisions, url: string, old: string | undefined): string | undefined =>
  revisionOf({ url, branch: 'main', old });

describe('reviseLayers', () => {
  test('every revision of a branch goes to its head, and a new layer with them; the branch is asked once', async () => {
    const at = world();
    const files = [file('1', layer('x', X, OLD)), file('2', layer('x', X, OLDER), layer('z', X, undefined))];
    const revised = await revise([...files, file('3', layer('x', X, OLD))], at);
    expect(revised.updates).toMatchObject([
      { name: 'x', old: OLD, new: HEAD, files: ['1', '3'] },
      { name: 'x', old: OLDER, new: HEAD, files: ['2'] },
    ]);
    expect([OLD, OLDER, undefined].map((old) => of(revised, X, old))).toEqual([HEAD, HEAD, HEAD]);
    expect(of(revised, Y, OLD)).toBeUndefined();
    expect(revised.revisionOf({ url: X, branch: 'other', old: OLD })).toBeUndefined();
    expect(at.asked).toEqual([X, X]);
    expect(revised).toMatchObject({ notes: [], unseenFiles: [], failures: [], refused: [], current: 0 });
  });

  test('a branch that is at its head is not asked again for a new layer', async () => {
    const at = world();
    const revised = await revise([file('1', layer('x', X, HEAD)), file('2', layer('x', X, undefined))], at);
    expect([of(revised, X, undefined), revised.current, at.asked]).toEqual([HEAD, 1, [X]]);
  });

  test('a branch that was forced back for one file is followed by none; others go on', async () => {
    const at = world({}, [OLD]);
    const files = [
      file('1', layer('x', X, OLD), layer('y', Y, OLDER)),
      file('2', layer('x', X, OLDER)),
      file('3', layer('x', X, undefined)),
    ];
    const revised = await revise(files, at);
    expect(revised.updates.map(({ url, old }) => [url, old])).toEqual([[Y, OLDER]]);
    expect(revised.refused.map(({ url, old }) => [url, old])).toEqual([[X, OLD]]);
    expect([OLD, OLDER].map((old) => of(revised, X, old))).toEqual([undefined, undefined]);
    expect(of(revised, Y, OLDER)).toBe(HEAD);
    expect(revised.notes).toEqual([
      'x stays at bbbbbbbbbbbb in 2, too, since its branch was forced back or rewritten.',
    ]);
    // A machine that has it anew is with the first of the others.
    expect(of(revised, X, undefined)).toBe(OLD);
    const taken = await revise(files, at, { rewind: true });
    expect([of(taken, X, OLD), of(taken, X, OLDER), taken.refused, taken.notes]).toEqual([
      HEAD,
      HEAD,
      [],
      [],
    ]);
  });

  test('another branch of the repository is not held back by it', async () => {
    const next = { ...layer('n', X, OLDER), branch: 'next' };
    const revised = await revise([file('1', layer('x', X, OLD)), file('2', next)], world({}, [OLD]));
    expect(revised.revisionOf({ url: X, branch: 'next', old: OLDER })).toBe(HEAD);
    expect(revised.updates.map(({ name }) => name)).toEqual(['n']);
  });

  test('keep-revisions moves nothing: a new layer is where the others have it, and only a new branch is asked for', async () => {
    const at = world();
    const files = [
      file('1', layer('x', X, OLD)),
      file('2', layer('x', X, undefined), layer('y', Y, undefined)),
      file('3', layer('y', Y, undefined)),
    ];
    const revised = await revise(files, at, { keep: true });
    expect(revised.updates).toEqual([]);
    expect([of(revised, X, OLD), of(revised, X, undefined), of(revised, Y, undefined)]).toEqual([
      undefined,
      OLD,
      HEAD,
    ]);
    expect(at.asked).toEqual([Y]);
  });

  test('a remote that does not answer fails its layer only: it stays, and its file is told', async () => {
    const at = world({ [X]: { kind: 'unreachable', reason: 'No route.' } });
    const files = [
      file('1', layer('x', X, OLD), layer('y', Y, OLD)),
      file('2', layer('y', Y, OLD)),
      file('3', layer('x', X, undefined)),
    ];
    const revised = await revise(files, at);
    expect(revised.failures).toMatchObject([{ name: 'x', unreachable: true }]);
    expect(revised.updates).toMatchObject([{ name: 'y', files: ['1', '2'] }]);
    expect([of(revised, X, OLD), of(revised, X, undefined), of(revised, Y, OLD)]).toEqual([
      undefined,
      OLD,
      HEAD,
    ]);
    expect(revised.unseenFiles).toEqual(['1']);
  });

  test('a lock file names no URL: a revision that its remote does not have may be of another one', async () => {
    const files = (url: string | undefined): PlannedFile[] => [
      { ...file('1', layer('x', X, OLD)), oldLayers: [{ key: 'x', url, branch: undefined, revision: OLD }] },
    ];
    expect((await revise(files(undefined), world({}, [OLD]))).notes).toEqual([
      `x: ${X} does not have aaaaaaaaaaaa. 1 names no URL, so that the layer may also have moved there: then \`allow-rewind: true\` loses nothing.`,
    ]);
    // The file names it, another file does, or the remote has the revision.
    expect((await revise(files(X), world({}, [OLD]))).notes).toEqual([]);
    const other = { ...file('2', layer('x', X, OLD)) };
    expect((await revise([...files(undefined), other], world({}, [OLD]))).notes).toEqual([]);
    expect((await revise(files(undefined), world({}, [OLD], 3))).notes).toEqual([]);
  });

  test('a new layer of a branch that is not there has what kas found', async () => {
    const revised = await revise(
      [file('1', layer('x', X, undefined))],
      world({ [X]: { kind: 'no-branch', near: [] } }),
    );
    expect(of(revised, X, undefined)).toBeUndefined();
  });
});

describe('a lock file, which names no branch', () => {
  const locked = (path: string, old: string): PlannedFile => ({
    ...file(path, layer('x', X, old)),
    oldLayers: [{ key: 'x', url: undefined, branch: undefined, revision: old }],
  });

  test.each<[string, string | undefined, readonly string[]]>([
    ['another branch has what is pinned', undefined, ['old', 'older']],
    ['the history names another branch', 'old', ['old']],
    ['the history names a branch that is gone', 'gone', ['gone']],
  ])('the branch of the configuration changed: %s', async (_, former, from) => {
    const at = world({}, [OLD], 1, { [OLD]: ['old', 'older'] });
    const revised = await revise([locked('1', OLD)], at, former === undefined ? {} : { former });
    expect(of(revised, X, OLD)).toBe(HEAD);
    expect(revised.refused).toEqual([]);
    expect(revised.updates).toEqual([]);
    expect(revised.switched).toMatchObject([{ pin: { name: 'x', old: OLD }, head: HEAD, from }]);
  });

  test.each<[string, string | undefined, readonly string[]]>([
    ['no branch has what is pinned', undefined, []],
    ['the history names the same branch', 'main', ['old']],
  ])('the branch was forced back: %s', async (_, former, on) => {
    const at = world({}, [OLD], 1, { [OLD]: on });
    const revised = await revise([locked('1', OLD)], at, former === undefined ? {} : { former });
    expect(of(revised, X, OLD)).toBeUndefined();
    expect(revised.refused).toMatchObject([{ name: 'x' }]);
    expect(revised.switched).toEqual([]);
  });

  test('a file that names the branch is not one', async () => {
    const at = world({}, [OLD], 1, { [OLD]: ['old'] });
    const named = { ...locked('1', OLD), oldLayers: [{ key: 'x', url: X, branch: 'main', revision: OLD }] };
    expect(await revise([named], at)).toMatchObject({ switched: [], refused: [{ name: 'x' }] });
  });
});
