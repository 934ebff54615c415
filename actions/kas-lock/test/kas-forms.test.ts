import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import { lockTargets } from '../src/lock.ts';
import { resolveTargets } from '../src/resolve.ts';
import { layerPins } from '../src/revisions.ts';
import { configTargets } from '../src/targets.ts';
import type { Layer, PlannedFiles } from '../src/types.ts';
import { type Bench, commitAll, makeBench, noRemotes, type Texts } from './layer.ts';

let bench: Bench;
let main: string;
let next: string;
let first: string;
/** `main` has two commits, of which the first one has the tag v1, and `next` one more of its own. */
beforeAll(async () => {
  bench = await makeBench(() => ({ README: 'A layer.\n' }));
  const work = join(bench.folder, 'a/meta-remote');
  const run = (...args: string[]): Promise<string> => git(work, ...args);
  main = (await run('rev-parse', 'main')).trim();
  first = (await run('rev-parse', 'main~1')).trim();
  await run('tag', '--annotate', '--message=One', 'v1', first);
  await run('checkout', '--quiet', '-b', 'next', first);
  await run('commit', '--quiet', '--no-verify', '--allow-empty', '--message=Next');
  next = (await run('rev-parse', 'next')).trim();
  await run('checkout', '--quiet', 'main');
  await run('push', '--quiet', join(bench.folder, 'a/meta-remote.git'), 'next', 'v1');
});
afterEach(() => bench.reset());
afterAll(() => bench.remove());

async function made(
  mode: 'resolve' | 'lock',
  texts: Texts,
  configs = Object.keys(texts),
): Promise<PlannedFiles> {
  await bench.write(texts);
  await commitAll(bench.place.repository);
  const kas = await bench.kas();
  const targets = configTargets(configs, { only: [] });
  try {
    return mode === 'resolve'
      ? await resolveTargets(targets, bench.place, await bench.tracked(), kas, noRemotes)
      : await lockTargets(targets, bench.place, await bench.tracked(), kas, false, noRemotes);
  } finally {
    kas.close();
  }
}

const x = (own: string, rest = ''): string => `header: {version: 20}\nrepos:\n  x: {${own}}\n${rest}`;
const layers = ({ files }: PlannedFiles): (Partial<Layer> & { follows: string })[] =>
  files.flatMap((file) =>
    file.layers.map(({ branch, revision, follows }) => ({ branch, revision, follows })),
  );

describe('overrides of the configuration', () => {
  const url = (): string => `url: "${bench.a.url}"`;

  test.each(['resolve', 'lock'] as const)('a branch: %s', async (mode) => {
    const file = x(`${url()}, branch: main`, 'overrides: {repos: {x: {branch: next}}}\n');
    const done = await made(mode, { 'a.yml': file });
    expect(done.failures).toEqual([]);
    expect(layers(done)).toEqual([{ branch: 'next', revision: next, follows: 'branch' }]);
    if (mode === 'resolve') {
      const text = done.files[0]?.text ?? '';
      expect(text).toMatch(/\n +branch: next\n/);
      expect(text).not.toContain('main');
      expect(text).not.toContain('overrides');
    }
  });

  test('a null takes the commit back', async () => {
    const own = `${url()}, branch: main, commit: ${first}`;
    const done = await made('lock', { 'a.yml': x(own, 'overrides: {repos: {x: {commit: null}}}\n') });
    expect(layers(done)).toEqual([{ branch: 'main', revision: main, follows: 'branch' }]);
    expect(done.fixed).toEqual([]);
  });

  test('a URL is the one of the release file', async () => {
    const own = `url: "${bench.b.url}", branch: next`;
    const done = await made('resolve', { 'a.yml': x(own, `overrides: {repos: {x: {${url()}}}}\n`) });
    expect(done.files[0]?.layers).toMatchObject([{ url: bench.a.url, branch: 'next', revision: next }]);
    expect(done.files[0]?.text).toContain(bench.a.url);
    expect(done.files[0]?.text).not.toContain(bench.b.url);
  });

  test('a commit beside a lock file is what the configuration fixes, and a lock is not', async () => {
    const done = await made(
      'lock',
      {
        'a.yml': x(`${url()}, branch: main`),
        'a.lock.yml': `header: {version: 14}\noverrides: {repos: {x: {commit: ${first}}}}\n`,
        'b.yml': x(`${url()}, branch: main`, `overrides: {repos: {x: {commit: ${first}}}}\n`),
      },
      ['a.yml', 'b.yml'],
    );
    expect(done.fixed).toEqual([
      { key: 'x', url: bench.a.url, branch: 'main', revision: first, names: ['b'] },
    ]);
    expect(layers(done)).toEqual([{ branch: 'main', revision: main, follows: 'branch' }]);
  });
});

