import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { errorOf, openSite, PREFIX, REPOSITORY, type Site } from './site.ts';

let site: Site;
beforeEach(async () => {
  site = await openSite();
});
afterEach(async () => {
  expect(site.github.violations).toEqual([]);
  await site.close();
});

const repo = { owner: 'pantacor', repo: 'meta-sample' };
const WITHOUT_ASSET = { 'release-asset': 'false' };

/** Nothing may be written for docs that are refused. */
async function refused(inputs: Record<string, string>, github = {}): Promise<string> {
  site.written();
  const result = await site.publish({ ...WITHOUT_ASSET, ...inputs }, { github });
  expect(result.exitCode).toBe(1);
  expect(site.written()).toEqual([]);
  expect(result.outputs['dispatched']).toBe('false');
  return errorOf(result);
}

/** Another commit on the main branch. */
async function commit(): Promise<string> {
  const { data } = await site.rest.git.createCommit({
    ...repo,
    message: 'more',
    tree: (await site.rest.git.getCommit({ ...repo, commit_sha: site.sha })).data.tree.sha,
    parents: [site.sha],
  });
  site.written();
  return data.sha;
}

describe('the tag', () => {
  test('a tag that is not there', async () => {
    expect(await refused({ tag: '030' })).toBe(
      `There is no tag "030" in ${REPOSITORY}.\nA branch is not enough, nor is a tag of a fork. Push the tag, or correct the input \`tag\`. ` +
        'In a private repository the token of `github-token` needs `contents: read` to see it.',
    );
  });

  test('a branch of that name is no tag, as workflow_run.head_branch of a fork may be', async () => {
    await site.rest.git.createRef({ ...repo, ref: 'refs/heads/031', sha: site.sha });
    expect(await refused({ tag: '031' })).toContain(`There is no tag "031" in ${REPOSITORY}.`);
  });

  test('a tag that begins so is another one', async () => {
    await site.rest.git.createRef({ ...repo, ref: 'refs/tags/032-rc1', sha: site.sha });
    expect(await refused({ tag: '032' })).toContain('There is no tag "032"');
  });

  test('a tag on another commit than the docs were built from', async () => {
    const other = await commit();
    expect(await refused({ 'expected-sha': other })).toBe(
      `The tag "029" is on ${site.sha}, and the docs were built from ${other}.\n` +
        'Build the docs from the tag. When another commit is right, name it as `expected-sha`.',
    );
  });

  test('an annotated tag counts for its commit', async () => {
    const { data } = await site.rest.git.createTag({
      ...repo,
      tag: '033',
      message: 'The release 033',
      object: site.sha,
      type: 'commit',
    });
    await site.rest.git.createRef({ ...repo, ref: 'refs/tags/033', sha: data.sha });
    const result = await site.publish({ ...WITHOUT_ASSET, tag: '033' });
    expect(errorOf(result)).toBe('');
    expect(JSON.parse(await site.text(`${PREFIX}/releases.json`)).stable).toHaveProperty('033');
  });

  test('expected-sha is by default the head of the run that triggered this one', async () => {
    const other = await commit();
    await site.rest.git.createRef({ ...repo, ref: 'refs/tags/034', sha: other });
    const run = await site.github.seedRun({ headSha: other, headBranch: '034' });
    const event = { workflow_run: { id: run.id, head_sha: other, head_branch: '034' } };
    const result = await site.publish(
      { ...WITHOUT_ASSET, tag: '034' },
      { github: { event_name: 'workflow_run', event } },
    );
    expect(errorOf(result)).toBe('');
    expect(result.log).toContain(`The run ${run.id} ended with success.`);
  });
});

describe('the run', () => {
  const triggered = (run: { id: number; headSha: string }) => ({
    event_name: 'workflow_run',
    event: { workflow_run: { id: run.id, head_sha: run.headSha } },
  });

  test.each(['failure', 'cancelled', 'timed_out', 'skipped'])(
    'that triggered this one and ended with %s',
    async (conclusion) => {
      const run = await site.github.seedRun({ conclusion });
      expect(await refused({}, triggered(run))).toBe(
        `The run ${site.github.url}/${REPOSITORY}/actions/runs/${run.id} ended with ${conclusion}, and success is required.\n` +
          'Its docs are not published. Mend that run, or set `require-conclusion`.',
      );
    },
  );

  test('also for development docs', async () => {
    const run = await site.github.seedRun({ conclusion: 'failure' });
    expect(await refused({ tag: 'latest' }, triggered(run))).toContain(
      'ended with failure, and success is required.',
    );
  });

  test('with a conclusion that require-conclusion names', async () => {
    const run = await site.github.seedRun({ conclusion: 'failure' });
    const inputs = { ...WITHOUT_ASSET, 'require-conclusion': 'success, failure' };
    const result = await site.publish(inputs, { github: triggered(run) });
    expect(errorOf(result)).toBe('');
  });

  test('none: its conclusion does not matter', async () => {
    const run = await site.github.seedRun({ conclusion: 'failure' });
    const inputs = { ...WITHOUT_ASSET, 'require-conclusion': 'none' };
    const result = await site.publish(inputs, { github: triggered(run) });
    expect(errorOf(result)).toBe('');
  });

  test('this one: it is not looked at', async () => {
    expect(errorOf(await site.publish(WITHOUT_ASSET))).toBe('');
    expect(site.github.requests.filter(({ path }) => path.includes('/actions/runs'))).toEqual([]);
  });

  test('of another commit than the docs are said to be of', async () => {
    const other = await commit();
    const run = await site.github.seedRun({ headSha: other });
    expect(await refused({ 'run-id': String(run.id) })).toBe(
      `The run ${site.github.url}/${REPOSITORY}/actions/runs/${run.id} built ${other}, and the docs are to be of ${site.sha}.\n` +
        'Its docs are of another commit. Correct `run-id` or `expected-sha`.',
    );
    expect(errorOf(await site.publish({ tag: 'latest', 'run-id': String(run.id) }))).toBe('');
  });

  test('that has not ended', async () => {
    const run = await site.github.seedRun({ conclusion: null });
    expect(await refused({ 'run-id': String(run.id) })).toBe(
      `The run ${site.github.url}/${REPOSITORY}/actions/runs/${run.id} has not ended.\n` +
        'Start this workflow when it has, or set `require-conclusion: none`.',
    );
  });

  test('of a fork, whatever its conclusion', async () => {
    const run = await site.github.seedRun({ headRepository: 'mallory/meta-sample', headBranch: 'latest' });
    expect(await refused({ tag: 'latest', 'require-conclusion': 'none' }, triggered(run))).toBe(
      `The run ${site.github.url}/${REPOSITORY}/actions/runs/${run.id} built mallory/meta-sample, not ${REPOSITORY}.\n` +
        'Docs of a fork are not published. Let this workflow start for runs of this repository only.',
    );
  });

  test('of a fork that was deleted', async () => {
    const run = await site.github.seedRun({ headRepository: null });
    expect(await refused({}, triggered(run))).toContain('built a fork that was deleted, not');
  });

  test('that is not there', async () => {
    expect(await refused({ 'run-id': '99' })).toContain(`Could not read the run 99 in ${REPOSITORY}:`);
  });
});
