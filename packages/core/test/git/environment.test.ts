import { expect, test } from '@jest/globals';
import { remoteEnvironment } from '@pv-actions/core/git/environment.ts';

const chosen = (name: string): boolean => name in remoteEnvironment({ [name]: 'x' }, '/run');

test.each([
  'INPUT_GITHUB-TOKEN',
  'INPUT_REMOTE-TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'GITHUB_TOKEN',
  'AWS_SECRET_ACCESS_KEY',
  'GIT_DIR',
  'GIT_TRACE',
])('%s does not reach git', (name) => expect(chosen(name)).toBe(false));

test.each([
  'PATH',
  'HOME',
  'https_proxy',
  'SSH_AUTH_SOCK',
  'GIT_SSH_COMMAND',
  'GIT_CONFIG_COUNT',
  'SSL_CERT_FILE',
])('%s does', (name) => expect(chosen(name)).toBe(true));
