import { describe, expect, test } from '@jest/globals';
import { type KasValue, withValues } from '@pv-actions/core/kas/kas-edit.ts';

const edited = (text: string, ...values: readonly KasValue[]): string =>
  withValues({ path: 'x.yaml', text }, values);
const A = 'a'.repeat(40);

describe('withValues', () => {
  test.each<[string, string, string | null, string]>([
    ['replaced', 'repos:\n  a:\n    branch: main # c\n', 'next', 'repos:\n  a:\n    branch: next # c\n'],
    ['replaced in quotes', "repos: {a: {branch: 'x'}}", 'next', 'repos: {a: {branch: next}}'],
    ['put first', 'repos:\n  a:\n    url: u\n', 'next', 'repos:\n  a:\n    branch: next\n    url: u\n'],
    ['put first in a flow', 'repos: {a: {url: u}}', 'next', 'repos: {a: {branch: next, url: u}}'],
    ['a null', 'repos:\n  a:\n    url: u\n', null, 'repos:\n  a:\n    branch: null\n    url: u\n'],
    ['in the place of nothing', 'repos:\n  a:\n    branch:\n', 'x', 'repos:\n  a:\n    branch: x\n'],
    ['quoted where YAML needs it', 'repos: {a: {branch: x}}', 'on', 'repos: {a: {branch: "on"}}'],
    ['quoted like a number', 'repos: {a: {branch: x}}', '1.0', 'repos: {a: {branch: "1.0"}}'],
    ['not there', 'repos: {a: }', 'x', 'repos: {a: }'],
  ])('a value is %s', (_, before, value, after) =>
    expect(edited(before, { keys: ['repos', 'a', 'branch'], value })).toBe(after),
  );

  test('several, of URLs and digests', () =>
    expect(
      edited(
        'repos:\n    a:\n        url: u\n    b:\n        refspec: v1\n',
        { keys: ['repos', 'a', 'url'], value: 'https://git.example.com:8443/a.git' },
        { keys: ['repos', 'b', 'refspec'], value: A },
      ),
    ).toBe(
      `repos:\n    a:\n        url: https://git.example.com:8443/a.git\n    b:\n        refspec: ${A}\n`,
    ));
});
