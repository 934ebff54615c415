import { expect, test } from '@jest/globals';
import { scriptEnvironment } from '../src/child-environment.ts';

const HUB = { user: 'tester', password: 'pass-of-hub' };

test.each([
  'INPUT_PH-PASS',
  'INPUT_GITHUB-TOKEN',
  'STATE_pv-phase',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_RESULTS_URL',
  'PH_USER',
  'PH_PASS',
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'NETSIM_PATH',
  'TESTER_PATH',
  'APPENGINE_PATH',
  'PVTEST_DIR',
  'GITHUB_ENV',
  'GITHUB_PATH',
  'GITHUB_OUTPUT',
  'GITHUB_STATE',
  'GITHUB_STEP_SUMMARY',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'DOCKER_AUTH_CONFIG',
  'NPM_TOKEN',
  'ANYTHING',
])('%s does not reach the script', (name) => {
  expect(scriptEnvironment({ [name]: 'x', HOME: '/root' }, '/tmp/run')).toEqual({
    HOME: '/root',
    TMPDIR: '/tmp/run',
  });
});

test.each([
  'PATH',
  'DOCKER_HOST',
  'LC_ALL',
  'TERM',
  'https_proxy',
  'NO_PROXY',
  'PVTEST_DIR_OF',
  'RUNNER_TRACKING_ID',
  'PVTEST_SLOTS',
])('%s does', (name) => {
  expect(scriptEnvironment({ [name]: 'x' }, '/tmp/run')).toEqual({ [name]: 'x', TMPDIR: '/tmp/run' });
});

test('the temporary folder of the job does not reach it: what it leaves there would stay', () => {
  expect(scriptEnvironment({ TMPDIR: '/tmp' }, '/tmp/run')).toEqual({ TMPDIR: '/tmp/run' });
});

test('the account is there for remote tests only', () => {
  const env = { PH_USER: 'env', PH_PASS: 'of the job' };
  expect(scriptEnvironment(env, '/t', { scope: 'remote', ...HUB })).toEqual({
    TMPDIR: '/t',
    PH_USER: 'tester',
    PH_PASS: 'pass-of-hub',
  });
  expect(scriptEnvironment(env, '/t', { scope: 'local', ...HUB })).toEqual({ TMPDIR: '/t' });
});
