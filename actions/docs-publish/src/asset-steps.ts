import type { ReleaseAsset } from '@pv-actions/core/github/release-assets.ts';

/** The file that a release is to have. */
export interface WantedAsset {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** What to do next about a release, as its assets stand now. */
export type AssetStep =
  /** The file is there. What earlier runs left beside it is to be deleted. */
  | { readonly do: 'finish'; readonly asset: ReleaseAsset; readonly leftovers: readonly ReleaseAsset[] }
  /** An asset under the temporary name that is of no use. */
  | { readonly do: 'discard'; readonly asset: ReleaseAsset }
  | { readonly do: 'upload' }
  /** The file is there under its temporary name: `old` is to be deleted, and `fresh` to take its name. */
  | { readonly do: 'swap'; readonly fresh: ReleaseAsset; readonly old: ReleaseAsset | undefined };

const DIGITS = 16;

/** The name under which a file is uploaded. It tells contents apart, so that a run takes over only what is its own. */
export function temporaryName({ name, sha256 }: WantedAsset): string {
  return `${name}.${sha256.slice(0, DIGITS)}.pv-actions`;
}

/** Whether an asset is of interest: it has the name of the file, or one of its temporary names. */
export function concerns({ name }: WantedAsset, asset: ReleaseAsset): boolean {
  return asset.name === name || isTemporary(name, asset.name);
}

/** The next step. `finish` ends it; after any other the assets are to be looked at again. */
export function nextStep(assets: readonly ReleaseAsset[], wanted: WantedAsset): AssetStep {
  const named = assets.find(({ name }) => name === wanted.name);
  const temporary = assets.find(({ name }) => name === temporaryName(wanted));
  if (named !== undefined && holds(named, wanted)) {
    return {
      do: 'finish',
      asset: named,
      leftovers: assets.filter(({ name }) => isTemporary(wanted.name, name)),
    };
  }
  if (temporary === undefined) return { do: 'upload' };
  if (!holds(temporary, wanted)) return { do: 'discard', asset: temporary };
  return { do: 'swap', fresh: temporary, old: named };
}

function isTemporary(name: string, other: string): boolean {
  if (!other.startsWith(`${name}.`)) return false;
  return /^[0-9a-f]{16}\.pv-actions$/.test(other.slice(name.length + 1));
}

function holds(asset: ReleaseAsset, { size, sha256 }: WantedAsset): boolean {
  return asset.complete && asset.size === size && asset.sha256 === sha256;
}
