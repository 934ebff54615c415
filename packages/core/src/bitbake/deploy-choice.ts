import { anyOf, type DeployKind } from './deploy-kinds.ts';
import { type DeployingBuild, isNew, standing } from './deploy-ours.ts';
import type { Versioned } from './deploy-versions.ts';
import { isDebugName, isImageName, isOfRecipe, isOfStem, isUpdateName, stemOf } from './image-names.ts';

/** What DEPLOY_DIR_IMAGE holds. */
export interface Shelf {
  readonly build: DeployingBuild;
  /** The names directly in it. */
  readonly names: ReadonlySet<string>;
  /** What a path is by its name, apart from an image. */
  readonly kindOf: (path: string) => DeployKind | undefined;
  /** The files whose path matches, each once. */
  readonly find: (matches: (path: string) => boolean) => readonly Versioned[];
}

/** What the images of Pantavisor's own layers are called. */
const PANTAVISOR = anyOf('pantavisor-starter*.rootfs.wic*');
/** An archive of what is staged as a folder. */
const DISTRO_ARCHIVE = /^pantavisor-appengine-distro-/;

/**
 * The images that globs name. What is older than the build is among them unless it is known to be of another one; an image of which that
 * is not known only where its glob names none that is of this build.
 */
export function chooseNamed(globs: readonly string[], { build, find }: Shelf): Versioned[] {
  const chosen = globs.flatMap((glob) => {
    const files = find(anyOf(glob));
    const ours = files.filter((file) => isNew(file, build) || whose('image', file, build) === 'yes');
    const mine = new Set(ours);
    const rest = files.filter((file) => !mine.has(file) && whose('image', file, build) === 'maybe');
    const hasImage = ours.some(({ source }) => isImageName(baseName(source)));
    return [...ours, ...rest.filter(({ source }) => !hasImage || !isImageName(baseName(source)))];
  });
  return [...new Map(chosen.map((file) => [file.source, file])).values()];
}

/**
 * The images where none are named: those of Pantavisor, else all that bear the name of what bitbake was asked for, one for each type.
 * Where the names of the images are others, those root file systems and updates that are new.
 */
export function chooseImages({ build, names, kindOf, find }: Shelf): Versioned[] {
  const isOurs = (file: Versioned): boolean => isNew(file, build) || whose('image', file, build) === 'yes';
  const pantavisor = find(PANTAVISOR).filter(
    (file) => isOurs(file) || whose('image', file, build) === 'maybe',
  );
  if (pantavisor.length > 0) return pantavisor;
  const typed = find(
    (path) =>
      !path.includes('/') &&
      isImageName(path) &&
      !isDebugName(path) &&
      !DISTRO_ARCHIVE.test(path) &&
      kindOf(path) === undefined,
  ).filter(isOurs);
  const asked = typed.filter((file) => isOfTarget(file, build));
  if (asked.length > 0) return asked;
  const isCpio = ({ source }: Versioned): boolean => source.includes('.cpio');
  return typed.filter(
    (file) => isNew(file, build) && (isUpdate(file) || (isRootfs(file, names) && !isCpio(file))),
  );
}

/** Files that describe images: those of the chosen images, or of what was asked for; all where none is. */
export function chooseOfImages(
  kind: string,
  files: readonly Versioned[],
  stems: readonly string[],
  build: DeployingBuild,
): Versioned[] {
  const isOurs = (file: Versioned): boolean => isNew(file, build) || whose(kind, file, build, true) !== 'no';
  const mine = files.filter(
    (file) =>
      namesOf(file).some((name) => stems.some((stem) => isOfStem(name, stem))) ||
      (isOfTarget(file, build) && isOurs(file)),
  );
  return mine.length > 0 ? mine : files.filter(isOurs);
}

/** Files that belong to no image. */
export function chooseUnbound(
  kind: string,
  files: readonly Versioned[],
  build: DeployingBuild,
  ofRecipe?: boolean,
): Versioned[] {
  return files.filter((file) => isNew(file, build) || whose(kind, file, build, ofRecipe) !== 'no');
}

function whose(kind: string, file: Versioned, build: DeployingBuild, ofRecipe?: boolean) {
  return standing(kind, namesOf(file), build, ofRecipe);
}

function isOfTarget(file: Versioned, { targets, machine }: DeployingBuild): boolean {
  return namesOf(file).some((name) => targets.some(({ recipe }) => isOfRecipe(name, recipe, machine)));
}

function isUpdate({ stable }: Versioned): boolean {
  return isUpdateName(stable);
}

/** Whether it is the root file system of an image recipe: those leave a manifest or test data, too. */
function isRootfs(file: Versioned, names: ReadonlySet<string>): boolean {
  return namesOf(file).some((name) =>
    ['.manifest', '.testdata.json'].some((suffix) => names.has(stemOf(name) + suffix)),
  );
}

function namesOf({ stable, source }: Versioned): readonly string[] {
  return [baseName(stable), baseName(source)];
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
