import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Exec, systemExec } from '@pv-actions/core/action/exec.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { writeDistro } from '@pv-actions/testkit/pvtest/distro.ts';
import { installPvtestDocker, type PvtestDocker } from '@pv-actions/testkit/pvtest/docker.ts';
import { dockerOf } from '../src/docker.ts';
import { removeFile, takeOver } from '../src/root-files.ts';
import { listLogs } from '../src/workspace-files.ts';
import { answering } from './answering.ts';

/** Files can be given to another user, and taken back, by root only. */
const asRoot = process.getuid?.() === 0 ? test : test.skip;
const OWNER = { uid: 1234, gid: 1235 };

let root: string;
let workspace: string;
let docker: PvtestDocker;
let sudo: string;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'root-files-'));
  docker = await installPvtestDocker(join(root, 'bin'));
  sudo = join(root, 'sudo.log');
  writeFileSync(join(root, 'bin', 'sudo'), `#!/bin/sh\nprintf '%s\\n' "$*" >> ${sudo}\nshift\nexec "$@"\n`, {
    mode: 0o755,
  });
  workspace = join(root, 'ws');
  mkdirSync(join(workspace, 'storage', 'closed'), { recursive: true, mode: 0o700 });
  writeFileSync(join(workspace, 'storage', 'closed', 'log'), 'x', { mode: 0o600 });
  writeFileSync(join(root, 'outside'), 'x');
  symlinkSync(join(root, 'outside'), join(workspace, 'storage', 'link'));
  await writeDistro(join(root, 'distro'), { tests: [] });
});
afterEach(async () => {
  await docker.close();
  rmSync(root, { recursive: true, force: true });
});

async function take(): Promise<string[]> {
  const log = keptLog();
  const env = { PATH: `${docker.folder}:${process.env['PATH']}` };
  const deps = { exec: systemExec, env, log };
  await takeOver(workspace, dockerOf(deps), deps, OWNER);
  return log.said.filter(({ level }) => level === 'warning').map(({ text }) => text);
}

const ownerOf = (path: string): number => statSync(join(workspace, path)).uid;

async function loadTester(): Promise<void> {
  await docker.command('load', '-i', join(root, 'distro', 'pantavisor-appengine-tester-docker.tar'));
}

asRoot('a container of the tester makes the files of root ours', async () => {
  await loadTester();
  expect(await take()).toEqual([]);
  expect([ownerOf('storage/closed/log'), ownerOf('storage/closed'), ownerOf('.')]).toEqual([
    1234, 1234, 1234,
  ]);
  expect(statSync(join(root, 'outside')).uid).toBe(0);
  expect(() => readFileSync(sudo)).toThrow();
  expect(await docker.containers()).toEqual([]);
});

asRoot('sudo does it where the container cannot', async () => {
  await loadTester();
  await docker.faults({ entrypoints: { chown: { text: 'chown: not permitted' } } });
  expect(await take()).toEqual([]);
  expect(ownerOf('storage/closed/log')).toBe(1234);
  expect(readFileSync(sudo, 'utf8')).toBe(`-n chown -hR 1234:1235 ${workspace}\n`);
});

asRoot('that neither can is a warning, and no error', async () => {
  writeFileSync(join(root, 'bin', 'sudo'), '#!/bin/sh\nexit 1\n');
  const [warning, ...more] = await take();
  expect(more).toEqual([]);
  expect(warning).toContain('could not be taken over, neither by a container (');
  expect(ownerOf('storage/closed/log')).toBe(0);
});

asRoot('the logs that can be read are listed also where others cannot', async () => {
  const [open, closed] = [join(workspace, 'local', 'a'), join(workspace, 'local', 'b')];
  for (const path of [open, closed]) {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'test.log'), 'x');
  }
  for (const path of [root, workspace]) chmodSync(path, 0o755);
  chmodSync(closed, 0o700);
  process.seteuid?.(OWNER.uid);
  try {
    expect(await listLogs(workspace)).toEqual([join(open, 'test.log')]);
  } finally {
    process.seteuid?.(0);
  }
});

asRoot('nothing is started where all is ours already', async () => {
  await loadTester();
  await take();
  const calls = (await docker.calls()).length;
  await take();
  expect((await docker.calls()).length).toBe(calls);
});

test('the container has nothing but the folder, and follows no link', async () => {
  const asked = answering({});
  await takeOver(workspace, asked, { exec: systemExec, env: {}, log: keptLog() }, { uid: 4711, gid: 4712 });
  expect(asked.asked).toEqual([
    `run --rm --pull never --network none --entrypoint chown --volume ${workspace}:/workspace pantavisor-appengine-tester -hR 4711:4712 /workspace`,
  ]);
});

asRoot('root reads everything, and takes nothing from others', async () => {
  chownSync(join(workspace, 'storage'), 1234, 1234);
  const asked = answering({});
  await takeOver(workspace, asked, { exec: systemExec, env: {}, log: keptLog() }, { uid: 0, gid: 0 });
  expect(asked.asked).toEqual([]);
});

test('a host without sudo is no exception', async () => {
  const log = keptLog();
  const exec: Exec = async () => {
    throw Object.assign(new Error('spawn sudo ENOENT'), { code: 'ENOENT' });
  };
  const failing = answering({ run: { code: 125, error: 'no such image' } });
  await takeOver(workspace, failing, { exec, env: {}, log }, { uid: 4711, gid: 4712 });
  expect(log.said).toEqual([
    {
      level: 'warning',
      text: `The files of root in ${workspace} could not be taken over, neither by a container (no such image) nor by sudo.`,
    },
  ]);
});

test('a folder that cannot be removed is a warning', async () => {
  const log = keptLog();
  await removeFile('no\0path', { log });
  expect(log.said).toEqual([{ level: 'warning', text: expect.stringContaining('could not be removed: ') }]);
});
