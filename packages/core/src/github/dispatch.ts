import type { GitHub } from './client.ts';

/**
 * Sends a `repository_dispatch`
 * (https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event). It may arrive twice, where the answer to the
 * first is lost.
 *
 * @param event the type of the event, of at most 100 characters
 * @param payload at most 10 properties
 * @throws UserError when GitHub refuses it.
 */
export async function dispatchTo(
  github: GitHub,
  event: string,
  payload: Readonly<Record<string, string>>,
): Promise<void> {
  const { octokit, repo } = github;
  await github.explained(
    {
      doing: `send the dispatch ${event}`,
      permission: 'contents: write',
      notFound:
        `The token of \`${github.tokenInput}\` cannot see the repository ${github.repository}, or may not write to it: GitHub answers both ` +
        'with 404. Check the name, and give a token of an app or a fine-grained token that has `contents: write` there.',
    },
    () =>
      octokit.rest.repos.createDispatchEvent({ ...repo, event_type: event, client_payload: { ...payload } }),
  );
}
