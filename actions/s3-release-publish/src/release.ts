import { channelOf } from '@pv-actions/core/release/channels.ts';
import { indexKey, manifestKey, publicUrl, publishedKey } from '@pv-actions/core/release/keys.ts';

/** A machine of a release, and where its objects belong. */
export interface Release {
  readonly tag: string;
  readonly channel: string;
  readonly machine: string;
  readonly prefix: string;
  /** Whether the store obeys conditions. */
  readonly conditional: boolean;
  /** The URL of `<prefix>/`, without the final slash. */
  readonly publicUrl: string;
  readonly indexKey: string;
  readonly indexUrl: string;
  readonly manifestKey: string;
  readonly manifestUrl: string;
  readonly publishedKey: string;
}

/** @throws UserError when neither the tag nor `channel` says to which channel the release belongs. */
export function releaseOf(given: {
  readonly tag: string;
  readonly channel: string | undefined;
  readonly machine: string;
  readonly prefix: string;
  readonly publicUrl: string;
  readonly unconditionalIndex: boolean;
}): Release {
  const { tag, machine, prefix } = given;
  const url = (key: string): string => publicUrl(given.publicUrl, prefix, key);
  const manifest = manifestKey(prefix, tag, machine);
  return {
    tag,
    machine,
    prefix,
    conditional: !given.unconditionalIndex,
    channel: channelOf(tag, given.channel),
    publicUrl: given.publicUrl,
    indexKey: indexKey(prefix),
    indexUrl: url(indexKey(prefix)),
    manifestKey: manifest,
    manifestUrl: url(manifest),
    publishedKey: publishedKey(prefix, tag, machine),
  };
}
