import { FULL_DIGEST } from '../git/digest.ts';
import { isNull, type KasText, kasContent } from './kas-document.ts';

/** A repository of a configuration that kas clones. */
export interface KasRepo {
  /** Its key under `repos`. */
  readonly key: string;
  /** Without credentials. */
  readonly url: string;
  /** The folder that kas clones it to, relative to KAS_WORK_DIR. */
  readonly path: string;
  /** The branch that it follows: its own, or the one of `defaults`. */
  readonly branch: string | undefined;
  readonly tag: string | undefined;
  /** The full digest that the configuration fixes it to, in `overrides` or by itself. */
  readonly commit: string | undefined;
  /** `git`, or `hg`. */
  readonly type: string;
}

type Value = string | null | { readonly [key: string]: Value } | readonly Value[];
type Mapping = Readonly<Record<string, Value>>;

/**
 * The repositories of a configuration, in its order. Those without a URL, such as the one that holds the configuration, are
 * not kas's to fetch, and are left out.
 *
 * @param texts the files in the order in which kas merges them: what a file includes stands before it. One that `kas dump`
 * printed is a configuration, too.
 * @param locks whether `overrides`, which lock files consist of, fix commits.
 * @throws UserError when one is no kas file.
 */
export function kasRepos(texts: readonly KasText[], locks: 'heeded' | 'ignored' = 'heeded'): KasRepo[] {
  const config = texts.map((text) => kasContent(text) as Mapping).reduce(merged, {});
  const defaults = mapping(mapping(config['defaults'])['repos']);
  const overrides = locks === 'heeded' ? mapping(mapping(config['overrides'])['repos']) : {};
  return Object.entries(mapping(config['repos'])).flatMap(([key, repo]) => {
    const own = mapping(repo);
    const url = scalar(own['url']);
    if (url === undefined) return [];
    return {
      key,
      url: withoutCredentials(url),
      path: scalar(own['path']) ?? scalar(own['name']) ?? key,
      type: scalar(own['type']) ?? 'git',
      ...revisionOf(own, defaults, scalar(mapping(overrides[key])['commit'])),
    };
  });
}

/** The URL of a repository without the user and the password of https. A user of ssh belongs to the address. */
export function withoutCredentials(url: string): string {
  return url.replace(/^(https?:\/\/)[^/?#]*@/i, '$1');
}

/**
 * What a repository follows. `refspec` is the older form: one value for a branch, a tag or a commit. A tag cannot be told from
 * a branch there, and counts as one.
 */
function revisionOf(
  own: Mapping,
  defaults: Mapping,
  override: string | undefined,
): Pick<KasRepo, 'branch' | 'tag' | 'commit'> {
  const refspecs = [scalar(own['refspec']), scalar(defaults['refspec'])];
  const given = [override, scalar(own['commit']), refspecs[0]].find(isDigest);
  const branch =
    byDefault(own, defaults, 'branch') ?? refspecs.find((text) => text !== undefined && !isDigest(text));
  return {
    branch: branch?.replace(/^refs\/heads\//, ''),
    tag: byDefault(own, defaults, 'tag'),
    commit: given,
  };
}

/** A null in the repository takes back the default. */
function byDefault(own: Mapping, defaults: Mapping, key: string): string | undefined {
  return scalar(own[key] === undefined ? defaults[key] : own[key]);
}

function isDigest(text: string | undefined): boolean {
  return text !== undefined && FULL_DIGEST.test(text);
}

/** As kas merges two configurations: mapping by mapping; of all else the later one counts, and nothing (null) does, too. */
function merged(lower: Mapping, upper: Mapping): Mapping {
  const result = new Map(Object.entries(lower));
  for (const [key, value] of Object.entries(upper)) {
    const before = result.get(key);
    result.set(key, isMapping(before) && isMapping(value) ? merged(before, value) : value);
  }
  return Object.fromEntries(result);
}

function isMapping(value: Value | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapping(value: Value | undefined): Mapping {
  return isMapping(value) ? value : {};
}

function scalar(value: Value | undefined): string | undefined {
  return typeof value === 'string' && !isNull(value) ? value : undefined;
}
