import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { type HostLock, type HostLockDeps, lockHost, lockOwner } from '@pv-actions/core/action/host-lock.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';

const OWNER = { repository: 'o/r', run: 'https://github.com/o/r/actions/runs/7', job: 'test', runner: 'a' };
const SINCE = '2026-03-01T12:00:00.000Z';
const HOLDER = `the job "test" of "o/r" (run "${OWNER.run}", runner "a", process ${process.pid})`;

let folder: string;
let file: string;
let locks: HostLock[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'host-lock-'));
  file = join(folder, 'lock');
  locks = [];
});
afterEach(() => {
  for (const lock of locks) lock.release();
  rmSync(folder, { recursive: true });
});

/** A log that tells when somebody begins to wait. */
function watched() {
  const log = keptLog();
  const { promise, resolve } = Promise.withResolvers<void>();
  const info = (text: string): void => {
    log.info(text);
    resolve();
  };
  return { log: { ...log, info }, said: log.said, waiting: promise };
}

function deps(parts: Partial<HostLockDeps> = {}): HostLockDeps {
  return {
    exec: systemExec,
    env: { PATH: process.env['PATH'] },
    clock: { ...systemClock, now: () => new Date(SINCE) },
    log: keptLog(),
    cancellation: () => new AbortController().signal,
    ...parts,
  };
}

async function lock(waitSeconds: number, parts: Partial<HostLockDeps> = {}): Promise<HostLock> {
  const taken = await lockHost({ file, owner: OWNER, waitSeconds }, deps(parts));
  locks.push(taken);
  return taken;
}

/** How often this process has the file open. */
function openings(): number {
  const numbers = readdirSync('/proc/self/fd');
  return numbers.filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === file;
    } catch {
      return false;
    }
  }).length;
}

function noted(): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

describe('a lock of the host', () => {
  test('says in its file who holds it, and nothing when it was released', async () => {
    const log = keptLog();
    const taken = await lock(0, { log });
    expect(noted()).toEqual({ ...OWNER, pid: process.pid, since: SINCE });
    expect(log.said).toEqual([]);
    taken.release();
    expect(readFileSync(file, 'utf8')).toBe('');
    expect(readdirSync(folder)).toEqual(['lock']);
    await lock(0);
  });

  test('is waited for, and the log says for whom', async () => {
    const first = await lock(0);
    const { log, said, waiting } = watched();
    let tick = (): void => {};
    const every = (milliseconds: number, given: () => void): (() => void) => {
      if (milliseconds === 10_000) tick = given;
      return () => {};
    };
    const second = lock(60, { log, clock: { ...deps().clock, every } });
    await waiting;
    tick();
    first.release();
    await second;
    expect(said.map(({ text }) => text)).toEqual([
      `Waiting for ${HOLDER}, which has locked this host since ${SINCE}.`,
      `Waiting for ${HOLDER}: 0 s of at most 1 min 0 s.`,
    ]);
    expect(noted()).toMatchObject({ pid: process.pid });
  });

  test.each([
    [0, '', []],
    [
      0.2,
      ', after 0 s of waiting',
      [{ level: 'info', text: `Waiting for ${HOLDER}, which has locked this host since ${SINCE}.` }],
    ],
  ])('is given up after %s s', async (seconds, after, said) => {
    await lock(0);
    const log = keptLog();
    const error = await userErrorOfWork(lock(seconds, { log }));
    expect(error.text).toBe(
      `This host is locked by ${HOLDER} since ${SINCE}${after}.\n` +
        `Run the job again when that one has ended. Its process ${process.pid} may have been killed while something that it started ` +
        `goes on; \`fuser --verbose ${file}\` on the host shows who has the lock file open.`,
    );
    expect(log.said).toEqual(said);
    expect(openings()).toBe(1);
  });

  test('is waited for until the job is cancelled', async () => {
    const first = await lock(0);
    const controller = new AbortController();
    const { log, waiting } = watched();
    const second = userErrorOfWork(lock(600, { log, cancellation: () => controller.signal }));
    await waiting;
    controller.abort();
    expect((await second).text).toBe(`The job was cancelled while it waited for ${HOLDER}.`);
    first.release();
    await lock(0);
  });

  test('is not the file: what a dead holder left in it is nothing', async () => {
    writeFileSync(file, JSON.stringify({ ...OWNER, pid: 1, since: SINCE, filler: 'x'.repeat(9000) }));
    const log = keptLog();
    await lock(0, { log });
    expect(noted()).toEqual({ ...OWNER, pid: process.pid, since: SINCE });
    expect(log.said).toEqual([]);
  });

  test.each(['', 'nonsense', '[]', 'null', '{"pid":"7","since":"soon","job":"","run":7}'])(
    'may be held by somebody who left %j',
    async (left) => {
      await lock(0);
      writeFileSync(file, left);
      const error = await userErrorOfWork(lock(0));
      expect(error.message).toBe('This host is locked by another job.');
      expect(error.advice).toContain(' It may have been killed ');
    },
  );

  test('is taken in the file that has the name, when the locked one was removed', async () => {
    const first = await lock(0);
    const { log, waiting } = watched();
    const second = lock(60, { log });
    await waiting;
    unlinkSync(file);
    first.release();
    await second;
    expect(noted()).toMatchObject({ pid: process.pid });
    expect((await userErrorOfWork(lock(0))).message).toContain('This host is locked by');
  });
});

