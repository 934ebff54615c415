/** The order of texts by their UTF-16 code units, whatever the language of the machine: for `sort`. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
