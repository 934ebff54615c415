import type { Markdown } from '../action/markdown.ts';

/** A file of a proposal. Its mode stays as it is; a new one is a plain file. */
export interface ProposedFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** Undefined where the file is removed. */
  readonly content: Buffer | undefined;
}

/** A change of files that a stage proposes as a pull request. */
export interface Proposal {
  /** The stage, as the trailer `Pv-Actions-Stage` of its commits names it. */
  readonly stage: string;
  /** The branch that the request is for. */
  readonly base: string;
  /** The branch that the request is from, which belongs to the stage. */
  readonly branch: string;
  /** The commit that the files were made from: the parent of the new commit. */
  readonly parent: string;
  readonly files: readonly ProposedFile[];
  /** Files that this run could not look at: what the branch has proposed for them before stays. */
  readonly held: readonly string[];
  readonly title: string;
  readonly body: Markdown;
  /** The message of the commit, without the trailer. */
  readonly message: string;
  readonly labels: readonly string[];
  /** Logins, and teams as `org/team`. */
  readonly reviewers: readonly string[];
  /** Whether commits of others on the branch may be given up. */
  readonly force: boolean;
}

/** What became of a proposal, or would, in a dry run. */
export interface Proposed {
  /** `closed`: somebody closed the request of just this change, so it is not opened again. */
  readonly request: 'created' | 'updated' | 'unchanged' | 'closed';
  /** Whether a commit was pushed. */
  readonly pushed: boolean;
  /** Whether GitHub signed the commit; undefined where none was made. */
  readonly signed: boolean | undefined;
  /** Undefined in a dry run that would create the request. */
  readonly number: number | undefined;
  readonly url: string | undefined;
  /** Whether the request was made with the token of the job, so that it triggers no workflow. */
  readonly byJobToken: boolean;
}
