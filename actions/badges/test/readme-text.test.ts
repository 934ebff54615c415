import { describe, expect, test } from '@jest/globals';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { badgeTable, betweenMarkers } from '../src/readme.ts';

const release = {
  prefix: 'meta-sample',
  publicUrl: 'https://ci.example.org/meta-sample',
  tag: '029',
  channel: 'stable',
  formats: ['json', 'svg'],
} as const;

describe('the table', () => {
  test('shows the pictures in the bucket, which stay where they are from one release to the next', () => {
    expect(badgeTable(release, [{ machine: 'rpi-scarthgap' }, { machine: 'x86' }])).toEqual([
      '![latest stable](https://ci.example.org/meta-sample/latest/stable/badges/tag.svg)',
      '',
      '| Machine | Build |',
      '| --- | --- |',
      '| rpi-scarthgap | ![rpi-scarthgap](https://ci.example.org/meta-sample/latest/stable/badges/rpi-scarthgap.svg) |',
      '| x86 | ![x86](https://ci.example.org/meta-sample/latest/stable/badges/x86.svg) |',
    ]);
  });

  test('asks shields.io where there is no picture', () => {
    const lines = badgeTable({ ...release, formats: ['json'] }, [{ machine: 'a+b' }]);
    expect(lines[0]).toBe(
      '![latest stable](https://img.shields.io/endpoint?url=https%3A%2F%2Fci.example.org%2Fmeta-sample%2Flatest%2Fstable%2Fbadges%2Ftag.json)',
    );
    expect(lines.at(-1)).toBe(
      '| a+b | ![a+b](https://img.shields.io/endpoint?url=https%3A%2F%2Fci.example.org%2Fmeta-sample%2Flatest%2Fstable%2Fbadges%2Fa%252Bb.json) |',
    );
  });

  test('shows a machine as it is called, and encodes it in the URL', () => {
    const lines = badgeTable(release, [{ machine: 'a|b](x) <i> @me' }]);
    expect(lines.at(-1)).toBe(
      '| a\\|b\\](x) &lt;i&gt; @<!-- -->me | ![a\\|b\\](x) &lt;i&gt; @<!-- -->me](https://ci.example.org/meta-sample/latest/stable/badges/a%7Cb%5D%28x%29%20%3Ci%3E%20%40me.svg) |',
    );
  });
});

describe('between the markers', () => {
  const START = '<!-- BADGES_START -->';
  const END = '<!-- BADGES_END -->';

  test.each([
    ['nothing yet', `# A\n\n${START}\n${END}\n\nmore\n`, '\n'],
    ['on one line', `# A\n\n${START}${END}\n\nmore\n`, '\n'],
    ['an older table', `# A\n\n${START}\n\n| x |\n\n${END}\n\nmore\n`, '\n'],
    ['CRLF', `# A\r\n\r\n${START}\r\n| x |\r\n${END}\r\n\r\nmore\r\n`, '\r\n'],
  ])('%s', (_, text, eol) => {
    const after = betweenMarkers(text, ['one', 'two'], 'It');
    expect(after).toBe(['# A', '', START, '', 'one', 'two', '', END, '', 'more', ''].join(eol));
    expect(betweenMarkers(after, ['one', 'two'], 'It')).toBe(after);
  });

  test('what is outside stays, whatever it is', () => {
    const before = `\uFEFF# A  \r\ntrailing \t\n\n\n$& $1 ${START}`;
    const behind = `${END} $\` no final newline`;
    const after = betweenMarkers(`${before}\n${behind}`, ['$&', '$1'], 'It');
    expect(after).toBe(`${before}\n\n$&\n$1\n\n${behind}`);
  });

  test.each([
    ['', `It has no ${START} and no ${END}.`],
    [`${START}\n`, `It has no ${END}.`],
    [`${END}\n`, `It has no ${START}.`],
    [`${END}\n${START}\n`, `It has ${END} before ${START}.`],
    [`${START}${END}${START}`, `It has more than one ${START}.`],
    [`${START}${END}${END}`, `It has more than one ${END}.`],
    ['<!--BADGES_START-->\n<!--BADGES_END-->', `It has no ${START} and no ${END}.`],
  ])('%j is an error that says what to put there', (text, message) => {
    const error = userErrorOf(() => betweenMarkers(text, [], 'It'));
    expect(error.message).toBe(message);
    expect(error.advice).toBe(`Put these two lines where the table is to be, once:\n${START}\n${END}`);
  });
});
