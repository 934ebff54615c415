import { dirname } from 'node:path';
import { type ChildEnvironment, COMMON, childEnvironment } from '../action/child-environment.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A token, and the only origin that it may be sent to. */
export interface RemoteToken {
  readonly value: string;
  /** A URL of it, `https://github.com`: what follows the port does not count. Others than `https:` and `http:` take no token. */
  readonly origin: string;
}

/** What git reads, and ssh and curl below it. */
const READ_BY_GIT = [
  ...COMMON,
  ...[
    /^GIT_/,
    /^SSH_/,
    /^SSL_CERT_/,
    'CURL_HOME',
    'XDG_CONFIG_HOME',
    'XDG_RUNTIME_DIR',
    'NETRC',
    'GNUPGHOME',
    'TMPDIR',
  ],
];

/** What would tie git to the repository of somebody (`git rev-parse --local-env-vars`), or add to what it prints. */
const FOREIGN =
  /^GIT_(?:DIR|WORK_TREE|IMPLICIT_WORK_TREE|COMMON_DIR|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|GRAFT_FILE|REPLACE_REF_BASE|PREFIX|INTERNAL_SUPER_PREFIX|NAMESPACE|CONFIG|TRACE.*|CURL_VERBOSE)$/;

/**
 * The environment for a git that asks a remote: nobody is asked for anything, only network protocols are spoken, and no repository is
 * looked for above `folder`, where it is run. What the user has configured stays in force.
 *
 * @param folder absolute, without links
 */
export function remoteEnvironment(env: Environment, folder: string): ChildEnvironment {
  const own = Object.entries(env).filter(([name]) => !FOREIGN.test(name));
  return {
    ...childEnvironment(Object.fromEntries(own), READ_BY_GIT),
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: 'https:http:ssh:git',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS_REQUIRE: 'never',
    // The limit itself is not looked at, and the folder that git runs in always is.
    GIT_CEILING_DIRECTORIES: dirname(folder),
  };
}

/** The same for a git that reads what was fetched: what is not there is not fetched. */
export function localEnvironment(env: ChildEnvironment): ChildEnvironment {
  return { ...env, GIT_ALLOW_PROTOCOL: '', GIT_NO_LAZY_FETCH: '1' };
}

/** What a repository's own configuration cannot set again (git-config(1), "SCOPES"): git trusts it, and runs none of its programs. */
const IN_FOREIGN_REPOSITORY = [
  // In a container the work tree belongs to another user.
  ['safe.directory', '*'],
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['core.quotePath', 'false'],
] as const;

/**
 * The environment for a git that reads a repository which somebody else has configured, with whatever programs. Nothing is fetched: a
 * remote may be a program, too. A filter, textconv or merge driver has any name, and cannot be turned off here: so only commands that
 * look at no file of the work tree and at no signature are for it, as `rev-parse`, `ls-tree` and `ls-files --cached`.
 */
export function foreignRepositoryEnvironment({ PATH, HOME }: Environment): ChildEnvironment {
  const own = {
    PATH,
    HOME,
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
  };
  return withConfig(localEnvironment(own), IN_FOREIGN_REPOSITORY);
}

/** Whether ssh is run as git does it by itself: with no program or options of the user's. */
export function hasPlainSsh(env: Environment): boolean {
  return env['GIT_SSH_COMMAND'] === undefined && env['GIT_SSH'] === undefined;
}

/**
 * `env`, with which git sends the token to its origin. Git keeps a header for the whole conversation that it has begun, also where a
 * redirect leads to another host: so redirects are not followed there.
 */
export function withToken(env: ChildEnvironment, { value, origin }: RemoteToken): ChildEnvironment {
  const base = httpOrigin(origin);
  if (base === undefined) return env;
  const header = `Authorization: Basic ${basicCredentials(value)}`;
  return withConfig(env, [
    // An empty one takes back those of the user's configuration: two of them are refused.
    [`http.${base}/.extraHeader`, ''],
    [`http.${base}/.extraHeader`, header],
    [`http.${base}/.followRedirects`, 'false'],
  ]);
}

/** What stands for the token in the header. */
export function basicCredentials(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64');
}

function httpOrigin(url: string): string | undefined {
  const { protocol, origin } = URL.parse(url) ?? {};
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}

/** Adds to the configuration that the environment holds already (git-config(1), `GIT_CONFIG_COUNT`). */
function withConfig(
  env: ChildEnvironment,
  entries: readonly (readonly [string, string])[],
): ChildEnvironment {
  const count = Number(env['GIT_CONFIG_COUNT'] || 0);
  const added = entries.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${count + at}`, key],
    [`GIT_CONFIG_VALUE_${count + at}`, value],
  ]);
  return {
    ...env,
    ...(Object.fromEntries(added) as Environment),
    GIT_CONFIG_COUNT: String(count + entries.length),
  };
}
