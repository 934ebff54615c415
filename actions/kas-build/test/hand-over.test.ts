import {
  chmod,
  chown,
  lchown,
  lstat,
  mkdir,
  mkdtemp,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import type { BuildUser } from '../src/user/build-user.ts';
import {
  buildFolders,
  type ChangeOwner,
  giveBack,
  type HandOverDeps,
  handOver,
  isSystemFolder,
} from '../src/user/hand-over.ts';

const USER: BuildUser = { name: 'builder', uid: 12345, gid: 23456, groups: [108], home: '/home/builder' };

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'hand-over-')));
  await chmod(root, 0o755);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const at = (path: string): string => join(root, path);

/** Makes files and, with a final slash, folders. */
async function make(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(path.endsWith('/') ? at(path) : join(at(path), '..'), { recursive: true });
    if (!path.endsWith('/')) await writeFile(at(path), path);
  }
}

/** A machine on which nothing is changed: what would be is recorded, relative to the root. */
function recorder(within: readonly string[] = [root]): { deps: HandOverDeps; given: string[] } {
  const given: string[] = [];
  return {
    given,
    deps: {
      within,
      changeOwner: async (path, uid, gid) => void given.push(`${path.slice(root.length + 1)} ${uid}:${gid}`),
    },
  };
}

async function refusal(
  folders: { whole?: readonly string[]; top?: readonly string[] },
  within: readonly string[] = [root],
  user: BuildUser = USER,
): Promise<string> {
  const { deps, given } = recorder(within);
  const thrown = await handOver({ whole: [], top: [], ...folders }, user, deps).catch((error) => error);
  expect(thrown).toBeInstanceOf(UserError);
  expect(given).toEqual([]);
  return (thrown as UserError).text;
}

describe('buildFolders', () => {
  test('the build folder and the clones that kas made are whole, the work folder is not', async () => {
    await make('poky/.git/HEAD', 'meta-oe/.git/', 'notes/readme', 'build/.git/', 'a-file');
    await make('layer/.git/HEAD', 'submodule/src/x');
    await writeFile(at('submodule/.git'), 'gitdir: ../layer/.git/modules/submodule\n');
    await symlink(at('poky'), at('link'));
    await expect(
      buildFolders({ workDir: root, buildDir: at('build'), repoDir: at('layer') }),
    ).resolves.toEqual({
      whole: [at('build'), at('meta-oe'), at('poky')],
      top: [root],
    });
  });

  test('a repository that holds the layer is not a clone of kas, nor is the work folder itself', async () => {
    await make('outer/.git/', 'outer/layer/.git/', 'poky/.git/');
    await expect(
      buildFolders({ workDir: root, buildDir: at('build'), repoDir: at('outer/layer') }),
    ).resolves.toMatchObject({ whole: [at('build'), at('poky')] });
    await make('.git/');
    await expect(buildFolders({ workDir: root, buildDir: at('build'), repoDir: root })).resolves.toEqual({
      whole: [at('build'), at('outer'), at('poky')],
      top: [root],
    });
  });

  test('a work folder that is not there has no clones', async () => {
    await expect(
      buildFolders({ workDir: at('w'), buildDir: at('w/build'), repoDir: at('layer') }),
    ).resolves.toEqual({ whole: [at('w/build')], top: [at('w')] });
  });
});

