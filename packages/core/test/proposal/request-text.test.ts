import { expect, test } from '@jest/globals';
import { joinMarkdown, type Markdown, md } from '@pv-actions/core/action/markdown.ts';
import { fitBody, fitTitle, isSameText } from '../../src/proposal/pulls.ts';

const repeated = (part: Markdown, count: number): Markdown =>
  joinMarkdown(
    Array.from({ length: count }, () => part),
    '',
  );

const NOTE = '_The rest was cut: a pull request holds 65,536 characters._\n';

test('a body that GitHub takes stays as it is', () => {
  const body = repeated(md`x`, 65_536);
  expect(fitBody(body)).toBe(body);
  expect(fitBody(md`${body}x`).length).toBeLessThanOrEqual(65_536);
});

test('a longer one is cut at a line', () => {
  const cut = fitBody(repeated(md`line\n`, 14_000));
  expect(cut.length).toBeLessThanOrEqual(65_536);
  expect(cut.length).toBeGreaterThan(65_500);
  expect(cut.endsWith(`\nline\n\n${NOTE}`)).toBe(true);
});

test('sections that fold are closed before the note', () => {
  const open = repeated(md`<details><summary>a</summary>\n\n`, 3);
  const cut = fitBody(md`<details>x</details>\n${open}${repeated(md`line\n`, 14_000)}`);
  expect(cut.length).toBeLessThanOrEqual(65_536);
  expect(cut.endsWith(`\nline\n\n${'</details>\n\n'.repeat(3)}${NOTE}`)).toBe(true);
});

test('no more is cut than the closing of the sections takes', () => {
  const cut = fitBody(md`${repeated(md`<details>\n`, 100)}${repeated(md`x\n`, 40_000)}`);
  expect(cut.length).toBeLessThanOrEqual(65_536);
  expect(cut.length).toBeGreaterThan(65_530);
});

test('of a body of one line nothing is left: a part of it may not be what it says', () => {
  expect(fitBody(repeated(md`<!-- -->`, 9_000))).toBe(`\n\n${NOTE}`);
});

test('a title', () => {
  expect(fitTitle('T'.repeat(256))).toBe('T'.repeat(256));
  expect(fitTitle('T'.repeat(257))).toBe(`${'T'.repeat(255)}…`);
});

test.each([
  ['a\nb', 'a\r\nb\r\n', true],
  ['', null, true],
  ['a', 'a ', true],
  [' a\n', 'a', true],
  ['\na', 'a', true],
  ['a', 'b', false],
  ['a', null, false],
])('%j and %j', (text, held, same) => expect(isSameText(text, held)).toBe(same));
