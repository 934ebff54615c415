import { nearest } from '../action/nearest.ts';
import { branchProblem } from './branch-name.ts';
import type { Head } from './remote.ts';
import { askRemote, type GitAnswer, type GitContext } from './run.ts';

const BRANCHES = 'refs/heads/';
const NEAR_NAMES = 3;

/**
 * Asks a repository for the heads of branches, in their order. One call does, and a second one where a branch is missing.
 *
 * @throws as `askRemote`.
 */
export async function headsOf(
  context: GitContext,
  url: string,
  branches: readonly string[],
): Promise<readonly Head[]> {
  const asked = [...new Set(branches.filter((name) => branchProblem(name) === undefined))];
  const heads = asked.length === 0 ? undefined : await listBranches(context, url, asked);
  if (heads?.kind === 'failed') return branches.map(() => unreachable(heads));
  const found = parseHeads(heads?.lines ?? []);
  if (branches.every((branch) => found.has(branch))) {
    return branches.map((branch) => headOf(branch, found, []));
  }
  const all = await listBranches(context, url, []);
  const names = all.kind === 'answer' ? [...parseHeads(all.lines).keys()] : [];
  return branches.map((branch) =>
    heads === undefined && all.kind === 'failed' ? unreachable(all) : headOf(branch, found, names),
  );
}

/** `--heads` lets a server leave out everything else; it still matches the end of a name only, so names are compared here. */
function listBranches(context: GitContext, url: string, branches: readonly string[]): Promise<GitAnswer> {
  return askRemote(context, ['ls-remote', '--heads', '--', url, ...branches.map((name) => BRANCHES + name)]);
}

function unreachable({ reason }: { readonly reason: string }): Head {
  return { kind: 'unreachable', reason };
}

function headOf(branch: string, found: ReadonlyMap<string, string>, names: readonly string[]): Head {
  const sha = found.get(branch);
  if (sha !== undefined) return { kind: 'head', sha };
  return { kind: 'no-branch', near: nearest(branch, names).slice(0, NEAR_NAMES) };
}

/** Reads what ls-remote prints: the digest, a tab, the name of the ref. @returns name of the branch -> digest. */
export function parseHeads(lines: readonly string[]): ReadonlyMap<string, string> {
  const heads = new Map<string, string>();
  for (const line of lines) {
    const [, sha, branch] = /^([0-9a-f]{40}|[0-9a-f]{64})\trefs\/heads\/(.+)$/.exec(line) ?? [];
    if (sha !== undefined && branch !== undefined) heads.set(branch, sha);
  }
  return heads;
}
