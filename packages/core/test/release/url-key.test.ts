import { describe, expect, test } from '@jest/globals';
import { addressOf } from '@pv-actions/core/release/url-key.ts';

const BASE = 'https://h.example/p';
const addressed = (url: string, prefix = 'p') => addressOf(BASE, prefix, url);

describe('a URL of the index', () => {
  test.each([
    ['https://h.example/p/029/m/f.tar.gz', 'p/029/m/f.tar.gz'],
    [
      'https://h.example/p/029/docs/a%20b%2Bc%25%281%29%21%2A%27%C3%A9~_.-.zst',
      "p/029/docs/a b+c%(1)!*'é~_.-.zst",
    ],
    ['https://h.example/p/...', 'p/...'],
  ])('%s is the key %s', (url, key) => expect(addressed(url)).toEqual({ kind: 'key', key }));

  test('has no prefix where the layer has none', () => {
    expect(addressed('https://h.example/p/029/f', '')).toEqual({ kind: 'key', key: '029/f' });
  });

  test.each(['https://h.example/p2/f', 'http://h.example/p/f', 'https://other/p/f'])(
    '%s is somewhere else',
    (url) => expect(addressed(url)).toEqual({ kind: 'elsewhere' }),
  );

  test.each([
    ['', 'no URL'],
    ['p/029/f', 'does not begin with http or https'],
    ['ftp://h.example/p/f', 'does not begin with http or https'],
    ['https://', 'malformed'],
    ['https://[h/p/f', 'malformed'],
    ['https://h.example/p/029/', 'ends in a slash'],
    ['https://other/', 'ends in a slash'],
    ['https://user@h.example/p/f', 'user name'],
    ['https://h.example/p/../q/f', 'leaves its folder'],
    ['https://h.example/p/%2E%2E/q/f', 'leaves its folder'],
    ['https://h.example/p/%2e/f', 'leaves its folder'],
    ['https://h.example/p//f', 'leaves its folder, or has an empty part'],
    ['https://h.example/p/%', 'holds a %'],
    ['https://h.example/p/%ff', 'holds a %'],
    ['https://h.example/p/a+b', 'not encoded as keys are: https://h.example/p/a%2Bb.'],
    ['https://h.example/p/a%2bb', 'not encoded as keys are: https://h.example/p/a%2Bb.'],
    ['https://h.example/p/a%2Fb', 'not encoded as keys are: https://h.example/p/a/b.'],
    ['https://h.example/p/f?versionId=1', 'not encoded as keys are'],
    ['https://h.example/p/f#x', 'not encoded as keys are'],
    ['https://h.example/p/a b', 'not encoded as keys are: https://h.example/p/a%20b.'],
  ])('%j is wrong: %s', (url, problem) => {
    expect(addressed(url)).toEqual({ kind: 'wrong', problem: expect.stringContaining(problem) });
  });
});
