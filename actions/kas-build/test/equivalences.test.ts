import { execFileSync } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Exec, systemExec } from '@pv-actions/core/action/exec.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { copyEquivalences, hasEquivalences } from '../src/equivalences.ts';

let folder: string;
let shared: string;
let own: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'equivalences-'));
  shared = join(folder, 'sstate');
  own = join(folder, 'build/private-sstate');
  await mkdir(shared);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs Python with SQLite, as bitbake does. */
function python(script: string, ...args: readonly string[]): string {
  return execFileSync('python3', ['-c', script, ...args], { encoding: 'utf8' });
}

/** A database as a server leaves it that was killed: one row in the file, and one in the log beside it. */
function fill(dir: string): void {
  python(
    `import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1] + '/hashserv.db')
db.execute('PRAGMA journal_mode = WAL')
db.execute('CREATE TABLE unihashes_v2 (taskhash TEXT, unihash TEXT)')
db.execute("INSERT INTO unihashes_v2 VALUES ('a', '1')")
db.commit()
db.execute('PRAGMA wal_checkpoint(TRUNCATE)')
db.execute("INSERT INTO unihashes_v2 VALUES ('b', '2')")
db.commit()
os._exit(0)`,
    dir,
  );
}

function rows(dir: string): string {
  return python(
    `import sqlite3, sys
print(sqlite3.connect(sys.argv[1] + '/hashserv.db').execute('SELECT * FROM unihashes_v2 ORDER BY 1').fetchall())`,
    dir,
  ).trim();
}

const clock = { sleep: async () => {}, now: () => new Date(0), every: () => () => {} };
const env = { PATH: process.env['PATH'] };

function copy(log = keptLog(), run: Exec = systemExec): Promise<boolean> {
  return copyEquivalences(shared, own, undefined, { exec: run, env, clock, log });
}

test('a copy has what is in the file and what is in its log, and the shared folder stays as it is', async () => {
  fill(shared);
  expect((await readdir(shared)).sort()).toEqual(['hashserv.db', 'hashserv.db-shm', 'hashserv.db-wal']);
  await rm(join(shared, 'hashserv.db-shm'));
  expect(await hasEquivalences(shared)).toBe(true);
  expect(await copy()).toBe(true);
  expect((await readdir(shared)).sort()).toEqual(['hashserv.db', 'hashserv.db-wal']);
  expect(rows(own)).toBe("[('a', '1'), ('b', '2')]");
});

test('a copy of before is replaced, with its log', async () => {
  await mkdir(own, { recursive: true });
  fill(own);
  await writeFile(join(shared, 'hashserv.db'), 'new');
  expect(await copy()).toBe(true);
  expect(await readdir(own)).toEqual(['hashserv.db']);
  expect(await readFile(join(own, 'hashserv.db'), 'utf8')).toBe('new');
});

test('a copy of a database that nobody may write can be written', async () => {
  fill(shared);
  for (const name of await readdir(shared)) await chmod(join(shared, name), 0o444);
  expect(await copy()).toBe(true);
  for (const name of ['hashserv.db', 'hashserv.db-wal'])
    expect((await stat(join(own, name))).mode & 0o777).toBe(0o644);
  expect((await stat(join(shared, 'hashserv.db'))).mode & 0o777).toBe(0o444);
});

test('a link in the place of the copy is replaced, and not followed', async () => {
  await mkdir(own, { recursive: true });
  await writeFile(join(shared, 'hashserv.db'), 'shared');
  await writeFile(join(folder, 'other'), 'other');
  await symlink(join(folder, 'other'), join(own, 'hashserv.db'));
  expect(await copy()).toBe(true);
  expect(await readFile(join(folder, 'other'), 'utf8')).toBe('other');
});

describe('no copy', () => {
  test('of what changes all the time, which is said', async () => {
    await writeFile(join(shared, 'hashserv.db'), 'x');
    // Each look at it finds another time.
    let looks = 0;
    const log = keptLog();
    const changing: Exec = async (argv, options) => {
      looks += 1;
      await utimes(join(shared, 'hashserv.db'), looks, looks);
      return systemExec(argv, options);
    };
    expect(await copy(log, changing)).toBe(false);
    expect(await readdir(own)).toEqual([]);
    expect(
      log.said.map(({ level, text }) => `${level}: ${text.slice(text.indexOf('the database'))}`),
    ).toEqual(['notice: the database cannot be copied, since another build writes to it.']);
  });

  test('where there is none', async () => {
    expect(await hasEquivalences(shared)).toBe(false);
    await mkdir(join(shared, 'hashserv.db'));
    expect(await hasEquivalences(shared)).toBe(false);
  });
});
