import { type Answer, jsonAnswer, type Received } from './http.ts';

/** Permissions of a token, by the names of `permissions:` in a workflow, with underscores. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

export interface Token {
  /** Who acts. `github-actions[bot]` by default. */
  readonly login?: string;
  /** What it may do. Everything by default. */
  readonly permissions?: Permissions;
  /** The repositories that it can see, as `owner/name`; others are answered with 404. All by default. */
  readonly repositories?: readonly string[];
}

/** The repository that a path names, and what it takes to use it. */
export interface Need {
  /** `owner/name`, or undefined when the path is not in a repository. */
  readonly repository: string | undefined;
  /** The permission, for example `contents`. */
  readonly permission: string;
  readonly level: 'read' | 'write';
}

// The first that fits counts. https://docs.github.com/rest/authentication/permissions-required-for-github-apps
const PERMISSIONS: readonly (readonly [RegExp, string])[] = [
  [/^actions(\/|$)/, 'actions'],
  [/^pulls(\/|$)/, 'pull_requests'],
  [/^(issues|labels|milestones)(\/|$)/, 'issues'],
  [/^check-(runs|suites)(\/|$)/, 'checks'],
  [/^(statuses)(\/|$)/, 'statuses'],
  [
    /^(git|contents|readme|releases|compare|commits|branches|tags|dispatches|tarball|zipball)(\/|$)/,
    'contents',
  ],
];

/** What a request needs. A path that belongs to nobody in particular needs to read metadata. */
export function needOf(method: string, path: string): Need {
  const level = method === 'GET' || method === 'HEAD' ? 'read' : 'write';
  const [, owner, name, rest = ''] = /^\/repos\/([^/]+)\/([^/]+)(?:\/(.*))?$/.exec(path) ?? [];
  if (owner === undefined) {
    const permission = path === '/user' || path.startsWith('/user/') ? 'user' : 'metadata';
    return { repository: undefined, permission, level };
  }
  const repository = `${owner}/${name}`;
  if (rest === '') return { repository, permission: level === 'read' ? 'metadata' : 'administration', level };
  const found = PERMISSIONS.find(([pattern]) => pattern.test(rest));
  return { repository, permission: found?.[1] ?? 'metadata', level };
}

/** Who a request comes from, or the answer that refuses it. */
export type Admission =
  | { readonly login: string | undefined; readonly writesContents: boolean }
  | { readonly refusal: Answer };

/**
 * Decides as GitHub does: an unknown token is 401, a repository that the token cannot see is 404, a missing
 * permission is 403. Public repositories can be read by everybody, without a token too.
 */
export function admit(
  request: Received,
  need: Need,
  tokens: ReadonlyMap<string, Token>,
  isPrivate: (repository: string) => boolean,
): Admission {
  const given = /^(?:bearer|token)\s+(.+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  const hidden = need.repository !== undefined && isPrivate(need.repository);
  if (given === undefined) {
    if (need.level === 'write' || need.permission === 'user') return refuse(401, 'Requires authentication');
    return hidden ? refuse(404, 'Not Found') : { login: undefined, writesContents: false };
  }
  const token = tokens.get(given);
  if (token === undefined) return refuse(401, 'Bad credentials');
  if (need.repository !== undefined && token.repositories?.includes(need.repository) === false) {
    return refuse(404, 'Not Found');
  }
  const login = token.login ?? 'github-actions[bot]';
  const open = need.level === 'read' && !hidden && need.permission !== 'user';
  const writesContents = token.permissions === undefined || token.permissions['contents'] === 'write';
  const admitted = { login, writesContents };
  if (open || token.permissions === undefined) return admitted;
  const held = token.permissions[need.permission];
  if (held === 'write' || held === need.level) return admitted;
  // Labels, comments and reviewers of a pull request take either permission.
  if (need.permission === 'issues' && token.permissions['pull_requests'] === 'write') return admitted;
  return refuse(403, 'Resource not accessible by integration', {
    'x-accepted-github-permissions': `${need.permission}=${need.level}`,
  });
}

function refuse(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): { readonly refusal: Answer } {
  return { refusal: errorAnswer(status, message, [], headers) };
}

/** An error as the REST API words it. `errors` are the details of a 422. */
export function errorAnswer(
  status: number,
  message: string,
  errors: readonly Readonly<Record<string, string>>[] = [],
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const details = errors.length > 0 ? { errors } : {};
  const rest = { documentation_url: 'https://docs.github.com/rest', status: String(status) };
  return jsonAnswer(status, { message, ...details, ...rest }, headers);
}

/** 422 with one detail: `resource`, `code`, and `field` or `message`. */
export function validationFailed(detail: Readonly<Record<string, string>>): Answer {
  return errorAnswer(422, 'Validation Failed', [detail]);
}
