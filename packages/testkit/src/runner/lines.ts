import { StringDecoder } from 'node:string_decoder';

/**
 * What .NET's `Char.IsWhiteSpace` holds for white space, and so its `Trim` and `TrimStart`: as a class of a regular expression. JavaScript's `\s` has
 * U+FEFF besides, and lacks U+0085.
 */
export const DOTNET_SPACE = '[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';

const LEADING = new RegExp(`^${DOTNET_SPACE}+`);
const TRAILING = new RegExp(`(?<!${DOTNET_SPACE})${DOTNET_SPACE}+$`);

/** `text` as .NET's `TrimStart` leaves it. */
export function trimStart(text: string): string {
  return text.replace(LEADING, '');
}

/** `text` as .NET's `Trim` leaves it. */
export function trim(text: string): string {
  return trimStart(text).replace(TRAILING, '');
}

/** The lines of a text as .NET's `StreamReader.ReadLine` gives them: they end with `\n`, `\r` or `\r\n`. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/**
 * Reads the output of a step as the runner does: UTF-8, without the mark that can stand at its start, line by line.
 *
 * @param take is given each line without its end.
 */
export function outputLines(take: (line: string) => void) {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let isFirst = true;
  const add = (part: string): void => {
    const text = isFirst ? part.replace(/^\ufeff/, '') : part;
    isFirst &&= part === '';
    const whole = rest + text;
    // A `\r` at the end may be half of an end of line.
    const end = Math.max(whole.lastIndexOf('\n'), whole.lastIndexOf('\r', whole.length - 2)) + 1;
    rest = whole.slice(end);
    for (const line of linesOf(whole.slice(0, end))) take(line);
  };
  return {
    add: (chunk: Buffer | string): void => add(typeof chunk === 'string' ? chunk : decoder.write(chunk)),
    end(): void {
      add(decoder.end());
      for (const line of linesOf(rest)) take(line);
      rest = '';
    },
  };
}
