import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { installKasContainer } from '@pv-actions/testkit/kas/container.ts';
import { callsIn } from '@pv-actions/testkit/kas/install.ts';
import type { ActionOptions, ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { expectApproved } from './approved.ts';
import { sampleWorkspace, type Workspace } from './layer.ts';
import { SLOWEST } from './told.ts';

const CONFIG = 'kas/build-configs/release/docker-x86_64-scarthgap.yaml';
const LIBTHTTP = 'git2_github.com.pantavisor.libthttp.git.tar.gz';
const PULL_REQUEST = { github: { event_name: 'pull_request', ref: 'refs/pull/7/merge' } };

let sample: Workspace;
let build: string;
/** The caches of the machine, which a build on `main` has filled. */
let sstate: string;
let downloads: string;
beforeAll(async () => {
  sample = await sampleWorkspace();
  build = join(sample.workspace, 'build');
  sstate = join(sample.folder, 'srv/sstate');
  downloads = join(sample.folder, 'srv/downloads');
  const filled = await run({ 'sstate-dir': '../srv/sstate', 'dl-dir': '../srv/downloads' });
  expect(filled.exitCode).toBe(0);
  expect(filled.summary).toContain('| Cache | read-write |');
  expect(objectsIn(sstate)).toBe(7);
  expect(readdirSync(downloads)).toContain(LIBTHTTP);
  await writeFile(
    join(sample.workspace, 'kas/changed.yaml'),
    'header:\n  version: 12\nlocal_conf_header:\n  changed: |\n    SAMPLE_REVISION = "2"\n',
  );
});
afterAll(() => sample.remove());
beforeEach(() => rm(build, { recursive: true, force: true }));

function run(
  inputs: Readonly<Record<string, string>>,
  options: Partial<ActionOptions> = {},
): Promise<ActionResult> {
  return sample.kasBuild({ config: CONFIG, upload: 'none', ...inputs }, options);
}

/** All that is in `folder`, with sizes, modes, and the times of the last change of name, content or mode. */
function listing(folder: string): readonly string[] {
  return ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()].map((name) => {
    const { size, mode, ino, mtimeNs, ctimeNs } = lstatSync(join(folder, name), { bigint: true });
    return [name, size, mode, ino, mtimeNs, ctimeNs].join(' ');
  });
}

/** How many sstate objects are in `folder`. */
function objectsIn(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tar'))
    .length;
}

/** Runs a build that changes all objects, so that it writes them and fetches, and holds the shared folders against before. */
async function changedBuild(
  inputs: Readonly<Record<string, string>>,
  options: Partial<ActionOptions> = {},
  shared: readonly string[] = [sstate, downloads],
): Promise<{ result: ActionResult; untouched: boolean }> {
  const before = shared.map(listing);
  const result = await run({ config: `${CONFIG}:kas/changed.yaml`, ...inputs }, options);
  expect(result.exitCode).toBe(0);
  return { result, untouched: JSON.stringify(shared.map(listing)) === JSON.stringify(before) };
}

const INPUTS = { 'sstate-dir': '../srv/sstate', 'dl-dir': '../srv/downloads' };

