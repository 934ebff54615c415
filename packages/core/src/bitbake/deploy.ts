import { type DeployFile, type DeployListing, shapeOf, type Versioned, withoutDate } from './deploy-files.ts';
import { anyOf, DEPLOY_KINDS, type DeployKind, kindOfName } from './deploy-kinds.ts';
import { type DeploySelection, type Draft, newDraft } from './deploy-selection.ts';
import { type DeployingBuild, isNew, standing } from './deploying-build.ts';
import { isDebugName, isImageName, isOfRecipe, isOfStem, isUpdateName, stemOf } from './image-names.ts';

/** What the images of Pantavisor's own layers are called. */
const PANTAVISOR = anyOf('pantavisor-starter*.rootfs.wic*');
/** An archive of what is staged as a folder. */
const DISTRO_ARCHIVE = /^pantavisor-appengine-distro-/;
const DISTRO_FOLDER = /^pantavisor-appengine-distro-[^/]*(?=\/)/;
/** The shell script, or with SDK_PACKAGING_FUNC empty, as for Windows, the archive of SDK_ARCHIVE_TYPE. */
const INSTALLER = anyOf('*.sh', '*.tar.*', '*.zip', '*.7z');
const OUR_INSTALLER = anyOf('panta*.sh');
const NO_NAMES: ReadonlySet<string> = new Set();
/** The links that cve-check.bbclass keeps: to the text in 4.0, and to the JSON. */
const CVE_SUMMARIES = ['cve-summary', 'cve-summary.json'];

/** What DEPLOY_DIR_IMAGE holds. */
interface Shelf {
  readonly build: DeployingBuild;
  /** The names directly in it. */
  readonly names: ReadonlySet<string>;
  /** What a path is by its name, apart from an image. */
  readonly kindOf: (path: string) => DeployKind | undefined;
  /** The files whose path matches, each once. */
  readonly find: (matches: (path: string) => boolean) => readonly Versioned[];
}

/**
 * Chooses the artifacts of a build by kind, each file once: of a versioned file and the stable links to it, one is taken; versions that
 * a stable link has left behind are passed over. What was there before the build is taken where it is its result all the same.
 *
 * @param output globs for the images, matched against the paths in DEPLOY_DIR_IMAGE. A file that they name is an image whatever else it
 *   matches. Undefined: the images of Pantavisor's layers by their names, else those of what bitbake was asked for, by their types.
 */
export function selectArtifacts(
  listing: DeployListing,
  output: readonly string[] | undefined,
  build: DeployingBuild,
): DeploySelection {
  const draft = newDraft(build);
  const outside = listing.image.filter((file) => !DISTRO_FOLDER.test(file.path));
  const names = new Set(outside.map(({ path }) => path).filter((path) => !path.includes('/')));
  const kinds = new Map<string, DeployKind | undefined>();
  for (const { path } of outside) kinds.set(path, kindOfName(baseName(path), names));
  const shelf: Shelf = {
    build,
    names,
    kindOf: (path) => kinds.get(path),
    find: (matches) =>
      draft.look(
        'image',
        outside.filter(({ path }) => matches(path)),
        outside,
      ),
  };
  const images = output === undefined ? chooseImages(shelf) : chooseNamed(output, shelf);
  draft.take('image', 'image', images, ({ stable }) => stable);

  const stems = images.map(({ stable }) => stemOf(baseName(stable)));
  for (const row of DEPLOY_KINDS) {
    const { kind, naming, below, ofImage, ofRecipe } = row;
    const files = shelf.find((path) => (below === true || !path.includes('/')) && shelf.kindOf(path) === row);
    const chosen =
      ofImage === true
        ? chooseOfImages(kind, files, stems, build)
        : chooseUnbound(kind, files, build, ofRecipe);
    draft.take(kind, 'image', chosen, (file) => baseName(naming === 'stable' ? file.stable : file.source));
  }
  const debug = shelf.find((path) => !path.includes('/') && isDebugName(path));
  draft.take('debug', 'image', chooseOfImages('debug', debug, stems, build), ({ stable }) => stable);

  takeDistro(listing.image, draft);
  takeSdk(listing.sdk, draft);
  const licenses = flat(draft.look('licenses', listing.licenses, []));
  draft.take(
    'license',
    'licenses',
    chooseOfImages('license', licenses, stems, build),
    ({ stable }) => stable,
  );
  const cyclonedx = flat(draft.look('cyclonedx', listing.cyclonedx, []));
  for (const kind of ['sbom', 'cve']) {
    const files = cyclonedx.filter(({ stable }) => (kind === 'cve') === /(?:^|[._-])vex\b/.test(stable));
    draft.take(kind, 'cyclonedx', chooseOfImages(kind, files, stems, build), ({ stable }) => stable);
  }
  const summaries = listing.cve.filter(({ path }) => CVE_SUMMARIES.includes(path));
  const chosen = chooseUnbound('cve', draft.look('cve', summaries, []), build);
  draft.take('cve', 'cve', chosen, ({ stable }) => stable);
  return draft.selection();
}

