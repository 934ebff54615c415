import { describe, expect, test } from '@jest/globals';
import { seeded } from '@pv-actions/testkit/seeded.ts';
import { plainText } from '../../src/updates/commit-message.ts';

const B = '\u200b';

describe('text of others in the message of a commit', () => {
  test.each([
    ['pings nobody', 'Thanks @octocat and @pantavisor/core', `Thanks @${B}octocat and @${B}pantavisor/core`],
    ['links no issue and closes none', 'Fixes #12, closes gh-7', `Fixes #${B}12, closes gh-${B}7`],
    ['closes none of another repository', 'Fixes o/r#3', `Fixes o/r#${B}3`],
    [
      'closes none by its URL',
      'fixes https://github.com/o/r/issues/1',
      `fixes https:${B}//github.com/o/r/issues/1`,
    ],
    ['links no host', 'see www.evil.example', `see www${B}.evil.example`],
    ['keeps words that end so', 'HIGH-12', 'HIGH-12'],
    ['has no blanks around it', ' a ', 'a'],
    ['skips no workflow', 'docs [skip ci]', `docs [${B}skip ci]`],
    [
      'in any form',
      '[CI Skip] [no ci] [actions skip] [skip actions]',
      `[${B}CI Skip] [${B}no ci] [${B}actions skip] [${B}skip actions]`,
    ],
    ['keeps other brackets', 'net: [v2] fix', 'net: [v2] fix'],
    ['stays on its line', 'one\r\ntwo\tthree  four', 'one two three four'],
    ['has no control characters', 'a\u001b[31mred\u001b[0m\u0007', 'ared'],
    ['keeps everything else', 'böse <b>`x`</b> $1 \\ "y"', 'böse <b>`x`</b> $1 \\ "y"'],
  ])('%s', (_title, text, expected) => expect(plainText(text)).toBe(expected));

  test('nothing that GitHub acts on is left in any text', () => {
    const random = seeded(7);
    const pieces = [
      '@',
      '#',
      'GH-',
      'gh-',
      '1',
      'a',
      ' ',
      '[',
      'skip',
      'ci',
      ']',
      '://',
      '/',
      ':',
      'no',
      'actions',
      '\n',
      '\u0007',
    ];
    for (let round = 0; round < 2000; round += 1) {
      const text = Array.from({ length: 12 }, () => random.pick(pieces)).join('');
      const shown = plainText(text);
      expect(shown).not.toMatch(/[@#][\w]|\bGH-\d|:\/\/|\[\s*(skip|ci|no|actions)\b|\n/i);
      expect(shown).not.toContain('\u0007');
    }
  });
});
