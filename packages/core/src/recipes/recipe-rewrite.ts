import { FULL_DIGEST } from '../git/digest.ts';
import type { RecipePin } from './recipe-pins.ts';
import { bytesAsText, type RecipePlace, type SourceText, type Span, spanOf } from './recipe-text.ts';

/** A text of a file, and what is to stand there. */
export interface TextChange {
  readonly place: Span;
  /** What stands there. Of a digest the case does not count. */
  readonly old: string;
  readonly new: string;
}

/** A change, and its file. */
export interface RecipeChange extends TextChange {
  readonly place: RecipePlace;
}

/** What gives a pin another revision, in all of its files. @param revision The whole digest of a commit. */
export function revisionChanges(pin: Pick<RecipePin, 'old' | 'places'>, revision: string): RecipeChange[] {
  if (!FULL_DIGEST.test(revision) || revision !== revision.toLowerCase()) {
    throw new Error(`${revision} is not a digest.`);
  }
  return pin.places.map((place) => ({ place, old: pin.old, new: revision }));
}

/** A text that may be put together of several places. */
export interface Piece {
  readonly text: string;
  /** Undefined for one that stands in no file. */
  readonly place: RecipePlace | undefined;
}

/** The pieces of a text, as they stand in the files. */
export function piecesOf(source: SourceText, placeOf: (span: Span) => RecipePlace): Piece[] {
  const pieces: Piece[] = [];
  const { text, offsets } = source;
  for (let start = 0; start < text.length; ) {
    let end = start + 1;
    while (end < text.length && follows(offsets[end - 1], offsets[end])) end++;
    const span = spanOf({ text: text.slice(start, end), offsets: offsets.slice(start, end) });
    pieces.push({ text: text.slice(start, end), place: span && placeOf(span) });
    start = end;
  }
  return pieces;
}

function follows(before = -1, after = -1): boolean {
  return before < 0 ? after < 0 : after === before + 1;
}

/** What makes another text of the pieces, by a change of one of them; undefined where that is not enough. */
export function pieceChange(pieces: readonly Piece[], wanted: string): RecipeChange | undefined {
  for (const [at, { text, place }] of pieces.entries()) {
    const textOf = (some: readonly Piece[]): string => some.map((piece) => piece.text).join('');
    const [before, after] = [textOf(pieces.slice(0, at)), textOf(pieces.slice(at + 1))];
    const fits = wanted.length > before.length + after.length && wanted.startsWith(before);
    if (place === undefined || !fits || !wanted.endsWith(after)) continue;
    return { place, old: text, new: wanted.slice(before.length, wanted.length - after.length) };
  }
  return undefined;
}

/**
 * The file with other texts in some places. All other bytes stay.
 *
 * @param bytes The file that the places were read from.
 * @throws Error where another text stands in a place, or two are one.
 */
export function rewriteTexts(bytes: Buffer, changes: readonly TextChange[]): Buffer {
  const parts: Buffer[] = [];
  let end = 0;
  for (const { place, old, new: text } of changes.toSorted((a, b) => a.place.start - b.place.start)) {
    const stands = bytesAsText(bytes.subarray(place.start, place.end));
    const same = stands === old || (FULL_DIGEST.test(old) && stands.toLowerCase() === old);
    if (place.start < end || !same) throw new Error(`${old} is not at ${place.start}.`);
    parts.push(bytes.subarray(end, place.start), Buffer.from(text, 'latin1'));
    end = place.end;
  }
  return Buffer.concat([...parts, bytes.subarray(end)]);
}
