import { quote } from '../action/inputs.ts';
import { withoutSlashes } from '../action/wording.ts';
import type { GitUri } from './recipe-uris.ts';

const GITHUB = 'github.com';
const SEGMENT = /^[A-Za-z0-9._~+-]+$/;
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/** Where the repositories of an organisation are. */
export interface Organisation {
  /** `pantavisor`; at some hosts a path. */
  readonly repoOrg: string;
  /** `https://github.com` */
  readonly gitBaseUrl: string;
}

/** The address of a repository, why there is none that git could be asked for, or what is wrong with its name. */
export type Repository =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'local'; readonly reason: string }
  | { readonly kind: 'wrong'; readonly problem: string };

/** What is wrong with a repository's name, or an organisation's; undefined where nothing is. */
export function repositoryNameProblem(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name.includes('..') || name === '.') return 'holds ".." or is "."';
  if (name.startsWith('-')) return 'begins with a hyphen';
  return SEGMENT.test(name) ? undefined : 'has characters other than letters, digits and ._~+-';
}

/** The name of a URI's repository: the end of its path, without `.git`. */
export function repositoryName({ path }: GitUri): string {
  return withoutGit(path.split('/').at(-1) ?? '');
}

/**
 * The repository of a URI that is one of the organisation's: at github.com or the host of `gitBaseUrl` its path is
 * `/<repoOrg>/<repo>`, with or without `.git`. The address is `<gitBaseUrl>/<repoOrg>/<repo>`. Undefined for others.
 */
export function repositoryOf(uri: GitUri, { repoOrg, gitBaseUrl }: Organisation): Repository | undefined {
  const base = new URL(gitBaseUrl);
  const folders = [
    ...(uri.host === GITHUB ? [''] : []),
    ...(uri.host === base.host.toLowerCase() ? ['', withoutSlashes(base.pathname.replace(/\/+/g, '/'))] : []),
  ];
  const folder = folders
    .map((prefix) => `${prefix}/${repoOrg}/`)
    .find((prefix) => uri.path.toLowerCase().startsWith(prefix.toLowerCase()));
  if (folder === undefined) return undefined;
  const repo = withoutGit(uri.path.slice(folder.length));
  if (repo.includes('/') && !repo.includes('..')) return undefined;
  const problem = repositoryNameProblem(repo);
  if (problem !== undefined) return { kind: 'wrong', problem: nameProblem(repo, problem) };
  return { kind: 'url', url: `${withoutSlashes(gitBaseUrl)}/${repoOrg}/${repo}` };
}

/**
 * The repository that a URI itself names. Without `protocol=` the protocol is git, which github.com does not speak any more:
 * bitbake takes https there. A user is kept for ssh only.
 */
export function ownRepositoryOf({ host, path, protocol = 'git', user }: GitUri): Repository {
  if (protocol === 'file' || host === '') {
    return {
      kind: 'local',
      reason: 'Its git URI is a folder of the machine that builds: there is no remote to ask.',
    };
  }
  if (!['git', 'http', 'https', 'ssh'].includes(protocol)) {
    return {
      kind: 'local',
      reason: `Its git URI has the protocol ${quote(protocol)}, which git is not asked with.`,
    };
  }
  if (!HOST.test(host)) return { kind: 'wrong', problem: `The host ${quote(host)} is not the name of one.` };
  const segments = (host === GITHUB ? withoutGit(path) : withoutSlashes(path)).slice(1).split('/');
  for (const segment of [...segments, withoutGit(segments.at(-1) ?? '')]) {
    const problem = repositoryNameProblem(segment);
    if (problem !== undefined) return { kind: 'wrong', problem: nameProblem(segment, problem) };
  }
  const scheme = host === GITHUB && protocol === 'git' ? 'https' : protocol;
  const login = scheme === 'ssh' && user !== undefined && SEGMENT.test(user) ? `${user}@` : '';
  return { kind: 'url', url: `${scheme}://${login}${host}/${segments.join('/')}` };
}

function withoutGit(path: string): string {
  return withoutSlashes(path).replace(/\.git$/, '');
}

function nameProblem(name: string, problem: string): string {
  return `The repository's name ${quote(name)} ${problem}.`;
}
