import { isNull, type KasText, kasContent } from './kas-document.ts';
import { type KasValue, withValues } from './kas-edit.ts';
import { kasRepos } from './kas-repos.ts';

type Mapping = Readonly<Record<string, unknown>>;

/**
 * What `kas dump --resolve-refs` prints, with the URLs and branches of `overrides`. kas 5 resolves the commits of those, but leaves
 * `overrides` out and the URL and the branch of the repository as they are: it would not take its own file.
 *
 * @param resolved what it prints.
 * @param floating what it prints without `--resolve-refs`.
 * @throws UserError when one is no kas file.
 */
export function withOverrides(resolved: KasText, floating: KasText): string {
  const overrides = mapping(mapping(mapping(kasContent(floating))['overrides'])['repos']);
  const repos = kasRepos([floating]).filter(({ refspec }) => refspec === undefined);
  const values = repos.flatMap(({ key }) =>
    ['url', 'branch'].flatMap((name): KasValue[] => {
      const value = mapping(overrides[key])[name];
      if (typeof value !== 'string') return [];
      return [{ keys: ['repos', key, name], value: isNull(value) ? null : value }];
    }),
  );
  return withValues(resolved, values);
}

/**
 * What `kas dump --resolve-refs` prints, with commits for the refspecs that kas resolves to no commit: a tag stays a name, or becomes
 * the digest of its own object.
 *
 * @param commits full digests by the key of the repository.
 * @throws UserError when it is no kas file.
 */
export function withRefspecs(resolved: KasText, commits: ReadonlyMap<string, string>): string {
  const repos = mapping(mapping(kasContent(resolved))['repos']);
  return withValues(
    resolved,
    [...commits].map(([key, value]): KasValue => {
      const name = typeof mapping(repos[key])['commit'] === 'string' ? 'commit' : 'refspec';
      return { keys: ['repos', key, name], value };
    }),
  );
}

/** A lock file that kas wrote, with commits for the refspecs that kas resolves to no commit. @throws UserError as `withRefspecs`. */
export function lockWithRefspecs(lock: KasText, commits: ReadonlyMap<string, string>): string {
  const locked = mapping(mapping(mapping(kasContent(lock))['overrides'])['repos']);
  return withValues(
    lock,
    [...commits]
      .filter(([key]) => Object.hasOwn(locked, key))
      .map(([key, value]): KasValue => ({ keys: ['overrides', 'repos', key, 'commit'], value })),
  );
}

function mapping(value: unknown): Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mapping) : {};
}
