import type { Markdown } from '../action/markdown.ts';

/** A file of a proposal. Its mode stays as it is; a new one is a plain file. */
export interface ProposedFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** Undefined where the file is removed. */
  readonly content: Buffer | undefined;
}

/** A person, as a commit names one. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** Whose the commits of a proposal are, and what their messages end with. */
export interface Authorship {
  /** By default the account of the token; GitHub signs the commits of a job's or an app's then. */
  readonly author: Person | undefined;
  /** Lines `Key: value`, before the trailer of the stage. */
  readonly trailers: readonly string[];
  /** Whether the author signs off (https://developercertificate.org). */
  readonly signoff: boolean;
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
  /** The message of the commit, without the trailers. */
  readonly message: string;
  readonly authorship?: Authorship | undefined;
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