describe('handOver', () => {
  test('gives whole folders with all that is in them, and of the others themselves', async () => {
    await make('build/conf/local.conf', 'build/tmp/work/a', 'sstate/00/x', 'dl/git2/y', 'outside/z');
    await symlink(at('outside'), at('build/link'));
    const { deps, given } = recorder();
    const { uid, gid } = await stat(root);
    const handedOver = await handOver(
      { whole: [at('build')], top: [root, at('sstate'), at('dl')] },
      USER,
      deps,
    );
    expect(given.sort()).toEqual([
      ' 12345:23456',
      'build 12345:23456',
      'build/conf 12345:23456',
      'build/conf/local.conf 12345:23456',
      'build/link 12345:23456',
      'build/tmp 12345:23456',
      'build/tmp/work 12345:23456',
      'build/tmp/work/a 12345:23456',
      'dl 12345:23456',
      'sstate 12345:23456',
    ]);
    expect(JSON.parse(JSON.stringify(handedOver))).toEqual({
      top: [
        { path: root, uid, gid },
        { path: at('sstate'), uid, gid },
        { path: at('dl'), uid, gid },
      ],
    });
  });

  test('a shared folder in the build folder is given without its content', async () => {
    await make('build/sstate/00/x', 'build/y');
    const { deps, given } = recorder();
    await handOver({ whole: [at('build')], top: [at('build/sstate')] }, USER, deps);
    expect(given.sort()).toEqual(['build 12345:23456', 'build/sstate 12345:23456', 'build/y 12345:23456']);
  });

  test('what the user owns already is left alone', async () => {
    await make('build/x', 'sstate/y');
    const { uid, gid } = await stat(root);
    const { deps, given } = recorder();
    await expect(
      handOver({ whole: [at('build')], top: [at('sstate')] }, { ...USER, uid, gid }, deps),
    ).resolves.toEqual({ top: [] });
    expect(given).toEqual([]);
  });

  test('missing folders are made with their parents', async () => {
    const { deps, given } = recorder();
    await handOver({ whole: [at('a/b/build')], top: [at('sstate')] }, USER, deps);
    expect((await stat(at('a/b/build'))).isDirectory()).toBe(true);
    expect((await stat(at('sstate'))).isDirectory()).toBe(true);
    expect([...new Set(given)].sort()).toEqual([
      'a 12345:23456',
      'a/b 12345:23456',
      'a/b/build 12345:23456',
      'sstate 12345:23456',
    ]);
  });

  test('a folder with very many entries is given whole', async () => {
    const files = Array.from({ length: 300 }, (_, index) => `build/d${index % 60}/e${index % 7}/f${index}`);
    await make(...files);
    const { deps, given } = recorder();
    await handOver({ whole: [at('build')], top: [] }, USER, deps);
    expect(given.filter((line) => /\/f\d+ /.test(line)).length).toBe(300);
  });

  test('a folder that cannot be given is a user error, and the others go back', async () => {
    await make('sstate/', 'dl/');
    const { uid, gid } = await stat(root);
    const given: string[] = [];
    const changeOwner: HandOverDeps['changeOwner'] = async (path, toUid, toGid) => {
      given.push(`${path.slice(root.length + 1)} ${toUid}:${toGid}`);
      if (path === at('dl') && toUid === USER.uid) {
        throw Object.assign(new Error(`EROFS: read-only file system, lchown '${path}'`), { code: 'EROFS' });
      }
    };
    const thrown = await handOver({ whole: [], top: [at('sstate'), at('dl')] }, USER, {
      within: [root],
      changeOwner,
    }).catch((error) => error);
    expect((thrown as UserError).text).toBe(
      `A folder of the build cannot be given to the user "builder": EROFS: read-only file system, lchown '${at('dl')}'.\n` +
        'Check that its file system is writable and allows to change owners, or leave the input build-user empty.',
    );
    expect(given).toContain(`sstate ${uid}:${gid}`);
  });
});

test('what will have to be given back is told before any of it is given', async () => {
  await make('sstate/', 'dl/');
  const { deps, given } = recorder();
  const { uid, gid } = await stat(root);
  const onTop: HandOverDeps['onTop'] = (handedOver) => void given.push(JSON.stringify(handedOver.top));
  await handOver({ whole: [], top: [at('sstate'), at('dl')] }, USER, { ...deps, onTop });
  expect(given).toEqual([
    JSON.stringify([
      { path: at('sstate'), uid, gid },
      { path: at('dl'), uid, gid },
    ]),
    'sstate 12345:23456',
    'dl 12345:23456',
  ]);
});

