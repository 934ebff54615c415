import { spawnSync } from 'node:child_process';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Clock } from '@pv-actions/core/action/clock.ts';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { type Exec, systemExec } from '@pv-actions/core/action/exec.ts';
import { makeSampleLayer } from '@pv-actions/testkit/sample-layer/sample-layer.ts';
import { asUser } from '../src/user/build-user.ts';
import {
  gitconfigText,
  type SafeDirectoryOptions,
  safeDirectories,
  undoSafeDirectories,
} from '../src/user/safe-directory.ts';

const ME = process.getuid?.() ?? -1;
const SOMEBODY = ME + 4321;
const PATH = process.env['PATH'];

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'safe-directory-')));
  await chmod(root, 0o755);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const at = (path: string): string => join(root, path);

/** The system's configuration of git is a file of the test. */
function options(change: Partial<SafeDirectoryOptions> = {}): SafeDirectoryOptions {
  const exec: Exec = (argv, given) =>
    systemExec(argv, { ...given, env: { ...given.env, GIT_CONFIG_SYSTEM: at('system') } });
  const clock: Clock = { now: () => new Date(0), sleep: async () => undefined, every: () => () => undefined };
  return {
    ...{ uid: 0, buildUid: SOMEBODY, gitconfigFile: false, runFolder: root, env: { PATH }, exec, clock },
    ...change,
  };
}

/** The values of safe.directory in a file, as git reads them. */
function valuesIn(file: string): string[] {
  const { stdout } = spawnSync('git', ['config', '--file', file, '--null', '--get-all', 'safe.directory'], {
    encoding: 'utf8',
  });
  return stdout.split('\0').slice(0, -1);
}

async function repository(name: string): Promise<string> {
  await mkdir(at(`${name}/.git`), { recursive: true });
  return at(name);
}

describe('which repositories', () => {
  test('those of the build user need nothing', async () => {
    const folder = await repository('layer');
    await expect(safeDirectories([folder], options({ buildUid: ME, uid: 1 }))).resolves.toEqual({
      env: {},
      undo: { added: [] },
    });
  });

  test('a folder that is not there needs nothing', async () => {
    await expect(safeDirectories([at('none')], options({ uid: 1 }))).resolves.toMatchObject({ env: {} });
  });

  test('a link is entered as what it points at, once', async () => {
    const folder = await repository('layer');
    await symlink(folder, at('link'));
    await safeDirectories([at('link'), folder], options());
    expect(valuesIn(at('system'))).toEqual([folder]);
  });

  const asRoot = ME === 0 ? test : test.skip;
  asRoot('the folder, its .git and what a .git file points at all count (needs root)', async () => {
    const [top, git, worktree, own] = [
      await repository('top'),
      await repository('git'),
      at('tree'),
      await repository('own'),
    ];
    await chown(top, 7, 7);
    await chown(join(git, '.git'), 7, 7);
    await mkdir(worktree);
    await mkdir(at('modules'));
    await writeFile(join(worktree, '.git'), 'gitdir: ../modules\n');
    await chown(at('modules'), 7, 7);
    const { undo } = await safeDirectories([top, git, worktree, own], options({ buildUid: 0 }));
    expect(undo).toEqual({ added: [top, git, worktree] });
  });
});

