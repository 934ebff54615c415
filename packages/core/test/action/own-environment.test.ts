import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { takeIsReadable } from '@pv-actions/core/action/own-environment.ts';
import { type ActionResult, runAction } from '@pv-actions/testkit/runner/action.ts';

const SECRETS = {
  ACTIONS_RUNTIME_TOKEN: 'secret-of-the-runtime',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret-of-oidc',
  GITHUB_TOKEN: 'secret-of-github',
  AWS_SECRET_ACCESS_KEY: 'secret-of-aws',
};

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

/** What the spies of main and post found, without what was above the stage. */
const seen = (): string[] => result.rawStdout.split('\n').filter((line) => /^Seen: [12] /.test(line));

test('no ancestor of a foreign program shows a secret, in main nor in post', () => {
  expect(result).toMatchObject({ exitCode: 0, outcome: 'success' });
  expect(result.rawStdout.match(/^Seen: .*(secret-of|INPUT_|STATE_|TOKEN).*$/m)?.[0]).toBeUndefined();
});

test('the runner still finds by its mark what was left', () => {
  expect(seen()).toEqual(['Seen: 2 RUNNER_TRACKING_ID=github_1', 'Seen: 2 RUNNER_TRACKING_ID=github_1']);
});

test('the stage and its libraries still have all variables', () => {
  const known = `Known: ${SECRETS.ACTIONS_RUNTIME_TOKEN} ${SECRETS.ACTIONS_RUNTIME_TOKEN} 15.`;
  expect(result.rawStdout.split('\n').filter((line) => line === known)).toHaveLength(2);
});

test('a test that stands for the runner keeps its environment', () => {
  const own = spawnSync('grep', ['-cz', '^PATH=', `/proc/${process.pid}/environ`], { encoding: 'utf8' });
  expect(own.stdout.trim()).toBe('1');
  expect(takeIsReadable()).toBe(false);
});
