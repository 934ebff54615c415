import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { collectLogs, readTaskLogs, type TaskLog } from '../src/report/task-logs.ts';
import { failedTask, report } from './facts.ts';

let folder: string;
let temp: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'task-logs-')));
  temp = join(folder, 'work', 'zlib', '1.0', 'temp');
  await mkdir(temp, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const place = () => ({ logFolders: [join(folder, 'work'), join(folder, 'work-b')] });

const LOG = "gcc -c foo.c\nfoo.c:3:5: error: expected ';' before '}' token\n";
const ERROR = "foo.c:3:5: error: expected ';' before '}' token";

async function lines(logFile: string, parts = {}): Promise<readonly string[]> {
  const failed = failedTask('zlib', 'do_compile', { logFile, ...parts });
  const [log] = await readTaskLogs(report({ failedTasks: [failed] }), place());
  return log?.lines ?? [];
}

function taskLog(path: string, recipe = 'zlib'): TaskLog {
  return {
    title: `${recipe} do_compile`,
    recipe,
    task: 'do_compile',
    file: '/l/zlib_1.0.bb',
    path,
    lines: [],
  };
}

describe('why a task failed', () => {
  test('is read from its log, through the link without a number', async () => {
    await writeFile(join(temp, 'log.do_compile.77'), LOG);
    await symlink('log.do_compile.77', join(temp, 'log.do_compile'));
    const failed = failedTask('zlib', 'do_compile', { logFile: join(temp, 'log.do_compile') });
    const [log] = await readTaskLogs(report({ failedTasks: [failed] }), place());
    expect(log).toMatchObject({
      title: 'zlib do_compile',
      recipe: 'zlib',
      task: 'do_compile',
      file: '/layers/meta/zlib_1.0.bb',
      path: join(temp, 'log.do_compile.77'),
    });
    expect(log?.lines).toContain(ERROR);
  });

  test('is read from the end of a long log', async () => {
    await writeFile(
      join(temp, 'log.do_compile.77'),
      `early.c:1:1: error: early\n${'noise of the compiler\n'.repeat(50_000)}${LOG}`,
    );
    const found = await lines(join(temp, 'log.do_compile.77'));
    expect(found).toContain(ERROR);
    expect(found).not.toContain('early.c:1:1: error: early');
  });

  test('that was written in a container shows the paths of the host', async () => {
    const logFile = join(temp, 'log.do_compile.77');
    await writeFile(logFile, '/build/foo.c:3:5: error: expected\n');
    const failed = failedTask('zlib', 'do_compile', { logFile });
    const [log] = await readTaskLogs(report({ failedTasks: [failed] }), place(), {
      toHost: (text) => text.replace('/build/', '/ws/layer/build/'),
    });
    expect(log?.lines).toEqual(['/ws/layer/build/foo.c:3:5: error: expected']);
  });

  test('is what the console shows when the log is gone, else what bitbake said', async () => {
    const gone = join(temp, 'log.do_compile.77');
    expect(await lines(gone, { logLines: LOG.trim().split('\n') })).toContain(ERROR);
    expect(await lines(gone, { messages: ['Execution failed\nwith exit code 1'] })).toEqual([
      'Execution failed',
      'with exit code 1',
    ]);
  });

  test.each(['secret', 'temp/secret', 'log.do_compile.77'])(
    'is never read from another file: %s',
    async (name) => {
      const path = join(folder, name);
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, `${name}: error: a secret`);
      expect(await lines(path)).toEqual([]);
      await symlink(path, join(temp, 'log.do_compile'));
      expect(await lines(join(temp, 'log.do_compile'))).toEqual([]);
    },
  );
});

