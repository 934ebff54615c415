import { expect, test } from '@jest/globals';
import { logView } from '@pv-actions/testkit/runner/log-view.ts';
import { renderMarkdown, renderTable } from '@pv-actions/testkit/runner/markdown-view.ts';

const look = { colour: false };

test('logView: legs, groups, levels, and nothing of the commands that only the runner needs', () => {
  const shown: string[] = [];
  const line = logView((text) => void shown.push(text), look);
  line('::add-mask::***', 'a');
  line('##[group]kas build', 'a');
  line('::stop-commands::t1', 'a');
  line('##[error]of a child', 'a');
  line('of the other leg', 'b');
  line('::t1::', 'a');
  line('##[endgroup]', 'a');
  line('##[warning]late', 'a');
  line('', 'a');
  expect(shown).toEqual([
    '[a] ▸ kas build',
    '[a]   ##[error]of a child',
    '[b] of the other leg',
    '[a] Warning: late',
    '[a]',
  ]);
});

test('renderMarkdown: what the stages write', () => {
  const markdown = `### kas-build: <code>docker-x86&#95;64</code>

Built. [index\\_1](<http://h/a>), a\\*b &lt;c&gt; @<!-- -->me



| Kind | Name |
| --- | --- |
| image&nbsp;1 | [x\\_1](<http://h/x>) |
| sdk | <code>a&#124;b</code> |

<details open><summary>Warnings &amp; more</summary>

\`\`\`text
| not a table
### not a heading
\`\`\`

</details>
`;
  expect(renderMarkdown(markdown, look)).toBe(`kas-build: docker-x86_64

Built. index_1 http://h/a, a*b <c> @me

Kind     Name
image 1  x_1
sdk      a|b

▾ Warnings & more

    | not a table
    ### not a heading`);
});

test('renderTable', () => {
  expect(
    renderTable([
      ['A', 'LONG', 'C'],
      ['wide', 'b', ''],
    ]),
  ).toEqual(['A     LONG  C', 'wide  b']);
});