describe('a pull request', () => {
  test('reads the shared folders, and writes to its own', async () => {
    const before = [listing(sstate), listing(downloads)];
    const result = await run(INPUTS, PULL_REQUEST);
    expect(result.exitCode).toBe(0);
    expect(result.outputs['sstate-match']).toBe('100');
    expect(result.log).toContain('Wanted 7 Local 0 Mirrors 7 Missed 0');
    expect([listing(sstate), listing(downloads)]).toEqual(before);
    expect(objectsIn(join(build, 'private-sstate'))).toBe(7);
    await expectApproved('cache-read-only.md', result.summary, [[SLOWEST, '']]);
  });

  test.each([
    ['the shared sstate', `\${SSTATE_DIR}`, 'srv/sstate'],
    ['a folder that the configuration names', undefined, 'srv/hashes'],
  ])('has a copy of the hash equivalences in %s', async (_where, named, name) => {
    const folder = join(sample.folder, name);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'hashserv.db'), name);
    await writeFile(
      join(sample.workspace, 'kas/hashes.yaml'),
      `header:\n  version: 12\nlocal_conf_header:\n  hashes: |\n    BB_HASHSERVE_DB_DIR ?= "${named ?? folder}"\n`,
    );
    const kas = join(sample.folder, 'kas');
    const shell = `[ "$1" != shell ] || { echo 'BB_HASHSERVE_DB_DIR="${folder}"'; exit; }`;
    await writeFile(kas, `#!/bin/sh\n[ "$1" != --version ] || exec kas --version\n${shell}\nexit 3\n`, {
      mode: 0o755,
    });
    const before = listing(folder);
    try {
      await run({ ...INPUTS, config: `${CONFIG}:kas/hashes.yaml`, kas }, PULL_REQUEST);
      expect(listing(folder)).toEqual(before);
      expect(readFileSync(join(build, 'private-sstate/hashserv.db'), 'utf8')).toBe(name);
    } finally {
      await rm(join(folder, 'hashserv.db'));
    }
  });

  test('keeps what it makes and fetches anew to itself', async () => {
    const { result, untouched } = await changedBuild(INPUTS, PULL_REQUEST);
    expect(untouched).toBe(true);
    expect(result.outputs['sstate-match']).toBe('0');
    expect(objectsIn(join(build, 'private-sstate'))).toBe(7);
    expect(readlinkSync(join(build, 'private-downloads', LIBTHTTP))).toBe(join(downloads, LIBTHTTP));
  });

  test('does so with the folders of the variables, also for pull_request_target', async () => {
    const { untouched } = await changedBuild(
      {},
      { github: { event_name: 'pull_request_target' }, env: { SSTATE_DIR: sstate, DL_DIR: downloads } },
    );
    expect(untouched).toBe(true);
    expect(objectsIn(join(build, 'private-sstate'))).toBe(7);
    expect(readdirSync(join(build, 'private-downloads'))).toContain(LIBTHTTP);
  });

  test('does so with folders that only the configuration names', async () => {
    const config = `${CONFIG}:kas/build-configs/shared-vols.yaml`;
    const shared = ['sstate', 'dl'].map((name) => join(sample.workspace, 'shared', name));
    expect((await run({ config })).exitCode).toBe(0);
    expect(objectsIn(join(sample.workspace, 'shared/sstate'))).toBe(7);
    await rm(build, { recursive: true });
    const reused = await run({ config }, PULL_REQUEST);
    expect(reused.outputs['sstate-match']).toBe('100');

    await rm(build, { recursive: true });
    const { untouched } = await changedBuild({ config: `${config}:kas/changed.yaml` }, PULL_REQUEST, shared);
    expect(untouched).toBe(true);
    expect(objectsIn(join(build, 'private-sstate'))).toBe(7);
  });

  test('does so with a folder of the build that is a link to a shared one, as a push that is to be read-only', async () => {
    await mkdir(build);
    await symlink(sstate, join(build, 'sstate-cache'));
    await symlink(downloads, join(build, 'downloads'));
    const { untouched } = await changedBuild({ 'cache-mode': 'read-only' });
    expect(untouched).toBe(true);
    expect(objectsIn(join(build, 'private-sstate'))).toBe(7);
  });

  test("uses folders in the build folder as they are: they are the build's own", async () => {
    const result = await run({}, PULL_REQUEST);
    expect(result.exitCode).toBe(0);
    expect(objectsIn(join(build, 'sstate-cache'))).toBe(7);
    expect(readdirSync(build)).not.toContain('private-sstate');
    const again = await run({}, PULL_REQUEST);
    expect(again.outputs['tasks-rerun']).toBe('0');
  });
});