describe('what is never given away', () => {
  test.each(['/', '/usr', '/etc', '/home', '/root', '/var', '/tmp', '/work', '/home/builder', '/var/lib'])(
    '%s',
    (path) => {
      expect(isSystemFolder(path)).toBe(true);
    },
  );
  test.each(['/usr/local/sstate', '/etc/x/y', '/dev/shm', '/boot/efi'])(
    '%s, in a tree of the system',
    (path) => {
      expect(isSystemFolder(path)).toBe(true);
    },
  );
  test.each([
    '/__w/layer/layer',
    '/home/runner/work',
    '/srv/sstate',
    '/mnt/yocto',
    '/var/cache/yocto',
    '/tmp/x',
  ])('%s may be', (path) => {
    expect(isSystemFolder(path)).toBe(false);
  });

  test('a folder of the system, whatever the job allows', async () => {
    expect(await refusal({ top: ['/usr/share'] }, ['/'])).toBe(
      'The folder /usr/share would be given to the build user, but it is a folder of the system.\n' +
        'Name a folder of its own for the build, as in /srv/yocto/sstate.',
    );
  });

  test('a link of the repository to a folder of the system, or out of the job', async () => {
    await make('elsewhere/secret', 'workspace/');
    await symlink('/etc', at('workspace/build'));
    expect(await refusal({ whole: [at('workspace/build')] })).toContain(
      `The folder ${at('workspace/build')} (which is /etc) would be given`,
    );
    await symlink(at('elsewhere'), at('workspace/build2'));
    expect(await refusal({ whole: [at('workspace/build2/x')] }, [at('workspace')])).toBe(
      `The folder ${at('workspace/build2/x')} (which is ${at('elsewhere/x')}) would be given to the build user, but it is outside of the folders of this job: ${at('workspace')}.\n` +
        'Replace the link by a folder, or name the folder itself in the input that it belongs to.',
    );
  });

  test('a folder whose name only starts like one of the job', async () => {
    await make('work/', 'workshop/');
    expect(await refusal({ top: [at('workshop')] }, [at('work')])).toContain(
      'outside of the folders of this job',
    );
  });
});

describe('the way to a folder', () => {
  test('a parent that bars the user is named, before anything was given', async () => {
    await make('home/work/build/', 'sstate/');
    await chmod(at('home'), 0o700);
    expect(await refusal({ top: [at('sstate')], whole: [at('home/work/build')] })).toBe(
      `The build user "builder" cannot reach ${at('home/work/build')}: the mode of ${at('home')} (0700) bars the way.\n` +
        `Let it pass (\`chmod o+x ${at('home')}\`) in a step before, or put the folder elsewhere.`,
    );
  });

  test('owner, group and others are told apart as the kernel does', async () => {
    await make('home/build/');
    const { uid, gid } = await stat(at('home'));
    const folders = { whole: [at('home/build')], top: [] };
    const { deps } = recorder();
    const stranger = { ...USER, groups: [] };
    const [member, second] = [
      { ...stranger, gid },
      { ...stranger, groups: [gid] },
    ];
    const owner = { ...stranger, uid };

    await chmod(at('home'), 0o710);
    for (const user of [member, second]) await handOver(folders, user, deps);
    await refusal(folders, [root], stranger);

    await chmod(at('home'), 0o701);
    await handOver(folders, stranger, deps);
    for (const user of [member, second]) await refusal(folders, [root], user);

    if (uid === 0) return;
    await chmod(at('home'), 0o711);
    await handOver(folders, owner, deps);
  });

  test('a parent that is given too will be passed as its owner', async () => {
    await make('work/build/');
    await chmod(at('work'), 0o700);
    const { deps, given } = recorder();
    await handOver({ whole: [at('work/build')], top: [at('work')] }, USER, deps);
    expect(given.sort()).toEqual(['work 12345:23456', 'work/build 12345:23456']);
  });
});

