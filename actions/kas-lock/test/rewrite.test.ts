import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { findKas } from '@pv-actions/core/kas/find-kas.ts';
import { needing } from '@pv-actions/testkit/needing.ts';
import { keepLocks, keepResolved } from '../src/in-place.ts';
import { layerPins } from '../src/revisions.ts';
import { configTargets, machineTargets } from '../src/targets.ts';
import type { PlannedFiles } from '../src/types.ts';
import { type Bench, commitAll, makeBench, settleWithHeads } from './layer.ts';

const test = needing('/usr/bin/kas');
const FILE = 'kas/build-configs/release/rpi-scarthgap.yaml';
const A0 = 'a'.repeat(40);
const B0 = 'b'.repeat(40);

let bench: Bench;
beforeEach(async () => {
  bench = await makeBench((a, b) => ({
    'kas/rpi.yaml': `header: {version: 12, includes: [kas/base.yaml]}\nrepos: {meta-b: {url: "${b.url}"}}\n`,
    'kas/base.yaml': `header: {version: 12}\ndefaults: {repos: {refspec: main}}\nrepos:\n  own:\n  meta-a: {url: "${a.url}"}\n`,
  }));
});
afterEach(() => bench.remove());

const kas31 = () => findKas('/usr/bin/kas', bench.place.cwd, bench.deps);

async function resolved(): Promise<PlannedFiles> {
  const list = { yoctoBranch: 'scarthgap', machines: [{ name: 'rpi', config: 'kas/rpi.yaml' }] };
  return keepResolved(machineTargets(list, { only: [] }), bench.place, await kas31());
}

async function locks(): Promise<PlannedFiles> {
  const targets = configTargets(['kas/rpi.yaml'], { only: [] });
  return keepLocks(targets, bench.place, await kas31());
}

/** A release file in the older form, as somebody has edited it. */
const text = (a: string, b: string): string => `# Made by hand\r
header: {version: 12}\r
repos:\r
  own:\r
  meta-a: {url: '${bench.a.url}', refspec: "${a}"}   # ${A0}\r
  meta-b:\r
    refspec: ${b}\r
    url: ${bench.b.url}`;

describe('rewriteResolved, with kas 3.1', () => {
  test('changes the revisions in place, on the branches of the configuration', async () => {
    await bench.write({ [FILE]: text(A0, B0) });
    const made = await resolved();
    expect(made).toMatchObject({ failures: [], warnings: [], fixed: [] });
    expect(layerPins(made.files)).toEqual([
      { name: 'meta-a', url: bench.a.url, branch: 'main', old: A0, files: [FILE] },
      { name: 'meta-b', url: bench.b.url, branch: 'main', old: B0, files: [FILE] },
    ]);
    const [settled] = await settleWithHeads(made, bench);
    expect(String(settled?.after)).toBe(text(await bench.a.sha(), await bench.b.sha()));
    expect(await bench.calls()).toEqual([]);

    await bench.write({ [FILE]: String(settled?.after) });
    expect(await settleWithHeads(await resolved(), bench)).toEqual([]);
    await bench.a.advance();
    expect(await settleWithHeads(await resolved(), bench, true)).toEqual([]);
  });

  test('a layer that came, went or moved is told with what to do', async () => {
    await bench.write({ [FILE]: text(A0, B0) });
    await bench.write({
      'kas/base.yaml': `header: {version: 12}\ndefaults: {repos: {refspec: main}}\nrepos:\n  meta-a: {url: "${bench.b.url}"}\n  meta-c: {url: "${bench.a.url}"}\n`,
      'kas/rpi.yaml': 'header: {version: 12, includes: [kas/base.yaml]}\n',
    });
    expect((await resolved()).warnings).toEqual([
      `rpi: kas 3.1 has no dump, so that only revisions are changed. Not followed: meta-a moved to ${bench.b.url} (main), meta-c came, meta-b went. Install kas 3.2 or later for the rest.`,
    ]);
  });

  test('a layer that an include of another repository may bring has not gone', async () => {
    await bench.write({
      [FILE]: text(A0, B0),
      'kas/rpi.yaml': 'header: {version: 12, includes: [kas/base.yaml, {repo: meta-a, file: b.yaml}]}\n',
    });
    const made = await resolved();
    expect(made.warnings).toEqual([]);
    expect(made.files[0]?.layers).toMatchObject([{ follows: 'branch' }, { key: 'meta-b', follows: 'fixed' }]);
  });

  test('a layer that the file itself takes from a tag stays', async () => {
    await bench.write({
      [FILE]: `repos: {t: {url: u, tag: v1, commit: ${A0}}}\ndefaults: {repos: {branch: main}}\n`,
    });
    expect((await resolved()).files[0]?.layers).toMatchObject([{ key: 't', follows: 'tag', revision: A0 }]);
  });

  test('a commit of the configuration goes into the file, and is told', async () => {
    const fixed = 'c'.repeat(40);
    await bench.write({
      [FILE]: text(A0, B0),
      'kas/rpi.yaml': `header: {version: 12, includes: [kas/base.yaml]}\nrepos: {meta-b: {url: "${bench.b.url}", refspec: ${fixed}}}\n`,
    });
    const made = await resolved();
    expect(made.fixed).toEqual([
      { key: 'meta-b', url: bench.b.url, branch: 'main', revision: fixed, names: ['rpi'] },
    ]);
    const [settled] = await settleWithHeads(made, bench);
    expect(String(settled?.after)).toBe(text(await bench.a.sha(), fixed));
  });

  test('a file that is not there, broken, or not UTF-8 is an error of its machine', async () => {
    expect((await resolved()).failures).toEqual([
      {
        name: 'rpi',
        unreachable: false,
        cause: `${FILE} does not exist yet, and kas 3.1 cannot make it: it has no dump.`,
        advice: 'Install kas 3.2 or later (`pipx install kas`), or add the file once by hand.',
        files: [FILE],
      },
    ]);
    await bench.write({ [FILE]: 'repos: {' });
    expect((await resolved()).failures).toMatchObject([
      { cause: expect.stringContaining(`${FILE} is not valid`) },
    ]);
    await writeFile(join(bench.place.repository, FILE), Buffer.from([0x61, 0x3a, 0x20, 0xff]));
    expect((await resolved()).failures).toMatchObject([{ cause: `${FILE} is not UTF-8.` }]);
  });
});

describe('rewriteLocks, with kas 3.1', () => {
  const lock = (a: string): string => `# Locked\noverrides:\n  repos:\n    meta-a: {commit: ${a}}\n`;

  test('changes the lock files in place', async () => {
    await bench.write({ 'kas/base.lock.yaml': lock(A0) });
    await commitAll(bench.place.repository);
    const made = await locks();
    expect(made.failures).toEqual([]);
    expect(made.warnings).toEqual([
      'rpi: kas 3.1 has no lock, so that only revisions are changed. Not followed: meta-b is in no lock file. Install kas 4.6 or later for the rest.',
    ]);
    const settled = await settleWithHeads(made, bench);
    expect(settled.map(({ path, after }) => [path, String(after)])).toEqual([
      ['kas/base.lock.yaml', lock(await bench.a.sha())],
    ]);
  });

  test('without any it is an error', async () =>
    expect((await locks()).failures).toMatchObject([
      {
        name: 'rpi',
        cause: 'kas/rpi.lock.yaml does not exist yet, and kas 3.1 cannot make it: it has no lock.',
        advice: 'Install kas 4.6 or later (`pipx install kas`), or add the file once by hand.',
      },
    ]));
});