describe('a log of somebody else', () => {
  const SECRET = 'fetch failed: error: https://user:password@other.example/';
  const ofOther = (): string => join(folder, 'other', 'temp', 'log.do_fetch.77');
  beforeEach(async () => {
    await mkdir(join(folder, 'other', 'temp'), { recursive: true });
    await writeFile(ofOther(), SECRET);
  });

  test('is neither shown nor kept, by its name, through a link, or as a folder that is one', async () => {
    await symlink(ofOther(), join(temp, 'log.do_fetch.77'));
    await symlink(join(folder, 'other'), join(folder, 'work', 'zlib', 'x'));
    const names = [
      ofOther(),
      join(temp, 'log.do_fetch.77'),
      join(folder, 'work/zlib/x/temp/log.do_fetch.77'),
    ];
    for (const name of names) {
      expect(await lines(name)).toEqual([]);
      expect(await collectLogs([taskLog(name)], join(folder, 'out'), place())).toEqual([]);
    }
  });

  test('is not taken for one of a folder whose name only begins like that of the build', async () => {
    await mkdir(join(folder, 'workshop', 'temp'), { recursive: true });
    await writeFile(join(folder, 'workshop', 'temp', 'log.do_fetch.77'), SECRET);
    expect(await lines(join(folder, 'workshop', 'temp', 'log.do_fetch.77'))).toEqual([]);
  });

  test('is not read where a pipe has the name of a log', async () => {
    expect(spawnSync('mkfifo', [join(temp, 'log.do_fetch.78')]).status).toBe(0);
    expect(await lines(join(temp, 'log.do_fetch.78'))).toEqual([]);
  });

  (process.getuid?.() === 0 ? test : test.skip)(
    'is not read when it is of another user than the build (needs root)',
    async () => {
      const path = join(temp, 'log.do_compile.77');
      await writeFile(path, LOG);
      const failed = report({ failedTasks: [failedTask('zlib', 'do_compile', { logFile: path })] });
      expect(await readTaskLogs(failed, { ...place(), buildUid: 12_345 })).toMatchObject([{ lines: [] }]);
      await chown(path, 12_345, 12_345);
      expect(await readTaskLogs(failed, { ...place(), buildUid: 12_345 })).toMatchObject([{ path }]);
    },
  );
});

describe('the logs to keep', () => {
  test('are copied by recipe, and nothing else is', async () => {
    await writeFile(join(temp, 'log.do_compile.77'), LOG);
    await writeFile(join(temp, 'run.do_compile.77'), 'export TOKEN=1');
    const out = join(folder, 'out');
    const copies = await collectLogs([taskLog(join(temp, 'log.do_compile.77'))], out, place());
    expect(copies.map((path) => relative(out, path))).toEqual(['zlib/log.do_compile.77']);
    expect(await readFile(copies[0] ?? '', 'utf8')).toBe(LOG);
    expect(existsSync(join(out, 'zlib', 'run.do_compile.77'))).toBe(false);
  });

  test('keep beginning and end of one that is too long', async () => {
    await writeFile(
      join(temp, 'log.do_compile.77'),
      `${'a'.repeat(2000)}${'b'.repeat(1048)}${'c'.repeat(1000)}`,
    );
    const [copy] = await collectLogs(
      [taskLog(join(temp, 'log.do_compile.77'))],
      join(folder, 'out'),
      place(),
      2000,
    );
    expect(await readFile(copy ?? '', 'utf8')).toBe(
      `${'a'.repeat(1000)}\n\n... 2 KiB of the log were left out here ...\n\n${'c'.repeat(1000)}`,
    );
  });

  test('are all kept when two have one name, and none leaves the folder', async () => {
    const other = join(folder, 'work-b', 'temp');
    await mkdir(other, { recursive: true });
    await writeFile(join(temp, 'log.do_compile.77'), 'a');
    await writeFile(join(other, 'log.do_compile.77'), 'b');
    const logs = [join(temp, 'log.do_compile.77'), join(other, 'log.do_compile.77')].map((path) =>
      taskLog(path),
    );
    const out = join(folder, 'out');
    const copies = await collectLogs([...logs, { ...taskLog(logs[0]?.path ?? '', '..') }], out, place());
    expect(copies.map((path) => relative(out, path))).toEqual([
      'zlib/log.do_compile.77',
      'zlib/log.do_compile.77.2',
      '-/log.do_compile.77',
    ]);
    expect(await Promise.all(copies.map((path) => readFile(path, 'utf8')))).toEqual(['a', 'b', 'a']);
  });

  test('do without one that is gone', async () => {
    expect(
      await collectLogs([taskLog(join(temp, 'log.do_compile.77'))], join(folder, 'out'), place()),
    ).toEqual([]);
  });
});
