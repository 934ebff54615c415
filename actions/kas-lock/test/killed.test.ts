import type { ChildProcess } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { chain, makeBareRepository } from '@pv-actions/testkit/git-servers/repository.ts';
import { type SmartHttpServer, startSmartHttp } from '@pv-actions/testkit/git-servers/smart-http.ts';
import { installKas5 } from '@pv-actions/testkit/kas/kas5.ts';
import { openSite, type Site } from '../../../test/updates/site.ts';

const TOKEN = 'token_of_private_layers';

let site: Site;
let http: SmartHttpServer;
let child: ChildProcess | undefined;
beforeEach(async () => {
  site = await openSite();
  const remotes = join(site.folder, 'private');
  http = await startSmartHttp(remotes, {
    requireToken: { token: TOKEN },
    fault({ method, headers }) {
      if (method !== 'POST' || headers['authorization'] === undefined) return undefined;
      child?.kill('SIGKILL');
      return 'stall';
    },
  });
  const bare = await makeBareRepository(join(remotes, 'poky'));
  await bare.grow({ commits: chain('p', 1), refs: { 'refs/heads/main': 'p1' } });
  const repos = `repos:\n  poky:\n    url: ${http.url}/poky\n    branch: main\n    path: layers/poky\n`;
  await site.commit({ 'kas/x.yaml': `header:\n  version: 14\nmachine: x\n${repos}` });
});
afterEach(async () => {
  await http.close();
  await site.close();
});

/** Files below `folder` that hold the token in one of its forms. */
async function filesWithToken(folder: string): Promise<string[]> {
  const forms = [TOKEN, Buffer.from(`x-access-token:${TOKEN}`).toString('base64')];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'latin1').catch(() => '')));
  return files.filter((_, at) => forms.some((form) => texts[at]?.includes(form)));
}

test('killed while kas fetches a private layer: no file has the token', async () => {
  const kas = await installKas5(join(site.folder, 'bin'));
  const home = join(site.folder, 'home');
  await mkdir(home);
  const inputs = { kas, mode: 'lock', configs: 'kas/x.yaml', 'config-prefix': '' };
  const result = await site.run(
    'kas-lock',
    { ...inputs, 'git-base-url': http.url, 'remote-token': TOKEN, 'dry-run': 'true' },
    {
      env: { HOME: home },
      onSpawn: (spawned) => {
        child = spawned;
      },
    },
  );
  expect(result.signal).toBe('SIGKILL');
  const temp = join(site.folder, 'run-1/temp');
  expect((await readdir(temp)).filter((name) => name.startsWith('kas-lock-')).length).toBeGreaterThan(1);
  expect(await filesWithToken(site.folder)).toEqual([]);
});
