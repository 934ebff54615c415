import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { cleanLogs, logsOf, redactFile } from '../src/redact.ts';
import { isAllOwn, listLogs } from '../src/workspace-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'workspace-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text = 'x'): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return join(root, path);
}

describe('the logs of a workspace', () => {
  test('are those of the run and of its tests, in every generation, and nothing of the storage', async () => {
    const logs = [
      'appengine-pantavisor-appengine-ci-0-w0-g1.log',
      'local/core/a/diff',
      'local/core/a/test.log',
      'local/core/a/valgrind/valgrind.log.7',
      'local/core/storage/test.log',
      'results/main/local/core/b/test.log',
      'run.log',
      'run.main.log',
      'test.docker.log',
      'valgrind/local/core/b/valgrind.log',
    ].map((path) => write(path));
    for (const other of [
      'storage/local/core/a/test.log',
      'README.md',
      '.logpid.x.log',
      'ctrl/state.log',
      'local/core/a/valgrind/valgrind.logs',
      'local/core/a/my-test.log',
    ])
      write(other);
    expect(await listLogs(root)).toEqual(logs);
    expect(
      await logsOf(['results', 'nothing', 'valgrind'].map((name) => ({ workspace: join(root, name) }))),
    ).toEqual([logs[5], logs[9]]);
  });

  test('are files: no links, and nothing behind one', async () => {
    write('outside/test.log');
    mkdirSync(join(root, 'ws', 'test.log'), { recursive: true });
    symlinkSync(join(root, 'outside', 'test.log'), join(root, 'ws', 'run.log'));
    symlinkSync(join(root, 'outside'), join(root, 'ws', 'local'));
    expect(await listLogs(join(root, 'ws'))).toEqual([]);
  });
});

describe('whether all is ours', () => {
  const asRoot = process.getuid?.() === 0 ? test : test.skip;
  const own = () => isAllOwn(root, 0);

  asRoot('looks at folders, at files in them, and at links themselves', async () => {
    const file = write('a/b/log');
    symlinkSync('nowhere', join(root, 'a', 'link'));
    expect(await own()).toBe(true);
    chownSync(file, 1234, 0);
    expect(await own()).toBe(false);
    chownSync(file, 0, 0);
    lchownSync(join(root, 'a', 'link'), 1234, 0);
    expect(await own()).toBe(false);
  });

  asRoot('does not ask for what a link leads to', async () => {
    chownSync(write('other'), 1234, 0);
    mkdirSync(join(root, 'ws'));
    symlinkSync(join(root, 'other'), join(root, 'ws', 'link'));
    expect(await isAllOwn(join(root, 'ws'), 0)).toBe(true);
  });

  asRoot('is not known of a folder that cannot be read, although it is ours', async () => {
    mkdirSync(join(root, 'ws', 'closed'), { recursive: true, mode: 0o755 });
    chmodSync(root, 0o755);
    chmodSync(join(root, 'ws', 'closed'), 0);
    chownSync(join(root, 'ws', 'closed'), 1234, 0);
    process.seteuid?.(1234);
    try {
      expect(await isAllOwn(join(root, 'ws'), 1234)).toBe(false);
    } finally {
      process.seteuid?.(0);
    }
  });

  test('is true of a folder that is not there', async () => {
    expect(await isAllOwn(join(root, 'nothing'), 4711)).toBe(true);
  });
});

test('a log that cannot be cleaned is removed, and is not among those that are shown', async () => {
  const forms = [Buffer.from('s3cret')];
  const clean = write('local/core/a/test.log', 'nothing');
  const held = write('local/core/b/test.log', 'my s3cret');
  const stays = write('local/core/c/test.log', 'my s3cret');
  const logs = await listLogs(root);
  rmSync(stays);
  mkdirSync(stays);
  const log = keptLog();
  expect(await cleanLogs(root, logs, forms, { log })).toEqual([clean, held]);
  expect(await listLogs(root)).toEqual([clean, held]);
  expect(log.said).toEqual([
    {
      level: 'warning',
      text: expect.stringMatching(
        /^local\/core\/c\/test\.log could not be searched for secrets \(.*\), and is removed\.$/,
      ),
    },
    {
      level: 'warning',
      text: 'These logs held a secret, which was replaced by ***: local/core/b/test.log. Tests must not print it.',
    },
  ]);
});

describe('what a container leaves in its workspace', () => {
  const forms = [Buffer.from('s3cret')];

  test('is replaced by a file that nobody has named: a link with the name of a temporary file is not written to', async () => {
    const log = write('ws/local/core/a/test.log', 'my s3cret');
    const victim = write('outside/file', 'kept');
    symlinkSync(victim, `${log}.clean`);
    expect(await redactFile(join(root, 'ws'), log, forms)).toBe(true);
    expect([readFileSync(log, 'utf8'), readFileSync(victim, 'utf8')]).toEqual(['my ***', 'kept']);
  });

  test('is neither read, written nor removed where its folder became a link', async () => {
    const log = write('ws/local/core/a/test.log', 'my s3cret');
    const victim = write('outside/test.log', 'the s3cret of another');
    rmSync(dirname(log), { recursive: true });
    symlinkSync(dirname(victim), dirname(log));
    expect(await cleanLogs(join(root, 'ws'), [log], forms, { log: keptLog() })).toEqual([]);
    expect(readFileSync(victim, 'utf8')).toBe('the s3cret of another');
  });
});
