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
  /** The branch that it follows: the one of `overrides`, its own, or the one of `defaults`. */
  readonly branch: string | undefined;
  readonly tag: string | undefined;
  /** The commit that the configuration fixes it to, in `overrides` or by itself. Mostly a full digest: kas takes a shorter one, too. */
  readonly commit: string | undefined;
  /**
   * The older form, where it stands and is no full digest: the name of a branch, as `branch` has it too, of a tag, or a short digest.
   * Which of them only the remote knows.
   */
  readonly refspec?: string | undefined;
  /** `git`, or `hg`. */
  readonly type: string;
}

type Value = string | null | { readonly [key: string]: Value } | readonly Value[];
type Mapping = Readonly<Record<string, Value>>;

/**
 * The repositories of a configuration, in its order. Those without a URL, such as the one that holds the configuration, are
 * not kas's to fetch, and are left out.
 *
 * What `overrides` say counts more than the repository, a null too, as in kas 5 (kas/repos.py, `Repo.factory`): a URL, a branch and a
 * commit, and with a `refspec` the commit alone.
 *
 * @param texts the files in the order in which kas merges them: what a file includes stands before it. One that `kas dump`
 * printed is a configuration, too.
 * @throws UserError when one is no kas file.
 */
export function kasRepos(texts: readonly KasText[]): KasRepo[] {
  return reposOf(texts.map(contentOf).reduce(merged, {}));
}

/** The repositories as they are when each of the files has been merged. @throws as `kasRepos`. */
export function kasReposAlong(texts: readonly KasText[]): KasRepo[][] {
  let config: Mapping = {};
  return texts.map((text) => {
    config = merged(config, contentOf(text));
    return reposOf(config);
  });
}

function contentOf(text: KasText): Mapping {
  return kasContent(text) as Mapping;
}

function reposOf(config: Mapping): KasRepo[] {
  const defaults = mapping(mapping(config['defaults'])['repos']);
  const overrides = mapping(mapping(config['overrides'])['repos']);
  return Object.entries(mapping(config['repos'])).flatMap(([key, repo]) => {
    const own = mapping(repo);
    const over = mapping(overrides[key]);
    const hasRefspec = scalar(given('refspec', own, defaults)) !== undefined;
    const url = scalar(given('url', hasRefspec ? {} : over, own));
    if (url === undefined) return [];
    return {
      key,
      url: withoutCredentials(url),
      path: scalar(own['path']) ?? scalar(own['name']) ?? key,
      type: scalar(own['type']) ?? 'git',
      ...(hasRefspec ? byRefspec(own, defaults, over) : byName(own, defaults, over)),
    };
  });
}

/** The URL of a repository without the user and the password of https. A user of ssh belongs to the address. */
export function withoutCredentials(url: string): string {
  return url.replace(/^(https?:\/\/)[^/?#]*@/i, '$1');
}

type Revision = Pick<KasRepo, 'branch' | 'tag' | 'commit' | 'refspec'>;

function byName(own: Mapping, defaults: Mapping, over: Mapping): Revision {
  return {
    branch: withoutPrefix(scalar(given('branch', over, own, defaults)), 'refs/heads/'),
    tag: withoutPrefix(scalar(given('tag', own, defaults)), 'refs/tags/'),
    commit: scalar(given('commit', over, own)),
  };
}

/**
 * `refspec` is the older form: one value for a branch, a tag or a commit. A tag cannot be told from a branch there, and counts as one,
 * unless it says so. Where it is a commit, the branch is the one of `defaults`.
 */
function byRefspec(own: Mapping, defaults: Mapping, over: Mapping): Revision {
  const refspecs = [own, defaults].map((from) => scalar(from['refspec']));
  const refspec = scalar(given('refspec', own, defaults));
  const name =
    scalar(given('branch', own, defaults)) ?? refspecs.find((text) => text !== undefined && !isDigest(text));
  const isTag = name?.startsWith('refs/tags/') === true;
  const fixed = scalar(given('commit', over, own));
  // A null there stands for the refspec: kas takes whatever it clones.
  if (over['commit'] !== undefined && fixed === undefined) {
    return { branch: undefined, tag: undefined, commit: undefined };
  }
  const commit = fixed ?? (isDigest(refspec) ? refspec : undefined);
  return {
    branch: isTag || name === undefined ? undefined : branchOfRefspec(name),
    tag: withoutPrefix(isTag ? name : scalar(given('tag', own, defaults)), 'refs/tags/'),
    commit,
    ...(commit === undefined ? { refspec } : {}),
  };
}

/** The branch that a refspec names in one of git's spellings: as it is in a clone, too, `refs/remotes/origin/main`. */
export function branchOfRefspec(refspec: string): string {
  return refspec.replace(/^(?:(?:refs\/)?(?:heads|remotes\/origin)|origin)\//, '');
}

/** The first of `mappings` that has the key counts, with a null too. */
function given(key: string, ...mappings: readonly Mapping[]): Value | undefined {
  return mappings.map((each) => each[key]).find((value) => value !== undefined);
}

function withoutPrefix(name: string | undefined, prefix: string): string | undefined {
  return name?.startsWith(prefix) === true ? name.slice(prefix.length) : name;
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