describe('the input cache-mode', () => {
  test('read-write lets a pull request write', async () => {
    const copy = join(sample.folder, 'srv/writable');
    const { untouched } = await changedBuild(
      { 'sstate-dir': copy, 'dl-dir': copy, 'cache-mode': 'read-write' },
      PULL_REQUEST,
    );
    expect(untouched).toBe(true);
    expect(objectsIn(copy)).toBe(7);
    expect(readdirSync(copy)).toContain(LIBTHTTP);
  });
});

describe('sstate-mirrors', () => {
  test('reach bitbake with kas 3.1, too, which does not pass SSTATE_MIRRORS on', async () => {
    const result = await run({
      'sstate-mirrors': `file://.* file://${sstate}/PATH`,
      'sstate-dir': '../srv/behind-the-mirror',
    });
    expect(result.exitCode).toBe(0);
    expect(result.log).toContain('Wanted 7 Local 0 Mirrors 7 Missed 0');
    expect(objectsIn(join(sample.folder, 'srv/behind-the-mirror'))).toBe(7);
  });

  test('stand beside the shared folder in a pull request', async () => {
    const result = await run(
      { 'sstate-dir': '../srv/empty', 'sstate-mirrors': `file://.* file://${sstate}/PATH` },
      PULL_REQUEST,
    );
    expect(result.exitCode).toBe(0);
    expect(result.outputs['sstate-match']).toBe('100');
  });

  test('that are no pairs are an error that says what to give', async () => {
    const result = await run({ 'sstate-mirrors': 'https://sstate.example.com' });
    expect(result.exitCode).toBe(1);
    expect(result.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^The sstate mirrors are not pairs: "https:\/\/sstate\.example\.com"\.\nGive a regular/,
      ),
    ]);
  });
});

/** The settings for bitbake, which lie in the folder of the run as long as it goes on. */
function settingsNow(): string {
  const temp = join(sample.folder, 'temp');
  const folder = readdirSync(temp).find((name) => name.startsWith('pv-kas-build-')) ?? 'none';
  return readFileSync(join(temp, folder, 'bitbake.conf'), 'utf8');
}

test('kas-container mounts the shared folders read-only for a pull request', async () => {
  const folder = join(sample.folder, 'kas-container');
  const kas = await installKasContainer(folder, { replay: 'kas5.4-fail-shell' });
  let settings: string | undefined;
  const onLine = (line: string): void => {
    if (settings === undefined && line.includes('Parsing recipes')) settings = settingsNow();
  };
  await run({ ...INPUTS, kas }, { ...PULL_REQUEST, env: { KAS_ALLOW_ROOT: 'yes' }, onLine });
  const call = (await callsIn(folder))[1];
  const options = call?.argv[(call?.argv.indexOf('--runtime-args') ?? 0) + 1];
  expect(options).toMatch(/^--name pv-kas-build-[0-9a-f]{8} /);
  expect(options?.replace(/^--name \S+ /, '').replace(/ -v [^\s:]+\/bitbake\.conf:/, ' -v <settings>:')).toBe(
    `-v ${sstate}:/pv-shared/sstate:ro -v ${downloads}:/pv-shared/downloads:ro -v <settings>:/pv-shared/bitbake.conf:ro`,
  );
  expect(call?.argv.slice(-3)).toEqual(['--', '-R', '/pv-shared/bitbake.conf']);
  expect(call?.env).toMatchObject({
    SSTATE_DIR: join(build, 'private-sstate'),
    DL_DIR: join(build, 'private-downloads'),
  });
  // Where every kas-container has them: since 4.7 it mounts nothing a second time that lies in the work folder.
  expect(
    settings
      ?.split('\n')
      .filter((line) => !line.startsWith('BB_HASHSERVE'))
      .slice(0, 4),
  ).toEqual([
    'SSTATE_DIR = "/work/build/private-sstate"',
    'DL_DIR = "/work/build/private-downloads"',
    'SSTATE_MIRRORS:prepend = " \\',
    '    file://.* file:///pv-shared/sstate/PATH \\',
  ]);
});