describe('a tag', () => {
  const cases = [
    ['refspec: v1', 'resolve'],
    ['refspec: v1', 'lock'],
    ['refspec: refs/tags/v1', 'resolve'],
    ['refspec: refs/tags/v1', 'lock'],
    ['refspec: tags/v1', 'resolve'],
    ['tag: v1', 'lock'],
    ['tag: refs/tags/v1', 'resolve'],
  ] as const;
  test.each(cases)('%s is the commit that it is of: %s', async (form, mode) => {
    const done = await made(mode, { 'a.yml': x(`url: "${bench.a.url}", ${form}`) });
    expect(done.failures).toEqual([]);
    expect(layers(done)).toEqual([{ branch: undefined, revision: first, follows: 'tag' }]);
    expect(done.files[0]?.text).toContain(first);
    expect(layerPins(done.files)).toEqual([]);
  });

  test('a refspec of a branch is one, with its prefix, too', async () => {
    const done = await made('lock', {
      'a.yml': x(`url: "${bench.a.url}", refspec: next`),
      'b.yml': x(`url: "${bench.a.url}", refspec: refs/heads/next`),
      'c.yml': x(`url: "${bench.a.url}", refspec: heads/main`),
      'd.yml': x(`url: "${bench.a.url}", refspec: origin/next`),
    });
    expect(done.failures).toEqual([]);
    expect(layers(done)).toEqual([
      { branch: 'next', revision: next, follows: 'branch' },
      { branch: 'next', revision: next, follows: 'branch' },
      { branch: 'main', revision: main, follows: 'branch' },
      { branch: 'next', revision: next, follows: 'branch' },
    ]);
    expect(done.fixed).toEqual([]);
  });
});

describe('the beginning of a digest', () => {
  test.each(['resolve', 'lock'] as const)('is a pin of the configuration: %s', async (mode) => {
    const short = first.slice(0, 12);
    const done = await made(mode, { 'a.yml': x(`url: "${bench.a.url}", branch: main, commit: ${short}`) });
    expect(done.failures).toEqual([]);
    expect(done.fixed).toEqual([
      { key: 'x', url: bench.a.url, branch: 'main', revision: short, names: ['a'] },
    ]);
    if (mode === 'resolve')
      expect(layers(done)).toEqual([{ branch: 'main', revision: first, follows: 'fixed' }]);
    else expect(done.files).toEqual([]);
  });

  test('is a pin of a file of another repository, too', async () => {
    const work = join(bench.folder, 'a/meta-remote');
    await git(work, 'checkout', '--quiet', '-b', 'including', 'next');
    const own = `url: "${bench.a.url}", branch: main, commit: ${first.slice(0, 10)}, path: y`;
    await writeFile(join(work, 'inc.yml'), `header: {version: 14}\nrepos: {y: {${own}}}\n`);
    await git(work, 'add', '--all');
    await git(work, 'commit', '--quiet', '--no-verify', '--message=Include');
    await git(work, 'push', '--quiet', join(bench.folder, 'a/meta-remote.git'), 'including');
    const done = await made('resolve', {
      'a.yml': `header: {version: 14, includes: [{repo: x, file: inc.yml}]}\nrepos: {x: {url: "${bench.a.url}", branch: including}}\n`,
    });
    expect(done.failures).toEqual([]);
    expect(done.files[0]?.layers.map(({ key, revision }) => [key, revision])).toContainEqual(['y', first]);
  });
});

test('one layer in two configurations, at commits of two branches', async () => {
  const own = (branch: string, commit: string): string =>
    x(`url: "${bench.a.url}", branch: ${branch}, commit: ${commit}`);
  const done = await made('resolve', {
    'a.yml': own('main', first),
    'b.yml': own('next', next),
    'c.yml': own('main', main),
  });
  expect(done.failures).toEqual([]);
  expect(layers(done).map(({ branch, revision }) => [branch, revision])).toEqual([
    ['main', first],
    ['next', next],
    ['main', main],
  ]);
  // The third one shares the copy of the first one.
  const folders = new Set((await bench.calls()).map(({ cwd }) => cwd));
  expect(folders.size).toBe(2);
});

