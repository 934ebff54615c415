import { describe, expect, test } from '@jest/globals';
import { propose } from '@pv-actions/core/proposal/proposal.ts';
import { jsonAnswer } from '@pv-actions/testkit/github/http.ts';
import type { GitHubServer } from '@pv-actions/testkit/github/server.ts';
import { failureText, PATH } from '../github/opened.ts';
import { BRANCH, beforeEachOnGitHub, OURS, proposalOf, type Scene } from './proposing.ts';

const REPO = { owner: 'pantacor', repo: 'meta-sample' };
const LIVE = { dryRun: false };
const FILES = { 'recipes/a.bb': 'SRCREV = "1"\n', 'recipes/b.bb': 'SRCREV = "2"\n' };

let server: GitHubServer;
let scene: Scene;

beforeEachOnGitHub(async (started, on) => {
  [server, scene] = [started, on];
  await scene.clone.commit('main', { 'recipes/a.bb': 'SRCREV = "0"\n', 'recipes/b.bb': 'SRCREV = "0"\n' });
  scene.writes();
});

const run = async (
  files: Parameters<typeof proposalOf>[1] = FILES,
  rest: Parameters<typeof proposalOf>[2] = {},
  options = LIVE,
) => propose(scene.github, await proposalOf(scene, files, rest), scene.deps, options);
const warnings = () => scene.said.filter(({ level }) => level === 'warning').map(({ text }) => text);

describe('Commits of others', () => {
  const person = async () => {
    await run();
    return (await scene.clone.commit(BRANCH, { 'recipes/a.bb': 'by hand\n' }, 'Fix `it`\n\nwith care')).slice(
      0,
      12,
    );
  };

  test('are not given up', async () => {
    const sha = await person();
    scene.writes();
    expect(await failureText(run())).toBe(
      `The branch "auto-update/components" has 1 commit that srcrev-bump did not make: ${sha} by "Alice", "Fix \`it\`".\n` +
        'Merge or close its pull request, or move these commits to another branch and delete this one; or set `force: true` to give ' +
        'them up.',
    );
    expect(scene.writes()).toEqual([]);
    expect((await scene.clone.read(BRANCH, 'recipes/a.bb'))?.toString()).toBe('by hand\n');
  });

  test('are given up with force, and named', async () => {
    const sha = await person();
    expect(await run(FILES, { force: true })).toMatchObject({ request: 'updated', pushed: true });
    expect(warnings()).toEqual([
      `The branch "auto-update/components" gave up ${sha} by "Alice", "Fix \`it\`".`,
    ]);
    expect((await scene.clone.read(BRANCH, 'recipes/a.bb'))?.toString()).toBe('SRCREV = "1"\n');
  });

  test('a merge of the base by the button is one, and nothing is given up where it changes nothing', async () => {
    await run();
    const main = await scene.clone.commit('main', { 'README.md': 'Another\n' });
    const { data: tree } = await scene.alice.git.createTree({
      ...REPO,
      base_tree: (await scene.alice.git.getCommit({ ...REPO, commit_sha: main })).data.tree.sha,
      tree: Object.entries(FILES).map(([path, content]) => ({ path, content, mode: '100644', type: 'blob' })),
    });
    const { data: merge } = await scene.alice.git.createCommit({
      ...REPO,
      message: `Merge branch 'main' into ${BRANCH}`,
      tree: tree.sha,
      parents: [(await scene.clone.head(BRANCH)) ?? '', main],
    });
    await scene.clone.point(BRANCH, merge.sha);
    scene.writes();
    expect(await failureText(run())).toContain(
      `1 commit that srcrev-bump did not make: ${merge.sha.slice(0, 12)} by alice, "Merge branch 'main' into ${BRANCH}".`,
    );
    expect(await run(FILES, { force: true })).toMatchObject({ request: 'unchanged', pushed: false });
    expect(scene.writes()).toEqual([]);
    expect(warnings()).toEqual([]);
  });

  test('are merges, whatever their message says', async () => {
    await run();
    const main = await scene.clone.commit('main', { 'README.md': 'Another\n' });
    const head = (await scene.clone.head(BRANCH)) ?? '';
    const { data: commit } = await scene.alice.git.getCommit({ ...REPO, commit_sha: head });
    const { data: merge } = await scene.alice.git.createCommit({
      ...REPO,
      message: OURS,
      tree: commit.tree.sha,
      parents: [head, main],
    });
    await scene.clone.point(BRANCH, merge.sha);
    expect(await failureText(run())).toContain(
      `1 commit that srcrev-bump did not make: ${merge.sha.slice(0, 12)}`,
    );
  });

  test('may be among those that GitHub counts and does not list', async () => {
    await run();
    const head = (await scene.clone.head(BRANCH)) ?? '';
    const basehead = `main...${head}`;
    const { data } = await scene.alice.repos.compareCommitsWithBasehead({ ...REPO, basehead });
    server.inject({
      path: `${PATH}/compare/${basehead}`,
      fault: { answer: jsonAnswer(200, { ...data, total_commits: 2 }) },
    });
    scene.writes();
    expect(await failureText(run({ 'recipes/a.bb': 'x\n' }))).toBe(
      `GitHub lists 1 of the 2 commits that ${head} has and the branch "main" does not.\n` +
        'Whose they are is not known, so they are left alone. If none of them is needed, delete their branch.',
    );
    expect(scene.writes()).toEqual([]);
  });

  test('are those of another stage too, and at most five are named', async () => {
    for (let n = 0; n < 7; n += 1) {
      await scene.clone.commit(BRANCH, { n: String(n) }, `Update ${n}\n\nPv-Actions-Stage: kas-lock\n`);
    }
    expect(await failureText(run())).toMatch(
      /^The branch .* has 7 commits that .*"Update 0"; .*"Update 3"; and 3 more\.\n/,
    );
  });

  test('on a branch of more commits than one page are found', async () => {
    await scene.clone.point(BRANCH, (await scene.clone.head('main')) ?? '');
    for (let n = 0; n < 101; n += 1)
      await scene.clone.commit(BRANCH, { n: String(n) }, n === 100 ? 'Mine' : OURS);
    expect(await failureText(run())).toContain('has 1 commit that srcrev-bump did not make: ');
  });
});

