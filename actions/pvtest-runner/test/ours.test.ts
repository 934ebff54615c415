import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { writeDistro } from '@pv-actions/testkit/pvtest/distro.ts';
import { installPvtestDocker, type PvtestDocker } from '@pv-actions/testkit/pvtest/docker.ts';
import { listAccessPoints, ownContainers } from '../src/containers.ts';
import { type Docker, dockerOf } from '../src/docker.ts';
import { listImages, loadedImages, removeImages } from '../src/images.ts';

const NONE = { ids: new Set<string>(), tags: new Map<string, string>() };
const SAID = ['Loaded image: pantavisor-appengine:latest'];
const PARTS = ['appengine', 'appengine-netsim', 'appengine-tester'];

let root: string;
let engine: PvtestDocker;
let docker: Docker;
let log: ReturnType<typeof keptLog>;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'ours-'));
  engine = await installPvtestDocker(join(root, 'bin'));
  log = keptLog();
  docker = dockerOf({ exec: systemExec, env: { PATH: `${engine.folder}:${process.env['PATH']}` } });
  await writeDistro(join(root, 'distro'), { tests: [] });
});
afterEach(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

async function load(...parts: string[]): Promise<void> {
  for (const part of parts) {
    await engine.command('load', '-i', join(root, 'distro', `pantavisor-${part}-docker.tar`));
  }
}

async function start(name: string, ...options: string[]): Promise<void> {
  const image = ['--entrypoint', 'sleep', 'pantavisor-appengine', '1000'];
  await engine.command('run', '-d', '--name', name, ...options, ...image);
}

const names = async (): Promise<string[]> => (await engine.containers()).map(({ name }) => name).sort();

describe('the containers of a run', () => {
  beforeEach(async () => {
    for (const folder of ['ws/local', 'ws-2', 'real']) mkdirSync(join(root, folder), { recursive: true });
    await load('appengine');
  });
  const ours = (accessPoints?: readonly string[]) =>
    ownContainers(docker, { folders: [join(root, 'ws'), join(root, 'distro')], accessPoints }, log);

  test('are those with a mount below its folders, whatever their name', async () => {
    await start('pantavisor-tester-0', '-v', `${join(root, 'ws', 'local')}:/storage`);
    await start('by-name-of-nobody', '-v', `${join(root, 'distro')}:/pvtest:ro`);
    await start('pantavisor-tester-1', '-v', `${join(root, 'ws-2')}:/storage`);
    await start('pantavisor-appengine-0');
    await engine.command('stop', '-t', '0', 'by-name-of-nobody');
    expect((await ours().remove()).sort()).toEqual(['by-name-of-nobody', 'pantavisor-tester-0']);
    expect(await names()).toEqual(['pantavisor-appengine-0', 'pantavisor-tester-1']);
    expect(await ours().remove()).toEqual([]);
  });

  test('are found through a link to the workspace, too', async () => {
    symlinkSync(join(root, 'real'), join(root, 'linked'));
    await start('one', '-v', `${join(root, 'real')}:/storage`);
    expect(await ownContainers(docker, { folders: [join(root, 'linked')] }, log).remove()).toEqual(['one']);
  });

  test('with netsim, access points that came since are among them', async () => {
    await start('pantavisor-netsim-3');
    const before = await listAccessPoints(docker);
    await start('pantavisor-netsim-0');
    await start('pantavisor-netsim-tools');
    expect(await ours().remove()).toEqual([]);
    expect(await ours(before).remove()).toEqual(['pantavisor-netsim-0']);
    expect(await names()).toEqual(['pantavisor-netsim-3', 'pantavisor-netsim-tools']);
  });

  test('what docker does not list is not taken for new, and what is left is told', async () => {
    await start('pantavisor-netsim-3');
    await start('one', '-v', `${join(root, 'ws', 'local')}:/storage`);
    await engine.faults({ fail: { ps: { text: 'context deadline exceeded', times: 2 } } });
    await expect(listAccessPoints(docker)).rejects.toThrow(
      'docker does not list its containers: Error response from daemon: context deadline exceeded',
    );
    expect(await ours().remove()).toEqual([]);
    expect(log.said).toEqual([
      { level: 'warning', text: expect.stringMatching(/^docker does not list its containers, and some/) },
    ]);
    expect(await ours().remove()).toEqual(['one']);
  });

  test('a single test is found by its path, and only there', async () => {
    const mount = ['-v', `${join(root, 'ws', 'local')}:/storage`];
    await start('a', ...mount, '-e', 'TEST_PATH=/pvtest/./local/core/x');
    await start('b', ...mount, '-e', 'TEST_PATH=/pvtest/./local/core/xx');
    await start('c', '-e', 'TEST_PATH=/pvtest/./local/core/x');
    await engine.faults({ fail: { rm: { text: 'device or resource busy', times: 1 } } });
    expect(await ours().removeTest('local/core/x')).toBe(false);
    expect(await names()).toEqual(['a', 'b', 'c']);
    expect(await ours().removeTest('local/core/x')).toBe(true);
    expect(await names()).toEqual(['b', 'c']);
    expect(await ours().removeTest('local/core/x')).toBe(false);
  });

  test('one that cannot be removed is a warning', async () => {
    await start('stays', '-v', `${join(root, 'ws', 'local')}:/storage`);
    await engine.faults({ fail: { rm: 'device or resource busy' } });
    await ours().remove();
    expect(log.said).toEqual([
      {
        level: 'warning',
        text: expect.stringMatching(/^Not all containers of the run could be removed \(stays\): .*busy/),
      },
    ]);
  });
});

describe('the images of a run', () => {
  test('are those that it loaded', async () => {
    await load('appengine');
    const before = await listImages(docker);
    await load(...PARTS);
    const { loaded, missing } = await loadedImages(docker, before, SAID);
    expect(missing).toEqual([]);
    expect(loaded.map(({ tag }) => tag).sort()).toEqual([
      'pantavisor-appengine-netsim:latest',
      'pantavisor-appengine-tester:latest',
    ]);
    await removeImages(docker, loaded, log);
    expect((await engine.images()).map(({ tags }) => tags)).toEqual([['pantavisor-appengine:latest']]);
  });

  const tagsOf = async (): Promise<string[]> => (await engine.images()).flatMap(({ tags }) => tags).sort();

  test('are gone with each of their tags, and tags of others stay, also of the same image', async () => {
    await writeDistro(join(root, 'distro'), { tests: [], tags: ['1.0'] });
    await load('appengine');
    await engine.command('tag', 'pantavisor-appengine:1.0', 'mine:7');
    await engine.command('rmi', 'pantavisor-appengine:1.0');
    const before = await listImages(docker);
    await load(...PARTS);
    await engine.command('tag', 'pantavisor-appengine-tester', 'pantavisor-appengine-tester:job-7');
    const { loaded, missing } = await loadedImages(docker, before, SAID);
    expect(missing).toEqual([]);
    expect(loaded.map(({ tag }) => tag).sort()).toEqual([
      'pantavisor-appengine-netsim:1.0',
      'pantavisor-appengine-netsim:latest',
      'pantavisor-appengine-tester:1.0',
      'pantavisor-appengine-tester:job-7',
      'pantavisor-appengine-tester:latest',
      'pantavisor-appengine:1.0',
    ]);
    await removeImages(docker, loaded, log);
    expect(log.said).toEqual([]);
    expect(await tagsOf()).toEqual(['mine:7', 'pantavisor-appengine:latest']);
  });

  test('give a tag back to the image that had it', async () => {
    await writeDistro(join(root, 'distro'), { tests: [], version: 'old' });
    await load('appengine');
    const before = await listImages(docker);
    const [old] = await engine.images();
    await writeDistro(join(root, 'distro'), { tests: [], tags: ['1.0'] });
    await load(...PARTS);
    await removeImages(docker, (await loadedImages(docker, before, [])).loaded, log);
    expect(await engine.images()).toEqual([old]);
  });

  test('lose their tags beside one of somebody else, although a container uses them', async () => {
    await load(...PARTS);
    const { loaded } = await loadedImages(docker, NONE, []);
    await engine.command('tag', 'pantavisor-appengine', 'mine:7');
    await start('user');
    await removeImages(docker, loaded, log);
    expect(await tagsOf()).toEqual(['mine:7']);
  });

  test('stay while a container uses them, also a stopped one', async () => {
    await load(...PARTS);
    const { loaded } = await loadedImages(docker, NONE, []);
    await start('user');
    await engine.command('stop', '-t', '0', 'user');
    await removeImages(docker, loaded, log);
    expect((await engine.images()).map(({ tags }) => tags)).toEqual([['pantavisor-appengine:latest']]);
    expect(log.said).toContainEqual({
      level: 'info',
      text: 'The image pantavisor-appengine:latest stays: a container uses it.',
    });
  });

  test('are not those that have the name by now', async () => {
    await load(...PARTS);
    const { loaded } = await loadedImages(docker, NONE, []);
    await writeDistro(join(root, 'distro'), { tests: [], version: '2' });
    await load('appengine-tester');
    await removeImages(docker, loaded, log);
    expect(await tagsOf()).toEqual(['pantavisor-appengine-tester:latest']);
  });

  test('that were there before, and that docker does not say it loaded, are missing', async () => {
    await load(...PARTS);
    const before = await listImages(docker);
    const said = [
      'Loaded image: localhost/pantavisor-appengine:latest',
      'Loaded image: pantavisor-appengine-tester:latest',
    ];
    expect(await loadedImages(docker, before, said)).toEqual({
      loaded: [],
      missing: ['pantavisor-appengine-netsim'],
    });
  });

  test('that are missing are named', async () => {
    await load('appengine', 'appengine-tester');
    expect((await loadedImages(docker, NONE, [])).missing).toEqual(['pantavisor-appengine-netsim']);
  });
});
