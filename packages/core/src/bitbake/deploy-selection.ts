import { type DeployFile, type DeployListing, newest, type Versioned } from './deploy-files.ts';
import { type DeployingBuild, isNew } from './deploying-build.ts';

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

type Root = keyof DeployListing;

/** A selection that is being made: what was looked at, and what was taken of it. */
export interface Draft {
  readonly build: DeployingBuild;
  /** @returns each file once, without versions that are left behind. @param all what the folder holds: `files` is a part of it. */
  look(root: Root, files: readonly DeployFile[], all: readonly DeployFile[]): readonly Versioned[];
  /** Takes the files that no earlier kind took. */
  take(kind: string, root: Root, files: readonly Versioned[], nameOf: (file: Versioned) => string): void;
  selection(): DeploySelection;
}

export function newDraft(build: DeployingBuild): Draft {
  const artifacts = new Map<string, DeployArtifact & { readonly isNew: boolean }>();
  const looked = new Map<string, { readonly path: string; readonly isNew: boolean }>();
  const passed = new Map<string, string>();
  const keyOf = (root: Root, path: string): string => `${root}:${path}`;

  return {
    build,
    look(root, files, all) {
      const { files: each, passedOver } = newest(files, all);
      for (const file of each) {
        looked.set(keyOf(root, file.source), { path: file.source, isNew: isNew(file, build) });
      }
      for (const path of passedOver) passed.set(keyOf(root, path), path);
      return each;
    },
    take(kind, root, files, nameOf) {
      for (const file of files) {
        const key = keyOf(root, file.source);
        if (artifacts.has(key)) continue;
        const isOfBuild = isNew(file, build);
        artifacts.set(key, { kind, root, source: file.source, name: nameOf(file), isNew: isOfBuild });
      }
    },
    selection() {
      const chosen = [...artifacts.values()];
      const folders = new Set(
        chosen.filter(({ kind }) => kind === 'pvtest-distro').map(({ source }) => source.split('/')[0]),
      );
      const isTaken = (key: string, path: string): boolean => artifacts.has(key) || folders.has(path);
      return {
        artifacts: chosen.map(({ kind, root, source, name }) => ({ kind, root, source, name })),
        passedOver: [...passed].flatMap(([key, path]) => (isTaken(key, path) ? [] : [path])).sort(),
        older: chosen.filter((artifact) => !artifact.isNew).map(({ name }) => name),
        leftOut: [...looked]
          .flatMap(([key, file]) => (file.isNew || isTaken(key, file.path) ? [] : [file.path]))
          .sort(),
      };
    },
  };
}
