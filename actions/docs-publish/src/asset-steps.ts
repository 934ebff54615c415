import type { ReleaseAsset } from '@pv-actions/core/github/release-assets.ts';

/** The file that a release is to have. */
export interface WantedAsset {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Eight hex digits of this run alone, so that no other run takes its upload for one that broke off. */
  readonly run: string;
}

/** What to do next about a release, as its assets stand now. */
export type AssetStep =
  /** The file is there. What other runs left beside it is to be deleted. */
  | { readonly do: 'finish'; readonly asset: ReleaseAsset; readonly leftovers: readonly ReleaseAsset[] }
  /** Our own upload, which broke off or was changed on its way. */
  | { readonly do: 'discard'; readonly asset: ReleaseAsset }
  | { readonly do: 'upload' }
  /** The file is there under a temporary name: `old` is to be deleted, and `fresh` to be named `name`. */
  | {
      readonly do: 'swap';
      readonly fresh: ReleaseAsset;
      readonly old: ReleaseAsset | undefined;
      readonly name: string;
    };

const TEMPORARY = /^(.+)\.([0-9a-f]{16})-([0-9a-f]{8})\.pv-actions$/;
/** No run is between the upload and the renaming of an asset for so long. */
const ABANDONED_MS = 15 * 60_000;

/** The name under which a run uploads the file. */
export function temporaryName({ name, sha256, run }: WantedAsset): string {
  return `${name}.${sha256.slice(0, 16)}-${run}.pv-actions`;
}

/** Whether an asset is of interest: it may be the file, or one of its temporary files. */
export function concerns(wanted: WantedAsset, asset: ReleaseAsset): boolean {
  return alike(TEMPORARY.exec(asset.name)?.[1] ?? asset.name, wanted.name);
}

/** The next step. `finish` ends it; after any other the assets are to be looked at again. */
export function nextStep(assets: readonly ReleaseAsset[], wanted: WantedAsset, now: Date): AssetStep {
  const known = assets.filter((asset) => concerns(wanted, asset));
  const temporary = known.filter(({ name }) => TEMPORARY.test(name));
  const named = known.filter((asset) => !temporary.includes(asset));
  const done = named.find((asset) => holds(asset, wanted));
  if (done !== undefined) {
    const leftovers = temporary.filter(
      (asset) => runOf(asset) === wanted.run || now.getTime() - asset.updated.getTime() > ABANDONED_MS,
    );
    return { do: 'finish', asset: done, leftovers };
  }
  const own = temporary.find((asset) => runOf(asset) === wanted.run);
  if (own !== undefined && !holds(own, wanted)) return { do: 'discard', asset: own };
  const fresh = own ?? temporary.find((asset) => holds(asset, wanted));
  if (fresh === undefined) return { do: 'upload' };
  // GitHub may have spelled the name in its own way, which the temporary name shows.
  const name = TEMPORARY.exec(fresh.name)?.[1] ?? wanted.name;
  return { do: 'swap', fresh, old: named.find((asset) => asset.name === name), name };
}

function runOf({ name }: ReleaseAsset): string | undefined {
  return TEMPORARY.exec(name)?.[3];
}

/** Whether GitHub may have made one name of the other: it replaces characters by periods. */
function alike(name: string, other: string): boolean {
  const plain = (text: string): string => text.replace(/[^A-Za-z0-9]+/g, '.');
  return plain(name) === plain(other);
}

function holds(asset: ReleaseAsset, { size, sha256 }: WantedAsset): boolean {
  return asset.complete && asset.size === size && asset.sha256 === sha256;
}