function takeDistro(files: readonly DeployFile[], draft: Draft): void {
  const inside = files.filter((file) => DISTRO_FOLDER.test(file.path));
  const folders = new Map<string, DeployFile>();
  for (const file of inside) {
    const path = topFolder(file.path);
    const target = file.target === undefined ? path : topFolder(file.target);
    const changed = Math.max(file.changed ?? Number.POSITIVE_INFINITY, folders.get(path)?.changed ?? 0);
    folders.set(path, { path, changed, ...(target === path ? {} : { target }) });
  }
  const all = [...folders.values()];
  const chosen = chooseUnbound('pvtest-distro', draft.look('image', all, all), draft.build, true);
  for (const { stable, changed } of chosen) {
    const of = inside.filter(({ path }) => topFolder(path) === stable);
    const each = of.map(({ path, target = path }) => ({ stable: path, source: target, changed }));
    draft.take('pvtest-distro', 'image', each, (file) => file.stable);
  }
}

function takeSdk(files: readonly DeployFile[], draft: Draft): void {
  const installers = files.filter(({ path }) => INSTALLER(path) && !kindOfName(baseName(path), NO_NAMES));
  const each = draft.look('sdk', installers, files);
  const made = new Set(each.filter((file) => isNew(file, draft.build)).map(({ source }) => shapeOf(source)));
  const mine = chooseUnbound('sdk', each, draft.build).filter(
    (file) => isNew(file, draft.build) || !made.has(shapeOf(file.source)),
  );
  const ours = mine.filter(({ source }) => OUR_INSTALLER(source));
  draft.take('sdk', 'sdk', ours.length > 0 ? ours : mine, ({ stable }) => baseName(stable));
}

/**
 * Files of folders that bear the name of an image or a recipe, with that name before their own: `<image>.license.manifest`. Of two that
 * would have one name, the one that was changed last is taken.
 */
function flat(files: readonly Versioned[]): Versioned[] {
  const byName = new Map<string, Versioned>();
  for (const file of files) {
    const [name = '', folder] = file.source.split('/').reverse();
    const stable = folder === undefined ? name : `${withoutDate(folder)}.${name}`;
    const other = byName.get(stable);
    if (other === undefined || (other.changed ?? 0) <= (file.changed ?? 0))
      byName.set(stable, { ...file, stable });
  }
  return [...byName.values()];
}

function topFolder(path: string): string {
  return path.slice(0, path.indexOf('/'));
}

/**
 * The images that globs name. What is older than the build is among them unless it is known to be of another one; an image of which that
 * is not known only where its glob names none that is of this build.
 */
function chooseNamed(globs: readonly string[], { build, find }: Shelf): Versioned[] {
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
function chooseImages({ build, names, kindOf, find }: Shelf): Versioned[] {
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
function chooseOfImages(
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
function chooseUnbound(
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

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
