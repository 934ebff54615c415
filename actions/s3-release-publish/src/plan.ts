import { UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import {
  type Artifact,
  type ArtifactsFile,
  imagesOf,
  nameClashes,
  ofKind,
  pvrexportsOf,
  RESERVED_FILES,
} from '@pv-actions/core/release/artifacts.ts';
import { contentId } from '@pv-actions/core/release/claim.ts';
import { isListedKind, type PartName } from '@pv-actions/core/release/device.ts';
import { bundleName, machineKey, pvexportsName } from '@pv-actions/core/release/keys.ts';
import type { Kind } from '@pv-actions/core/release/kinds.ts';
import { flashable } from './flashable.ts';
import { mediaTypeOf } from './media-type.ts';

/** What `files` is for every kind that can be published. */
export const ALL = 'all';

/** How the bundle of the images is packed. */
export type BundleFormat = 'tar.gz' | 'tar.zst';

export type Format = BundleFormat | 'zip' | 'file';

/** How images are published: together, or each by its own name. */
export const LAYOUTS = ['bundle', 'files'] as const;

export type Layout = (typeof LAYOUTS)[number];

/** An object to publish: what it holds, and under which key. */
export interface PlannedObject {
  /** As manifest.json has it. */
  readonly kind: PartName | Kind;
  readonly key: string;
  /** Below the folder of the machine. */
  readonly name: string;
  readonly format: Format;
  readonly mediaType: string;
  readonly sources: readonly Artifact[];
  /** Digest over what the object holds, known before anything is read. */
  readonly contentId: string;
}

/** What the inputs say about the objects of a machine. */
export interface PlanOptions {
  readonly bundle: BundleFormat;
  readonly layout: readonly Layout[];
  /** Further kinds of which files are published by their own names: `all`, or their names. */
  readonly files: readonly string[];
}

export interface Plan {
  readonly objects: readonly PlannedObject[];
  /** Files of the build that are not published. */
  readonly leftOut: readonly Artifact[];
}

/** Permission bits of every file in an archive. */
export const FILE_MODE = 0o644;

const MEDIA_TYPES: Readonly<Record<Exclude<Format, 'file'>, string>> = {
  'tar.gz': 'application/gzip',
  'tar.zst': 'application/zstd',
  zip: 'application/zip',
};
const KEY_BYTES = 1024;
/** Kinds of files that tell of a build. They are no release alone, unless they are asked for. */
const TELLING: ReadonlySet<string> = new Set<Kind>([
  'manifest',
  'sbom',
  'cve',
  'license',
  'provenance',
  'testdata',
  'debug',
]);

/**
 * The objects of a machine: the bundle of its images, or each of them as it is; the archive of its pvrexports; each BSP and SDK, and
 * the files of further kinds, as they are. What was not built is not there.
 *
 * @throws UserError when there is nothing to publish, or when two objects would have one key.
 */
export function planRelease(
  artifacts: ArtifactsFile,
  { machine, tag, prefix }: { readonly machine: string; readonly tag: string; readonly prefix: string },
  { bundle, layout, files }: PlanOptions,
): Plan {
  const object = (
    kind: PlannedObject['kind'],
    format: Format,
    name: string,
    sources: readonly Artifact[],
  ): PlannedObject => ({
    kind,
    format,
    name,
    mediaType: format === 'file' ? mediaTypeOf(name) : MEDIA_TYPES[format],
    sources,
    key: machineKey(prefix, tag, machine, name),
    contentId: contentId(
      sources.map(({ name: path, size, sha256 }) => ({ path, size, mode: FILE_MODE, sha256 })),
      format,
    ),
  });
  const single = (kind: PlannedObject['kind'], file: Artifact): PlannedObject =>
    object(kind, 'file', file.name, [file]);
  const images = imagesOf(artifacts);
  const isBundled = images.length > 0 && layout.includes('bundle');
  const forCards = isBundled ? undefined : flashable(images)[0];
  const pvrexports = pvrexportsOf(artifacts);
  const others = artifacts.artifacts.filter(({ kind }) => kind !== 'image' && !isPartKind(kind));
  const isPublished = ({ kind }: Artifact): boolean =>
    isListedKind(kind) && (files.includes(ALL) || files.includes(kind));
  const objects = [
    ...(isBundled ? [object('full_image', bundle, bundleName(machine, tag, bundle), images)] : []),
    ...(layout.includes('files')
      ? images.map((image) => single(image === forCards ? 'full_image' : 'image', image))
      : []),
    ...(pvrexports.length > 0 ? [object('pvrexports', 'zip', pvexportsName(machine, tag), pvrexports)] : []),
    ...ofKind(artifacts, 'bsp').map((file) => single('bsp', file)),
    ...ofKind(artifacts, 'sdk').map((file) => single('sdk', file)),
    ...others.flatMap((file) =>
      isPublished(file) && isListedKind(file.kind) ? [single(file.kind, file)] : [],
    ),
  ];
  const leftOut = others.filter((file) => !isPublished(file));
  const isRelease = files.includes(ALL) ? objects.some(({ kind }) => !TELLING.has(kind)) : objects.length > 0;
  if (!isRelease) throw nothing(machine, others);
  checkNames(objects);
  return { objects, leftOut };
}

/** Kinds that make the parts of a device, whatever `files` says. */
function isPartKind(kind: string): boolean {
  return kind === 'pvrexport' || kind === 'bsp' || kind === 'sdk';
}

/** @throws UserError that names both sources of each name that stands there twice, and names that are no keys. */
function checkNames(objects: readonly PlannedObject[]): void {
  const [files = [], archives = []] = [true, false].map((isFile) =>
    objects
      .filter(({ format }) => (format === 'file') === isFile)
      .map((object) => ({ name: object.name, source: sourceOf(object) })),
  );
  const own = [...RESERVED_FILES].map((name) => ({ name, source: 'a file that publishing writes' }));
  const problems = [
    ...nameClashes([...files, ...archives, ...own], 'below the folder of the machine'),
    ...objects
      .filter(({ key }) => Buffer.byteLength(key) > KEY_BYTES)
      .map(
        ({ name }) =>
          `${quote(name)} would have a key of more than ${KEY_BYTES} bytes, which S3 does not take.`,
      ),
  ];
  if (problems.length === 0) return;
  throw new UserError(
    `Files of the build cannot be published beside each other:\n${shortList(problems, '\n')}`,
    'Give them other names in the build, or leave a kind of files out with the input `files`.',
  );
}

function sourceOf({ kind, format, sources: [file] }: PlannedObject): string {
  if (format === 'file' && file !== undefined) return `${quote(file.path)} (${file.kind})`;
  return `the archive of the ${kind === 'pvrexports' ? kind : 'images'}`;
}

function nothing(machine: string, found: readonly Artifact[]): UserError {
  const kinds = [...new Set(found.map(({ kind }) => kind))].sort();
  const [last, ...others] = kinds.map(quote).reverse();
  const named =
    others.length === 0 ? `kind ${last}` : `kinds ${shortList(others.reverse(), ', ')} and ${last}`;
  const only = kinds.length === 0 ? '' : `, only files of the ${named}`;
  const wanted = kinds.some(isListedKind)
    ? ' Where these are what is wanted, name their kinds in the input `files`.'
    : '';
  return new UserError(
    `The machine ${machine} has nothing to publish: its artifacts.json names no image, pvrexport, BSP or SDK${only}.`,
    `Check the input \`output\` of kas-build, and what the build deployed.${wanted}`,
  );
}
