import { describe, expect, test } from '@jest/globals';
import { type KasPin, readPins, rewritePins } from '@pv-actions/core/kas/kas-pins.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import fc from 'fast-check';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
const DIGITS = '1234567890'.repeat(4);
const LIKE_A_FLOAT = `${'1'.repeat(37)}e10`;
const SHA256 = 'd'.repeat(64);

const file = (text: string) => ({ path: 'kas/x.yaml', text });
const pins = (text: string): readonly KasPin[] => readPins(file(text));
const rewrite = (text: string, revisions: Record<string, string>): string =>
  rewritePins(file(text), new Map(Object.entries(revisions)));

const RESOLVED = `header:
    version: 16
_source_dir: .
repos:
    meta-raspberrypi:
        commit: ${A}
        path: layers/meta-raspberrypi
        url: https://github.com/agherzan/meta-raspberrypi
    poky:
        url: https://me:secret@github.com/yoctoproject/poky.git
        branch: master
        commit: ${B}
    meta-pantavisor:
local_conf_header:
    note: |
        # ${A} is not a pin
defaults:
    repos:
        branch: scarthgap
`;

describe('readPins', () => {
  test('of a resolved configuration', () => {
    const found = pins(RESOLVED);
    expect(found.map(({ key, url, branch, revision }) => [key, url, branch, revision])).toEqual([
      ['meta-raspberrypi', 'https://github.com/agherzan/meta-raspberrypi', 'scarthgap', A],
      ['poky', 'https://github.com/yoctoproject/poky.git', 'master', B],
    ]);
    expect(found.map(({ start, end }) => RESOLVED.slice(start, end))).toEqual([A, B]);
  });

  test('of a lock file, which knows neither URL nor branch', () =>
    expect(pins(`header:\n  version: 14\noverrides:\n  repos:\n    poky:\n      commit: ${A}\n`)).toEqual([
      { key: 'poky', url: undefined, branch: undefined, revision: A, start: 66, end: 106, isPlain: true },
    ]));

  test('of the older form, whose branch is the default', () =>
    expect(
      pins(`repos:\n  a: {url: u, refspec: ${A}}\n  b: {url: u}\ndefaults: {repos: {refspec: dunfell}}`),
    ).toMatchObject([{ key: 'a', branch: 'dunfell', revision: A }]));

  test('an override counts more than the repository', () =>
    expect(pins(`repos: {a: {url: u, commit: ${A}}}\noverrides: {repos: {a: {commit: ${B}}}}`)).toMatchObject(
      [{ key: 'a', revision: B }],
    ));

  test.each<[string, string]>([
    ['digits, which YAML reads as a number', DIGITS],
    ['what YAML reads as a float', LIKE_A_FLOAT],
    ['SHA-256', SHA256],
    ['the beginning of a digest', 'abc1234'],
  ])('%s', (_, digest) =>
    expect(pins(`repos: {a: {commit: ${digest}}}`)).toMatchObject([{ revision: digest }]),
  );

  test.each<[string, string]>([
    ['a short digest that may be a branch', 'repos: {a: {refspec: abc1234}}'],
    ['a name', 'repos: {a: {commit: v1.0}}'],
    ['three digits', 'repos: {a: {commit: abc}}'],
    ['a branch', 'repos: {a: {refspec: master}}'],
    ['65 digits', `repos: {a: {commit: ${SHA256}0}}`],
    ['nothing', 'repos: {a: {commit: }, b: }'],
    ['a digest with a line end behind it', `repos:\n  a:\n    commit: |\n      ${A}\n`],
    ['a list', `repos: {a: {commit: [${A}]}}`],
    ['no repositories', 'header: {version: 1}'],
    ['a comment', `repos:\n  a:\n    # commit: ${A}\n    url: u`],
  ])('%s is no pin', (_, text) => expect(pins(text)).toEqual([]));

  test.each<[string, string, string]>([
    ['no YAML', 'repos:\n  a: {b\n', 'kas/x.yaml is not valid YAML: line '],
    ['no mapping', '- a\n', 'kas/x.yaml is no kas file: it holds no mapping.'],
    ['nothing', '', 'kas/x.yaml is no kas file: it holds no mapping.'],
    ['two documents', 'a: b\n---\nc: d\n', 'kas/x.yaml is not valid YAML: line '],
  ])('%s is an error', (_, text, cause) => expect(userErrorOf(() => pins(text)).message).toContain(cause));
});

