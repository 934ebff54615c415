import { READER_LIMITS } from './limits.ts';

/**
 * `names`, those first that are the fewest edits away from `name`; of the same distance in the order of the text. Names of more
 * characters than READER_LIMITS allows are left out, and so are names beyond its number.
 */
export function nearest(name: string, names: readonly string[]): readonly string[] {
  const { nearNames, nearName } = READER_LIMITS;
  const short = names.filter((other) => other.length <= nearName.most).slice(0, nearNames.most);
  const distances = new Map(short.map((other) => [other, editDistance(name.slice(0, nearName.most), other)]));
  const distanceOf = (other: string): number => distances.get(other) ?? 0;
  return short.toSorted((a, b) => distanceOf(a) - distanceOf(b) || (a < b ? -1 : Number(a > b)));
}

/** Levenshtein's distance: how many characters are to be put in, left out or replaced. */
function editDistance(a: string, b: string): number {
  const others = [...b];
  let row = [0, ...others.map((_, at) => at + 1)];
  for (const [at, letter] of [...a].entries()) {
    const next = [at + 1];
    for (const [column, other] of others.entries()) {
      const [left = 0, above = 0, corner = 0] = [next[column], row[column + 1], row[column]];
      next.push(Math.min(left + 1, above + 1, corner + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
