import type { Finder, Head, Remotes } from '@pv-actions/core/git/remote.ts';
import type { KasRepo } from '@pv-actions/core/kas/kas-repos.ts';
import { missingBranch } from '@pv-actions/core/updates/look-up.ts';
import { KasFailure } from './kas-call.ts';
import type { TargetFailure } from './types.ts';

/** The layers of a configuration whose branch is not there, as failures, and the repositories without those branches. */
export interface MissingBranches {
  readonly failures: readonly TargetFailure[];
  readonly repos: readonly KasRepo[];
}

/** What remotes are asked of branches that may be missing. */
export type BranchQuestions = Pick<Remotes, 'heads'> & Pick<Finder, 'namedTags'>;

/**
 * Asks why kas failed: it does nothing at all for a configuration of which one branch is missing.
 *
 * @param thrown what kas failed with
 * @param files the files that stay as they are for it, relative to the repository
 * @returns undefined where another reason is to be looked for.
 */
export async function missingBranches(
  thrown: unknown,
  repos: readonly KasRepo[],
  files: readonly string[],
  remotes: BranchQuestions,
): Promise<MissingBranches | undefined> {
  if (!(thrown instanceof KasFailure) || thrown.detail === undefined) return undefined;
  const followed = repos.flatMap(({ key, url, branch, refspec, ...repo }) =>
    branch !== undefined && refspec === undefined && repo.type === 'git' && repo.tag === undefined
      ? [{ key, url, branch }]
      : [],
  );
  const heads = await remotes.heads(followed);
  const near = new Map<string, Extract<Head, { kind: 'no-branch' }>['near']>();
  for (const [at, { key }] of followed.entries()) {
    const head = heads[at];
    if (head?.kind === 'no-branch') near.set(key, head.near);
  }
  if (near.size === 0) return undefined;
  const missing = followed.filter(({ key }) => near.has(key));
  const tags = await remotes.namedTags(missing.map(({ url, branch }) => ({ url, tag: branch })));
  const failures = missing.map(({ key, url, branch }, at): TargetFailure => {
    const failure = { ...missingBranch({ name: key, url, branch }, near.get(key) ?? []), files };
    if (tags[at]?.kind !== 'tag') return failure;
    return { ...failure, advice: `${branch} is a tag there: write \`tag: ${branch}\`, without a branch.` };
  });
  return {
    failures,
    repos: repos.map((repo) => (near.has(repo.key) ? { ...repo, branch: undefined } : repo)),
  };
}

/** What of a target goes on without kas, as a warning. */
export function onlyRevisions(name: string): string {
  return `${name}: kas does not read a configuration of which a branch is missing, so that only the revisions of its other layers are changed.`;
}
