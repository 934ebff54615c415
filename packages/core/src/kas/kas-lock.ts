import { UserError } from '../action/errors.ts';
import { FULL_DIGEST } from '../git/digest.ts';
import { withoutCredentials } from './kas-repos.ts';

/** A repository whose revision can be another one tomorrow. */
export interface FloatingRepo {
  readonly name: string;
  /** Without credentials. */
  readonly url: string;
  readonly branch?: string;
  readonly tag?: string;
  /** What its revision hangs on, as a sentence. */
  readonly reason: string;
}

type Mapping = Readonly<Record<string, unknown>>;

/**
 * The repositories of a configuration that are not fixed to a commit, in its order. The repository that holds the
 * configuration, and others without a URL, are not kas's to fix.
 *
 * @param dumpJson what `kas dump --format json` prints, without resolved revisions. The commits of lock files stand in it
 * under `overrides`.
 * @throws UserError when it is no such text.
 */
export function floatingRepos(dumpJson: string): FloatingRepo[] {
  const config = parseDump(dumpJson);
  const defaults = mapping(mapping(config['defaults'])['repos']);
  const overrides = mapping(mapping(config['overrides'])['repos']);
  return Object.entries(mapping(config['repos'])).flatMap(([key, repo]) => {
    const merged = { ...defaults, ...mapping(repo), ...mapping(overrides[key]) };
    return floating(key, merged);
  });
}

function parseDump(dumpJson: string): Mapping {
  try {
    return mapping(JSON.parse(dumpJson));
  } catch (cause) {
    throw new UserError(
      'kas dump did not print JSON.',
      'Check that the input kas names kas 3.2 or later, and see its log above.',
      { cause },
    );
  }
}

function floating(key: string, repo: Mapping): FloatingRepo[] {
  const url = text(repo['url']);
  if (url === undefined || text(repo['commit']) !== undefined) return [];
  const branch = text(repo['branch']);
  const tag = text(repo['tag']);
  const refspec = text(repo['refspec']);
  if (tag === undefined && branch === undefined && refspec !== undefined && FULL_DIGEST.test(refspec))
    return [];
  return [
    {
      name: text(repo['name']) ?? key,
      url: withoutCredentials(url),
      ...(branch === undefined ? {} : { branch }),
      ...(tag === undefined ? {} : { tag }),
      reason: reasonOf(tag, branch, refspec),
    },
  ];
}

function reasonOf(tag: string | undefined, branch: string | undefined, refspec: string | undefined): string {
  if (tag !== undefined) return `It has the tag "${tag}" and no commit. A tag can be moved.`;
  if (branch !== undefined) return `It follows the branch "${branch}".`;
  if (refspec !== undefined)
    return `It follows the refspec "${refspec}", which is not the full digest of a commit.`;
  return 'It has no revision at all.';
}

function mapping(value: unknown): Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mapping) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
