/** The names of the parts of a device in the index, in the order in which they are written. */
export const PARTS = ['full_image', 'pvrexports', 'bsp', 'sdk'] as const;

export type PartName = (typeof PARTS)[number];

/** One download of a device. */
interface Part {
  readonly url: string;
  /** Lower-case hex of the whole object. */
  readonly sha256: string;
}

/** A machine as releases.json holds it. A part that was not built has no key. */
export interface DeviceEntry extends Readonly<Partial<Record<PartName, Part>>> {
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
