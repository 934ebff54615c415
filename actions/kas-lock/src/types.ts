import type { RemoteBranch } from '@pv-actions/core/git/remote.ts';
import type { Failure } from '@pv-actions/core/updates/update.ts';

/** Where the layer is. Absolute paths. */
export interface Checkout {
  /** The top of the repository. */
  readonly repository: string;
  /** The working directory: configurations are relative to it. */
  readonly cwd: string;
}

/** What a file is made for: a machine, or a configuration. */
export interface Target {
  /** As a person knows it. */
  readonly name: string;
  /** kas files joined by `:`, relative to the working directory. */
  readonly config: string;
}

/** A target whose configuration is written into a file, all in one. */
export interface ResolveTarget extends Target {
  /** That file, relative to the working directory. */
  readonly file: string;
}

/** A layer as a file names it. */
export interface Layer {
  /** Its key under `repos`. */
  readonly key: string;
  /** Undefined where neither the file nor the configuration says. */
  readonly url: string | undefined;
  readonly branch: string | undefined;
  readonly revision: string;
}

/** A layer of a planned file. */
export interface PlannedLayer extends Layer {
  /** The revision of the same layer in the file as it stands now: the same name, URL and branch. */
  readonly old: string | undefined;
  /**
   * `branch`: it goes to the head. `tag`: kas says which commit that is. `fixed`: the configuration names its commit, or nothing that
   * could be followed.
   */
  readonly follows: 'branch' | 'tag' | 'fixed';
  /** Where `branch` is a refspec of the configuration that may be a tag as well: kas did not say. */
  readonly mayBeTag?: boolean | undefined;
}

/** A file to be written, before it is known which revisions its layers get. */
export interface PlannedFile {
  /** Those that it is made for. */
  readonly names: readonly string[];
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly before: Buffer | undefined;
  /** The layers of `before`. */
  readonly oldLayers: readonly Layer[];
  /** With `layers` at the revisions that they say. */
  readonly text: string;
  readonly layers: readonly PlannedLayer[];
  /** The kas files of the configuration that a lock file is for, relative to the repository, in the order in which kas merges them. */
  readonly sources?: readonly string[] | undefined;
}

/** A file of the repository as it is, and as it should be. */
export interface FileChange {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly before: Buffer | undefined;
  /** Undefined where the file is to go. */
  readonly after: Buffer | undefined;
}

/** A file that changes, with its layers. */
export interface ChangedFile extends FileChange {
  readonly names: readonly string[];
  /** The layers of `before`. */
  readonly oldLayers: readonly Layer[];
  /** The layers of `after`. */
  readonly layers: readonly Layer[];
}

/** A target that could not be looked at. */
export interface TargetFailure extends Failure {
  /** The files that stay as they are for it, relative to the repository. */
  readonly files: readonly string[];
}

/** A layer that the configuration itself fixes, so that it does not move. */
export interface FixedLayer {
  readonly key: string;
  readonly url: string;
  /** The branch that the commit is said to be on; undefined where nobody says. */
  readonly branch?: string | undefined;
  readonly revision: string;
  /** The targets whose configuration says so. */
  readonly names: readonly string[];
}

/** What is to be written for all targets. */
export interface PlannedFiles {
  readonly files: readonly PlannedFile[];
  readonly failures: readonly TargetFailure[];
  readonly fixed: readonly FixedLayer[];
  /** Sentences about what could not be followed. */
  readonly warnings: readonly string[];
  /** Sentences about what stays as it is. */
  readonly notes?: readonly string[];
}

/** A layer whose revision is to be decided. */
export interface LayerBranch extends RemoteBranch {
  /** The revision that is pinned now; undefined where a file gets the layer anew. */
  readonly old: string | undefined;
}