describe('_source_dir', () => {
  const inSub = (text: string): Texts => ({
    'sub/kas/a.yml': `header: {version: 14, includes: [kas/inc.yml]}\n${text}`,
    'sub/kas/inc.yml': x(`url: "${bench.a.url}", branch: main`),
  });
  const from = async (config: string, texts: Texts): Promise<PlannedFiles> => {
    await bench.write(texts);
    await commitAll(bench.place.repository);
    const kas = await bench.kas();
    const place = { ...bench.place, cwd: join(bench.place.repository, 'sub') };
    try {
      const targets = configTargets([config], { only: [] });
      return await lockTargets(targets, place, await bench.tracked(place), kas, false, noRemotes);
    } finally {
      kas.close();
    }
  };

  test('is relative to the working directory, and includes to it', async () => {
    const done = await from('kas/a.yml', inSub('_source_dir: .\n'));
    expect(done.failures).toEqual([]);
    expect(done.files.map(({ path }) => path)).toEqual(['sub/kas/a.lock.yml']);
  });

  test('holds for the files behind it, too', async () => {
    const texts = { ...inSub(''), 'sub/kas/dir.yml': 'header: {version: 14}\n_source_dir: .\n' };
    const done = await from('kas/dir.yml:kas/a.yml', texts);
    expect(done.failures).toEqual([]);
    expect(done.files.map(({ path }) => path)).toEqual(['sub/kas/dir.lock.yml']);
  });

  test('of kas menu is a folder of this machine: kas works in the copy all the same', async () => {
    const top = join(bench.place.repository, 'sub');
    const dirs = `_source_dir: ${top}\n_source_dir_host: /home/me/layer\n`;
    const config = `header: {version: 14, includes: [kas/inc.yml]}\n${dirs}`;
    const locked = `header: {version: 14}\noverrides: {repos: {x: {commit: ${first}}}}\n`;
    const done = await from('.config.yaml', {
      ...inSub(''),
      'sub/.config.yaml': config,
      'sub/kas/inc.lock.yml': locked,
    });
    expect(done.failures).toEqual([]);
    expect(done.files.map(({ path, layers: [layer] }) => [path, layer?.old, layer?.revision])).toEqual([
      ['sub/kas/inc.lock.yml', first, main],
    ]);
    expect(await bench.status()).toBe('');
  });

  test('of another machine is an error of that target', async () => {
    const done = await from('kas/a.yml', inSub('_source_dir: /home/me/layer\n'));
    expect(done.failures).toMatchObject([
      {
        cause:
          'The kas file sub/kas/a.yml sets `_source_dir` to "/home/me/layer", which is outside of the repository.',
      },
    ]);
  });
});

test('what kas does not take in a file is the cause, all of it', async () => {
  const done = await made('resolve', {
    'a.yml': x(`url: "${bench.a.url}", branch: main, brnch: next`, 'machin: qemu\ntask: 1\n'),
  });
  const [failure] = done.failures;
  expect(failure?.detail).toContain("'brnch': 'next'} is not valid under any of the given schemas");
  expect(failure?.detail).toContain("('machin' was unexpected)");
  expect(failure?.detail).toContain("1 is not of type 'string'");
  expect(failure?.detail).toContain('Error(s) occured while validating the config file: a.yml');
  expect(failure?.detail).not.toContain('For a list of');
});

test('a warning of kas in several lines is no part of the cause', async () => {
  const at = '2026-01-02 03:04:05 -';
  const said = [
    `${at} WARNING  - abc123 is not a full-length hash for repo "x".`,
    'This eases supply chain attacks and will be an error in future versions.',
    `${at} ERROR    - Branch "next" in repository "x" does not contain commit "abc123"`,
    '',
  ].join('\n');
  const script = `#!/bin/sh\ntest "$1" != --version || { echo "kas 5.5"; exit; }\ncat >&2 <<'END'\n${said}END\nexit 2\n`;
  await writeFile(join(bench.folder, 'bin/kas-5.5'), script, { mode: 0o755 });
  const kas = await bench.kas({}, 'kas-5.5');
  const dumped = kas.run([kas.program.kas, 'dump'], 'kas dump', bench.place).finally(() => kas.close());
  await expect(dumped).rejects.toMatchObject({
    detail: 'Branch "next" in repository "x" does not contain commit "abc123"',
  });
});
