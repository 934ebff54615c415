import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { FILE_LIMITS, NETWORK_LIMITS, READER_LIMITS } from '@pv-actions/core/action/limits.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';

const docs = resolve(import.meta.dirname, '../docs');
const page = readFileSync(join(docs, 'security.md'), 'utf8');

/** The rows of the table below a heading, without its head: their cells. */
function rowsBelow(heading: string): string[][] {
  const [, section = ''] = page.split(`\n### ${heading}\n`);
  const lines = (section.split('\n#')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) => line.slice(2, -2).split(' | '));
}

const figures = (heading: string) => rowsBelow(heading).map(([name, , most]) => [name, most]);

const count = (value: number): string => value.toLocaleString('en-US');

test('its table of readers has each limit of the code, with its sentence', () => {
  const sentences = rowsBelow('Readers').map((cells) => [cells[0], cells[2], cells[3]]);
  expect(sentences).toEqual(
    Object.entries(READER_LIMITS).map(([name, { most, ...limit }], row) => [
      `\`${name}\``,
      count(most),
      'sentence' in limit ? limit.sentence : sentences[row]?.[2],
    ]),
  );
  for (const [, , sentence] of sentences) expect(sentence).toMatch(/\w/);
});

test('its table of files has each limit of the code', () => {
  const limits = Object.entries(FILE_LIMITS).map(([name, { bytes }]) => [`\`${name}\``, formatBytes(bytes)]);
  expect(figures('Files')).toEqual(limits);
});

test('its table of the network has each limit of the code', () => {
  const figureOf = (name: string, most: number): string =>
    /Bytes|RatioFrom/.test(name) && name !== 'artifactNameBytes' ? formatBytes(most) : count(most);
  expect(figures('Network')).toEqual(
    Object.entries(NETWORK_LIMITS).map(([name, most]) => [`\`${name}\``, figureOf(name, most)]),
  );
});

test('its links lead somewhere, and each stage has its row', () => {
  const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((link) => !existsSync(join(docs, link)))).toEqual([]);
  const stages = [...page.matchAll(/^\| ([a-z0-9]+(?:-[a-z0-9]+)*) \|/gm)].map((match) => match[1] ?? '');
  const actions = join(docs, '../actions');
  const folders = readdirSync(actions).filter((name) => existsSync(join(actions, name, 'action.yml')));
  expect(stages.toSorted()).toEqual(folders.toSorted());
});
