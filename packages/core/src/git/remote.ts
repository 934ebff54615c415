/** A branch of a repository. */
export interface RemoteBranch {
  /** As git is given it: `https:`, `http:`, `ssh:` or `git:`. */
  readonly url: string;
  readonly branch: string;
}

/** What a remote says of a branch. */
export type Head =
  | { readonly kind: 'head'; readonly sha: string }
  /** `near` are names of branches that are like the one that is missing. */
  | { readonly kind: 'no-branch'; readonly near: readonly string[] }
  /** `reason` is a sentence: what git said, or that there was no answer in time. */
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Two revisions of a branch. */
export interface Span extends RemoteBranch {
  readonly from: string;
  readonly to: string;
}

/** A commit of a log, as git says it. */
export interface LogCommit {
  readonly sha: string;
  /** The first line of its message: a text of others. */
  readonly subject: string;
}

/** How the head of a branch stands to the revision that is pinned. */
export interface History {
  /** `ahead`: the head descends from the pinned revision. `rewind`: it does not, and taking it would lose commits. */
  readonly relation: 'ahead' | 'rewind';
  /** The commits of the head that the pinned revision does not have; undefined where that revision is not there any more. */
  readonly count: number | undefined;
  /** The newest of them first, as many as were asked for. */
  readonly commits: readonly LogCommit[];
}

export type SpanHistory =
  | { readonly kind: 'history'; readonly history: History }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Repositories of others, asked with git and, where they are at GitHub, with its API. */
export interface Remotes {
  /** The heads of branches, in their order. Each repository is asked once, and several at the same time. */
  heads(branches: readonly RemoteBranch[]): Promise<readonly Head[]>;
  /** What lies between revisions, in their order, with `limit` commits listed. A span that stands there twice is fetched once. */
  histories(spans: readonly Span[], limit: number): Promise<readonly SpanHistory[]>;
}

/** A commit to look for. */
export interface CommitQuery {
  readonly url: string;
  /** The branch that it is expected on. */
  readonly branch: string | undefined;
  /** Its digest, or the beginning of it. */
  readonly revision: string;
  /** Whether the names of all branches that have it are wanted. That may take many more commits. */
  readonly wantsBranches?: boolean;
}

export type CommitAnswer =
  | { readonly kind: 'commit'; readonly sha: string; readonly branches: readonly string[] }
  /** Neither a branch nor a tag has it, or several begin so. */
  | { readonly kind: 'no-commit' }
  | { readonly kind: 'unreachable'; readonly reason: string };

export type TagAnswer =
  /** `object` is the digest that the tag has, `commit` the one that it points at. Of an annotated tag they differ. */
  | { readonly kind: 'tag'; readonly object: string; readonly commit: string }
  | { readonly kind: 'no-tag'; readonly near: readonly string[] }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** What else repositories of others can be asked. Answers come in the order of what was asked. */
export interface Finder {
  commits(queries: readonly CommitQuery[]): Promise<readonly CommitAnswer[]>;
  namedTags(tags: readonly { readonly url: string; readonly tag: string }[]): Promise<readonly TagAnswer[]>;
}
