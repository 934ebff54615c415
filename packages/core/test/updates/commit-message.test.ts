import { describe, expect, test } from '@jest/globals';
import { commitMessage, defaultTitle } from '@pv-actions/core/updates/commit-message.ts';
import { report, update } from './updates.ts';

describe('the title', () => {
  const named = (...names: string[]) => report({ updates: names.map((name) => update({ name })) });
  test.each([
    ['names up to three', named('a', 'b', 'c'), 'srcrev-bump: update a, b, c'],
    ['counts more', named('a', 'b', 'c', 'd'), 'srcrev-bump: update 4 components'],
    ['has names that GitHub makes nothing of', named('a#1'), 'srcrev-bump: update a#\u200b1'],
    ['names one of two recipes once', named('a', 'a'), 'srcrev-bump: update a'],
    [
      'tells of files that are made again',
      report({ updates: [], changes: ['x went.'] }),
      'srcrev-bump: make the files again',
    ],
  ])('%s', (_title, given, expected) => expect(defaultTitle(given)).toBe(expected));
});

describe('the message', () => {
  test('has each update with its log, and nothing that GitHub acts on', () => {
    const second = update({
      name: 'p@ky',
      files: ['a#1.yaml', 'b.yaml'],
      history: { relation: 'rewind', count: 3, commits: [] },
    });
    expect(
      commitMessage('Bump @all', report({ updates: [update(), second], changes: ['meta-x came. (#3)'] })),
    ).toBe(
      `Bump @\u200ball

lxc-pv: 111111111111 -> 222222222222 (2 commits)
  recipes-pv/lxc-pv/lxc-pv_git.bb
  * 222222222222 start: close file descriptors (#\u200b12)
  * 333333333333 Thanks @\u200boctocat <b>

p@\u200bky: 111111111111 -> 222222222222 (3 commits, the branch was rewritten)
  a#\u200b1.yaml
  b.yaml

* meta-x came. (#\u200b3)
`,
    );
  });

  test('counts what is not listed', () => {
    const { commits } = update().history;
    const long = update({ history: { relation: 'ahead', count: 5, commits } });
    expect(commitMessage('x', report({ updates: [long] }))).toMatch(/<b>\n {2}\* and 3 more\n$/);
  });

  test('says when the branch was moved back', () => {
    const back = update({ history: { relation: 'rewind', count: 0, commits: [] } });
    expect(commitMessage('x', report({ updates: [back] }))).toContain('(the branch was moved back)\n');
  });

  test('says when the old revision is gone', () => {
    const gone = update({ history: { relation: 'rewind', count: undefined, commits: [] } });
    expect(commitMessage('x', report({ updates: [gone] }))).toContain(
      '(the old revision is not there any more)\n',
    );
  });
});
