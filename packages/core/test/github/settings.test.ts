import { describe, expect, test } from '@jest/globals';
import { parseInputs } from '@pv-actions/core/action/inputs.ts';
import { githubInputs, githubSettings, repositoryProblem } from '@pv-actions/core/github/settings.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';

const TOKEN = 'ghs_secretSecretSecret';

/** The settings as a stage gets them from the runner's variables. */
function settingsOf(env: Record<string, string>) {
  const all = { 'INPUT_GITHUB-TOKEN': TOKEN, GITHUB_REPOSITORY: 'pantacor/meta-sample', ...env };
  return githubSettings(parseInputs(githubInputs, all), all);
}

describe('Settings', () => {
  test.each<[string, Record<string, string>, string]>([
    ['github.com, where the runner says nothing', {}, 'https://api.github.com'],
    ['github.com, where the variable is empty', { GITHUB_API_URL: '' }, 'https://api.github.com'],
    [
      'the API of the runner',
      { GITHUB_API_URL: 'https://github.example.com/api/v3' },
      'https://github.example.com/api/v3',
    ],
    [
      'without slashes at the end',
      { GITHUB_API_URL: 'https://api.octo.ghe.com//' },
      'https://api.octo.ghe.com',
    ],
  ])('%s', (_title, env, apiUrl) => {
    expect(settingsOf(env)).toEqual({
      apiUrl,
      token: TOKEN,
      tokenInput: 'github-token',
      repository: 'pantacor/meta-sample',
    });
  });

  test('have the token without the blanks around it', () => {
    expect(settingsOf({ 'INPUT_GITHUB-TOKEN': ` ${TOKEN}\n` }).token).toBe(TOKEN);
  });

  test.each(['', '  '])('need a token, not "%s"', (token) => {
    expect(userErrorOf(() => settingsOf({ 'INPUT_GITHUB-TOKEN': token })).text).toBe(
      'Input "github-token" is missing.\n' +
        'Leave it out, to use the token of the job, or give a token that is not empty. A secret that the repository does not ' +
        'have, or that a fork may not see, is empty.',
    );
  });

  test.each([`${TOKEN}\n${TOKEN}`, `Bearer ${TOKEN}`, `${TOKEN}\u0007`, `${TOKEN}é`])(
    'need a token that can be one (%j), and do not repeat it',
    (token) => {
      expect(userErrorOf(() => settingsOf({ 'INPUT_GITHUB-TOKEN': token })).text).toBe(
        'Input "github-token" is wrong. It has a blank, a line break or another character that no token has. ' +
          'Store the secret again, without anything around it.\nCorrect the `with:` block of this step.',
      );
    },
  );

  test.each(['', 'meta-sample', 'pantacor/meta-sample/x'])('need a repository, not "%s"', (repository) => {
    expect(userErrorOf(() => settingsOf({ GITHUB_REPOSITORY: repository })).text).toBe(
      `GITHUB_REPOSITORY is "${repository}". Use owner/name, for example pantacor/meta-pantavisor.\n` +
        'Run this stage in a workflow: the runner sets the variable.',
    );
  });
});

describe('The name of a repository', () => {
  test.each([
    'pantacor/meta-pantavisor',
    'a/b',
    'octo-org/.github',
    'octo-cat_acme/x',
    'Octo/a.b_c-d',
    `${'a'.repeat(39)}/${'b'.repeat(100)}`,
  ])('may be %s', (name) => expect(repositoryProblem(name)).toBeUndefined());

  test.each([
    '',
    '/',
    'a/',
    '/b',
    'a',
    'a/b/c',
    'a/.',
    'a/..',
    '../b',
    'a b/c',
    'a/b c',
    'a/b\n',
    'a/b?c',
    'a/b#c',
    'a/b%2Fc',
    'ä/b',
    'https://github.com/a/b',
    `${'a'.repeat(40)}/b`,
    `a/${'b'.repeat(101)}`,
  ])('may not be %j', (name) => {
    expect(repositoryProblem(name)).toBe('Use owner/name, for example pantacor/meta-pantavisor.');
  });
});
