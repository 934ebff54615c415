import { errorAnswer } from './access.ts';
import type { Answer } from './http.ts';
import { jsonOf, withJson } from './json.ts';
import { isObject, type JsonObject } from './schema.ts';

/** Where the emulated API words an error otherwise than GitHub. */
const MESSAGES: Readonly<Record<string, string>> = {
  'Validation failed': 'Validation Failed',
  'Update is not a fast-forward': 'Update is not a fast forward',
  'Invalid sha': 'Object does not exist',
  'Invalid tree': 'Tree SHA does not exist',
  'Invalid base_tree': 'base_tree is not a valid tree oid',
};

/** What GitHub shows of every repository and of one's own account, and the emulated API does not. */
const REPOSITORY = { network_count: 0, subscribers_count: 0 };
const OWN_ACCOUNT = {
  collaborators: 0,
  disk_usage: 0,
  owned_private_repos: 0,
  private_gists: 0,
  total_private_repos: 0,
  two_factor_authentication: false,
};

/**
 * An answer of the emulated API as GitHub would give it: errors in GitHub's words, accounts with all of
 * their links, and brackets (`github-actions[bot]`) and foreign letters in URLs encoded. `path` is the encoded path of the request.
 */
export function likeGitHub(answer: Answer, path: string): Answer {
  const json = jsonOf(answer);
  if (json === undefined) return answer;
  if (answer.status >= 400) {
    const message = isObject(json) ? String(json['message']) : '';
    return errorAnswer(answer.status, MESSAGES[message] ?? message);
  }
  const value = completed(json);
  if (!isObject(value)) return withJson(answer, value);
  if (/^\/repos\/[^/]+\/[^/]+$/.test(path)) return withJson(answer, { ...REPOSITORY, ...value });
  if (path === '/user') return withJson(answer, { ...OWN_ACCOUNT, ...value });
  if (path.endsWith('/permission') && isObject(value['user'])) {
    const user = { role_name: value['role_name'] ?? value['permission'], ...value['user'] };
    return withJson(answer, { ...value, user });
  }
  return withJson(answer, value);
}

function completed(value: unknown): unknown {
  if (typeof value === 'string') return encoded(value);
  if (Array.isArray(value)) return value.map(completed);
  if (!isObject(value)) return value;
  const own = Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, completed(entry)]));
  return typeof own['login'] === 'string' && typeof own['avatar_url'] === 'string' ? account(own) : own;
}

function encoded(text: string): string {
  return /^https?:\/\/\S+$/.test(text) ? text.replace(/[[\]]|[^\x21-\x7e]+/g, encodeURIComponent) : text;
}

function account(own: JsonObject): JsonObject {
  const url = String(own['url']).replace('/orgs/', '/users/');
  const links = Object.fromEntries(
    [
      ['followers_url', '/followers'],
      ['following_url', '/following{/other_user}'],
      ['gists_url', '/gists{/gist_id}'],
      ['starred_url', '/starred{/owner}{/repo}'],
      ['subscriptions_url', '/subscriptions'],
      ['organizations_url', '/orgs'],
      ['repos_url', '/repos'],
      ['events_url', '/events{/privacy}'],
      ['received_events_url', '/received_events'],
    ].map(([name, rest]) => [name, `${url}${rest}`]),
  );
  return { ...links, gravatar_id: '', type: 'Organization', site_admin: false, ...own };
}