describe('rewritePins', () => {
  test('changes the digests and nothing else', () =>
    expect(rewrite(RESOLVED, { 'meta-raspberrypi': C, poky: SHA256 })).toBe(
      RESOLVED.replace(`commit: ${A}`, `commit: ${C}`).replace(B, SHA256),
    ));

  test.each<[string, string]>([
    ['double quotes', `repos: {a: {commit: "${A}"}} # note`],
    ['single quotes', `repos:\n  a:\n    commit:   '${A}'   # note\n`],
    ['JSON', `{"repos": {"a": {"url": "u", "commit": "${A}"}}}`],
    ['CRLF', `repos:\r\n  a:\r\n    commit: ${A} # x\r\n    url: u\r\n`],
    ['no final newline', `repos:\n  a:\n    commit: ${A}`],
    ['a byte order mark', `\uFEFFrepos:\n  a:\n    commit: ${A}\n`],
    ['a block', `repos:\n  a:\n    commit: |-\n      ${A}\n`],
    ['a line of its own', `repos:\n  a:\n    commit:\n      ${A}\n`],
    ['a tag', `repos:\n  a:\n    commit: !!str ${A}\n`],
    ['an anchor', `repos:\n  a:\n    commit: &rev ${A}\n`],
    ['an alias', `x: &rev ${A}\nrepos:\n  a:\n    commit: *rev\n`],
    ['an alias of the repository', `x: &a {commit: ${A}}\nrepos: {a: *a}\n`],
    ['a merge', `x: &a {url: u, commit: ${A}}\nrepos:\n  a:\n    <<: *a\n    branch: b\n`],
    ['a merge of several', `x: &x {url: u}\ny: &y {commit: ${A}}\nrepos:\n  a:\n    <<: [*x, *y]\n`],
    ['characters of two units before it', `# 🦀 ü\nrepos:\n  a:\n    commit: ${A}\n`],
    ['a directive', `%YAML 1.1\n---\nrepos: {a: {commit: ${A}}}\n...\n`],
    ['a key that stands there twice', `repos:\n  a:\n    commit: ${B}\n    commit: ${A}\n`],
  ])('with %s', (_, text) => {
    expect(pins(text)).toMatchObject([{ key: 'a', revision: A }]);
    expect(rewrite(text, { a: C })).toBe(text.replace(A, C));
  });

  test('a digest that looks like a number is quoted where it would be one', () => {
    expect(rewrite(`repos: {a: {commit: ${A}}}`, { a: DIGITS })).toBe(`repos: {a: {commit: '${DIGITS}'}}`);
    expect(rewrite(`repos:\n a:\n  commit:\n   ${A}`, { a: LIKE_A_FLOAT })).toBe(
      `repos:\n a:\n  commit:\n   '${LIKE_A_FLOAT}'`,
    );
    expect(rewrite(`repos: {a: {commit: "${A}"}}`, { a: DIGITS })).toBe(`repos: {a: {commit: "${DIGITS}"}}`);
    const binary = `0b${'01'.repeat(19)}`;
    expect(rewrite(`repos: {a: {commit: ${A}}}`, { a: binary })).toBe(`repos: {a: {commit: '${binary}'}}`);
    expect(rewrite(`repos: {a: {commit: ${DIGITS}}, b: {commit: ${A}}}`, { b: C })).toBe(
      `repos: {a: {commit: ${DIGITS}}, b: {commit: ${C}}}`,
    );
    expect(rewrite(`repos:\n a:\n  commit: >-\n   ${A}`, { a: DIGITS })).toBe(
      `repos:\n a:\n  commit: >-\n   ${DIGITS}`,
    );
  });

  test('escapes between quotes are replaced whole', () =>
    expect(rewrite(`repos: {a: {commit: "\\x61${A.slice(1)}"}}`, { a: C })).toBe(
      `repos: {a: {commit: "${C}"}}`,
    ));

  describe('an anchor that two repositories share', () => {
    const text = `repos:\n  a: {commit: &rev ${A}}\n  b: {commit: *rev}\n`;

    test('is changed once when both go to the same revision', () =>
      expect(rewrite(text, { a: B, b: B })).toBe(text.replace(A, B)));

    test.each([[{ a: B, b: C }], [{ b: C }]])('is an error for %p', (revisions) =>
      expect(userErrorOf(() => rewrite(text, revisions as Record<string, string>)).message).toBe(
        'kas/x.yaml pins a and b by one value, which an anchor shares, but their revisions are to differ.',
      ),
    );
  });

  test('what is no digest, and who is not pinned, is a mistake of the caller', () => {
    expect(() => rewrite(RESOLVED, { poky: 'master' })).toThrow('"master" is no full digest.');
    expect(() => rewrite(RESOLVED, { other: A })).toThrow('kas/x.yaml does not pin other.');
  });
});