const describeRoot = process.getuid?.() === 0 ? describe : describe.skip;
describeRoot('on the real file system (needs root)', () => {
  test('owners change, links and modes do not, and the top folders come back', async () => {
    await make('w/build/su', 'w/sstate/00/x', 'outside');
    await symlink(at('outside'), at('w/build/link'));
    await chmod(at('w/build/su'), 0o4751);
    await chown(at('w/sstate'), 500, 600);
    const handedOver = await handOver({ whole: [at('w/build')], top: [at('w'), at('w/sstate')] }, USER, {
      within: [root],
    });
    const owner = async (path: string): Promise<string> => {
      const { uid, gid } = await lstat(at(path));
      return `${uid}:${gid}`;
    };
    for (const path of ['w', 'w/build', 'w/build/su', 'w/build/link', 'w/sstate']) {
      expect([path, await owner(path)]).toEqual([path, '12345:23456']);
    }
    for (const path of ['outside', 'w/sstate/00', 'w/sstate/00/x']) {
      expect([path, await owner(path)]).toEqual([path, '0:0']);
    }
    expect((await stat(at('w/build/su'))).mode & 0o7777).toBe(0o4751);

    await giveBack(JSON.parse(JSON.stringify(handedOver)));
    expect(await owner('w')).toBe('0:0');
    expect(await owner('w/sstate')).toBe('500:600');
    expect(await owner('w/build')).toBe('12345:23456');

    await rm(at('w/sstate'), { recursive: true });
    await expect(giveBack(handedOver)).resolves.toBeUndefined();
  });

  describe('while something of an earlier build still runs', () => {
    const owner = async (path: string): Promise<number> => (await lstat(at(path))).uid;

    /** Changes owners, and puts a link to `outside` in the place of `folder` when `path` is changed. */
    function swapping(path: string, folder: string): ChangeOwner {
      return async (changed, uid, gid, through = changed) => {
        await lchown(through, uid, gid);
        if (changed !== at(path)) return;
        await rename(at(folder), at('kept'));
        await symlink(at('outside'), at(folder));
      };
    }

    test.each([
      ['the folder that is being given', 'w/build/a', 'w/build/a'],
      ['the folder above it', 'w/build/a', 'w/build'],
      ['a folder whose turn comes later', 'w/build', 'w/build/a'],
    ])('%s becomes a link: nothing of where it leads is given', async (_, path, folder) => {
      await make('w/build/a/file', 'outside/file', 'outside/a/file');
      const given = handOver({ whole: [at('w/build')], top: [] }, USER, {
        within: [root],
        changeOwner: swapping(path, folder),
      });
      await given.catch((thrown) => expect(thrown).toBeInstanceOf(UserError));
      for (const kept of ['outside', 'outside/file', 'outside/a', 'outside/a/file']) {
        expect([kept, await owner(kept)]).toEqual([kept, 0]);
      }
    });

    test('a setuid program that is replaced by a link: the mode of where it leads stays', async () => {
      await make('w/build/su', 'outside/secret');
      await chmod(at('w/build/su'), 0o4777);
      await chmod(at('outside/secret'), 0o600);
      await handOver({ whole: [at('w/build')], top: [] }, USER, {
        within: [root],
        changeOwner: async (changed, uid, gid, through = changed) => {
          await lchown(through, uid, gid);
          if (changed !== at('w/build/su')) return;
          await rm(changed);
          await symlink(at('outside/secret'), changed);
        },
      }).catch((thrown) => expect(thrown).toBeInstanceOf(UserError));
      expect((await stat(at('outside/secret'))).mode & 0o7777).toBe(0o600);
    });

    test('a work folder that became a link is not given back', async () => {
      await make('w/', 'outside/');
      const handedOver = await handOver({ whole: [], top: [at('w')] }, USER, { within: [root] });
      await rm(at('w'), { recursive: true });
      await mkdir(at('x'));
      await symlink(at('x'), at('w'));
      await expect(giveBack(handedOver)).rejects.toThrow('is a link');
    });
  });
});
