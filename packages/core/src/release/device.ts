import type { Kind } from './kinds.ts';

/** The names of the parts of a device in the index, in the order in which they are written. */
export const PARTS = ['full_image', 'pvrexports', 'bsp', 'sdk'] as const;

export type PartName = (typeof PARTS)[number];

/**
 * Further keys of a device, by the kind of the files that each lists. Readers that do not know them pass over them. None may be called
 * `docs`: the docs site takes the first entry of a tag that has such a key for the docs of the tag.
 */
const LIST_OF_KIND = {
  image: 'images',
  'flash-bundle': 'flash_bundle',
  tezi: 'tezi',
  'pvtest-distro': 'pvtest_distro',
  manifest: 'manifest',
  sbom: 'sbom',
  cve: 'cve',
  docs: 'docs_archive',
  license: 'license',
  provenance: 'provenance',
  testdata: 'testdata',
  debug: 'debug',
} as const satisfies Readonly<Record<Exclude<Kind, 'pvrexport' | 'bsp' | 'sdk'>, string>>;

type ListedKind = keyof typeof LIST_OF_KIND;
export type ListName = (typeof LIST_OF_KIND)[ListedKind];

/** The further keys, in the order in which they are written. */
export const LISTS: readonly ListName[] = Object.values(LIST_OF_KIND);

/** One download of a device. */
interface Part {
  readonly url: string;
  /** Lower-case hex of the whole object. */
  readonly sha256: string;
}

/** A file of a list. */
export interface ListedFile extends Part {
  /** Below the folder of the machine, with `/`. */
  readonly name: string;
}

/** A machine as releases.json holds it. A part that was not built has no key, nor a list without files. */
export interface DeviceEntry
  extends Readonly<Partial<Record<PartName, Part>>>,
    Readonly<Partial<Record<ListName, readonly ListedFile[]>>> {
  readonly name: string;
}

/** The docs of a tag. releases.json carries the digest twice, as `hash` and as `sha256`: readers differ. */
export interface DocsEntry {
  readonly name: string;
  readonly sha256: string;
  readonly url: string;
  /** What others wrote into the entry: it is kept. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** The key of a device that names files of a kind of manifest.json; undefined for kinds that the index does not name. */
export function keyOfKind(kind: string): PartName | ListName | undefined {
  if (Object.hasOwn(LIST_OF_KIND, kind)) return LIST_OF_KIND[kind as ListedKind];
  return PARTS.find((part) => part === kind);
}

/** Whether files of a kind of artifacts.json are published by their own names and listed: all but those that make the parts. */
export function isListedKind(kind: string): kind is ListedKind {
  return Object.hasOwn(LIST_OF_KIND, kind);
}

/** A file that a device names, and the key that it stands under. */
export interface FileOfDevice extends Part {
  readonly key: PartName | ListName;
}

/** All files that a device names. */
export function filesOfDevice(device: DeviceEntry): FileOfDevice[] {
  const parts = PARTS.flatMap((key) => {
    const part = device[key];
    return part === undefined ? [] : [{ key, url: part.url, sha256: part.sha256 }];
  });
  const listed = LISTS.flatMap((key) => (device[key] ?? []).map(({ url, sha256 }) => ({ key, url, sha256 })));
  return [...parts, ...listed];
}

/** The keys under which a device names files. */
export function keysOfDevice(device: DeviceEntry): (PartName | ListName)[] {
  return [...new Set(filesOfDevice(device).map(({ key }) => key))];
}
