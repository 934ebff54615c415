import { expect, test } from '@jest/globals';
import type { KasRepo } from '@pv-actions/core/kas/kas-repos.ts';
import { plannedLayer } from '../src/files.ts';

const [A, B] = ['a'.repeat(40), 'b'.repeat(40)] as const;
const repo: KasRepo = {
  key: 'k',
  url: 'u',
  path: 'k',
  branch: 'main',
  tag: undefined,
  commit: undefined,
  type: 'git',
};
const layer = { key: 'k', url: 'u', branch: 'main', revision: B };

test.each<[string, Partial<KasRepo>, string]>([
  ['a branch', {}, 'branch'],
  ['a tag, also beside a branch by default', { tag: 'v1' }, 'tag'],
  ['a commit', { commit: A }, 'fixed'],
  ['nothing', { branch: undefined }, 'fixed'],
  ['Mercurial', { type: 'hg' }, 'fixed'],
])('a layer follows %s', (_, change, follows) =>
  expect(plannedLayer(layer, [], { ...repo, ...change })).toEqual({ ...layer, old: undefined, follows }),
);

test.each<[string, object, string | undefined]>([
  ['the same', {}, A],
  ['of a file that names no branch', { branch: undefined }, A],
  ['of another name', { key: 'l' }, undefined],
  ['of another URL', { url: 'v' }, undefined],
  ['on another branch', { branch: 'next' }, undefined],
])('the revision that stood: %s', (_, change, old) =>
  expect(plannedLayer(layer, [{ ...layer, revision: A, ...change }], repo).old).toBe(old),
);
