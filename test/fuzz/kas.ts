import { UserError } from '@pv-actions/core/action/errors.ts';
import { kasDocument, keysAt, nodeAt } from '@pv-actions/core/kas/kas-document.ts';
import { configEnvNames, hasForeignIncludes, localIncludes } from '@pv-actions/core/kas/kas-file.ts';
import { floatingRepos } from '@pv-actions/core/kas/kas-lock.ts';
import { readPins, rewritePins } from '@pv-actions/core/kas/kas-pins.ts';
import { kasRepos } from '@pv-actions/core/kas/kas-repos.ts';
import { hostileBytes, hostileKey, hostileLong, hostileText } from '@pv-actions/testkit/fuzz/hostile.ts';
import { mutated } from '@pv-actions/testkit/fuzz/mutate.ts';
import { property } from '@pv-actions/testkit/fuzz/property.ts';
import fc from 'fast-check';
import { parse } from 'yaml';
import { expectEqual, expectThat, orUserError } from './expect.ts';

const [A, B] = ['a'.repeat(40), '1234567890'.repeat(4)];
const NEW = ['c'.repeat(64), '12345678e9'.repeat(4), '9'.repeat(40)];

const CORPUS = [
  `header:\n  version: 14\n  includes:\n    - a.yaml\n    - repo: poky\n      file: b.yaml\nrepos:\n  poky: # it\n    url: https://u:p@h/poky.git\n    commit: ${A}\n    layers:\n      meta:\n  other:\n    url: ssh://git@h/x\n    branch: main\n    commit: '${B}'\n    path: layers/x\nenv:\n  A: b\n  C:\nlocal_conf_header:\n  note: |\n    # ${A}\ndefaults:\n  repos:\n    branch: scarthgap\n`,
  `header: {version: 14}\noverrides:\n  repos:\n    poky:\n      commit: ${B}\n    "other": {commit: "${A}"}\n`,
  `x: &rev ${A}\ny: &a {url: u, commit: *rev}\nrepos:\n  a: *a\n  b:\n    <<: [*a, {branch: m}]\n    refspec: ${A}\n`,
  `{"header": {"version": 1}, "repos": {"a": {"url": "u", "commit": "${A}"}, "b": null}}`,
  `%YAML 1.1\n---\nrepos:\n  ? a\n  : commit: !!str ${A}\n    url: >-\n      https://h\n      /a\n...\n`,
];
const key = fc.oneof(
  fc.constantFrom(
    'repos',
    'overrides',
    'defaults',
    'header',
    'includes',
    'env',
    'commit',
    'refspec',
    'url',
    'branch',
    'tag',
    'path',
    '<<',
    'a',
    'b',
    '*x',
    '*y',
  ),
  hostileKey.map((text) => JSON.stringify(text)),
);
const leaf = fc.oneof(
  fc.constantFrom(
    A,
    B,
    'u',
    '*x',
    '*y',
    '',
    '~',
    '[]',
    '{}',
    '[*x]',
    '|',
    '1e10',
    '!!binary x',
    '!x y',
    '"',
    "'",
    '@',
    '`',
  ),
  hostileText.map((text) => JSON.stringify(text)),
  hostileText,
);
const { flow } = fc.letrec<{ flow: string }>((tie) => ({
  flow: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.constantFrom('', '&x ', '&y '), fc.array(fc.tuple(key, tie('flow')), { maxLength: 3 }))
      .map(([anchor, all]) => `${anchor}{${all.map((each) => each.join(': ')).join(', ')}}`),
    fc
      .tuple(fc.constantFrom('', '&x ', '&y '), fc.array(tie('flow'), { maxLength: 3 }))
      .map(([anchor, all]) => `${anchor}[${all.join(', ')}]`),
    fc.tuple(fc.constantFrom('&x ', '&y '), leaf).map((both) => both.join('')),
  ),
}));
const block = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '', '  ', '    ', '\t', '- '),
      key,
      fc.constantFrom(':', ': ', ' : ', ':  '),
      fc.oneof(flow, leaf),
      fc.constantFrom('', '', ' # c'),
    ),
    { maxLength: 10 },
  )
  .map((lines) => lines.map((each) => each.join('')).join('\n'));
const document = fc.oneof(
  mutated(CORPUS, fc.oneof(leaf, flow, key)),
  mutated(CORPUS, hostileText),
  block,
  flow,
  fc.tuple(fc.constantFrom('repos: ', 'x: &x ', 'overrides: {repos: '), flow).map((both) => both.join('')),
  hostileBytes.map((bytes) => bytes.toString()),
);
const named = (text: string) => ({ path: 'kas/x.yaml', text });

/** What the yaml library has under each repository for the revision; undefined where it has no opinion. */
function plainly(text: string): unknown {
  try {
    return parse(text, {
      schema: 'failsafe',
      merge: true,
      uniqueKeys: false,
      logLevel: 'silent',
      maxAliasCount: 1000,
    });
  } catch {
    return undefined;
  }
}

