import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { parseInputs } from '@pv-actions/core/action/inputs.ts';
import { propose } from '@pv-actions/core/proposal/proposal.ts';
import type { Authorship } from '@pv-actions/core/proposal/proposal-types.ts';
import { authorshipOf, updateInputs } from '@pv-actions/core/updates/inputs.ts';
import type { GitHubServer } from '@pv-actions/testkit/github/server.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { BRANCH, beforeEachOnGitHub, proposalOf, type Scene } from './proposing.ts';

const REPO = { owner: 'pantacor', repo: 'meta-sample' };
const BOT = 'github-actions[bot]';
const FILES = { 'recipes/a.bb': 'SRCREV = "1"\n' };
const JANE = { name: 'Jane Doe', email: 'jane@example.com' };

let server: GitHubServer;
let scene: Scene;
beforeEachOnGitHub(async (started, on) => {
  [server, scene] = [started, on];
  await scene.clone.commit('main', { 'recipes/a.bb': 'SRCREV = "0"\n' });
  scene.writes();
});

const run = async (authorship?: Partial<Authorship>, files = FILES) => {
  const whole = authorship && { author: undefined, trailers: [], signoff: false, ...authorship };
  const proposal = await proposalOf(scene, files, { authorship: whole });
  return propose(scene.github, proposal, scene.deps, { dryRun: false });
};
const head = async () => {
  const sha = (await scene.clone.head(BRANCH)) ?? '';
  return (await scene.alice.git.getCommit({ ...REPO, commit_sha: sha })).data;
};
/** The trailers of a message as git reads them. */
const trailers = (message: string): string[] =>
  execFileSync('git', ['interpret-trailers', '--parse'], { input: message, encoding: 'utf8' })
    .trim()
    .split('\n');

describe('A commit', () => {
  test('has trailers in one block with that of the stage, and ends with the sign-off of its author', async () => {
    await run({ trailers: ['Change-type: patch', 'Refs: a, b'], signoff: true });
    const { message, author } = await head();
    expect(author.name).toBe(BOT);
    expect(trailers(message)).toEqual([
      'Change-type: patch',
      'Refs: a, b',
      'Pv-Actions-Stage: srcrev-bump',
      `Signed-off-by: ${BOT} <${author.email}>`,
    ]);
    expect(message).toMatch(/^Update components\n\npvr: 12 commits\n\nChange-type: patch\n/);
  });

  test('of a given author is signed off by that one, and GitHub does not sign it', async () => {
    expect(await run({ author: JANE, signoff: true })).toMatchObject({ signed: false });
    const { message, author, committer } = await head();
    expect([author, committer]).toMatchObject([JANE, JANE]);
    expect(trailers(message)).toEqual([
      'Pv-Actions-Stage: srcrev-bump',
      'Signed-off-by: Jane Doe <jane@example.com>',
    ]);
    const made = server.requests.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/git/commits'),
    );
    expect(made).toHaveLength(1);
  });

  test('that signs off for itself is signed by GitHub, and has one sign-off where a trailer is the same', async () => {
    const same = `Signed-off-by: Jane Doe <jane@example.com>`;
    await run({ author: JANE, signoff: true, trailers: [same] });
    expect(trailers((await head()).message)).toEqual([same, 'Pv-Actions-Stage: srcrev-bump']);
    expect(await run({ signoff: true }, { 'recipes/a.bb': 'x\n' })).toMatchObject({ signed: true });
  });

  test('is made again once when trailers are asked for later, and then stays', async () => {
    await run();
    const asked = { trailers: ['Change-type: patch'], signoff: true };
    expect(await run(asked)).toMatchObject({ request: 'updated', pushed: true });
    scene.writes();
    for (const again of [asked, undefined, { ...asked, author: JANE }]) {
      expect(await run(again)).toMatchObject({ request: 'unchanged', pushed: false });
    }
    expect(scene.writes()).toEqual([]);
  });

  test('of a request that somebody closed is remembered whatever trailers it is to have', async () => {
    await run({ signoff: true });
    await scene.alice.pulls.update({ ...REPO, pull_number: 1, state: 'closed' });
    await scene.alice.git.deleteRef({ ...REPO, ref: `heads/${BRANCH}` });
    expect(await run({ trailers: ['Change-type: patch'] })).toMatchObject({ request: 'closed', number: 1 });
  });
});

describe('The inputs', () => {
  const read = (given: Readonly<Record<string, string>>) => {
    const env = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
    return parseInputs(updateInputs(), Object.fromEntries(env));
  };

  test('are none, or lines and a person', () => {
    expect(authorshipOf(read({}))).toEqual({ author: undefined, trailers: [], signoff: false });
    const given = {
      signoff: 'true',
      trailers: '\n Change-type:patch\nCc:  A <a@b.c>, B <b@b.c>  \n\n',
      'commit-author': `${BOT} <41898282+github-actions[bot]@users.noreply.github.com>`,
    };
    expect(authorshipOf(read(given))).toEqual({
      author: { name: BOT, email: '41898282+github-actions[bot]@users.noreply.github.com' },
      trailers: ['Change-type: patch', 'Cc: A <a@b.c>, B <b@b.c>'],
      signoff: true,
    });
  });

  test.each([
    ['trailers', 'patch', '"patch" is no trailer. Use lines such as Change-type: patch.'],
    ['trailers', 'A: b\nChange type: patch', '"Change type: patch" is no trailer.'],
    ['trailers', 'Change-type:', '"Change-type: " is no trailer.'],
    ['trailers', 'A: \u0007b', 'is no trailer.'],
    ['trailers', 'pv-actions-stage: x', "The trailer Pv-Actions-Stage is the stage's own."],
    ...[
      'Jane',
      'jane@example.com',
      '<jane@example.com>',
      'Jane Doe <jane>',
      'Jane Doe <jane@a@b>',
      'Jane Doe <ja ne@example.com>',
      'Jane\nDoe <jane@example.com>',
      'Jane <Doe> <jane@example.com>',
      'Jane Doe <jane@example.com> x',
      '.. <jane@example.com>',
    ].map(
      (author) => ['commit-author', author, 'Use one line such as Jane Doe <jane@example.com>.'] as const,
    ),
  ])('%s: %j is refused', (name, value, expected) => {
    expect(userErrorOf(() => read({ [name]: value })).text).toContain(expected);
  });
});
