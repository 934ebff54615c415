import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { takeIsReadable } from '@pv-actions/core/action/own-environment.ts';
import { SECRETS, secretsIn } from '@pv-actions/testkit/harness/spy.ts';
import { type ActionResult, runAction } from '@pv-actions/testkit/runner/action.ts';

const folder = mkdtempSync(join(tmpdir(), 'own-environment-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let result: ActionResult;
beforeAll(async () => {
  result = await runAction({
    actionDir: join(import.meta.dirname, 'fixtures', 'stage'),
    folder,
    inputs: { does: 'spy', 'api-key': 'secret-of-input' },
    env: { ...SECRETS, RUNNER_TRACKING_ID: 'github_1' },
  });
});

const seen = join(folder, 'temp', 'seen');

test('no ancestor of a foreign program shows a secret, in main nor in post', async () => {
  expect(result).toMatchObject({ exitCode: 0, outcome: 'success' });
  expect(await secretsIn(seen)).toEqual([]);
});

test('the runner still finds by its mark what was left', async () => {
  const above = (await readFile(seen, 'utf8')).split('\n').filter((line) => line.includes('RUNNER_'));
  expect(above).toEqual(['3 RUNNER_TRACKING_ID=github_1', '3 RUNNER_TRACKING_ID=github_1']);
});

test('the stage and its libraries still have all variables', () => {
  // Their lengths: the log hides them.
  expect(result.rawStdout.split('\n').filter((line) => line === 'Known: 21 21 15.')).toHaveLength(2);
});

test('where the system does not allow it, that is said once, and only where a foreign program is started', async () => {
  const refuse = `import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const { openSync } = fs;
    fs.openSync = (path, ...rest) => openSync(path === '/proc/self/mem' ? '/nonexistent' : path, ...rest);
    syncBuiltinESMExports();`;
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(refuse)}` };
  const actionDir = join(import.meta.dirname, 'fixtures', 'stage');
  const warnings = async (does: string): Promise<readonly string[]> =>
    (await runAction({ actionDir, folder, inputs: { does }, env })).annotations.map(({ message }) => message);
  const warning = expect.stringMatching(/^This system does not let the environment of this step be hidden: /);
  expect(await warnings('spy')).toEqual([warning, warning]);
  expect(await warnings('nothing')).toEqual([]);
});

test('a test that stands for the runner keeps its environment', () => {
  const own = spawnSync('grep', ['-cz', '^PATH=', `/proc/${process.pid}/environ`], { encoding: 'utf8' });
  expect(own.stdout.trim()).toBe('1');
  expect(takeIsReadable()).toBe(false);
});
