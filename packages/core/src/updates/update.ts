/** A revision that is pinned somewhere, and the branch that it follows. */
export interface Pin {
  /** The component or the layer, as a person knows it. */
  readonly name: string;
  /** The repository as git is given it, without credentials. */
  readonly url: string;
  readonly branch: string;
  /** The full digest of the commit that is pinned now. */
  readonly old: string;
  /** The files that pin it, relative to the repository. */
  readonly places: readonly string[];
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

/** A pin whose branch has another head. */
export interface Update extends Pin {
  /** The head. */
  readonly new: string;
  readonly history: History;
}

/** Something that could not be looked at, as a sentence, and what to do. */
export interface Failure {
  readonly name: string;
  /** Whether the remote did not answer. Other failures are mistakes of somebody. */
  readonly unreachable: boolean;
  readonly cause: string;
  /** What was said then, as sentences. It may differ from run to run, so it is no part of what is proposed. */
  readonly detail?: string | undefined;
  readonly advice: string;
}
