import { describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { md } from '@pv-actions/core/action/markdown.ts';
import { propose, withdraw } from '@pv-actions/core/proposal/proposal.ts';
import { type Seeded, seeded } from '@pv-actions/testkit/seeded.ts';
import { BRANCH, beforeEachOnGitHub, proposalOf, type Scene, STAGE } from './proposing.ts';

const LIVE = { dryRun: false };
const SEEDS = process.env['PV_TEST_LONG'] === 'true' ? [1, 2, 3, 4, 5, 6] : [1, 2];

let scene: Scene;

beforeEachOnGitHub((_server, on) => {
  scene = on;
});

const open = async () => (await scene.alice.pulls.list({ ...scene.github.repo, state: 'open' })).data;
const all = async () => (await scene.alice.pulls.list({ ...scene.github.repo, state: 'all' })).data;
const text = async (path: string, branch = BRANCH) => (await scene.clone.read(branch, path))?.toString();

describe('Two at once', () => {
  test('with the same change end with one request, and one push', async () => {
    const proposal = await proposalOf(scene, { a: '1\n', b: '2\n' });
    const ends = await Promise.all([1, 2].map(() => propose(scene.github, proposal, scene.deps, LIVE)));
    expect(ends.map(({ number }) => number)).toEqual([1, 1]);
    expect(await all()).toHaveLength(1);
    expect([await text('a'), await text('b')]).toEqual(['1\n', '2\n']);
  });

  test.each([false, true])(
    'with other changes end with one request and one of the two whole; one before: %s',
    async (before) => {
      if (before) {
        await propose(scene.github, await proposalOf(scene, { a: '0\n' }), scene.deps, LIVE);
      }
      const proposals = [
        await proposalOf(scene, { a: '1\n', b: '1\n' }, { title: 'One' }),
        await proposalOf(scene, { a: '2\n', b: '2\n' }, { title: 'Two' }),
      ];
      const ends = await Promise.all(proposals.map((each) => propose(scene.github, each, scene.deps, LIVE)));
      expect(ends.map(({ number }) => number)).toEqual([1, 1]);
      expect(await all()).toHaveLength(1);
      const [a, b] = [await text('a'), await text('b')];
      expect(a).toBe(b);
      expect(['1\n', '2\n']).toContain(a);
    },
  );

  test('and a person: the commit stays that came right before the push', async () => {
    await propose(scene.github, await proposalOf(scene, { a: '1\n' }), scene.deps, LIVE);
    const proposal = await proposalOf(scene, { a: '2\n' });
    const { octokit } = scene.github;
    const github = {
      ...scene.github,
      octokit: { ...octokit, rest: { ...octokit.rest, git: { ...octokit.rest.git } } },
    };
    Object.assign(github.octokit.rest.git, {
      createCommit: async (parameters: Parameters<typeof octokit.rest.git.createCommit>[0]) => {
        const made = await octokit.rest.git.createCommit(parameters);
        await scene.clone.commit(BRANCH, { 'by-hand': 'x' });
        return made;
      },
    });
    await expect(propose(github, proposal, scene.deps, LIVE)).rejects.toBeInstanceOf(UserError);
    expect(await text('by-hand')).toBe('x');
  });
});

/** What happens to a repository in a year, in no order. After each step all that matters must hold. */
describe('Sequences', () => {
  const NAMES = ['a', 'b', 'c/d'];
  interface Model {
    readonly base: Map<string, string>;
    /** A commit of a person that is on the branch. */
    person: string | undefined;
    /** The files of the proposal that somebody said no to, as JSON, while its branch is still there. */
    refused: string | undefined;
    branch: string | undefined;
  }

  async function step(random: Seeded, model: Model): Promise<void> {
    const content = (): string => `${random.below(3)}\n`;
    const action = random.below(10);
    if (action < 5) {
      const wanted = new Map(NAMES.filter(() => random.next() < 0.6).map((name) => [name, content()]));
      const change = [...wanted].filter(([name, value]) => model.base.get(name) !== value);
      if (change.length === 0) return withdrawn(model);
      await proposed(Object.fromEntries(change), model);
    } else if (action === 5) {
      const name = random.pick(NAMES);
      const value = content();
      if (model.base.get(name) === value) return;
      await scene.clone.commit('main', { [name]: value });
      model.base.set(name, value);
    } else if (action === 6) {
      const [request] = await open();
      if (request === undefined) return;
      await scene.alice.pulls.update({ ...scene.github.repo, pull_number: request.number, state: 'closed' });
      model.refused = model.branch;
    } else if (action === 7 && model.branch !== undefined && model.person === undefined) {
      model.person = await scene.clone.commit(BRANCH, { 'by-hand': content() });
    } else if (action === 8 && model.person !== undefined) {
      await scene.clone.remove(BRANCH);
      Object.assign(model, { person: undefined, branch: undefined, refused: undefined });
    } else if (action === 9) {
      await withdrawn(model);
    }
  }

  async function proposed(files: Record<string, string>, model: Model): Promise<void> {
    const before = await scene.clone.head(BRANCH);
    const proposal = await proposalOf(scene, files);
    const end = propose(scene.github, proposal, scene.deps, LIVE);
    if (model.person !== undefined) {
      await expect(end).rejects.toThrow(model.person.slice(0, 12));
      expect(await scene.clone.head(BRANCH)).toBe(model.person);
      return;
    }
    const key = JSON.stringify(Object.entries(files).toSorted());
    const { request, pushed } = await end;
    expect({ request, pushed, moved: (await scene.clone.head(BRANCH)) !== before }).toMatchObject({
      moved: pushed,
    });
    if (pushed) model.refused = undefined;
    else if (model.refused === key) expect(request).toBe('closed');
    model.branch = key;
    for (const [path, content] of Object.entries(files)) expect(await text(path)).toBe(content);
    expect(await open()).toHaveLength(request === 'closed' ? 0 : 1);
  }

  async function withdrawn(model: Model): Promise<void> {
    const requests = await open();
    const withdrawal = {
      stage: STAGE,
      base: 'main',
      branch: BRANCH,
      force: false,
      comment: md`Nothing is left.`,
    };
    const end = withdraw(scene.github, withdrawal, scene.deps, LIVE);
    if (model.person !== undefined) {
      if (requests.length > 0) await expect(end).rejects.toThrow(model.person.slice(0, 12));
      else expect(await end).toEqual({ closed: undefined });
      expect(await scene.clone.head(BRANCH)).toBe(model.person);
      return;
    }
    expect(await end).toEqual({ closed: requests[0]?.number });
    expect(await open()).toEqual([]);
    expect(await scene.clone.head(BRANCH)).toBeUndefined();
    Object.assign(model, { branch: undefined, refused: undefined });
  }

  test.each(SEEDS)('of seed %d', async (seed) => {
    const random = seeded(seed);
    const model: Model = { base: new Map(), person: undefined, refused: undefined, branch: undefined };
    for (let n = 0; n < 25; n += 1) {
      await step(random, model);
      expect((await open()).length).toBeLessThanOrEqual(1);
    }
  });
});
