import { expect, test } from '@jest/globals';
import type { Head, Remotes, SpanHistory } from '@pv-actions/core/git/remote.ts';
import { lookUp } from '@pv-actions/core/updates/look-up.ts';
import { updateEntry } from '@pv-actions/core/updates/report.ts';
import type { Pin } from '@pv-actions/core/updates/update.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';

const pin = (name: string, old = '1'): Pin => ({
  name,
  url: `https://example.org/${name}`,
  branch: 'main',
  old,
  files: [`${name}.bb`],
});
const ahead: SpanHistory = { kind: 'history', history: { relation: 'ahead', count: 1, commits: [] } };
const rewind: SpanHistory = { kind: 'history', history: { relation: 'rewind', count: 1, commits: [] } };

/** Remotes that say this of each name, and remember what they were asked. */
function remotes(said: Readonly<Record<string, Head>>, histories: Readonly<Record<string, SpanHistory>>) {
  const asked: { spans: unknown[]; limit: number | undefined } = { spans: [], limit: undefined };
  const nameIn = (url: string): string => url.split('/').at(-1) ?? '';
  const made: Remotes = {
    heads: async (branches) => branches.map(({ url }) => said[nameIn(url)] ?? { kind: 'head', sha: '2' }),
    async histories(spans, limit) {
      asked.spans.push(...spans);
      asked.limit = limit;
      return spans.map(({ url }) => histories[nameIn(url)] ?? ahead);
    },
  };
  return { made, asked };
}

test('pins are sorted into updates, rewinds, failures and those that are at the head', async () => {
  const log = keptLog();
  const { made, asked } = remotes(
    {
      current: { kind: 'head', sha: '1' },
      typo: { kind: 'no-branch', near: ['master', 'maint'] },
      bare: { kind: 'no-branch', near: [] },
      down: { kind: 'unreachable', reason: 'No answer within 60 s.' },
    },
    { back: rewind, lost: { kind: 'unreachable', reason: 'It moved.' } },
  );
  const pins = ['moved', 'current', 'back', 'typo', 'bare', 'down', 'lost'].map((name) => pin(name));
  const looked = await lookUp(pins, made, { allowRewind: false, maxLogLines: 7 }, { log });
  expect(looked.updates.map(({ name, new: head, history }) => [name, head, history.relation])).toEqual([
    ['moved', '2', 'ahead'],
  ]);
  expect(looked.refused.map(({ name }) => name)).toEqual(['back']);
  expect(looked.current).toBe(1);
  expect(
    looked.failures.map(({ name, unreachable, cause, detail }) => [name, unreachable, cause, detail]),
  ).toEqual([
    ['typo', false, 'typo: https://example.org/typo has no branch "main".', undefined],
    ['bare', false, 'bare: https://example.org/bare has no branch "main".', undefined],
    ['down', true, 'down: https://example.org/down could not be asked.', 'No answer within 60 s.'],
    ['lost', true, 'lost: https://example.org/lost could not be asked.', 'It moved.'],
  ]);
  expect(looked.failures[0]?.advice).toBe('Correct the branch. Branches with a name like it: master, maint.');
  expect(looked.failures[1]?.advice).toBe('It has no branch at all. Check the URL.');
  expect(asked.limit).toBe(7);
  expect(asked.spans).toEqual(
    ['moved', 'back', 'lost'].map((name) => ({
      url: `https://example.org/${name}`,
      branch: 'main',
      from: '1',
      to: '2',
    })),
  );
  expect(log.said.filter(({ level }) => level === 'warning').map(({ text }) => text)).toEqual([
    'back: the branch main was rewritten: its head 2 does not descend from 1, which is pinned, and each has commits that the other does not. ' +
      'It is not taken; `allow-rewind: true` takes it.',
  ]);
});

test('a pin that is gone, a branch that was moved back, and one that was rewritten are three things', async () => {
  const log = keptLog();
  const said = (count: number | undefined): SpanHistory => ({
    kind: 'history',
    history: { relation: 'rewind', count, commits: [] },
  });
  const { made } = remotes({}, { gone: said(undefined), behind: said(0), diverged: said(3) });
  const pins = ['gone', 'behind', 'diverged'].map((name) => pin(name));
  const { refused } = await lookUp(pins, made, { allowRewind: false, maxLogLines: 7 }, { log });
  expect(refused.map(({ name }) => name)).toEqual(['gone', 'behind', 'diverged']);
  expect(log.said.map(({ text }) => text.replace(/ It is not taken; .*/, ''))).toEqual([
    'gone: the revision 1, which is pinned, is gone: https://example.org/gone does not have it any more. Whether the head 2 of the branch ' +
      'main has all of its commits cannot be told.',
    'behind: the branch main is behind 1, which is pinned: it was moved back to 2, a commit that comes before it.',
    'diverged: the branch main was rewritten: its head 2 does not descend from 1, which is pinned, and each has commits that the other ' +
      'does not.',
  ]);
});

test('a pin that is a tag of the head is at the head, and that is said; a tag of an older commit stands for that commit', async () => {
  const tagged = (count: number, peeled: string): SpanHistory => ({
    kind: 'history',
    history: { relation: 'ahead', count, commits: [], peeled },
  });
  const { made } = remotes({}, { same: tagged(0, '2'), older: tagged(4, '1c') });
  const looked = await lookUp(
    [pin('same', '1t'), pin('older', '1t')],
    made,
    { allowRewind: false, maxLogLines: 7 },
    { log: keptLog() },
  );
  expect(looked.current).toBe(1);
  expect(looked.notes).toEqual([
    'same: 1t, which is pinned, is an annotated tag of 2, the head of the branch main: there is nothing to update.',
  ]);
  expect(looked.updates.map((update) => [update.old, updateEntry(update).old])).toEqual([['1t', '1c']]);
});

test('a rewind is taken where that is allowed', async () => {
  const { made } = remotes({}, { back: rewind });
  const looked = await lookUp([pin('back')], made, { allowRewind: true, maxLogLines: 0 }, { log: keptLog() });
  expect(looked.updates.map(({ name }) => name)).toEqual(['back']);
  expect(looked.refused).toEqual([]);
});