describe("the system's configuration, as root", () => {
  test('gets the folders, and loses only them', async () => {
    const [a, b] = [await repository('a'), await repository('b')];
    const before = `[user]\n\tname = Somebody\n[safe]\n\tdirectory = ${root}\n\tdirectory = ${b}\n\tdirectory = ${a}x\n`;
    await writeFile(at('system'), before);
    const { env, undo } = await safeDirectories([a, b], options());
    expect(env).toEqual({});
    expect(undo).toEqual({ added: [a] });
    expect(valuesIn(at('system'))).toEqual([root, b, `${a}x`, a]);

    const record = JSON.parse(JSON.stringify(undo));
    await undoSafeDirectories(record, options());
    expect(await readFile(at('system'), 'utf8')).toBe(before);
    await undoSafeDirectories(record, options());
    expect(await readFile(at('system'), 'utf8')).toBe(before);
  });

  test('tells what will have to be undone before it is done', async () => {
    const [a, b] = [await repository('a'), await repository('b')];
    const told: unknown[] = [];
    await safeDirectories([a, b], options({ onAdd: (record) => told.push(record, valuesIn(at('system'))) }));
    expect(told).toEqual([{ added: [a, b] }, []]);
    expect(valuesIn(at('system'))).toEqual([a, b]);
  });

  test('a name full of signs that mean something in a pattern is removed exactly', async () => {
    const folder = await repository('a.b+(c|d)*[e]{2}^$? ü\\');
    const other = await repository('aXb+(c|d)*[e]{2}^$? ü\\');
    await writeFile(at('system'), '');
    const first = await safeDirectories([folder], options());
    await safeDirectories([other], options());
    expect(valuesIn(at('system'))).toEqual([folder, other]);
    await undoSafeDirectories(first.undo, options());
    expect(valuesIn(at('system'))).toEqual([other]);
  });

  test('a folder that it trusts already needs nothing, but an empty value forgets', async () => {
    const folder = await repository('a');
    const nothing = { env: {}, undo: { added: [] } };
    await writeFile(at('system'), '[safe]\n\tdirectory = *\n');
    await expect(safeDirectories([folder], options({ uid: 1 }))).resolves.toEqual(nothing);
    await writeFile(at('system'), `[safe]\n\tdirectory = *\n\tdirectory =\n\tdirectory = ${folder}\n`);
    await expect(safeDirectories([folder], options({ uid: 1 }))).resolves.toEqual(nothing);
    await writeFile(at('system'), '[safe]\n\tdirectory = *\n\tdirectory =\n');
    await expect(safeDirectories([folder], options())).resolves.toEqual({
      env: {},
      undo: { added: [folder] },
    });
  });

  test('waits while another git writes it', async () => {
    const folder = await repository('a');
    await writeFile(at('system.lock'), '');
    const pauses: number[] = [];
    const { clock } = options();
    const sleep = async (milliseconds: number): Promise<void> => {
      pauses.push(milliseconds);
      if (pauses.length === 3) await rm(at('system.lock'));
    };
    await safeDirectories([folder], options({ clock: { ...clock, sleep } }));
    expect(pauses).toEqual([100, 100, 100]);
    expect(valuesIn(at('system'))).toEqual([folder]);
  });

  test('a lock that stays is an error, and takes back what was added', async () => {
    const [a, b] = [await repository('a'), await repository('b')];
    const { exec } = options();
    const locking: Exec = async (argv, given) => {
      const locked = argv.includes('--add') && argv.includes(b);
      if (locked) await writeFile(at('system.lock'), '');
      const result = await exec(argv, given);
      if (locked) await rm(at('system.lock'));
      return result;
    };
    const thrown = await safeDirectories([a, b], options({ exec: locking })).catch((error) => error);
    expect(thrown).toBeInstanceOf(UserError);
    expect((thrown as UserError).text).toContain(
      `The folder ${b} could not be added to the system's git configuration as a safe.directory: error: could not lock config file`,
    );
    expect(valuesIn(at('system'))).toEqual([]);
  });

  test('many builds at once all get theirs, and leave nothing', async () => {
    const folders = await Promise.all(Array.from({ length: 8 }, (_, index) => repository(`layer-${index}`)));
    const clock: Clock = {
      ...options().clock,
      sleep: () => new Promise((resolve) => setTimeout(resolve, 20)),
    };
    const all = await Promise.all(folders.map((folder) => safeDirectories([folder], options({ clock }))));
    expect(valuesIn(at('system')).sort()).toEqual(folders);
    await Promise.all(all.map(({ undo }) => undoSafeDirectories(undo, options({ clock }))));
    expect(valuesIn(at('system'))).toEqual([]);
  });
});

test('without root, and with a kas that reads no file, it says what to do', async () => {
  const folder = await repository("it's");
  const thrown = await safeDirectories([folder], options({ uid: 1 })).catch((error) => error);
  expect(thrown).toBeInstanceOf(UserError);
  expect((thrown as UserError).text).toBe(
    `git refuses to work in a repository that belongs to another user: ${folder}.\n` +
      'Run this in a step before, or use kas 4.3 or newer:\n' +
      `sudo git config --system --add safe.directory '${root}/it'\\''s'`,
  );
});

test('git that is not there is named', async () => {
  const folder = await repository('a');
  const thrown = await safeDirectories([folder], options({ env: { PATH: '/nonexistent' } })).catch((e) => e);
  expect((thrown as UserError).text).toBe(
    'git is not on the PATH.\nInstall it before this step: kas needs it.',
  );
});

