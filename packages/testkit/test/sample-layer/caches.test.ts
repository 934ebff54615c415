import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SAMPLE_MACHINES } from '@pv-actions/testkit/sample-layer/sample-layer.ts';
import { Bench } from './kas.ts';

const PANTAVISOR = 'git2_github.com.pantavisor.pantavisor.git.tar.gz';
const SOURCES = [
  'avahi-0.8.tar.gz',
  'git2_github.com.pantavisor.libthttp.git.tar.gz',
  'git2_github.com.pantavisor.lxc.git.tar.gz',
  PANTAVISOR,
];

/** All names below `folder` with the times of their last change. */
function state(folder: string): [string, number][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => [name, lstatSync(path.join(folder, name)).mtimeMs]);
}

describe('shared state and downloads', () => {
  let bench: Bench;
  const machine = SAMPLE_MACHINES[1];
  if (machine === undefined) throw new Error('The sample layer has too few machines.');
  let sstate: string;
  let downloads: string;

  beforeAll(async () => {
    bench = await Bench.open();
    sstate = path.join(bench.root, 'shared/sstate');
    downloads = path.join(bench.root, 'shared/downloads');
    const run = await bench.kas('first', ['build', machine.config], {
      SSTATE_DIR: sstate,
      DL_DIR: downloads,
    });
    expect(run.code).toBe(0);
  });
  afterAll(() => bench.close());

  test('a fetch leaves a file for each source, and says that it is complete', () => {
    expect(readdirSync(downloads).sort()).toEqual(SOURCES.flatMap((name) => [name, `${name}.done`]).sort());
  });

  test('both as mirrors: they are read, and nothing is written into them', async () => {
    const before = [state(sstate), state(downloads)];
    const file = path.join(bench.root, 'mirrors.conf');
    const lines = [
      `SSTATE_MIRRORS = "file://.* file://${sstate}/PATH"`,
      `PREMIRRORS:prepend = "https?://.*/.* file://${downloads}/ git://.*/.* file://${downloads}/ "`,
    ];
    await writeFile(file, `${lines.join('\n')}\n`);
    const own = { SSTATE_DIR: path.join(bench.root, 'own/sstate'), DL_DIR: path.join(bench.root, 'own/dl') };

    const reused = await bench.kas('second', ['build', machine.config, '--', '-R', file], own);
    expect(reused.code).toBe(0);
    expect(reused.stderr).toContain(
      'Wanted 7 Local 0 Mirrors 7 Missed 0 Current 0 (100% match, 0% complete)',
    );

    const fetched = await bench.kas(
      'third',
      ['build', '--task', 'fetch', '--target', 'pantavisor', machine.config, '--', '-R', file],
      own,
    );
    expect(fetched.code).toBe(0);
    expect(readlinkSync(path.join(own.DL_DIR, PANTAVISOR))).toBe(path.join(downloads, PANTAVISOR));
    expect(existsSync(path.join(own.DL_DIR, `${PANTAVISOR}.done`))).toBe(true);
    expect([state(sstate), state(downloads)]).toEqual(before);
  });

  test('a source that no premirror has is fetched; what is there is not fetched again', async () => {
    const empty = path.join(bench.root, 'empty');
    const own = path.join(bench.root, 'alone');
    await mkdir(empty);
    const file = await bench.setting('premirror', `PREMIRRORS = "https?://.*/.* file://${empty}/"`);
    const fetch = async (work: string): Promise<string> => {
      const args = ['build', '--task', 'fetch', '--target', 'pv-avahi', `${machine.config}:${file}`];
      expect((await bench.kas(work, args, { DL_DIR: own })).code).toBe(0);
      const logs = path.join(bench.build(work), 'tmp-scarthgap/work/x86_64-poky-linux/pv-avahi/0.8/temp');
      return readFileSync(path.join(logs, 'log.do_fetch'), 'utf8');
    };
    expect(await fetch('fourth')).toContain(
      'NOTE: Fetching https://downloads.example.com/avahi/avahi-0.8.tar.gz\n',
    );
    const before = state(own);
    expect(await fetch('fifth')).not.toContain('Fetching');
    expect(state(own)).toEqual(before);
    expect(readdirSync(own).sort()).toEqual(['avahi-0.8.tar.gz', 'avahi-0.8.tar.gz.done']);
  });
});