/** `value` with one digest for another, wherever it is a whole scalar. */
function exchanged(value: unknown, by: ReadonlyMap<unknown, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => exchanged(each, by));
  if (typeof value !== 'object' || value === null) return by.get(value) ?? value;
  return Object.entries(value).map(([name, each]) => [name, exchanged(each, by)]);
}

export const properties = [
  property('any kas file is read, or refused in words that name it', document, 600, (text) => {
    for (const read of [
      () => kasRepos([named(text)]),
      () => kasRepos([named(CORPUS[0] ?? ''), named(text)]),
      () => readPins(named(text)),
      () => keysAt(kasDocument(named(text)), ['repos']),
      () => nodeAt(kasDocument(named(text)), ['repos', 'a', 'commit']),
    ]) {
      const found = orUserError(read as () => unknown);
      if (found instanceof UserError)
        expectThat(
          found.message.includes('kas/x.yaml') && !/[\r\n]/.test(found.message),
          `It says "${found.message}".`,
        );
    }
    for (const name of configEnvNames([text])) expectThat(typeof name === 'string', 'A name is no text.');
    for (const file of localIncludes(text)) expectThat(typeof file === 'string', 'A file is no text.');
    hasForeignIncludes(text);
  }),
  property(
    'of any kas file only the revisions are changed, and a second time nothing',
    fc.tuple(document, fc.constantFrom(...NEW)),
    2000,
    ([text, revision]) => {
      const pins = orUserError(() => readPins(named(text)));
      if (pins instanceof UserError || pins.length === 0) return;
      const wanted = new Map(pins.map((pin) => [pin.key, revision]));
      const changed = rewritePins(named(text), wanted);
      const again = readPins(named(changed));
      expectEqual(
        again.map((pin) => [pin.key, pin.url, pin.branch, pin.revision]),
        pins.map((pin) => [pin.key, pin.url, pin.branch, revision]),
      );
      expectEqual(rewritePins(named(changed), wanted), changed);
      let [rest, left] = ['', 0];
      for (const { start, end } of [...new Map(pins.map((pin) => [pin.start, pin])).values()].sort(
        (a, b) => a.start - b.start,
      )) {
        rest += `${text.slice(left, start)}\n`;
        left = end;
      }
      for (const piece of `${rest}${text.slice(left)}`.split('\n'))
        expectThat(changed.includes(piece), `It has lost "${piece}".`);
      const both = new Map(pins.map((pin) => [pin.revision, revision]));
      const [before, after] = [plainly(text), plainly(changed)];
      if (before !== undefined) expectEqual(exchanged(after, both), exchanged(before, both));
    },
  ),
  property(
    'what kas dump prints is read, or refused',
    fc.oneof(
      fc.json({ maxDepth: 4 }),
      mutated(
        [
          JSON.stringify({
            repos: { a: { url: 'u', branch: 'b' } },
            defaults: { repos: { tag: 't' } },
            overrides: { repos: { a: { commit: A } } },
          }),
        ],
        hostileText,
      ),
    ),
    6000,
    (text) => {
      const found = orUserError(() => floatingRepos(text));
      if (found instanceof UserError) return;
      for (const each of found)
        expectThat(
          typeof each.name === 'string' && typeof each.url === 'string' && each.reason.endsWith('.'),
          'It is no repository.',
        );
    },
  ),
  property(
    'a long kas file takes no time',
    fc.oneof(
      fc
        .tuple(
          fc.constantFrom(
            '[',
            '{a: ',
            '- ',
            '? ',
            '&a ',
            '*a ',
            '!a ',
            '<<: *a\n',
            '"',
            'a: &a b\n',
            '# x\n',
            '\n',
          ),
          fc.constantFrom(100, 5000, 20_000),
        )
        .map(([unit, times]) => unit.repeat(times)),
      fc
        .constantFrom(5, 10, 40)
        .map(
          (depth) =>
            `a0: &a0 [x]\n${Array.from({ length: depth }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}]\n`).join('')}repos: *a${depth}\n`,
        ),
      fc
        .constantFrom(10, 1000)
        .map(
          (depth) =>
            `a0: &a0 {x: y}\n${Array.from({ length: depth }, (_, n) => `a${n + 1}: &a${n + 1} {<<: [*a${n}, *a${n}]}\n`).join('')}repos: {a: *a${depth}}\n`,
        ),
      fc
        .constantFrom(100, 5000)
        .map(
          (times) =>
            `repos:\n${Array.from({ length: times }, (_, n) => `  r${n}: {url: u, commit: ${A}}\n`).join('')}`,
        ),
      fc
        .tuple(fc.constantFrom('repos: ', 'repos: {a: {url: ', 'repos:\n  a:\n    commit: '), hostileLong)
        .map((both) => both.join('')),
    ),
    20,
    (text) => {
      orUserError(() => readPins(named(text)));
      orUserError(() => kasRepos([named(text)]));
      localIncludes(text);
    },
  ),
];
