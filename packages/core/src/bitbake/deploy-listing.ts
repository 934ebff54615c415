/** A file of a deploy folder. Paths are relative to the listed folder, with `/`. */
export interface DeployFile {
  readonly path: string;
  /** The file that a symbolic link ends at, in the same form; undefined for a regular file. */
  readonly target?: string;
  /** When the file came there or was changed, in milliseconds since 1970: its ctime, which no archive can set. */
  readonly changed?: number;
}

/** The folders that bitbake deploys to, listed. */
export interface DeployListing {
  /** Everything below DEPLOY_DIR_IMAGE. */
  readonly image: readonly DeployFile[];
  /** Everything below DEPLOY_DIR/sdk. */
  readonly sdk: readonly DeployFile[];
  /** Names of files in TMPDIR/log/cve. */
  readonly cve: readonly DeployFile[];
  /** The manifests below DEPLOY_DIR/licenses. */
  readonly licenses: readonly DeployFile[];
  /** Everything below DEPLOY_DIR/cyclonedx-export. */
  readonly cyclonedx: readonly DeployFile[];
}

/** A file to stage: where it is, and what it is published as. */
export interface DeployArtifact {
  readonly kind: string;
  readonly root: keyof DeployListing;
  /** The real file, relative to `root`. */
  readonly source: string;
  readonly name: string;
}

export interface DeploySelection {
  readonly artifacts: readonly DeployArtifact[];
  /** Older versions that no stable name points at any more, relative to their folder. */
  readonly passedOver: readonly string[];
  /** Names of those `artifacts` that were there before the build, which did not make them anew. */
  readonly older: readonly string[];
  /** What was there before the build and is no result of it, relative to its folder. */
  readonly leftOut: readonly string[];
}
