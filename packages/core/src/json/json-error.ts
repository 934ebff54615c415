/**
 * What keeps a text from being JSON, and where. Of an unexpected token, V8 cites the text around it, which may be anything, a secret
 * too: nothing of it is in the result.
 *
 * @param text What `JSON.parse` was given.
 * @param thrown What it threw.
 * @returns `Unexpected text at position 17 (line 2 column 8)`, or V8's words where they cite nothing.
 */
export function jsonProblem(text: string, thrown: unknown): string {
  const said = String((thrown as Error).message);
  if (/^Unexpected end of JSON input$| at position \d+( \(line \d+ column \d+\))?$/.test(said)) return said;
  const position = firstWrong(text);
  const before = text.slice(0, position).split('\n');
  return `Unexpected text at position ${position} (line ${before.length} column ${(before.at(-1)?.length ?? 0) + 1})`;
}

/** Where the first character stands that no JSON text can have there, by halves. */
function firstWrong(text: string): number {
  let [right, wrong] = [0, text.length];
  while (right < wrong) {
    const middle = Math.floor((right + wrong) / 2);
    if (canGoOn(text.slice(0, middle + 1))) right = middle + 1;
    else wrong = middle;
  }
  return right;
}

/** Whether nothing is wrong with a text but that it ends. */
function canGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (thrown) {
    const said = String((thrown as Error).message);
    return (
      said === 'Unexpected end of JSON input' ||
      Number(/ at position (\d+)/.exec(said)?.[1] ?? -1) >= text.length
    );
  }
}
