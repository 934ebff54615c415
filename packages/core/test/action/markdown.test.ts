import { describe, expect, test } from '@jest/globals';
import { runnerLog } from '@pv-actions/core/action/log.ts';
import {
  bullets,
  code,
  codeBlock,
  details,
  escapeText,
  fit,
  image,
  joinMarkdown,
  link,
  type Markdown,
  md,
  redacted,
  table,
  unbroken,
} from '@pv-actions/core/action/markdown.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';

test('the compiler takes no text of others for Markdown', () => {
  const foreign: string = '<b>';
  const sink: Deps['summary'] = () => {};
  // @ts-expect-error
  sink(foreign);
  // @ts-expect-error
  sink(`### ${code(foreign)}`);
  // @ts-expect-error
  sink(md`### ${foreign}`);
  // @ts-expect-error
  sink(bullets([foreign]));
  // @ts-expect-error
  sink(table([md`A`], [[foreign]]));
  // @ts-expect-error
  sink(details('A', foreign));
  expect(md`### ${code('a')} ${escapeText('b_')} ${3}`).toBe('### <code>a</code> b\\_ 3');
});

describe('text of others', () => {
  test('shows as text: no HTML, markup, pings, issue links or bare URLs', () => {
    expect(escapeText('<b>`x`</b> @dev #12 [a](b) *c* | d\ne https://x')).toBe(
      '&lt;b&gt;\\`x\\`&lt;/b&gt; @<!-- -->dev #<!-- -->12 \\[a\\](b) \\*c\\* \\| d e https:<!-- -->//x',
    );
  });

  test.each([
    ['fixes GH-7', 'fixes GH-<!-- -->7'],
    ['gh-7, GH-x', 'gh-<!-- -->7, GH-x'],
    ['see www.evil.example', 'see www<!-- -->.evil.example'],
    ['WWW.evil.example', 'WWW<!-- -->.evil.example'],
    ['ftp://x http://x', 'ftp:<!-- -->//x http:<!-- -->//x'],
    ['mailto:a@b.example', 'mailto:a@<!-- -->b.example'],
    ['xmpp:a@b.example/c', 'xmpp:a@<!-- -->b.example/c'],
    ['o/r#1, o/r@0123456', 'o/r#<!-- -->1, o/r@<!-- -->012345<!-- -->6'],
    [
      'by 0123456789abcdef0123456789abcdef01234567.',
      'by 012345<!-- -->6789ab<!-- -->cdef01<!-- -->234567<!-- -->89abcd<!-- -->ef0123<!-- -->4567.',
    ],
    ['123456 of x', '123456 of x'],
    [':+1: a:b: c', ':<!-- -->+1: a:<!-- -->b: c'],
    ['a: b', 'a: b'],
  ])('%s is no reference', (text, shown) => {
    expect(escapeText(text)).toBe(shown);
  });

  test('a reference in inline code, which is HTML to Markdown, is none either', () => {
    expect(code('a@b.example www.x http://y #1')).toBe(
      '<code>a@<!-- -->b.example www<!-- -->.x http&#58;<!-- -->//y #<!-- -->1</code>',
    );
  });

  test('begins no list, heading, rule or code', () => {
    expect(
      ['- a', '---', '+ b', '12. c', '3) d', '1.5 GiB', 'a - b', '    e', '# f'].map(escapeText),
    ).toEqual(['\\- a', '\\---', '\\+ b', '12\\. c', '3\\) d', '1.5 GiB', 'a - b', ' e', '#<!-- --> f']);
  });

  test('shows no control characters, and none that turn the direction of the text', () => {
    expect(escapeText('a\u0000\u001b[31mb\u0085c\u202ed\u2066e')).toBe('ab cde');
  });

  test('a code block shows neither colours nor control characters', () => {
    expect(codeBlock('\u001b[01;31merror\u001b[0m:\tx\r\n\u001b]8;;https://x\u0007link\b é')).toBe(
      '```\nerror:\tx\nlink é\n```',
    );
  });

  test('inline code holds it without ending early', () => {
    expect(code('a`b|c</code>@d')).toBe('<code>a&#96;b&#124;c&lt;/code&gt;@<!-- -->d</code>');
  });

  test('a code block has a fence that nothing in it can end', () => {
    expect(codeBlock('a\n````\nb\n')).toBe('`````\na\n````\nb\n`````');
    expect(codeBlock('plain')).toBe('```\nplain\n```');
  });

  test('a link keeps its text and its address apart', () => {
    expect(link('a]b', 'https://x/ y>z|`\\')).toBe('[a\\]b](<https://x/%20y%3Ez%7C%60%5C>)');
    expect(image('a]b', 'https://x/(y)|')).toBe('![a\\]b](https://x/%28y%29%7c)');
  });

  test('what is not of the web is no link', () => {
    expect(['javascript:alert(1)', 'data:x', '//x', ''].map((url) => link('a', url))).toEqual([
      'a',
      'a',
      'a',
      'a',
    ]);
  });

  test('the title of a section stays in it', () => {
    expect(details('@x #1\r\r# EVIL</summary></details><b> www.y', md`body`)).toBe(
      '<details><summary>@<!-- -->x #<!-- -->1 #<!-- --> EVIL&lt;/summary&gt;&lt;/details&gt;&lt;b&gt; www<!-- -->.y</summary>\n\nbody\n\n</details>',
    );
  });

  test('unbroken text stays on one line', () => {
    expect(unbroken('+1 MiB (+5 %) @a b')).toBe('+1&nbsp;MiB&nbsp;(+5&nbsp;%)&nbsp;@<!-- -->a&nbsp;b');
  });
});

test('a secret is found however it is escaped', () => {
  const log = runnerLog({ stdout: { write: () => {} } }, ['ghs_a*b@1234567']);
  const shown = [
    escapeText('<ghs_a*b@1234567>'),
    code('ghs_a*b@1234567'),
    codeBlock('ghs_a*b@1234567'),
    details('ghs_a*b@1234567', md``),
  ];
  expect(shown.map((each) => redacted(each, log))).toEqual([
    '&lt;***&gt;',
    '<code>***</code>',
    '```\n***\n```',
    '<details><summary>***</summary>\n\n\n\n</details>',
  ]);
});

test('a table has a header, a rule and its rows', () => {
  expect(table([md`A`, md`B`], [[md`1`, md`2`]])).toBe('| A | B |\n| --- | --- |\n| 1 | 2 |');
});

describe('fit', () => {
  const repeated = (part: Markdown, count: number): Markdown =>
    joinMarkdown(
      Array.from({ length: count }, () => part),
      '',
    );

  test('leaves what fits', () => {
    expect(fit(md`abc\n`, 4)).toBe('abc\n');
  });

  test('keeps its limit also where there is no line to cut at', () => {
    expect(Buffer.byteLength(fit(repeated(md`x`, 1000), 500))).toBeLessThanOrEqual(500);
    expect(fit(repeated(md`x`, 1000), 20)).toBe('');
  });

  test('cuts at a line, counts bytes and says so', () => {
    const cut = fit(repeated(md`äöü\n`, 200), 500);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(500);
    expect(cut).toMatch(/^(äöü\n)+\n?\n_The rest was cut/);
  });
});
