import {
  baseName,
  chooseImages,
  chooseNamed,
  chooseOfImages,
  chooseUnbound,
  type Shelf,
} from './deploy-choice.ts';
import { type Draft, newDraft } from './deploy-draft.ts';
import { anyOf, DEPLOY_KINDS, type DeployKind, kindOfName } from './deploy-kinds.ts';
import type { DeployFile, DeployListing, DeploySelection } from './deploy-listing.ts';
import type { DeployingBuild } from './deploy-ours.ts';
import { type Versioned, withoutDate } from './deploy-versions.ts';
import { isDebugName, stemOf } from './image-names.ts';

const DISTRO_FOLDER = /^pantavisor-appengine-distro-[^/]*(?=\/)/;
const INSTALLER = anyOf('*.sh');
const OUR_INSTALLER = anyOf('panta*.sh');
/** The links that cve-check.bbclass keeps: to the text in 4.0, and to the JSON. */
const CVE_SUMMARIES = ['cve-summary', 'cve-summary.json'];

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
  const installers = files.filter((file) => INSTALLER(file.path));
  const mine = chooseUnbound('sdk', draft.look('sdk', installers, files), draft.build);
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
