import { errorAnswer, validationFailed } from './access.ts';
import type { Exchange, Route, World } from './exchange.ts';
import { type Answer, jsonAnswer } from './http.ts';
import { field, jsonOf, withJson } from './json.ts';
import { isObject, type JsonObject } from './schema.ts';

/** How long the text of a pull request may be, in characters. */
const LIMITS = { title: 256, body: 65_536 } as const;

/** Refs, branches and pull requests: what GitHub refuses, and how the two follow each other. */
export function changesRoutes({ emulated }: World): readonly Route[] {
  /** Where closed pull requests were when they were closed, by their path. */
  const closedAt = new Map<string, unknown>();
  const headOf = async (repository: string, branch: string) =>
    field(
      field(
        await emulated.ask('GET', `/repos/${repository}/git/ref/heads%2F${encodeURIComponent(branch)}`),
        'object',
      ),
      'sha',
    );
  const openPulls = async (repository: string, head: string, base?: string) => {
    const query = new URLSearchParams({ state: 'open', head, per_page: '100', ...(base ? { base } : {}) });
    const list = await emulated.ask('GET', `/repos/${repository}/pulls?${query}`);
    return Array.isArray(list) ? (list as unknown[]) : [];
  };

  async function openPull(exchange: Exchange, owner: string, name: string): Promise<Answer> {
    const repository = `${owner}/${name}`;
    const head = String(field(exchange.json, 'head') ?? '');
    const base = String(field(exchange.json, 'base') ?? '');
    const tooLong = lengthProblem(exchange.json);
    if (tooLong !== undefined) return tooLong;
    const [login, branch] = head.includes(':') ? head.split(':', 2) : [owner, head];
    if ((await headOf(repository, base)) === undefined) {
      return validationFailed({ resource: 'PullRequest', field: 'base', code: 'invalid' });
    }
    if (login === owner) {
      // The emulated API would make the branch.
      if ((await headOf(repository, branch ?? '')) === undefined) {
        return validationFailed({ resource: 'PullRequest', field: 'head', code: 'invalid' });
      }
      if ((await openPulls(repository, `${login}:${branch}`, base)).length > 0) {
        return refusedPull(`A pull request already exists for ${login}:${branch}.`);
      }
      const span = `${encodeURIComponent(base)}...${encodeURIComponent(branch ?? '')}`;
      const comparison = await emulated.ask('GET', `/repos/${repository}/compare/${span}`);
      if (field(comparison, 'ahead_by') === 0) {
        return refusedPull(`No commits between ${base} and ${branch}`);
      }
    }
    return followed(await exchange.forward());
  }

  /** A pull request follows its branch for as long as it is open. The emulated one stays where it was made. */
  async function followed(answer: Answer): Promise<Answer> {
    const json = jsonOf(answer);
    if (answer.status >= 300 || json === undefined) return answer;
    return withJson(answer, Array.isArray(json) ? await Promise.all(json.map(follow)) : await follow(json));
  }
  async function follow(pull: unknown): Promise<unknown> {
    if (!isObject(pull) || !isObject(pull['head'])) return pull;
    const teams = Array.isArray(pull['requested_teams']) ? pull['requested_teams'] : [];
    const requested_teams = teams.map((team: unknown) => ({
      parent: null,
      type: 'organization',
      ...(isObject(team) ? team : {}),
    }));
    const repository = field(pull['head']['repo'], 'full_name');
    const sha =
      pull['state'] === 'open'
        ? await headOf(String(repository), String(pull['head']['ref']))
        : closedAt.get(
            `${String(field(field(pull['base'], 'repo'), 'full_name'))}#${String(pull['number'])}`,
          );
    return { ...pull, requested_teams, ...(sha === undefined ? {} : { head: { ...pull['head'], sha } }) };
  }
  /** Closes an open pull request where it is. */
  async function close(repository: string, number: string): Promise<void> {
    const path = `/repos/${repository}/pulls/${number}`;
    const pull = await follow(await emulated.ask('GET', path));
    if (field(pull, 'state') === 'open')
      closedAt.set(`${repository}#${number}`, field(field(pull, 'head'), 'sha'));
    await emulated.ask('PATCH', path, { state: 'closed' });
  }
  async function changePull(
    exchange: Exchange,
    owner: string,
    name: string,
    number: string,
  ): Promise<Answer> {
    const tooLong = lengthProblem(exchange.json);
    if (tooLong !== undefined) return tooLong;
    if (field(exchange.json, 'state') === 'closed') await close(`${owner}/${name}`, number);
    return followed(await exchange.forward());
  }
  async function askForReviews(
    exchange: Exchange,
    owner: string,
    name: string,
    number: string,
  ): Promise<Answer> {
    const pull = await emulated.ask('GET', `/repos/${owner}/${name}/pulls/${number}`);
    const users = field(exchange.json, 'reviewers');
    if (Array.isArray(users) && users.includes(field(field(pull, 'user'), 'login'))) {
      return errorAnswer(422, 'Review cannot be requested from pull request author.');
    }
    const answer = await followed(await exchange.forward());
    if (answer.status === 422) {
      return errorAnswer(
        422,
        'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a ' +
          `collaborator of the ${owner}/${name} repository.`,
      );
    }
    return answer.status === 200 ? { ...answer, status: 201 } : answer;
  }

  async function changeRef(exchange: Exchange, owner: string, name: string, ref: string): Promise<Answer> {
    const path = `/repos/${owner}/${name}/git/ref/${encodeURIComponent(ref)}`;
    if ((await emulated.ask('GET', path)) === undefined) return errorAnswer(422, 'Reference does not exist');
    if (exchange.request.method !== 'DELETE' || !ref.startsWith('heads/')) return exchange.forward();
    const repository = `${owner}/${name}`;
    const pulls = await openPulls(repository, `${owner}:${ref.slice('heads/'.length)}`);
    const at = await headOf(repository, ref.slice('heads/'.length));
    const answer = await exchange.forward();
    if (answer.status !== 204) return answer;
    for (const pull of pulls) {
      const number = String(field(pull, 'number'));
      await close(repository, number);
      closedAt.set(`${repository}#${number}`, at);
    }
    return answer;
  }

  /** Adds to a branch what the emulated API leaves out: links, protection, and the commit as a whole. */
  async function branch(exchange: Exchange, owner: string, name: string): Promise<Answer> {
    const answer = await exchange.forward();
    const json = jsonOf(answer);
    if (answer.status !== 200 || !isObject(json)) return answer;
    const sha = String(field(json['commit'], 'sha'));
    const commit = await emulated.ask('GET', `/repos/${owner}/${name}/commits/${sha}`);
    const self = exchange.request.url.href;
    return withJson(answer, {
      ...json,
      commit: commit ?? json['commit'],
      _links: { self, html: self },
      protection: json['protection'] ?? { enabled: false },
      protection_url: json['protection_url'] ?? `${self}/protection`,
    });
  }

  const path = (rest: string) => new RegExp(`^/repos/([^/]+)/([^/]+)/${rest}$`);
  const forwardFollowed = async (exchange: Exchange) => followed(await exchange.forward());
  return [
    ['POST', path('pulls'), openPull],
    ['GET', path('pulls(?:/\\d+)?'), forwardFollowed],
    ['PATCH', path('pulls/(\\d+)'), changePull],
    ['POST', path('pulls/(\\d+)/requested_reviewers'), askForReviews],
    [
      'POST',
      path('pulls/\\d+/reviews'),
      async (exchange) => {
        const answer = await exchange.forward();
        return answer.status === 201 ? { ...answer, status: 200 } : answer;
      },
    ],
    [
      'GET',
      path('pulls/(\\d+)/requested_reviewers'),
      async (_, owner, name, number) => {
        const pull = await emulated.ask('GET', `/repos/${owner}/${name}/pulls/${number}`);
        if (pull === undefined) return errorAnswer(404, 'Not Found');
        const [users, teams] = [field(pull, 'requested_reviewers'), field(pull, 'requested_teams')];
        return jsonAnswer(200, { users, teams });
      },
    ],
    [
      'GET',
      path('pulls/\\d+/commits'),
      async (exchange, owner, name) => {
        const answer = await exchange.forward();
        const json = jsonOf(answer);
        if (!Array.isArray(json)) return answer;
        const trees = `${exchange.request.url.origin}/repos/${owner}/${name}/git/trees`;
        return withJson(
          answer,
          json.map((commit: unknown) => withTreeUrl(commit, trees)),
        );
      },
    ],
    ['PATCH', path('git/refs/(.+)'), changeRef],
    ['DELETE', path('git/refs/(.+)'), changeRef],
    ['GET', path('branches/(?!.*/protection)(.+)'), branch],
  ];
}

function withTreeUrl(entry: unknown, trees: string): unknown {
  if (!isObject(entry) || !isObject(entry['commit'])) return entry;
  const tree = entry['commit']['tree'] as JsonObject;
  const url = `${trees}/${String(tree['sha'])}`;
  return { ...entry, commit: { ...entry['commit'], tree: { ...tree, url } } };
}

function lengthProblem(json: unknown): Answer | undefined {
  for (const [name, limit] of Object.entries(LIMITS)) {
    if (String(field(json, name) ?? '').length <= limit) continue;
    const message = `${name} is too long (maximum is ${limit} characters)`;
    return validationFailed({ resource: 'Issue', code: 'custom', field: name, message });
  }
  return undefined;
}

function refusedPull(message: string): Answer {
  return validationFailed({ resource: 'PullRequest', code: 'custom', message });
}
