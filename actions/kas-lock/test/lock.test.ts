import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lockTargets } from '../src/lock.ts';
import { layerPins, newBranches } from '../src/revisions.ts';
import { configTargets } from '../src/targets.ts';
import type { PlannedFiles } from '../src/types.ts';
import { type Bench, commitAll, makeBench, noRemotes, settleWithHeads } from './layer.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeBench((a, b) => ({
    'kas/x.yml': `header:\n  version: 14\n  includes: [kas/base.yml]\nrepos:\n  own:\n  meta-a: {url: "${a.url}", branch: main}\n`,
    'kas/y.yml': `header:\n  version: 14\n  includes: [kas/base.yml]\nrepos:\n  other-name: {url: "${a.url}", branch: main}\n`,
    'kas/base.yml': `header:\n  version: 14\nrepos:\n  meta-b: {url: "${b.url}", branch: main}\n`,
  }));
});
afterEach(() => bench.remove());

async function lock(keep = false): Promise<PlannedFiles> {
  const kas = await bench.kas();
  try {
    const targets = configTargets(['kas/x.yml', 'kas/y.yml'], { only: [] });
    return await lockTargets(targets, bench.place, await bench.tracked(), kas, keep, noRemotes);
  } finally {
    kas.close();
  }
}

const locked = (commits: Readonly<Record<string, string>>): string =>
  `header:\n    version: 14\noverrides:\n    repos:\n${Object.entries(commits)
    .map(([key, commit]) => `        ${key}:\n            commit: ${commit}\n`)
    .join('')}`;

describe('lockTargets', () => {
  test('writes the lock file of each configuration', async () => {
    const [a, b] = [await bench.a.sha(), await bench.b.sha()];
    const settled = await settleWithHeads(await lock(), bench);
    expect(settled.map(({ path, before, after }) => [path, before, String(after)])).toEqual([
      ['kas/x.lock.yml', undefined, locked({ 'meta-b': b, 'meta-a': a })],
      ['kas/y.lock.yml', undefined, locked({ 'meta-b': b, 'other-name': a })],
    ]);
    expect((await bench.calls()).map(({ argv }) => argv)).toEqual([
      ['lock', '--update', 'kas/x.yml'],
      ['dump', '--format=yaml', 'kas/x.yml'],
      ['lock', '--update', 'kas/y.yml'],
      ['dump', '--format=yaml', 'kas/y.yml'],
    ]);
    expect(await bench.status()).toBe('');
    expect(await bench.leftovers()).toEqual([]);
  });

  test('updates them: the lock of an included file, too, with its comments', async () => {
    const [a, b] = [await bench.a.sha(), await bench.b.sha()];
    const base = `# Shared\nheader: {version: 14}\noverrides:\n  repos:\n    meta-b:   # the BSP\n      commit: "${b}"\n`;
    await bench.write({
      'kas/base.lock.yml': base,
      'kas/x.lock.yml': locked({ 'meta-a': a }),
      'kas/y.lock.yml': locked({ 'other-name': a }),
    });
    await commitAll(bench.place.repository);
    const same = await lock();
    expect(await settleWithHeads(same, bench)).toEqual([]);
    expect(newBranches(same.files)).toEqual([]);
    expect(layerPins(same.files)).toEqual([
      { name: 'meta-b', url: bench.b.url, branch: 'main', old: b, files: ['kas/base.lock.yml'] },
      {
        ...{ name: 'meta-a', url: bench.a.url, branch: 'main', old: a },
        files: ['kas/x.lock.yml', 'kas/y.lock.yml'],
      },
    ]);

    const [nextA, nextB] = [await bench.a.advance(), await bench.b.advance()];
    const settled = await settleWithHeads(await lock(), bench);
    expect(settled.map(({ path, after }) => [path, String(after)])).toEqual([
      ['kas/base.lock.yml', base.replace(b, nextB)],
      ['kas/x.lock.yml', locked({ 'meta-a': nextA })],
      ['kas/y.lock.yml', locked({ 'other-name': nextA })],
    ]);
    expect(settled[0]?.names).toEqual(['x', 'y']);
  });

  test('keep-revisions adds what a lock file lacks, and moves nothing', async () => {
    const [a, b] = [await bench.a.sha(), await bench.b.sha()];
    await bench.write({
      'kas/x.lock.yml': locked({ 'meta-a': a }),
      'kas/y.lock.yml': locked({ 'meta-b': b, 'other-name': a }),
    });
    await commitAll(bench.place.repository);
    await bench.a.advance();
    const nextB = await bench.b.advance();
    const settled = await settleWithHeads(await lock(true), bench, true);
    expect(settled.map(({ path, after }) => [path, String(after)])).toEqual([
      ['kas/x.lock.yml', locked({ 'meta-a': a, 'meta-b': nextB })],
    ]);
    expect((await bench.calls())[0]?.argv).toEqual(['lock', 'kas/x.yml']);
  });

  test('a commit of the configuration is told, and needs no lock', async () => {
    const a = await bench.a.sha();
    await bench.write({
      'kas/y.yml': `header: {version: 14}\nrepos: {m: {url: "${bench.a.url}", commit: ${a}}}\n`,
    });
    await commitAll(bench.place.repository);
    const made = await lock();
    expect(made.fixed).toEqual([{ key: 'm', url: bench.a.url, revision: a, names: ['y'] }]);
    expect(made.files.map(({ path }) => path)).toEqual(['kas/x.lock.yml']);
  });

  test('kas fails for one configuration: the others go on, and its lock file stays', async () => {
    await bench.write({
      'kas/x.yml': `header: {version: 14}\nrepos: {gone: {url: "file://${bench.folder}/gone.git", branch: main}}\n`,
      'kas/x.lock.yml': locked({ old: 'a'.repeat(40) }),
    });
    await commitAll(bench.place.repository);
    const made = await lock();
    expect(made.failures).toMatchObject([{ name: 'x', unreachable: true, files: ['kas/x.lock.yml'] }]);
    expect(made.files.map(({ path }) => path)).toEqual(['kas/y.lock.yml']);
  });
});
