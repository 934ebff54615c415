import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Source } from '../action/source.ts';
import {
  isIncomplete,
  MANIFEST_ADVICE,
  type Manifest,
  manifestShape,
  orderedManifest,
  parseManifest,
  readManifestJson,
} from './manifest.ts';
import { checkChannel, checkMachine, checkTag } from './names.ts';
import { checkShape, named, sha256, source } from './schema.ts';
import { compareText } from './text-order.ts';

const claim = z.object({
  schema: z.literal(1, { error: 'Only schema 1 is known here.' }),
  name: named(checkMachine),
  tag: named(checkTag),
  channel: named(checkChannel),
  complete: z.literal(false),
  claim: sha256,
  source,
  replaces: manifestShape.exactOptional(),
  withdrawn: z.array(z.string()).exactOptional(),
});

/**
 * A claim: the ownership record that a run writes into manifest.json before it uploads, a lease that has no end. Whoever finds one of
 * another run takes it over, and that run gives way.
 */
interface ClaimParts {
  readonly name: string;
  readonly tag: string;
  readonly channel: string;
  /** What the run is about to upload: `claimOf`. */
  readonly claim: string;
  readonly source: Source;
  /** The complete manifest that stood here. All that it names is as it says until the machine is withdrawn. */
  readonly replaces?: Manifest | undefined;
  /** The keys that it named, when the machine has left the index and its objects are being replaced. */
  readonly withdrawn?: readonly string[] | undefined;
}

/** What manifest.json says: that all is there, or that a run has claimed the machine to upload it. */
export type ManifestState =
  | { readonly kind: 'complete'; readonly manifest: Manifest }
  | ({ readonly kind: 'claim' } & Pick<ClaimParts, 'claim' | 'source' | 'replaces' | 'withdrawn'>);

/** An object that a run is about to upload. */
export interface ClaimedObject {
  readonly key: string;
  /** What it holds: `contentId`. */
  readonly contentId: string;
  /** What decides its bytes besides the content. */
  readonly maker: string;
}

/**
 * The manifest.json of a machine that is not complete yet: 2-space JSON with a final newline. A run writes it before
 * it uploads, and the complete one in its place when all is there.
 */
export function claimText(parts: ClaimParts): string {
  const { repository, ref, sha, run } = parts.source;
  const ordered = {
    schema: 1,
    name: parts.name,
    tag: parts.tag,
    channel: parts.channel,
    complete: false,
    claim: parts.claim,
    source: { repository, ref, sha, run },
    replaces: parts.replaces === undefined ? undefined : orderedManifest(parts.replaces),
    withdrawn: parts.withdrawn,
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/**
 * Reads manifest.json, complete or not.
 *
 * @param where The object as an error names it.
 * @throws UserError with all problems.
 */
export function readManifestState(text: string, where: string): ManifestState {
  const value = readManifestJson(text, where);
  if (!isIncomplete(value)) return { kind: 'complete', manifest: parseManifest(text, where) };
  const read = checkShape(claim, value, where, MANIFEST_ADVICE);
  const { replaces, withdrawn } = read;
  return { kind: 'claim', claim: read.claim, source: read.source, replaces, withdrawn };
}

/**
 * One digest of all objects that a run is about to upload: lower-case hex SHA-256. The order makes no difference. Two
 * runs with the same claim make the same bytes under the same keys.
 */
export function claimOf(objects: readonly ClaimedObject[]): string {
  const entries = objects.map((each) => JSON.stringify([each.key, each.contentId, each.maker])).sort();
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex');
}

/** A file as it goes into an archive. */
interface ContentFile {
  readonly path: string;
  readonly size: number;
  /** Permission bits, e.g. 0o644. */
  readonly mode: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * What an archive holds, as one digest: lower-case hex SHA-256 over the format and each file's path, size, mode and
 * digest. The order of `files` makes no difference. It says that two archives have the same content also where
 * another compressor made other bytes of it.
 */
export function contentId(files: readonly ContentFile[], format: string): string {
  const entries = files
    .map((file) => JSON.stringify([file.path, file.size, file.mode, file.sha256]))
    .sort(compareText);
  return createHash('sha256')
    .update(JSON.stringify([format, ...entries]))
    .digest('hex');
}
