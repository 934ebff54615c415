import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { counted, shortList } from '../action/wording.ts';
import type { BranchCommit } from './branch.ts';
import { isOfStage } from './stage-trailer.ts';

const MOST_NAMED = 5;

/** The commits that were not made by `stage`, which makes no merges whatever their message says. */
export function foreignCommits(commits: readonly BranchCommit[], stage: string): BranchCommit[] {
  return commits.filter(({ message, merge }) => merge || !isOfStage(message, stage));
}

/** Why a stage leaves its branch alone that has commits of others. */
export function foreignError(branch: string, stage: string, foreign: readonly BranchCommit[]): UserError {
  return new UserError(
    `The branch ${quote(branch)} has ${counted(foreign.length, 'commit')} that ${stage} did not make: ${named(foreign)}.`,
    'Merge or close its pull request, or move these commits to another branch and delete this one; or set `force: true` to give ' +
      'them up.',
  );
}

/** Commits in a message: their digest, who made them, and what about. */
export function named(commits: readonly BranchCommit[]): string {
  const each = commits.map(({ sha, author, message }) => {
    const subject = message.trimStart().split('\n', 1)[0] ?? '';
    return `${sha.slice(0, 12)} by ${author}, ${quote(subject.trim())}`;
  });
  return shortList(each, '; ', MOST_NAMED);
}
