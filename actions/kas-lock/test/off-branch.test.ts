import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { openRemotes } from '@pv-actions/core/updates/open-remotes.ts';
import { chain, makeBareRepository } from '@pv-actions/testkit/git-servers/repository.ts';
import { type SmartHttpServer, startSmartHttp } from '@pv-actions/testkit/git-servers/smart-http.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import { offBranchSentences } from '../src/off-branch.ts';

let folder: string;
let http: SmartHttpServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pv-off-branch-'));
  http = await startSmartHttp(folder);
});
afterEach(async () => {
  await http.close();
  await rm(folder, { recursive: true });
});

test('a commit that its branch does not have is told, though the remote gives it', async () => {
  const remote = await makeBareRepository(join(folder, 'a.git'));
  const commits = [...chain('c', 5), ...chain('orphan', 2, ['c2']), ...chain('ahead', 1, ['c5'])];
  const digests = await remote.grow({ commits, refs: { 'refs/heads/main': 'c5' } });
  const never = new AbortController().signal;
  const remotes = openRemotes(
    { timeLimitSeconds: 30, folder },
    {
      exec: systemExec,
      env: { PATH: process.env['PATH'], HOME: folder },
      clock: systemClock,
      log: quietLog,
      cancellation: () => never,
    },
  );
  const at = (key: string, revision: string, branch: string | undefined = 'main') => {
    return { key, url: `${http.url}/a.git`, branch, revision, names: ['rpi'] };
  };
  const sha = (name: string): string => digests.get(name) ?? '';
  const short = (name: string): string => sha(name).slice(0, 12);
  const fixed = [
    at('head', sha('c5')),
    at('older', sha('c1').toUpperCase()),
    at('orphan', sha('orphan2')),
    at('ahead', sha('ahead1')),
    at('gone', '1'.repeat(40)),
    at('short', '1234567'),
    at('other', sha('c1'), 'none'),
    { ...at('silent', sha('c1')), url: `${http.url}/none.git` },
    { ...at('unsaid', sha('orphan2')), branch: undefined },
  ];
  const why =
    'the branch was rewritten, or the commit was never on it. A remote may remove what is on no branch at any time.';
  expect(await offBranchSentences(fixed, remotes)).toEqual([
    `The layer orphan is fixed to ${short('orphan2')}, which is not on the branch main of ${http.url}/a.git: ${why}`,
    `The layer ahead is fixed to ${short('ahead1')}, which is not on the branch main of ${http.url}/a.git: ${why}`,
    `The layer gone is fixed to 111111111111, which ${http.url}/a.git does not have any more.`,
  ]);
});