describe('Held files', () => {
  test('keep what the branch proposes for them, with its mode', async () => {
    await scene.clone.commit('main', { 'tool.sh': { content: '1\n', mode: '100755' }, 'old.yaml': '1\n' });
    const held = ['tool.sh', 'old.yaml', 'recipes/b.bb', 'never.yaml'];
    await run({ ...FILES, 'tool.sh': '2\n', 'old.yaml': null });
    await scene.clone.commit('main', { 'README.md': 'Another\n' });
    expect(await run({ 'recipes/a.bb': 'SRCREV = "9"\n' }, { held })).toMatchObject({ pushed: true });
    expect(await scene.clone.files(BRANCH)).toEqual([
      '100644 README.md',
      '100644 recipes/a.bb',
      '100644 recipes/b.bb',
      '100755 tool.sh',
    ]);
    expect((await scene.clone.read(BRANCH, 'tool.sh'))?.toString()).toBe('2\n');
    expect((await scene.clone.read(BRANCH, 'recipes/a.bb'))?.toString()).toBe('SRCREV = "9"\n');
    expect((await scene.clone.read(BRANCH, 'recipes/b.bb'))?.toString()).toBe('SRCREV = "2"\n');
    scene.writes();
    expect(await run({ 'recipes/a.bb': 'SRCREV = "9"\n' }, { held })).toMatchObject({ request: 'unchanged' });
    expect(scene.writes()).toEqual([]);
  });

  test('never take back what the base has made of them since', async () => {
    await run();
    await scene.clone.commit('main', { 'recipes/b.bb': 'by hand\n' });
    await run({ 'recipes/a.bb': 'SRCREV = "9"\n' }, { held: ['recipes/b.bb'] });
    expect((await scene.clone.read(BRANCH, 'recipes/b.bb'))?.toString()).toBe('by hand\n');
    expect(scene.said).toContainEqual({
      level: 'info',
      text: 'The base has changed "recipes/b.bb" since: what the branch proposed for it is given up.',
    });
  });

  test('are not given up where the base has taken them', async () => {
    await run();
    await scene.clone.commit('main', { 'recipes/b.bb': FILES['recipes/b.bb'] });
    await run({ 'recipes/a.bb': 'SRCREV = "9"\n' }, { held: ['recipes/b.bb'] });
    expect((await scene.clone.read(BRANCH, 'recipes/b.bb'))?.toString()).toBe(FILES['recipes/b.bb']);
    expect(scene.said.filter(({ text }) => text.includes('given up'))).toEqual([]);
  });

  test('alone propose nothing from a branch that has no commit', async () => {
    await scene.clone.point(BRANCH, (await scene.clone.head('main')) ?? '');
    scene.writes();
    expect(await run({}, { held: ['README.md'] })).toMatchObject({ request: 'unchanged', number: undefined });
    expect(scene.writes()).toEqual([]);
  });

  test('alone leave all as it is, or propose nothing', async () => {
    const held = ['recipes/a.bb', 'recipes/b.bb'];
    expect(await run({}, { held })).toMatchObject({ request: 'unchanged', pushed: false, number: undefined });
    await run();
    scene.writes();
    expect(await run({}, { held })).toMatchObject({ request: 'unchanged', pushed: false, number: 1 });
    expect(await run({}, { held: ['README.md'] })).toMatchObject({ request: 'unchanged', number: 1 });
    expect(scene.writes()).toEqual([]);
  });
});
