import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openKasFolder } from '../src/kas-folder.ts';

let run: string;
beforeEach(async () => {
  run = await mkdtemp(join(tmpdir(), 'kas-folder-'));
});
afterEach(() => rm(run, { recursive: true, force: true }));

const TOKEN = { value: 'p@ss/word=', origin: 'https://git.example.com:8443/group' };

type Folder = Awaited<ReturnType<typeof openKasFolder>>;

/** What git answers with the helper of `folder`, to a question in the form of git-credential(1). */
async function credential(folder: Folder, action: 'fill' | 'approve', question: string): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    HOME: run,
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'credential.helper',
    GIT_CONFIG_VALUE_0: folder.env['GIT_CREDENTIAL_HELPER'],
  };
  const { promise, resolve } = Promise.withResolvers<string>();
  const child = execFile('git', ['credential', action], { env }, (_, stdout) => resolve(stdout));
  child.stdin?.end(`${question.replaceAll(' ', '\n')}\n\n`);
  return promise;
}

const socketOf = (folder: Folder): string =>
  /--socket=(\S+)/.exec(folder.env['GIT_CREDENTIAL_HELPER'] ?? '')?.[1] ?? '';

describe('openKasFolder', () => {
  test('has the token for its protocol, host and port, and writes it nowhere', async () => {
    const folder = await openKasFolder(TOKEN, run, { env: {} });
    const ours = 'protocol=https host=git.example.com:8443';
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => credential(folder, 'fill', `${ours} path=group/layer`)),
    );
    for (const answer of answers) {
      expect(answer).toContain('username=x-access-token\npassword=p@ss/word=\n');
    }
    for (const other of [
      'protocol=http host=git.example.com:8443',
      'protocol=https host=git.example.com',
      'protocol=https host=git.example.com:8443.evil.example',
      `${ours} username=somebody`,
    ]) {
      expect(await credential(folder, 'fill', other)).toBe('');
    }
    await credential(folder, 'approve', `${ours} username=x-access-token password=other`);
    expect(await credential(folder, 'fill', ours)).toContain('password=p@ss/word=\n');

    const [name = ''] = await readdir(run);
    expect((await stat(join(run, name))).mode & 0o777).toBe(0o700);
    expect((await readdir(join(run, name))).sort()).toEqual(['git', 'tmp']);
    expect((await stat(socketOf(folder))).isSocket()).toBe(true);
    expect((await stat(folder.env['TMPDIR'] ?? '')).isDirectory()).toBe(true);
    expect(folder.env['GIT_CREDENTIAL_USEHTTPPATH']).toBe('');
    expect(JSON.stringify(folder.env)).not.toContain(TOKEN.value);
    await folder.remove();
    expect(await readdir(run)).toEqual([]);
    expect(await credential(folder, 'fill', ours)).toBe('');
    await credential(folder, 'approve', `${ours} username=x-access-token password=other`);
    expect(await readdir(run)).toEqual([]);
  });

  test('ends also while somebody asks, and hears nobody who asks without end', async () => {
    const folder = await openKasFolder(TOKEN, run, { env: {} });
    const endless = connect(socketOf(folder));
    endless.write('x'.repeat(1 << 20));
    expect(await text(endless).catch(() => '')).toBe('');
    const silent = connect(socketOf(folder));
    const closed = text(silent).catch(() => '');
    silent.write('action=get\n');
    await new Promise((resolve) => silent.once('connect', resolve));
    await folder.remove();
    expect(await closed).toBe('');
  });

  test.each([
    ['no token', undefined, {}],
    ['ssh, which takes none', { ...TOKEN, origin: 'ssh://git.example.com' }, {}],
    ['a helper of the job', TOKEN, { GIT_CREDENTIAL_HELPER: 'cache' }],
  ])('%s: there is only a place for temporary files', async (_, token, env) => {
    const folder = await openKasFolder(token, run, { env });
    expect(Object.keys(folder.env)).toEqual(['TMPDIR']);
    await folder.remove();
  });

  test.each([
    ['that git would read otherwise', 'a b', 'its name has blanks or signs'],
    ['with too long a name for a socket', 'x'.repeat(120), 'cannot be made (E'],
  ])('a folder %s is refused, and left empty', async (_, name, message) => {
    const odd = join(run, name);
    await mkdir(odd);
    await expect(openKasFolder(TOKEN, odd, { env: {} })).rejects.toThrow(message);
    expect(await readdir(odd)).toEqual([]);
  });
});
