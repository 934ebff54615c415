import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openKasFolder } from '../src/kas-folder.ts';

let run: string;
beforeEach(async () => {
  run = await mkdtemp(join(tmpdir(), 'kas-folder-'));
});
afterEach(() => rm(run, { recursive: true, force: true }));

const TOKEN = { value: 'p@ss/word', origin: 'https://git.example.com:8443/group' };

describe('openKasFolder', () => {
  test('keeps the token for its protocol, host and port, for this user only', async () => {
    const folder = await openKasFolder(TOKEN, run, { env: {} });
    const file = folder.env['GIT_CREDENTIAL_HELPER']?.replace('store --file=', '') ?? '';
    expect(await readFile(file, 'utf8')).toBe('https://x-access-token:p%40ss%2Fword@git.example.com:8443\n');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(folder.env['TMPDIR'] ?? '')).isDirectory()).toBe(true);
    expect(folder.env['GIT_CREDENTIAL_USEHTTPPATH']).toBe('');
    await folder.remove();
    expect(await readdir(run)).toEqual([]);
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

  test('a folder that git would read otherwise is refused, and left empty', async () => {
    const odd = join(run, 'a b');
    await mkdir(odd);
    await expect(openKasFolder(TOKEN, odd, { env: {} })).rejects.toThrow('its name has blanks or signs');
    expect(await readdir(odd)).toEqual([]);
  });
});