describe('generated files', () => {
  const hex = (length: number) =>
    fc
      .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
      .map((all) => all.join(''));
  const digest = fc.oneof(hex(40), hex(64), fc.constantFrom(DIGITS, LIKE_A_FLOAT, A));
  const scalar = (value: string) =>
    fc.constantFrom(`"${value}"`, `'${value}'`, ...(/^[\de]+$/.test(value) ? [] : [value, `!!str ${value}`]));
  const comment = fc.constantFrom('', ' # note', ` # commit: ${A}`, '   ');
  const repo = fc.record({
    old: digest,
    new: fc.option(digest, { nil: undefined }),
    flow: fc.boolean(),
    comment,
  });
  const documents = fc
    .record({
      repos: fc.array(
        repo.chain((each) => scalar(each.old).map((written) => ({ ...each, written }))),
        { maxLength: 6 },
      ),
      eol: fc.constantFrom('\n', '\r\n'),
      isLock: fc.boolean(),
      ending: fc.boolean(),
    })
    .map(({ repos, eol, isLock, ending }) => {
      const indent = isLock ? '  ' : '';
      const lines = repos.map((each, at) => {
        const commit = (part: string): string => `commit: ${part}`;
        return (part: string): string =>
          each.flow
            ? `${indent}  r${at}: { ${commit(part)}, path: "${A}" }${each.comment}`
            : [`${indent}  r${at}:${each.comment}`, `${indent}    ${commit(part)}${each.comment}`].join(eol);
      });
      const text = (parts: readonly string[]): string =>
        [
          `x: ${A}`,
          ...(isLock ? ['overrides:', '  repos:'] : ['repos:']),
          ...lines.map((line, at) => line(parts[at] ?? '')),
          '  # the end',
        ].join(eol) + (ending ? eol : '');
      const written = repos.map((each) => each.written);
      const after = repos.map(({ written: part, old, new: next }) => {
        if (next === undefined || next === old) return part;
        const isPlain = !/["']/.test(part);
        return part.replace(old, isPlain && /^\d+(e\d+)?$/.test(next) ? `'${next}'` : next);
      });
      const revisions = new Map(
        repos.flatMap((each, at) => (each.new === undefined ? [] : [[`r${at}`, each.new] as const])),
      );
      return { before: text(written), after: text(after), repos, revisions };
    });

  test('every digest is found where it stands, and rewriting touches nothing else', () =>
    fc.assert(
      fc.property(documents, ({ before, after, repos, revisions }) => {
        const found = pins(before);
        expect(found.map(({ revision }) => revision)).toEqual(repos.map((each) => each.old));
        expect(found.map(({ start, end }) => before.slice(start, end))).toEqual(
          repos.map((each) => each.old),
        );
        expect(rewritePins(file(before), revisions)).toBe(after);
        expect(rewritePins(file(after), revisions)).toBe(after);
      }),
      { numRuns: 300 },
    ));
});
