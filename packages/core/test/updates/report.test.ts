import { describe, expect, test } from '@jest/globals';
import { ReportedError } from '@pv-actions/core/action/errors.ts';
import type { Proposed } from '@pv-actions/core/proposal/proposal-types.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import {
  deliveredSentence,
  failAtEnd,
  reportAuthorship,
  reportFailures,
  reportUpdates,
  updateEntry,
  updateSummary,
} from '../../src/updates/report.ts';
import { NEW, OLD, report, update } from './updates.ts';

const change = { branch: 'auto/x', report: report(), files: [], held: [] };
const made: Proposed = {
  request: 'created',
  pushed: true,
  signed: true,
  number: 7,
  url: 'https://github.com/o/r/pull/7',
  byJobToken: false,
};
const delivered = (proposed: Partial<Proposed> | undefined, closed?: number) => ({
  change,
  proposed: proposed === undefined ? undefined : { ...made, ...proposed },
  closed,
});

test.each([
  ['created', delivered({}), false, 'The pull request #7 was opened from the branch auto/x.'],
  [
    'to be created',
    delivered({ number: undefined }),
    true,
    'A pull request would be opened from the branch auto/x.',
  ],
  [
    'pushed',
    delivered({ request: 'updated' }),
    false,
    'The pull request #7 got a new commit on the branch auto/x.',
  ],
  [
    'to be pushed',
    delivered({ request: 'updated' }),
    true,
    'The pull request #7 would get a new commit on the branch auto/x.',
  ],
  [
    'reworded',
    delivered({ request: 'updated', pushed: false }),
    false,
    'The pull request #7 was brought up to date.',
  ],
  [
    'the same',
    delivered({ request: 'unchanged', pushed: false }),
    false,
    'The pull request #7 of the branch auto/x has just this change already.',
  ],
  [
    'closed by somebody',
    delivered({ request: 'closed', pushed: false }),
    false,
    'The pull request #7 with just this change was closed by somebody, so it is not opened again. `force: true` proposes it again.',
  ],
  [
    'closed by us',
    delivered(undefined, 7),
    false,
    'The pull request #7 of the branch auto/x was closed: nothing is left to update.',
  ],
  [
    'to be closed',
    delivered(undefined, 7),
    true,
    'The pull request #7 of the branch auto/x would be closed: nothing is left to update.',
  ],
  ['nothing', delivered(undefined), false, 'Nothing is proposed on the branch auto/x.'],
])('a request that is %s', (_title, given, dryRun, expected) =>
  expect(deliveredSentence(given, dryRun)).toBe(expected),
);

test('an entry of the output', () => {
  expect(updateEntry(update())).toEqual({
    name: 'lxc-pv',
    old: OLD,
    new: NEW,
    commits: 2,
    log: ['start: close file descriptors (#12)', 'Thanks @octocat <b>'],
    rewind: false,
  });
  const gone = update({ history: { relation: 'rewind', count: undefined, commits: [] } });
  expect(updateEntry(gone)).toMatchObject({ commits: null, log: [], rewind: true });
});

describe('how it came about', () => {
  const said = (...proposed: Partial<Proposed>[]) => {
    const log = keptLog();
    reportAuthorship(
      proposed.map((each) => delivered(each)),
      log,
    );
    return log.said.map(({ level, text }) => [level, text.slice(0, 44)]);
  };
  test('a commit that is not signed, and a request that triggers nothing, are told', () => {
    expect(said({}, { signed: undefined })).toEqual([]);
    expect(said({ signed: false }, { byJobToken: true })).toEqual([
      ['info', 'GitHub did not sign the commit: it signs tho'],
      ['notice', 'The pull request was made with the token of '],
    ]);
    expect(said({ request: 'closed', byJobToken: true })).toEqual([]);
  });
});

describe('the summary', () => {
  test('has one line first, the request, and the table', () => {
    expect(
      updateSummary(report(), 3, [delivered({})], false),
    ).toBe(`### srcrev-bump: 1 component to update, 3 at the head of their branch.

The pull request #<!-- -->7 was opened from the branch auto/x. [Look at it.](<https://github.com/o/r/pull/7>)

| Component | Branch | From | To | Commits |
| --- | --- | --- | --- | --- |
| lxc-pv | <code>stable-3.0</code> | <code>111111111111</code> | <code>222222222222</code> | [2](<https://github.com/pantavisor/lxc/compare/${OLD}...${NEW}>) |`);
  });
  test('says nothing of requests where there are none', () => {
    expect(updateSummary(report({ updates: [] }), 1, [delivered(undefined)], false)).toBe(
      '### srcrev-bump: Nothing to update, 1 at the head of its branch.',
    );
  });
});

test('the summary has what is not taken, what changes besides, and what is not touched', () => {
  const given = report({
    refused: [update({ name: 'back' })],
    changes: ['a_b came.'],
    notes: ['c_d stays.'],
  });
  const summary = updateSummary(given, 0, [], false);
  expect(summary).toContain('\n\n### Also changed\n\n- a\\_b came.\n\n### Not taken\n\n- back: the branch ');
  expect(summary).toMatch(/\n\n### Not touched\n\n- c\\_d stays\.$/);
});

test('a failing component is named once', () => {
  const failure = { name: 'a', unreachable: false, cause: 'x', advice: '' };
  expect(() => failAtEnd(report({ failures: [failure, failure] }), false)).toThrow(
    'Not everything could be looked at: a.',
  );
});

test('the log of an update is text of others', async () => {
  const log = keptLog();
  await reportUpdates(report(), log);
  const foreign = log.said.filter(({ level }) => level === 'foreign').map(({ text }) => text);
  expect(foreign).toEqual([
    '222222222222 start: close file descriptors (#12)',
    '333333333333 Thanks @octocat <b>',
  ]);
});

test('the summary has what was said of failures', () => {
  const failures = [{ name: 'a', unreachable: true, cause: 'a is down.', detail: 'After 7 ms.', advice: '' }];
  expect(updateSummary(report({ failures }), 0, [], false)).toContain(
    '### Not looked at\n\n- a is down. After 7 ms.',
  );
});

describe('failures', () => {
  const failing = report({
    failures: [
      { name: 'a', unreachable: true, cause: 'a is down.', detail: 'After 7 ms.', advice: 'Wait.' },
      { name: 'b', unreachable: false, cause: 'b is wrong.', advice: 'Mend it.' },
    ],
  });
  const fail = (given: typeof failing, allow: boolean) => {
    const log = keptLog();
    let thrown: unknown;
    try {
      reportFailures(given, allow, log);
      failAtEnd(given, allow);
    } catch (error) {
      thrown = error;
    }
    return { levels: log.said.map(({ level, text }) => `${level}: ${text}`), thrown };
  };
  test('end the stage, and each is an error', () => {
    const { levels, thrown } = fail(failing, false);
    expect(levels).toEqual(['error: a is down. After 7 ms.\nWait.', 'error: b is wrong.\nMend it.']);
    expect(thrown).toBeInstanceOf(ReportedError);
    expect((thrown as Error).message).toBe('Not everything could be looked at: a, b.');
  });
  test('of remotes are warnings where they are allowed', () => {
    const { levels, thrown } = fail(failing, true);
    expect(levels).toEqual(['warning: a is down. After 7 ms.\nWait.', 'error: b is wrong.\nMend it.']);
    expect((thrown as Error).message).toBe('Not everything could be looked at: b.');
    const one = { ...failing, failures: failing.failures.slice(0, 1) };
    expect(fail(one, true).thrown).toBeUndefined();
  });
});
