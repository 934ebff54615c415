import { channelOf } from '@pv-actions/core/release/channels.ts';
import {
  checksumsKey,
  indexKey,
  machineFolder,
  manifestKey,
  publicUrl,
  publishedKey,
} from '@pv-actions/core/release/keys.ts';

/** The part of a bucket that a layer publishes in. */
export interface Layer {
  readonly prefix: string;
  /** The URL of `<prefix>/`, without the final slash. */
  readonly publicUrl: string;
  readonly indexKey: string;
  readonly indexUrl: string;
}

/** A release in it. */
export interface Release extends Layer {
  readonly tag: string;
  readonly channel: string;
}

/** A machine of a release, and where its objects belong. */
export interface MachineRelease extends Release {
  readonly machine: string;
  /** `<prefix>/<tag>/<machine>/`. */
  readonly folder: string;
  readonly manifestKey: string;
  readonly manifestUrl: string;
  readonly publishedKey: string;
  readonly checksumsKey: string;
}

/** Where the settings of the store say that the layer is. */
export function layerOf(settings: { readonly prefix: string; readonly publicUrl: string }): Layer {
  const { prefix, publicUrl: base } = settings;
  const key = indexKey(prefix);
  return { prefix, publicUrl: base, indexKey: key, indexUrl: publicUrl(base, prefix, key) };
}

/** @throws UserError when neither the tag nor `channel` says to which channel the release belongs. */
export function releaseOf(layer: Layer, tag: string, channel: string | undefined): Release {
  return { ...layer, tag, channel: channelOf(tag, channel) };
}

/** A machine of `release`. */
export function machineRelease(release: Release, machine: string): MachineRelease {
  const { prefix, tag } = release;
  const manifest = manifestKey(prefix, tag, machine);
  return {
    ...release,
    machine,
    folder: machineFolder(prefix, tag, machine),
    manifestKey: manifest,
    manifestUrl: publicUrl(release.publicUrl, prefix, manifest),
    publishedKey: publishedKey(prefix, tag, machine),
    checksumsKey: checksumsKey(prefix, tag, machine),
  };
}
