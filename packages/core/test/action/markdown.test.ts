import { describe, expect, test } from '@jest/globals';
import { code, codeBlock, escapeText, fit, link, table } from '@pv-actions/core/action/markdown.ts';

describe('text of others', () => {
  test('shows as text: no HTML, markup, pings, issue links or bare URLs', () => {
    expect(escapeText('<b>`x`</b> @dev #12 [a](b) *c* | d\ne https://x')).toBe(
      '&lt;b&gt;\\`x\\`&lt;/b&gt; @<!-- -->dev #<!-- -->12 \\[a\\](b) \\*c\\* \\| d e https:<!-- -->//x',
    );
  });

  test('begins no list, heading or rule', () => {
    expect(['- a', '---', '+ b', '12. c', '3) d', '1.5 GiB', 'a - b'].map(escapeText)).toEqual([
      '\\- a',
      '\\---',
      '\\+ b',
      '12\\. c',
      '3\\) d',
      '1.5 GiB',
      'a - b',
    ]);
  });

  test('a code block shows neither colours nor control characters', () => {
    expect(codeBlock('\u001b[01;31merror\u001b[0m:\tx\r\n\u001b]8;;https://x\u0007link\b é')).toBe(
      '```\nerror:\tx\nlink é\n```',
    );
  });

  test('inline code holds it without ending early', () => {
    expect(code('a`b|c</code>@d')).toBe('<code>a&#96;b&#124;c&lt;/code&gt;&#64;d</code>');
  });

  test('a code block has a fence that nothing in it can end', () => {
    expect(codeBlock('a\n````\nb\n')).toBe('`````\na\n````\nb\n`````');
    expect(codeBlock('plain')).toBe('```\nplain\n```');
  });

  test('a link keeps its text and its address apart', () => {
    expect(link('a]b', 'https://x/ y>z')).toBe('[a\\]b](<https://x/%20y%3Ez>)');
  });
});

test('a table has a header, a rule and its rows', () => {
  expect(table(['A', 'B'], [['1', '2']])).toBe('| A | B |\n| --- | --- |\n| 1 | 2 |');
});

describe('fit', () => {
  test('leaves what fits', () => {
    expect(fit('abc\n', 4)).toBe('abc\n');
  });

  test('keeps its limit also where there is no line to cut at', () => {
    expect(Buffer.byteLength(fit('x'.repeat(1000), 500))).toBeLessThanOrEqual(500);
    expect(fit('x'.repeat(1000), 20)).toBe('');
  });

  test('cuts at a line, counts bytes and says so', () => {
    const text = `${'äöü\n'.repeat(200)}`;
    const cut = fit(text, 500);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(500);
    expect(cut).toMatch(/^(äöü\n)+\n?\n_The rest was cut/);
  });
});
