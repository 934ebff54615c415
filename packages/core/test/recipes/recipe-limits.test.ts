import { describe, expect, test } from '@jest/globals';
import { nameParts } from '@pv-actions/core/recipes/recipe-assignments.ts';
import { standing } from '@pv-actions/core/recipes/recipe-text.ts';
import { gitUris } from '@pv-actions/core/recipes/recipe-uris.ts';
import { within } from '@pv-actions/testkit/within.ts';
import fc from 'fast-check';
import { ONE, read, said, URI, withUri } from './recipe-reading.ts';

const ADVICE =
  'Correct `recipe_glob` of the component, so that it names no such file, or make the recipe simpler.';
const RECIPE = withUri(`SRCREV = "${ONE}"`);
const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');
const saidOf = (text: string): string => within(30_000, () => said(read(text)));

describe('a recipe that is no recipe is refused, with one sentence', () => {
  test.each<[string, string, string]>([
    [
      'a variable that doubles itself',
      `${RECIPE}A = "xxxxxxxxxx"\n${lines(1_000, () => `A := "\${A}\${A}"`)}`,
      'Its variables are expanded to 16,8xx,xxx characters and more. The variables of a recipe may expand to at most 16,777,216 characters in all.',
    ],
    [
      'chained variables',
      `${RECIPE}${lines(4_000, (at) => `A${at} = "\${A${at + 1}}"`)}\nSRC_URI += "\${A0}"`,
      'Its variables SRC_URI, A0, A1 and so on stand in each other. Variables may be 100 deep in each other.',
    ],
    [
      'a name that goes on and on',
      `${RECIPE}a${'_append'.repeat(16_000)} = "x"`,
      'It has a variable whose name has 112001 characters. The name of a variable may have at most 1,000 characters.',
    ],
    [
      'a name that a variable makes long',
      `${RECIPE}A = "${'a'.repeat(2_000)}"\nB\${A} = "x"`,
      'It has a variable whose name has 2001 characters. The name of a variable may have at most 1,000 characters.',
    ],
    [
      'many assignments',
      `${RECIPE}${lines(20_000, () => 'A += "x"')}`,
      'It has 20002 assignments. A recipe may have at most 20,000 assignments.',
    ],
    [
      'many bytes',
      `${RECIPE}#${'x'.repeat(1024 * 1024)}`,
      `It has ${RECIPE.length + 1 + 1024 * 1024} bytes. A recipe may have at most 1,048,576 bytes (1 MiB).`,
    ],
    [
      'a URI of many names',
      `SRC_URI = "${URI};name=${'a,'.repeat(1_000)}"`,
      'It has a git URI with 1001 names. A git URI may have at most 100 names.',
    ],
  ])('%s', (_, text, sentence) => {
    const reading = within(30_000, () => read(text));
    const cause = said(reading).replace(/16\d{6}/, '16,8xx,xxx');
    expect({ ...reading, cause }).toEqual({
      kind: 'error',
      cause: `error: app_1.0.bb: ${sentence}`,
      advice: ADVICE,
    });
  });
});

describe('a large recipe is read in a moment', () => {
  const pin = `SRCREV ${ONE}`;
  const MOST = 1024 * 1024 - 200;
  test.each<[string, string, string]>([
    ['computed values that do not end', `${RECIPE}A = "${'${@'.repeat(27_000)}"`, pin],
    ['the same in the URIs', withUri(`SRCREV = "${ONE}"`, `SRC_URI += "${'${@'.repeat(300_000)}"`), pin],
    ['references that do not end', `${RECIPE}A = "${'${'.repeat(300_000)}"`, pin],
    ['one word', `${RECIPE}A = "${'x'.repeat(MOST)}"`, pin],
    ['assignments, one by one', `${RECIPE}${lines(19_000, (at) => `A${at} = "x"`)}`, pin],
    [
      'one variable in many steps',
      `${RECIPE}${lines(19_000, (at) => `A ${['+=', '=+', '.=', '=.'][at % 4]} "x"`)}`,
      pin,
    ],
    ['appended', `${RECIPE}${lines(19_000, () => 'A:append = "x"')}`, pin],
    ['removed', `${RECIPE}${lines(19_000, () => 'SRC_URI:remove = "x"')}`, pin],
    ['under overrides', `${RECIPE}${lines(15_000, (at) => `SRCREV:a${at} = "${ONE}"`)}`, pin],
    ['an export without a name', `${RECIPE}export${' '.repeat(MOST)}x`, pin],
    ['a name without a value', `${RECIPE}A${' '.repeat(MOST)}x`, pin],
    ['python', `${RECIPE}${'python '.repeat(MOST / 8)}x`, pin],
    ['lines that go on', `${RECIPE}${'\\\n'.repeat(MOST / 2)}x`, pin],
    ['empty lines', `${RECIPE}${'\r'.repeat(MOST)}`, pin],
    ['cycles', `${RECIPE}A = "\${B}"\nB = "\${C}"\nC = "\${A}"`, pin],
    [
      'slashes',
      `SRC_URI = "git://github.com/org/${'/'.repeat(MOST / 2)}x;branch=main"`,
      `error: app_1.0.bb pins no revision for "git://github.com/org/${'/'.repeat(96)}...".`,
    ],
    ['parameters', `SRC_URI = "${URI}${';a=b'.repeat(MOST / 5)};rev=${ONE}"`, `;rev= ${ONE}`],
    ['URIs', withUri(`SRCREV = "${ONE}"`, `SRC_URI += "${'git://a '.repeat(MOST / 10)}"`), pin],
  ])('%s', (_, text, expected) => {
    expect(text.length).toBeLessThan(1024 * 1024);
    expect(saidOf(text)).toBe(expected);
  });
});

test('a name has the parts that one expression finds', () => {
  const OLD_OPERATION = /^(.+?)_(append|prepend|remove)(?:_([^A-Z]*))?$/;
  const piece = fc.constantFrom('_append', '_prepend', '_remove', '_', 'a', 'B', 'append');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 7 }), (pieces) => {
      const name = pieces.join('');
      const [, base = name, operation, added] = OLD_OPERATION.exec(name) ?? [];
      const overrides = [operation, ...(added?.split('_') ?? [])].filter((part) => part !== undefined);
      expect({ name, ...nameParts(name) }).toEqual({ name, variable: base, overrides });
    }),
    { numRuns: 2_000 },
  );
});

test('URIs are words as one expression finds them', () => {
  const WORD = /(?:\$\{@[^}]*\}|[^ \t\v\f])+/g;
  const piece = fc.constantFrom('git://a/b', ' ', '\t', '${@', '}', 'x', `\${A}`, '\n', ';name=a');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const text = pieces.join('');
      const { known, unknown } = gitUris(standing(text, 0));
      const found = [...known, ...unknown].map(({ source: { text, offsets } }) => ({ text, at: offsets[0] }));
      const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ text: word, at: index }));
      expect(found.every((uri) => words.some(({ text, at }) => uri.text === text && uri.at === at))).toBe(
        true,
      );
      expect(found).toHaveLength(words.filter(({ text }) => /^git:|^\$\{[^{}@]+\}(?:;|$)/.test(text)).length);
    }),
    { numRuns: 2_000 },
  );
});
