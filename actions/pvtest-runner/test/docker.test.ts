import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Exec, systemExec } from '@pv-actions/core/action/exec.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { installPvtestDocker } from '@pv-actions/testkit/pvtest/docker.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';
import { listAccessPoints, ownContainers } from '../src/containers.ts';
import { checkDocker, type Docker, dockerOf } from '../src/docker.ts';
import { isLoaded, listImages, loadedImages, removeImages } from '../src/images.ts';
import { answering } from './answering.ts';

describe('docker', () => {
  const saying =
    (said: readonly (readonly [string, 'stdout' | 'stderr'])[], code: number | null): Exec =>
    async (_argv, { onLine }) => {
      for (const [line, stream] of said) onLine?.(line, stream);
      return { code, signal: null };
    };

  test('is given 60 s for an answer, or as many as it is told', async () => {
    const limits: unknown[] = [];
    const docker = dockerOf({
      env: {},
      exec: async (argv, { timeLimitSeconds }) => {
        limits.push([argv, timeLimitSeconds]);
        return { code: 0, signal: null };
      },
    });
    await docker(['ps']);
    await docker(['run', 'x'], 300);
    expect(limits).toEqual([
      [['docker', 'ps'], 60],
      [['docker', 'run', 'x'], 300],
    ]);
  });

  test('that does not answer is ended', async () => {
    const root = mkdtempSync(join(tmpdir(), 'silent-'));
    const engine = await installPvtestDocker(join(root, 'bin'), { faults: { hang: ['version'] } });
    const docker = dockerOf({ exec: systemExec, env: { PATH: `${engine.folder}:${process.env['PATH']}` } });
    const error = await userErrorOfWork(checkDocker((args) => docker(args, 0.2)));
    expect(error.message).toBe('The Docker daemon cannot be used: It did not answer within 0.2 s.');
    await engine.close();
    rmSync(root, { recursive: true });
  });

  test('that names no version has no daemon', async () => {
    const docker = dockerOf({ env: {}, exec: saying([['', 'stdout']], 0) });
    expect((await userErrorOfWork(checkDocker(docker))).message).toMatch(/^The Docker daemon cannot be used/);
  });

  test('what it says is told apart, and its error is one short line', async () => {
    const said = [
      ['a', 'stdout'],
      ['  ', 'stdout'],
      [`oh\t ${'x'.repeat(600)}`, 'stderr'],
      ['b', 'stdout'],
    ] as const;
    const { lines, error } = await dockerOf({ env: {}, exec: saying(said, 1) })(['ps']);
    expect(lines).toEqual(['a', 'b']);
    expect(error).toMatch(/^oh x{497}$/);
  });

  test('that cannot be started is no exception', async () => {
    const exec: Exec = async () => {
      throw Object.assign(new Error('spawn docker EACCES'), { code: 'EACCES' });
    };
    expect(await dockerOf({ env: {}, exec })(['ps'])).toEqual({
      code: 127,
      lines: [],
      error: 'spawn docker EACCES',
    });
  });
});

