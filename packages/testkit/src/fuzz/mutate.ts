import fc from 'fast-check';

/** A change of a text: where, as a part of its length, how much goes, and what comes. */
interface Edit {
  readonly at: number;
  readonly gone: number;
  readonly put: string;
}

/**
 * Texts near recorded ones: some of the lines of one, out of order or twice, with a few edits.
 *
 * @param corpus recorded texts, or parts of them.
 * @param put what an edit puts in.
 */
export function mutated(corpus: readonly string[], put: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit: fc.Arbitrary<Edit> = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    gone: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 })),
    put,
  });
  return fc
    .tuple(
      fc.constantFrom(...corpus),
      fc.array(edit, { maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 }),
    )
    .map(([text, edits, moves]) => moved(edits.reduce(edited, text), moves));
}

function edited(text: string, { at, gone, put }: Edit): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + put + text.slice(start + gone);
}

/** The text with copies of lines put elsewhere. */
function moved(text: string, moves: readonly (readonly [number, number])[]): string {
  if (moves.length === 0) return text;
  const lines = text.split('\n');
  for (const [from, to] of moves) lines.splice(to % (lines.length + 1), 0, lines[from % lines.length] ?? '');
  return lines.join('\n');
}

/** The places of a text at which it is cut, as chunks of its bytes. */
export function chunked(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((start, index) => bytes.subarray(start, at[index] ?? bytes.length));
}
