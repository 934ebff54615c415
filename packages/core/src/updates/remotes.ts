import { tmpdir } from 'node:os';
import type { Deps } from '../action/stage.ts';
import type { Remotes } from '../git/remote.ts';
import { apiUrlOf } from '../github/settings.ts';
import type { UpdateInputs } from './inputs.ts';
import { openRemotes } from './open-remotes.ts';

/** How long one call of git may take. A fetch of all commits of a large repository takes minutes. */
const GIT_LIMIT_SECONDS = 600;

/**
 * The repositories of others, as the inputs say to ask them. `remote-token` goes to `git-base-url` only; GitHub's API is asked with
 * `github-token`, where there is one, and git where the API does not show a repository.
 */
export function remotesOf(given: UpdateInputs, deps: Deps): Remotes {
  const { env } = deps;
  const { 'remote-token': remoteToken, 'github-token': token, 'git-base-url': origin } = given;
  const api = { apiUrl: apiUrlOf(env), serverUrl: serverUrlOf(env), tokenInput: 'github-token' };
  return openRemotes(
    {
      token: remoteToken === undefined ? undefined : { value: remoteToken, origin },
      timeLimitSeconds: GIT_LIMIT_SECONDS,
      folder: env['RUNNER_TEMP'] || tmpdir(),
      github: token === undefined ? undefined : { ...api, token },
    },
    deps,
  );
}

/** The host of the GitHub that this run is at. */
export function githubHost(env: Deps['env']): string {
  return URL.parse(serverUrlOf(env))?.host ?? '';
}

function serverUrlOf(env: Deps['env']): string {
  return (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
}
