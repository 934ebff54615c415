import { describe, expect, test } from '@jest/globals';
import { READER_LIMITS } from '@pv-actions/core/action/limits.ts';
import { configEnvNames, hasForeignIncludes, localIncludes } from '@pv-actions/core/kas/kas-file.ts';
import { readPins, rewritePins } from '@pv-actions/core/kas/kas-pins.ts';
import { kasRepos } from '@pv-actions/core/kas/kas-repos.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { within } from '@pv-actions/testkit/within.ts';

const [A, B] = ['a'.repeat(40), 'b'.repeat(40)];
const MOST = READER_LIMITS.kasFile.most;
const file = (text: string) => ({ path: 'kas/x.yml', text });
const readers: readonly ((text: string) => unknown)[] = [
  (text) => kasRepos([file(text)]),
  (text) => readPins(file(text)),
  (text) => rewritePins(file(text), new Map()),
];
const bomb = ['a: &a0 [x, x]']
  .concat(Array.from({ length: 30 }, (_, at) => `b${at}: &a${at + 1} [*a${at}, *a${at}]`))
  .join('\n');

describe('a kas file that is refused', () => {
  test.each<[string, string, string]>([
    [
      'an alias before its anchor',
      'repos: {a: *x}\nx: &x {url: u}',
      ' has the alias *x in line 1, but no anchor &x before it.',
    ],
    [
      'an alias without an anchor',
      'header: {}\nrepos:\n  a: *x',
      ' has the alias *x in line 3, but no anchor &x before it.',
    ],
    [
      'an alias in itself',
      'repos: &x\n  a: *x',
      ' has the alias *x in line 2, which is a part of what it stands for.',
    ],
    [
      'a merge of itself',
      'repos: &x {a: {<<: *x}}',
      ' has the alias *x in line 1, which is a part of what it stands for.',
    ],
    [
      'two merges of each other',
      'x: &x {<<: *y}\nrepos: &y {<<: *x}',
      ' has the alias *y in line 1, but no anchor &y before it.',
    ],
    [
      'many aliases',
      `x: &x 1\nrepos: [${'*x, '.repeat(101)}]`,
      ' has 101 aliases. A kas file may have at most 100 aliases.',
    ],
    [
      'aliases of aliases',
      bomb,
      ' cannot be read: "Excessive alias count indicates a resource exhaustion attack".',
    ],
    [
      'a merge of nothing',
      'repos: {<<, a: }',
      ' cannot be read: "Merge sources must be maps or map aliases".',
    ],
    ['brackets', '['.repeat(MOST), ' is nested too deep. A kas file may be nested at most 100 deep.'],
    ['braces', '{a: '.repeat(MOST / 4), ' is nested too deep. A kas file may be nested at most 100 deep.'],
    ['hyphens', '- '.repeat(MOST / 2), ' is nested too deep. A kas file may be nested at most 100 deep.'],
    [
      'indented mappings',
      Array.from({ length: 200 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
      ' is nested too deep. A kas file may be nested at most 100 deep.',
    ],
    [
      'many characters',
      `#${'x'.repeat(MOST)}`,
      ' has 262145 characters. A kas file may have at most 262,144 characters (256 KiB).',
    ],
  ])('%s', (_, text, sentence) => {
    for (const read of readers) {
      // Where no value is asked for, an alias stands for no more than itself.
      if (text === bomb && read !== readers[0]) continue;
      expect(userErrorOf(() => within(30_000, () => read(text))).message).toBe(`kas/x.yml${sentence}`);
    }
    expect(within(30_000, () => localIncludes(text))).toEqual([]);
    expect(within(30_000, () => hasForeignIncludes(text))).toBe(false);
    expect(within(30_000, () => configEnvNames([text]))).toEqual([]);
  });
});

describe('a kas file that is read', () => {
  test.each([
    ['a repository without anything', 'repos: {a}'],
    ['two', 'repos: {a, b: {url: u, commit, path}}'],
    ['nothing at all', '{repos}'],
    ['defaults without anything', '{defaults, repos: {a}}'],
    ['overrides without anything', '{overrides: {repos: {a}}, repos: {a: }}'],
  ])('%s pins nothing', (_, text) => {
    expect(readPins(file(text))).toEqual([]);
    expect(kasRepos([file(text), file('repos: {a}')]).map(({ key }) => key)).toEqual(
      text.includes('url') ? ['b'] : [],
    );
  });

  test('a default is taken back by nothing, however it is written', () => {
    const [a, b, c] = kasRepos([
      file(
        'defaults: {repos: {branch: main}}\nrepos: {a: {url: u, branch}, b: {url: u, branch: ~}, c: {url: u}}',
      ),
    ]);
    expect([a?.branch, b?.branch, c?.branch]).toEqual([undefined, undefined, 'main']);
  });

  test('aliases stand for the last anchor before them', () => {
    const text = `x: &x {url: u, commit: ${A}}\nrepos:\n  a: *x\n  b: &x {url: v, commit: ${B}}\n  c: {<<: *x, url: w}\n`;
    expect(readPins(file(text)).map(({ key, url, revision }) => [key, url, revision])).toEqual([
      ['a', 'u', A],
      ['b', 'v', B],
      ['c', 'w', B],
    ]);
  });

  test('a hundred aliases, a hundred deep', () => {
    const aliases = Array.from({ length: 100 }, (_, at) => `  r${at}: *x${at}`).join('\n');
    const anchors = Array.from({ length: 100 }, (_, at) => `x${at}: &x${at} {url: u, commit: ${A}}`).join(
      '\n',
    );
    expect(readPins(file(`${anchors}\nrepos:\n${aliases}`))).toHaveLength(100);
    const nested = `a: ${'['.repeat(97)}${']'.repeat(97)}\nrepos: {b: {url: u}}`;
    expect(kasRepos([file(nested)])).toHaveLength(1);
  });

  test('merges of merges', () => {
    const chain = Array.from({ length: 5 }, (_, at) => `x${at + 1}: &x${at + 1} {<<: *x${at}, k${at}: 1}`);
    const text = [`x0: &x0 {url: u, commit: ${A}}`, ...chain, 'repos: {a: {<<: *x5}}'].join('\n');
    expect(within(30_000, () => readPins(file(text)))).toMatchObject([{ key: 'a', url: 'u', revision: A }]);
  });

  test('as many repositories as there is room for, in a moment', () => {
    const one = (at: number): string => `  r${at}: {commit: ${A}}\n`;
    const text = `repos:\n${Array.from({ length: 4_000 }, (_, at) => one(at)).join('')}`;
    const pins = within(30_000, () => readPins(file(text)));
    expect(pins).toHaveLength(4_000);
    const all = new Map(pins.map(({ key }) => [key, B]));
    expect(within(30_000, () => rewritePins(file(text), all))).toBe(text.replaceAll(A, B));
  });

  test('many keys that are merged often', () => {
    const keys = Array.from({ length: 5_000 }, (_, at) => `k${at}: 1`).join(',');
    const merges = Array.from({ length: 99 }, (_, at) => `  r${at}: {<<: *x}`).join('\n');
    expect(within(30_000, () => readPins(file(`x: &x {${keys}}\nrepos:\n${merges}`)))).toEqual([]);
  });
});