describe('the file for GITCONFIG_FILE', () => {
  test('has the folders behind what GITCONFIG_FILE named before, and only its owner can read it', async () => {
    const folder = await repository('a');
    await writeFile(at('former'), '[url "https://example.com/"]\n\tinsteadOf = git@example.com:');
    const env = { PATH, HOME: root, GITCONFIG_FILE: at('former') };
    const own = { buildUid: SOMEBODY, uid: 1, gitconfigFile: true, env };
    await expect(safeDirectories([folder], options(own))).resolves.toEqual({
      env: { GITCONFIG_FILE: at('gitconfig') },
      undo: { added: [] },
    });
    expect(await readFile(at('gitconfig'), 'utf8')).toBe(
      `[url "https://example.com/"]\n\tinsteadOf = git@example.com:\n[safe]\n\tdirectory = ${folder}\n`,
    );
    expect((await stat(at('gitconfig'))).mode & 0o777).toBe(0o600);
  });

  test('has nothing of a file that the .gitconfig of another user leads to', async () => {
    const folder = await repository('a');
    await mkdir(at('home'));
    await writeFile(at('secret'), '[user]\n\tpassword = a-password\n');
    await symlink(at('secret'), at('home/.gitconfig'));
    const own = { gitconfigFile: true, env: { PATH, HOME: at('home') } };
    await expect(safeDirectories([folder], options(own))).rejects.toThrow(
      'is a link that leaves the folder.',
    );
    await rm(at('home/.gitconfig'));
    spawnSync('mkfifo', [at('home/.gitconfig')]);
    await expect(safeDirectories([folder], options(own))).rejects.toThrow('is not a regular file.');
  });

  test("has the folders behind the .gitconfig of kas's HOME, when there is one", async () => {
    const folder = await repository('a');
    const own = { uid: 1, gitconfigFile: true, env: { PATH, HOME: root } };
    await safeDirectories([folder], options(own));
    expect(await readFile(at('gitconfig'), 'utf8')).toBe(`[safe]\n\tdirectory = ${folder}\n`);
    await writeFile(at('.gitconfig'), '[a]\n\tb = c\n');
    await safeDirectories([folder], options(own));
    expect(await readFile(at('gitconfig'), 'utf8')).toBe(`[a]\n\tb = c\n[safe]\n\tdirectory = ${folder}\n`);
  });

  const asRoot = ME === 0 ? test : test.skip;
  asRoot("is the build user's, and root enters the folder for the system too (needs root)", async () => {
    const folder = await repository('a');
    const { env, undo } = await safeDirectories([folder], options({ gitconfigFile: true, buildUid: 4321 }));
    expect((await stat(env['GITCONFIG_FILE'] ?? '')).uid).toBe(4321);
    expect(undo).toEqual({ added: [folder] });
  });

  test.each([
    '/w/layer',
    '/w/two words',
    '/w/hash#mark;semi',
    '/w/quote"back\\slash',
    '/w/ends with blank ',
    '/w/tab\tand\nnewline',
    '/w/a  b',
  ])('git reads %j back as it is', async (folder) => {
    await writeFile(at('file'), gitconfigText(['/first', folder], '[safe]\n\tdirectory = /kept\n'));
    expect(valuesIn(at('file'))).toEqual(['/kept', '/first', folder]);
  });
});

const describeRoot = ME === 0 ? describe : describe.skip;
describeRoot('kas 3.1 in a layer that belongs to somebody else (needs root)', () => {
  const clock: Clock = {
    now: () => new Date(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    every: () => () => undefined,
  };

  /** Asks kas, as `uid`, for its layer's repository: it has to find the root of the config's. */
  async function kas(
    workspace: string,
    config: string,
    uid: number,
  ): Promise<{ code: number | null; log: string }> {
    const lines: string[] = [];
    const user = { name: 'x', uid, gid: uid, groups: [], home: '/' };
    const argv = ['kas', 'for-all-repos', config, 'git rev-parse HEAD'] as const;
    await mkdir(join(root, 'work'), { recursive: true });
    await chown(join(root, 'work'), uid, uid);
    const { code } = await systemExec(uid === 0 ? [...argv] : asUser(user, [...argv]), {
      cwd: workspace,
      env: { PATH, KAS_WORK_DIR: join(root, 'work') },
      onLine: (line) => void lines.push(line),
    });
    return { code, log: lines.join('\n') };
  }

  test.each([
    ['root, in a folder of a user', 0, 4321],
    ['a build user, in a folder of root', 4321, 0],
  ])('as %s', async (_, uid, owner) => {
    const workspace = at('workspace');
    const layer = await makeSampleLayer(workspace);
    const config = layer.machines[0]?.config ?? '';
    expect(spawnSync('chown', ['-R', `${owner}:${owner}`, workspace]).status).toBe(0);

    const refused = await kas(workspace, config, uid);
    expect(refused.code).not.toBe(0);
    expect(refused.log).toContain('FileNotFoundError');

    const deps = { exec: systemExec, clock, env: { PATH } };
    const { undo } = await safeDirectories([workspace], {
      ...deps,
      buildUid: uid,
      gitconfigFile: false,
      runFolder: root,
    });
    try {
      const { code, log } = await kas(workspace, config, uid);
      expect([code, log]).toEqual([0, expect.stringContaining(layer.sha)]);
    } finally {
      await undoSafeDirectories(undo, deps);
    }
    expect((await kas(workspace, config, uid)).code).not.toBe(0);
  });
});
