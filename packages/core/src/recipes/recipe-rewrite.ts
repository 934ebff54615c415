import type { RecipePin } from './recipe-pins.ts';
import { bytesAsText } from './recipe-text.ts';

/** A pin of a file, and what it is to have. */
export interface NewRevision {
  readonly pin: Pick<RecipePin, 'old' | 'places'>;
  readonly new: string;
}

const DIGEST = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * The file with other revisions where the pins have theirs. All other bytes stay.
 *
 * @param bytes The file that the pins were read from.
 * @param revisions `new` is the whole digest of a commit.
 * @throws Error where another text stands in a place, or the revision is no digest.
 */
export function rewriteRevisions(bytes: Buffer, revisions: readonly NewRevision[]): Buffer {
  const places = revisions
    .flatMap(({ pin: { old, places }, new: revision }) =>
      places.map((place) => ({ ...place, old, revision })),
    )
    .toSorted((a, b) => a.start - b.start);
  const parts: Buffer[] = [];
  let end = 0;
  for (const place of places) {
    if (!DIGEST.test(place.revision)) throw new Error(`${place.revision} is not a digest.`);
    const stands = bytesAsText(bytes.subarray(place.start, place.end)).toLowerCase();
    if (place.start < end || stands !== place.old) throw new Error(`${place.old} is not at ${place.start}.`);
    parts.push(bytes.subarray(end, place.start), Buffer.from(place.revision));
    end = place.end;
  }
  return Buffer.concat([...parts, bytes.subarray(end)]);
}
