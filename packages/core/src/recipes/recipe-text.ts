/**
 * Text of a recipe that knows where its characters stand: `offsets[i]` is the offset of `text[i]` in the file, or -1 for
 * one that stands nowhere.
 */
export interface SourceText {
  readonly text: string;
  readonly offsets: readonly number[];
}

/** From `start` up to `end`, which is no longer part of it: offsets of bytes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span of a file. */
export interface RecipePlace extends Span {
  /** Relative to the repository. */
  readonly path: string;
}

const NOWHERE = -1;

/** `text` as it stands at `start` of the file. */
export function standing(text: string, start: number): SourceText {
  return { text, offsets: Array.from({ length: text.length }, (_, index) => start + index) };
}

/** A text that the file does not hold. */
export function foreign(text: string): SourceText {
  return { text, offsets: Array.from(text, () => NOWHERE) };
}

export function joined(parts: readonly SourceText[]): SourceText {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return { text: parts.map(({ text }) => text).join(''), offsets: parts.flatMap(({ offsets }) => offsets) };
}

export function sliced(source: SourceText, from: number, to = source.text.length): SourceText {
  return { text: source.text.slice(from, to), offsets: source.offsets.slice(from, to) };
}

/** Where a text stands, if it stands in the file, and in one piece. */
export function spanOf({ offsets }: SourceText): Span | undefined {
  const [start = NOWHERE] = offsets;
  if (start === NOWHERE || offsets.some((offset, index) => offset !== start + index)) return undefined;
  return { start, end: start + offsets.length };
}

/** A file's bytes as one character each, as this reader takes them, so that an index is an offset. */
export function bytesAsText(bytes: Buffer): string {
  return bytes.toString('latin1');
}

/** Text of `bytesAsText` as a person wrote it: UTF-8. */
export function readable(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}
