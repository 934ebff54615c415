import { linesOf } from './lines.ts';

/**
 * The pairs of a file that a step wrote for GITHUB_OUTPUT, GITHUB_STATE or GITHUB_ENV, in their order.
 *
 * Two forms, as the runner reads them: `name=value` on a line, and `name<<DELIMITER`, lines, `DELIMITER`.
 *
 * @throws Error with the runner's message where a line has neither form or a delimiter is missing.
 */
export function parseFileCommand(text: string): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  const lines = text.split('\n');
  const ended = lines.at(-1) === '';
  if (ended) lines.pop();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const name = line.slice(0, heredoc);
      const delimiter = line.slice(heredoc + 2);
      if (name === '' || delimiter === '') {
        throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
      }
      const end = lines.indexOf(delimiter, at + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      pairs.push([name, lines.slice(at + 1, end).join('\n')]);
      at = end;
    } else if (equals > 0) {
      pairs.push([line.slice(0, equals), line.slice(equals + 1)]);
    } else if (equals === 0) {
      throw new Error(`Invalid format '${line}'. Name must not be empty`);
    } else {
      throw new Error(`Invalid format '${line}'`);
    }
  }
  return pairs;
}

/** The entries that a step wrote for GITHUB_PATH, in the order in which they were written. */
export function parsePathFile(text: string): string[] {
  return linesOf(text).filter((line) => line !== '');
}