test('a process that keeps a lock which is released is named', async () => {
  const log = keptLog();
  const taken = await lock(0, { log });
  let pid = 0;
  const started = Promise.withResolvers<void>();
  const child = systemExec(['sh', '-c', 'echo up; exec sleep 600'], {
    env: { PATH: process.env['PATH'] },
    holdOpen: [taken.fd],
    onStart: (of) => {
      pid = of;
    },
    onLine: () => started.resolve(),
  });
  await started.promise;
  taken.release();
  process.kill(pid);
  expect(log.said).toEqual([
    {
      level: 'warning',
      text:
        `The process ${pid}, which this job started, still has the lock "${file}": other jobs wait for it. ` +
        `\`ps -fp ${pid}\` on the host shows what it is.`,
    },
  ]);
  await child;
  await lock(0);
});

describe('a holder that is killed', () => {
  let holder: ChildProcess;
  let child: number;

  async function hold(...args: readonly string[]): Promise<void> {
    const script = join(import.meta.dirname, 'fixtures', 'lock-holder.ts');
    holder = spawn(process.execPath, [script, file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (holder.stdout === null) throw new Error('There is no output.');
    const lines: string[] = [];
    for await (const line of createInterface({ input: holder.stdout })) {
      lines.push(line);
      if (line === 'held') break;
    }
    expect(lines).toEqual([expect.stringMatching(/^\d+$/), 'held']);
    child = Number(lines[0]);
  }
  async function kill(): Promise<void> {
    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
  }

  test('holds nothing any more, though something that it started runs', async () => {
    await hold();
    const error = await userErrorOfWork(lock(0));
    expect(error.message).toMatch(
      new RegExp(`^This host is locked by the job "test" of "o/other" \\(process ${holder.pid}\\) since `),
    );
    await kill();
    await lock(0);
    process.kill(child);
  });

  test('lets go of who waits', async () => {
    await hold();
    const { log, waiting } = watched();
    const waits = lock(60, { log });
    await waiting;
    await kill();
    process.kill(child);
    await waits;
  });

  test('holds it on while a process runs that it gave the lock to', async () => {
    await hold('child');
    await kill();
    const error = await userErrorOfWork(lock(0.1));
    expect(error.advice).toContain(`Its process ${holder.pid} may have been killed while`);
    process.kill(child);
    await lock(60);
  });
});

describe('the file of a lock', () => {
  test('may be opened by everybody, whatever the umask', async () => {
    const before = process.umask(0o077);
    try {
      await lock(0);
    } finally {
      process.umask(before);
    }
    expect(statSync(file).mode & 0o777).toBe(0o666);
  });

  const asRoot = process.getuid?.() === 0 ? test : test.skip;
  asRoot("may be another user's, in a folder like /tmp", async () => {
    await chmod(folder, 0o1777);
    const script = 'import os, sys\nos.umask(0)\nos.close(os.open(sys.argv[1], os.O_CREAT, 0o666))';
    const { status } = spawnSync('python3', ['-c', script, file], { uid: 65534, gid: 65534 });
    expect({ status, uid: statSync(file).uid }).toEqual({ status: 0, uid: 65534 });
    await lock(0);
    const other = spawnSync('flock', ['--nonblock', '--conflict-exit-code', '9', file, 'true'], {
      uid: 65534,
      gid: 65534,
    });
    expect(other.status).toBe(9);
  });

  test.each<[string, () => void, string]>([
    ['a link', () => symlinkSync(join(folder, 'other'), file), 'is a link'],
    ['a folder', () => mkdirSync(file), 'cannot be opened: EISDIR'],
    ['a pipe', () => void spawnSync('mkfifo', [file]), 'is not a regular file'],
  ])('is not %s', async (_what, make, problem) => {
    make();
    expect((await userErrorOfWork(lock(0))).message).toBe(`The lock file "${file}" ${problem}.`);
    expect(existsSync(join(folder, 'other'))).toBe(false);
  });

  test('needs its folder', async () => {
    file = join(folder, 'none', 'lock');
    const { message } = await userErrorOfWork(lock(0));
    expect(message).toBe(`The lock file "${file}" cannot be opened: ENOENT.`);
  });
});

test('without the program flock, the user is told to install it', async () => {
  const error = await userErrorOfWork(lock(0, { env: { PATH: folder } }));
  expect(error.text).toBe('The program flock was not found.\nInstall util-linux on the host of this runner.');
});

test('what flock says is told', async () => {
  writeFileSync(join(folder, 'flock'), '#!/bin/sh\necho "flock: 10: No locks available" >&2\nexit 71\n', {
    mode: 0o755,
  });
  const error = await userErrorOfWork(lock(0, { env: { PATH: `${folder}:${process.env['PATH']}` } }));
  expect(error.message).toBe(`The file "${file}" cannot be locked: "flock: 10: No locks available".`);
});

test('a job is described by what its runner says', () => {
  expect(
    lockOwner({
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_RUN_ID: '7',
      GITHUB_JOB: 'test',
      RUNNER_NAME: 'a',
    }),
  ).toEqual(OWNER);
  expect(lockOwner({})).toEqual({});
});
