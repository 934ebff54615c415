import { expect, test } from '@jest/globals';
import { references, render } from '@pv-actions/testkit/fuzz/rendered.ts';

test.each([
  ['# a\n\nb', '<h1> </h1> <p> </p>'],
  [
    '| a |\n| - |\n| b |',
    '<table> <thead> <tr> <th> </th> </tr> </thead> <tbody> <tr> <td> </td> </tr> </tbody> </table>',
  ],
  ['see www.a.example and b@c.example', '<p> <a> </a> <a> </a> </p>'],
  [
    '<details><summary>a</summary>\n\n- b\n\n</details>',
    '<details> <summary> </summary> <ul> <li> </li> </ul> </details>',
  ],
  ['~~a~~ <code>see www.a.example</code>', '<p> <del> </del> <code> <a> </a> </code> </p>'],
])('%j has the elements %s', (markdown, tags) => {
  expect(render(markdown).tags.join(' ')).toBe(tags);
});

test.each(['@a', 'x (@org/team)', '#1', 'a/b#12', 'fixes gh-7', 'o@0123456', 'ftp://a', '&#64;a', '&#x23;1'])(
  'GitHub links something in %j',
  (markdown) => {
    expect(references(render(markdown))).not.toEqual([]);
  },
);

test.each(['a@', '@<!-- -->a', '#<!-- -->1', '`@a`', '<code>#1</code>', 'a@b', '# 1', 'GH<!-- -->-7'])(
  'GitHub links nothing in %j',
  (markdown) => {
    expect(references(render(markdown))).toEqual([]);
  },
);