describe('the containers of a run', () => {
  const container = (name: string, mounts: unknown, env: unknown = []): string =>
    JSON.stringify({ id: `id-${name}`, name: `/${name}`, mounts, env });
  const OURS = container('ours', [{ Source: '' }, { Source: '/ws/local' }]);
  const own = (docker: Docker, log = keptLog(), accessPoints?: readonly string[]) =>
    ownContainers(docker, { folders: ['/ws'], accessPoints }, log);

  test('are found although docker says null for what they have not, or cuts a line', async () => {
    const lines = [
      container('nothing', null, null),
      container('volume', [{ Type: 'volume' }, { Source: '' }]),
      '{"id":"x","na',
      OURS,
    ];
    const docker = answering({ ps: { lines: ['1'] }, 'container inspect': { code: 1, lines } });
    expect(await own(docker).remove()).toEqual(['ours']);
    expect(docker.asked.at(-1)).toBe('rm --force --volumes id-ours');
  });

  test('are found by the path of a mount as it was given, and as it is without links', async () => {
    const root = mkdtempSync(join(tmpdir(), 'linked-'));
    mkdirSync(join(root, 'real'));
    symlinkSync(join(root, 'real'), join(root, 'link'));
    const lines = ['link', 'real'].map((name) => container(name, [{ Source: join(root, name, 'local') }]));
    const docker = answering({ ps: { lines: ['1'] }, 'container inspect': { lines } });
    const found = await ownContainers(docker, { folders: [join(root, 'link')] }, keptLog()).remove();
    expect(found).toEqual(['link', 'real']);
    rmSync(root, { recursive: true });
  });

  test('an access point mounts nothing', async () => {
    const lines = [container('pantavisor-netsim-0', null), container('pantavisor-netsim-1', null)];
    const docker = answering({ ps: { lines: ['1'] }, 'container inspect': { lines } });
    expect(await own(docker, keptLog(), ['id-pantavisor-netsim-1']).remove()).toEqual([
      'pantavisor-netsim-0',
    ]);
    expect(await own(docker).remove()).toEqual([]);
  });

  test('nothing is inspected or removed where there are none', async () => {
    const docker = answering({});
    expect(await own(docker).remove()).toEqual([]);
    expect(docker.asked).toEqual(['ps --all --quiet --no-trunc']);
  });

  test.each(['Error: No such container: id-ours', 'removal of container id-ours is already in progress'])(
    'one that goes by itself in between is no warning: %s',
    async (error) => {
      const log = keptLog();
      const docker = answering({
        ps: { lines: ['1'] },
        'container inspect': { lines: [OURS] },
        rm: { code: 1, error },
      });
      expect(await own(docker, log).remove()).toEqual(['ours']);
      expect(log.said).toEqual([]);
    },
  );

  test('a test is not found by the beginning of its path', async () => {
    const env = ['A=1', 'TEST_PATH=/pvtest/./local/core/a/more'];
    const line = container('t', [{ Source: '/ws' }], env);
    const docker = answering({ ps: { lines: ['1'] }, 'container inspect': { lines: [line] } });
    expect(await own(docker).removeTest('local/core/a')).toBe(false);
    expect(await own(docker).removeTest('local/core/a/more')).toBe(true);
  });

  test('access points are listed also where they have stopped, by their whole name', async () => {
    const docker = answering({
      ps: {
        lines: [
          'aa pantavisor-netsim-0',
          'bb my-pantavisor-netsim-1',
          ' cc pantavisor-netsim-12 ',
          'dd pantavisor-netsim-ci-user-0',
          'ee pantavisor-netsim--0',
          'ff pantavisor-netsim-ci-0x',
        ],
      },
    });
    expect(await listAccessPoints(docker)).toEqual(['aa', 'cc', 'dd', 'ee']);
    expect(docker.asked[0]).toMatch(/^ps --all /);
  });
});

describe('the images of a run', () => {
  const IMAGE = { tag: 'pantavisor-appengine:latest', id: 'sha256:1' };
  const LISTED = { 'image ls': { lines: ['sha256:1 pantavisor-appengine:latest'] } };

  test('are not loaded where docker does not say which are there', async () => {
    const docker = answering({ 'image ls': { code: 1, error: 'oh' } });
    expect((await userErrorOfWork(listImages(docker))).message).toBe('docker does not list its images: oh');
  });

  test('are listed with those that have no tag', async () => {
    const lines = [
      ' sha256:1 <none>:<none>',
      'sha256:2 localhost:5000/a:1.0',
      'sha256:2 b:latest',
      'sha256:3 c:<none>',
    ];
    const docker = answering({ 'image ls': { lines } });
    expect(await listImages(docker)).toEqual({
      ids: new Set(['sha256:1', 'sha256:2', 'sha256:3']),
      tags: new Map([
        ['localhost:5000/a:1.0', 'sha256:2'],
        ['b:latest', 'sha256:2'],
      ]),
    });
    expect(docker.asked).toEqual(['image ls --all --no-trunc --format {{.ID}} {{.Repository}}:{{.Tag}}']);
  });

  test('without a tag go by their id', async () => {
    const docker = answering({ 'image ls': { lines: ['sha256:9 <none>:<none>', 'sha256:8 <none>:<none>'] } });
    const before = { ids: new Set(['sha256:8']), tags: new Map<string, string>() };
    const said = ['Loaded image ID: sha256:9', 'Loaded image ID: sha256:8'];
    expect(said.every(isLoaded)).toBe(true);
    const { loaded } = await loadedImages(docker, before, said);
    await removeImages(docker, loaded, keptLog());
    expect(docker.asked.at(-1)).toBe('image rm sha256:9');
  });

  test('stay where docker does not say who uses them', async () => {
    const docker = answering({ ...LISTED, ps: { code: 1 } });
    await removeImages(docker, [IMAGE], keptLog());
    expect(docker.asked.filter((line) => line.startsWith('image rm'))).toEqual([]);
  });

  test('that cannot be removed are a warning', async () => {
    const log = keptLog();
    await removeImages(answering({ ...LISTED, 'image rm': { code: 1, error: 'busy' } }), [IMAGE], log);
    expect(log.said).toEqual([
      {
        level: 'warning',
        text: 'Not all images of the run could be removed (pantavisor-appengine:latest): busy',
      },
    ]);
  });
});
