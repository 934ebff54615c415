import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { asUser, buildUser, findUser, type UserLookup, userEnvironment } from '../src/user/build-user.ts';

const asRoot = process.getuid?.() === 0 ? test : test.skip;

const PASSWD = [
  'root:x:0:0:root:/root:/bin/bash',
  '# a comment',
  'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
  'builder:x:1000:1001:A Builder,,,:/home/builder:/bin/bash',
  'homeless:x:1002:1002::',
  '+::::::',
  'broken:x:one:1:::',
  '1001:x:1500:1500::/home/digits:/bin/sh',
  '',
].join('\n');

const GROUP = [
  'root:x:0:',
  'kvm:x:108:builder,somebody',
  'dialout:x:20:builder',
  'builders:x:1001:builder',
  'notbuilder:x:55:mybuilder,builder2',
  'again:x:20:builder',
  'broken:x::builder',
  '',
].join('\n');

const BUILDER = { name: 'builder', uid: 1000, gid: 1001, groups: [20, 108], home: '/home/builder' };

function users(change: Partial<UserLookup> = {}): UserLookup {
  return {
    uid: 0,
    readFile: async (path) => (path === '/etc/passwd' ? PASSWD : GROUP),
    hasProgram: async () => true,
    ...change,
  };
}

async function refusal(name: string, change: Partial<UserLookup> = {}): Promise<string> {
  const thrown = await buildUser(name, { env: {}, users: users(change) }).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(UserError);
  return (thrown as UserError).text;
}

describe('findUser', () => {
  test('reads a user with the groups that name it as a member, without the primary one', () => {
    expect(findUser('builder', PASSWD, GROUP)).toEqual(BUILDER);
  });

  test('a number is a uid, and never a name', () => {
    expect(findUser('1000', PASSWD, GROUP)).toEqual(BUILDER);
    expect(findUser('1001', PASSWD, GROUP)).toBeUndefined();
  });

  test('a user without a home lives in /', () => {
    expect(findUser('homeless', PASSWD, GROUP)).toEqual({
      name: 'homeless',
      uid: 1002,
      gid: 1002,
      groups: [],
      home: '/',
    });
  });

  test('who is not there, or stands in a broken line, is not found', () => {
    for (const name of ['nobody', 'build', '', '+', 'broken', '# a comment', '4000']) {
      expect(findUser(name, PASSWD, GROUP)).toBeUndefined();
    }
  });
});

describe('buildUser', () => {
  test('gives the user to become', async () => {
    await expect(buildUser('builder', { env: {}, users: users() })).resolves.toEqual(BUILDER);
  });

  test('nothing is to be done without the input, or when the process is that user already', async () => {
    await expect(buildUser(undefined, { env: {}, users: users() })).resolves.toBeUndefined();
    await expect(buildUser('', { env: {}, users: users() })).resolves.toBeUndefined();
    await expect(buildUser('root', { env: {}, users: users() })).resolves.toBeUndefined();
    await expect(buildUser('builder', { env: {}, users: users({ uid: 1000 }) })).resolves.toBeUndefined();
  });

  test('a container without /etc/group has users without groups', async () => {
    const readFile = async (path: string): Promise<string> => {
      if (path === '/etc/passwd') return PASSWD;
      throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    };
    await expect(buildUser('builder', { env: {}, users: users({ readFile }) })).resolves.toEqual({
      ...BUILDER,
      groups: [],
    });
  });

  test('a user that does not exist is named, with what creates it', async () => {
    expect(await refusal('yocto')).toBe(
      'The build user "yocto" does not exist: /etc/passwd of the machine or container does not name it.\n' +
        'Create it in the image (`useradd --create-home yocto`), or leave the input build-user empty.',
    );
    expect(await refusal('4000')).toContain('`useradd --create-home --uid 4000 builder`');
  });

  test('only root can become another user', async () => {
    expect(await refusal('builder', { uid: 1234 })).toBe(
      'The build cannot run as "builder": this job has the uid 1234, and only root can become another user.\n' +
        'Leave the input build-user empty, or run the job as root (`options: --user root` of its container).',
    );
    expect(await refusal('root', { uid: 1234 })).toContain('cannot run as "root"');
  });

  test('setpriv has to be there', async () => {
    const asked: string[] = [];
    const hasProgram = async (name: string): Promise<boolean> => {
      asked.push(name);
      return false;
    };
    expect(await refusal('builder', { hasProgram })).toContain('the program setpriv is not on the PATH');
    expect(asked).toEqual(['setpriv']);
  });

  asRoot('setpriv is looked for on the PATH of the job (needs root)', async () => {
    const thrown = await buildUser('daemon', { env: { PATH: '/nonexistent' } }).catch((error) => error);
    expect((thrown as UserError).message).toContain('setpriv');
    await expect(buildUser('daemon', { env: { PATH: '/nonexistent:/usr/bin:/bin' } })).resolves.toMatchObject(
      {
        name: 'daemon',
      },
    );
  });
});

describe('asUser', () => {
  test('is an argv that starts with setpriv', () => {
    expect(asUser(BUILDER, ['kas', 'build', '--', '-k'])).toEqual([
      'setpriv',
      '--reuid=1000',
      '--regid=1001',
      '--groups=20,108',
      '--',
      'kas',
      'build',
      '--',
      '-k',
    ]);
    expect(asUser({ ...BUILDER, groups: [] }, ['kas'])).toContain('--clear-groups');
    expect(asUser(undefined, ['kas', 'build'])).toEqual(['kas', 'build']);
  });

  asRoot(
    'the child has the ids and groups, no capabilities, and the pid of what was started (needs root)',
    async () => {
      const script = 'echo $$; id -u; id -g; id -G; grep CapEff /proc/self/status';
      const [file, ...args] = asUser({ ...BUILDER, uid: 12345, gid: 23456 }, ['sh', '-c', script]);
      const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      const output = text(child.stdout);
      await once(child, 'close');
      expect((await output).split('\n')).toEqual([
        String(child.pid),
        '12345',
        '23456',
        '23456 20 108',
        'CapEff:\t0000000000000000',
        '',
      ]);
    },
  );
});

test('the environment says who one is, without a shell', () => {
  expect(userEnvironment(BUILDER)).toEqual({ HOME: '/home/builder', USER: 'builder', LOGNAME: 'builder' });
});
