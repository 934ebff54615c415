import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { contextOf } from '@pv-actions/testkit/harness/stage.ts';
import { COMMIT, putMachine, RUN } from './bucket.ts';
import { type Bench, errorOf, openBench, PREFIX, stage } from './release.ts';

const REPOSITORY = 'pantacor/sample';
const OTHER = 'd'.repeat(40);
const MANIFEST = `${PREFIX}/029/rpi-scarthgap/manifest.json`;
const OWN = { repository: REPOSITORY, sha: COMMIT, ref: 'refs/tags/029', run_id: '4711' };

let bench: Bench;
let folder: string;
beforeEach(async () => {
  bench = await openBench();
  folder = await stage(join(bench.folder, 'staged'));
});
afterEach(() => bench.close());

/** Writes what artifacts.json says of itself. */
async function state(source: Readonly<Record<string, string>> | undefined): Promise<void> {
  const file = join(folder, 'artifacts.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), source }));
}

const publish = (inputs: Readonly<Record<string, string>> = {}, github = {}) =>
  bench.publish({ phase: 'stage', 'artifact-dir': folder, ...inputs }, { github: { ...OWN, ...github } });

async function refused(...given: Parameters<typeof publish>): Promise<string> {
  bench.requests();
  const result = await publish(...given);
  expect(result.exitCode).toBe(1);
  expect(bench.written()).toEqual([]);
  return errorOf(result);
}

const published = async () => JSON.parse(await bench.text(MANIFEST)).source;

describe('what artifacts.json says of where it is from', () => {
  test.each([
    [
      { sha: OTHER },
      `artifacts.json says that it is of the commit ${OTHER}, and the run https://github.com/${REPOSITORY}/actions/runs/4711 is of ${COMMIT}.`,
    ],
    [
      { repository: 'mallory/sample', sha: COMMIT },
      `artifacts.json says that it is of the repository "mallory/sample", and the run https://github.com/${REPOSITORY}/actions/runs/4711 is of "${REPOSITORY}".`,
    ],
  ])('%j is refused where this run is of another one', async (source, message) => {
    await state(source);
    for (const phase of ['stage', 'publish']) {
      expect(await refused({ phase })).toBe(
        `${message}\nPublish what this run has built. Where another run of this repository has built it, name that as \`run-id\`.`,
      );
    }
  });

  test.each([[undefined], [{ repository: 'Pantacor/Sample', sha: COMMIT, ref: 'refs/heads/x', run: RUN }]])(
    '%j gives way to what GitHub says of this run',
    async (source) => {
      await state(source);
      expect(errorOf(await publish())).toBe('');
      expect(await published()).toEqual({
        repository: REPOSITORY,
        ref: 'refs/tags/029',
        sha: COMMIT,
        run: `https://github.com/${REPOSITORY}/actions/runs/4711`,
      });
    },
  );

  test.each([
    'javascript:alert(1)',
    'https://github.com/pantacor/sample/actions/runs/17?x',
    'https://user@github.com/pantacor/sample/actions/runs/17',
    'ftp://github.com/pantacor/sample/actions/runs/17',
  ])('a run %s is refused', async (run) => {
    await state({ sha: COMMIT, run });
    expect(await refused()).toContain(
      'source.run: It must be the URL of a workflow run, such as https://github.com/owner/name/actions/runs/17.',
    );
  });
});

describe('the artifacts of another run', () => {
  let github: GitHubServer;
  beforeEach(async () => {
    github = await startGitHub({ repositories: [REPOSITORY] });
  });
  afterEach(async () => {
    expect(github.violations).toEqual([]);
    await github.close();
  });

  const putTag = (tag: string, sha: string) =>
    github.ask('POST', `/repos/${REPOSITORY}/git/refs`, { ref: `refs/tags/${tag}`, sha });

  test('are of what GitHub says of it', async () => {
    const { id, headSha: sha } = await github.seedRun({ headBranch: '029' });
    await putTag('029', sha);
    const context = contextOf(github, REPOSITORY);
    const run = `${github.url}/${REPOSITORY}/actions/runs/${id}`;
    await state({ sha: COMMIT });
    expect(await refused({ 'run-id': String(id) }, context)).toContain(
      `artifacts.json says that it is of the commit ${COMMIT}, and the run ${run} is of ${sha}.`,
    );
    await state({ repository: REPOSITORY, sha, ref: 'refs/tags/029', run: RUN });
    expect(errorOf(await publish({ 'run-id': String(id) }, context))).toBe('');
    expect(await published()).toEqual({ repository: REPOSITORY, ref: 'refs/tags/029', sha, run });
    await state({ sha, ref: 'refs/heads/main' });
    expect(errorOf(await publish({ 'run-id': String(id), overwrite: 'always' }, context))).toBe('');
  });

  test('are refused where the tag is on another commit, or not there', async () => {
    const { id } = await github.seedRun({ headSha: OTHER, headBranch: '029' });
    await state({ sha: OTHER });
    const given = [{ 'run-id': String(id) }, contextOf(github, REPOSITORY)] as const;
    expect(await refused(...given)).toContain(`There is no tag "029" in ${REPOSITORY}.`);
    const { headSha: sha } = await github.seedRun();
    await putTag('029', sha);
    expect(await refused(...given)).toBe(
      `The tag "029" is on ${sha}, and the run ${github.url}/${REPOSITORY}/actions/runs/${id} built ${OTHER}.\n` +
        'Name the run of the tag as `run-id`, or correct `tag`.',
    );
  });

  test('are refused where it is the run of a fork', async () => {
    const { id } = await github.seedRun({ headSha: COMMIT, headRepository: 'mallory/sample' });
    await state({ sha: COMMIT });
    expect(await refused({ 'run-id': String(id) }, contextOf(github, REPOSITORY))).toContain(
      'built mallory/sample, not pantacor/sample.\nWhat a fork has built is not published.',
    );
  });
});

test('a branch with the name of a release is no tag, unless the channel is given', async () => {
  await state({ sha: COMMIT });
  const branch = { ref: 'refs/heads/029', ref_name: '029' };
  expect(await refused({ phase: 'publish' }, branch)).toBe(
    'This run is of the branch "029", and not of a tag of that name.\n' +
      'Publish a release from its tag. To publish a branch, name its channel in the input `channel`.',
  );
  expect(errorOf(await publish({ channel: 'nightly' }, branch))).toBe('');
});

describe('promote', () => {
  const promote = (github = {}) =>
    bench.publish({ phase: 'promote', sha: COMMIT }, { github: { ...OWN, ...github } });
  async function change(of: (manifest: Record<string, unknown>) => object): Promise<void> {
    const key = `${PREFIX}/029/a/manifest.json`;
    const manifest = JSON.parse(await putMachine(bench, { machine: 'a' }));
    await bench.put(key, JSON.stringify({ ...manifest, ...of(manifest) }));
    bench.requests();
  }
  async function wrong(): Promise<string> {
    const result = await promote();
    expect(result.exitCode).toBe(1);
    expect(bench.written()).toEqual([]);
    return errorOf(result);
  }

  test('takes nothing that another repository has staged', async () => {
    await change(() => ({ source: { repository: 'mallory/sample', sha: COMMIT, run: RUN } }));
    expect(await wrong()).toContain('a: staged by the repository "mallory/sample", not "pantacor/sample".');
  });

  test.each([
    ['url', 'https://evil.example/image', 'has the URL "https://evil.example/image"'],
    ['url', 'javascript:alert(1)', 'has the URL "javascript:alert(1)"'],
    ['key', `${PREFIX}/028/a/image`, `is "${PREFIX}/028/a/image", which is not below`],
  ])('names no file whose %s is %s', async (name, value, message) => {
    await change(({ files }) => ({
      files: (files as object[]).map((file, at) => (at === 0 ? { ...file, [name]: value } : file)),
    }));
    expect(await wrong()).toContain(message);
  });

  test('shows the run that uploads a machine only where it is one of this GitHub', async () => {
    const claim = { schema: 1, name: 'a', tag: '029', channel: 'stable', complete: false };
    for (const [run, shown] of [
      ['https://evil.example/x/y/actions/runs/1', 'A run uploads it'],
      [RUN, `A run (${RUN}) uploads it`],
    ]) {
      await bench.put(
        `${PREFIX}/029/a/manifest.json`,
        JSON.stringify({ ...claim, claim: '0'.repeat(64), source: { run } }),
      );
      bench.requests();
      expect(await wrong()).toContain(`a: not complete. ${shown}`);
    }
  });
});

test('repair puts no entry back whose file has a URL of somewhere else', async () => {
  const text = await putMachine(bench, { machine: 'a', published: true });
  const evil = text.replace(/"url": "[^"]*a-029.tar.gz"/, '"url": "https://evil.example/a-029.tar.gz"');
  expect(evil).not.toBe(text);
  await bench.put(`${PREFIX}/029/a/manifest.json`, evil);
  const { createHash } = await import('node:crypto');
  const mark = {
    schema: 1,
    time: '2026-06-03T10:05:00Z',
    'manifest-sha256': createHash('sha256').update(evil).digest('hex'),
  };
  await bench.put(`${PREFIX}/029/a/published.json`, JSON.stringify(mark));
  const result = await bench.publish({ phase: 'verify', repair: 'true' }, { github: OWN });
  expect(result.exitCode).toBe(1);
  expect(result.outputs['problems']).toContain('Cannot be put back: ');
  expect(await bench.text(`${PREFIX}/releases.json`)).not.toContain('evil.example');
});
