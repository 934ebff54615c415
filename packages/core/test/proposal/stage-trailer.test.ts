import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { isOfStage, trailersOf, withStageTrailer } from '@pv-actions/core/proposal/stage-trailer.ts';
import { seeded } from '@pv-actions/testkit/seeded.ts';

const OURS = 'Pv-Actions-Stage: kas-lock';

describe('A commit is of the stage', () => {
  test.each([
    `Update\n\n${OURS}`,
    `Update\n\nText\n\n${OURS}\n`,
    `Update\n\n${OURS}\nSigned-off-by: A <a@b.c>\n\n`,
    `Update\n\n1\n2\n3\n4\n5\n6\n${OURS}\nSigned-off-by: A <a@b.c>`,
    'Update\n\nPv-Actions-Stage\t:\tkas-lock',
    `Update\n\n${OURS}\n(cherry picked from commit 1)\n and more`,
    'Update\r\n\r\npv-actions-stage: kas-lock\r\n',
  ])('of %j', (message) => expect(isOfStage(message, 'kas-lock')).toBe(true));
});

describe('A commit is not of the stage', () => {
  test.each([
    OURS,
    'Update',
    '',
    `Update\n${OURS}`,
    `Update\n\n${OURS}\n\nText after it`,
    `Update\n\nIt has the line\n${OURS}`,
    `Update\n\n${OURS}\n\n\u00a0`,
    `Update\n\n${OURS}\n\n\f\n`,
    `Update\n\n${OURS}\u00a0`,
    `Update\n\n1\n2\n3\n${OURS}`,
    `Update\n\n1\n2\n3\n4\n5\n6\n7\n${OURS}\nSigned-off-by: A <a@b.c>`,
    `Update\n\n1\n2\n${OURS}\nSigned-off-by:a`,
    `Update\n\n ${OURS}`,
    'Update\n\nPv-Actions-Stage: kas-lock and more',
    'Update\n\nPv-Actions-Stage: srcrev-bump',
    `Revert "Update"\n\n> ${OURS}`,
  ])('of %j', (message) => expect(isOfStage(message, 'kas-lock')).toBe(false));
});

test('the trailer is a paragraph of its own', () => {
  expect(withStageTrailer('Update\n\nA: b\n', 'kas-lock')).toBe(`Update\n\nA: b\n\n${OURS}\n`);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('trailers are those that git reads: seed %d', (seed) => {
  const random = seeded(seed);
  const lines = [
    OURS,
    'Signed-off-by: A <a@b.c>',
    'some text',
    ' indented',
    '',
    '',
    'Key : value',
    'Bad key: x',
    'Key\t: value',
    'Signed-off-by:x',
    '\u00a0',
    '\f',
    ' \t',
    `${OURS}\r`,
    'a:b',
    '(cherry picked from commit 1)',
  ];
  for (let n = 0; n < 25; n += 1) {
    const body = Array.from({ length: 1 + random.below(8) }, () => random.pick(lines));
    const message = `Subject\n${body.join('\n')}\n`;
    const { stdout } = spawnSync('git', ['interpret-trailers', '--parse', '--no-divider'], {
      input: message,
      encoding: 'utf8',
    });
    const expected = stdout.split('\n').filter((line) => /^[A-Za-z-]+: /.test(line));
    expect({ message, found: trailersOf(message).map(({ key, value }) => `${key}: ${value}`) }).toEqual({
      message,
      found: expected,
    });
  }
});
