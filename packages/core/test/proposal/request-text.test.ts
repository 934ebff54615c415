import { expect, test } from '@jest/globals';
import { fitBody, fitTitle, isSameText } from '../../src/proposal/pulls.ts';

const NOTE = '_The rest was cut: a pull request holds 65,536 characters._\n';

test('a body that GitHub takes stays as it is', () => {
  const body = 'x'.repeat(65_536);
  expect(fitBody(body)).toBe(body);
  expect(fitBody(`${body}x`).length).toBeLessThanOrEqual(65_536);
});

test('a longer one is cut at a line', () => {
  const cut = fitBody('line\n'.repeat(14_000));
  expect(cut.length).toBeLessThanOrEqual(65_536);
  expect(cut.length).toBeGreaterThan(65_500);
  expect(cut.endsWith(`\nline\n\n${NOTE}`)).toBe(true);
});

test('sections that fold are closed before the note', () => {
  const open = '<details><summary>a</summary>\n\n'.repeat(3);
  const cut = fitBody(`<details>x</details>\n${open}${'line\n'.repeat(14_000)}`);
  expect(cut.length).toBeLessThanOrEqual(65_536);
  expect(cut.endsWith(`\nline\n\n${'</details>\n\n'.repeat(3)}${NOTE}`)).toBe(true);
});

test('no more is cut than the closing of the sections takes', () => {
  const cut = fitBody(`${'<details>\n'.repeat(100)}${'x\n'.repeat(40_000)}`);
  expect(cut.length).toBeLessThanOrEqual(65_536);
  expect(cut.length).toBeGreaterThan(65_530);
});

test.each(['', 'x'])('a body of one line is cut between characters: %j', (start) => {
  const cut = fitBody(`${start}${'\u{1F600}'.repeat(40_000)}`);
  expect(cut.length).toBeLessThanOrEqual(65_536);
  expect(cut.isWellFormed()).toBe(true);
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
