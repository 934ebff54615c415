import { describe, expect, test } from '@jest/globals';
import type { History } from '@pv-actions/core/git/remote.ts';
import { headline, requestBody } from '@pv-actions/core/updates/request-body.ts';
import { NEW, OLD, report, update } from './updates.ts';

const COMPARE = `https://github.com/pantavisor/lxc/compare/${OLD}...${NEW}`;

describe('the text of the request', () => {
  test('has a table, and a section with the log for each update', () => {
    expect(requestBody(report())).toBe(`| Component | Branch | From | To | Commits |
| --- | --- | --- | --- | --- |
| lxc-pv | <code>stable-3.0</code> | <code>111111111111</code> | <code>222222222222</code> | [2](<${COMPARE}>) |

### lxc-pv

<code>recipes-pv/lxc-pv/lxc-pv&#95;git.bb</code>, from <code>https&#58;<!-- -->//github.com/pantavisor/lxc</code>: [2 commits](<${COMPARE}>).

- <code>222222222222</code> start: close file descriptors (#<!-- -->12)
- <code>333333333333</code> Thanks @<!-- -->octocat &lt;b&gt;

<sub>Proposed by the stage <code>srcrev-bump</code> of pv-actions. It rewrites this branch while all commits on it are its own, and closes the request when nothing is left to update.</sub>
`);
  });

  test('counts what is not listed', () => {
    const [long, hidden] = [12, 4].map((count) => ({
      relation: 'ahead' as const,
      count,
      commits: update().history.commits,
    }));
    expect(requestBody(report({ updates: [update({ history: long ?? update().history })] }))).toContain(
      '\n- and 10 more\n',
    );
    const none = update({ history: { ...(hidden ?? update().history), commits: [] } });
    expect(requestBody(report({ updates: [none] }))).toMatch(/: \[4 commits\]\(<.*>\)\.\n\n<sub>/);
  });

  test('says in the table when the old revision is gone, and what was forced back', () => {
    const gone = update({ name: 'a_b', history: { relation: 'rewind', count: undefined, commits: [] } });
    const body = requestBody(report({ updates: [gone] }));
    expect(body).toContain(`| [unknown](<${COMPARE}>), pin gone |`);
    expect(body).toContain('\n### a\\_b\n');
    const rewound = (count: number) =>
      requestBody(report({ updates: [update({ history: { relation: 'rewind', count, commits: [] } })] }));
    expect(rewound(0)).toContain(`| [0](<${COMPARE}>), branch moved back |`);
    expect(rewound(3)).toContain(`| [3](<${COMPARE}>), branch rewritten |`);
  });

  test('is from the commit of a tag', () => {
    const history: History = { relation: 'ahead', count: 4, commits: [], peeled: '7'.repeat(40) };
    const body = requestBody(report({ updates: [update({ history })] }));
    expect(body).toContain(
      `<code>777777777777</code> | <code>222222222222</code> | [4](<${COMPARE.replace(OLD, '7'.repeat(40))}>) |`,
    );
  });

  test('folds a long log', () => {
    const commits = Array.from({ length: 11 }, (_, at) => ({ sha: `${at}`, subject: `Change ${at}` }));
    const ten: History = { relation: 'ahead', count: 10, commits: commits.slice(0, 10) };
    expect(requestBody(report({ updates: [update({ history: ten })] }))).not.toContain('<details>');
    const body = requestBody(
      report({ updates: [update({ history: { relation: 'ahead', count: 11, commits } })] }),
    );
    expect(body).toContain('<details><summary>11 commits</summary>\n\n- <code>0</code> Change 0\n');
    expect(body).toContain('\n- <code>10</code> Change 10\n\n</details>\n');
  });

  test('has no link where the pages of the host are not known', () => {
    const elsewhere = update({ url: 'https://git.yoctoproject.org/poky' });
    expect(requestBody(report({ updates: [elsewhere] }))).toContain('poky</code>: 2 commits.\n');
  });

  test('tells of rewinds, failures and what is not touched, escaped', () => {
    const body = requestBody(
      report({
        refused: [update({ name: 'busybox_pv' })],
        failures: [
          {
            name: 'x',
            unreachable: true,
            cause: 'x: git://h/x could not be asked. <i>',
            detail: 'After 7 ms.',
            advice: 'y',
          },
        ],
        notes: ['dropbear: SRCREV is "$AUTOREV".'],
        changes: ['meta-*: came.'],
      }),
    );
    expect(body).toContain(
      '### Not taken\n\n- busybox\\_pv: the branch stable-3.0 was rewritten: its head 222222<!-- -->222222 does not descend from 111111<!-- -->111111, ' +
        'which is pinned, and each has commits that the other does not. <code>allow-rewind&#58; true</code> takes it.\n',
    );
    expect(body).toContain('### Not looked at\n\n- x: git:<!-- -->//h/x could not be asked. &lt;i&gt;\n');
    expect(body).toContain('### Not touched\n\n- dropbear: SRCREV is "\\$AUTOREV".\n');
    expect(body).toContain('### Also changed\n\n- meta-\\*: came.\n');
  });
});

test.each([
  [report({ updates: [] }), 3, 'Nothing to update, 3 at the head of their branch.'],
  [report({ updates: [], changes: ['rpi came.'] }), 0, 'No component to update, 1 other change.'],
  [
    report({ changes: ['rpi came.', 'imx came.'] }),
    1,
    '1 component to update, 2 other changes, 1 at the head of its branch.',
  ],
  [report({ updates: [update(), update({ old: NEW })] }), 0, '1 component to update.'],
  [report(), 1, '1 component to update, 1 at the head of its branch.'],
  [
    report({ refused: [update()], failures: [{ name: 'x', unreachable: true, cause: '', advice: '' }] }),
    0,
    '1 component to update, 1 not taken, 1 not looked at.',
  ],
])('in one line', (given, current, expected) => expect(headline(given, current)).toBe(expected));
