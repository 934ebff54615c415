import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { branchProblem } from './branch-name.ts';
import { isMissingRef } from './failure.ts';
import { FETCH_COMMITS } from './history.ts';
import type { CommitAnswer, CommitQuery } from './remote.ts';
import { askRemote, type GitAnswer, type GitContext, readLocal } from './run.ts';

const ALL = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];

/**
 * Looks for commits of one repository by their digests, or the beginnings of them: in the branch that each is expected on, and where that
 * has it not, or the names of all branches that have it are asked for, in all branches and tags. Commits are fetched without files.
 *
 * @throws as `askRemote`.
 */
export async function findCommits(
  context: GitContext,
  url: string,
  queries: readonly CommitQuery[],
): Promise<readonly CommitAnswer[]> {
  const folder = await mkdtemp(join(context.folder, 'repository-'));
  const inside = { ...context, folder, env: { ...context.env, GIT_DIR: folder } };
  const format = queries.some(({ revision }) => revision.length === 64) ? 'sha256' : 'sha1';
  await readLocal(inside, ['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, folder]);
  const config = await readFile(join(folder, 'config'));
  let all: Promise<GitAnswer> | undefined;

  /** git takes the repository for a partial one then, and would ask the remote for whatever is not there. */
  async function fetch(refspecs: readonly string[]): Promise<GitAnswer> {
    const answer = await askRemote(inside, [...FETCH_COMMITS, '--', url, ...refspecs]);
    await writeFile(join(folder, 'config'), config);
    return answer;
  }

  async function find({ branch, revision, wantsBranches }: CommitQuery): Promise<CommitAnswer> {
    if (!/^[0-9a-f]{4,64}$/i.test(revision)) return { kind: 'no-commit' };
    if (wantsBranches !== true && branch !== undefined && branchProblem(branch) === undefined) {
      const answer = await fetch([`+refs/heads/${branch}:refs/heads/${branch}`]);
      if (answer.kind === 'failed' && !isMissingRef(answer.stderr)) {
        return { kind: 'unreachable', reason: answer.reason };
      }
      const sha = answer.kind === 'answer' ? await commitOf(inside, revision) : undefined;
      if (sha !== undefined) return { kind: 'commit', sha, branches: [branch] };
    }
    all ??= fetch(ALL);
    const answer = await all;
    if (answer.kind === 'failed') return { kind: 'unreachable', reason: answer.reason };
    const sha = await commitOf(inside, revision);
    if (sha === undefined) return { kind: 'no-commit' };
    const listed = await readLocal(inside, [
      'for-each-ref',
      '--format=%(refname:lstrip=2)',
      `--contains=${sha}`,
      'refs/heads',
    ]);
    return { kind: 'commit', sha, branches: listed.stdout.filter((name) => name !== '') };
  }

  const answers: CommitAnswer[] = [];
  for (const query of queries) answers.push(await find(query));
  return answers;
}

async function commitOf(context: GitContext, revision: string): Promise<string | undefined> {
  const args = ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`];
  const { code, stdout } = await readLocal(context, args);
  return code === 0 ? stdout[0]?.trim() : undefined;
}
