import { CST, Lexer, Parser } from 'yaml';
import { overLimit, READER_LIMITS } from '../action/reader-limits.ts';
import type { KasText } from './kas-document.ts';

const ADVICE = 'Write it with less, or in several files, as kas files are.';

/**
 * Holds the text of a kas file against READER_LIMITS, before it is read: what reads YAML calls itself for what is nested, and an
 * alias can stand for much.
 *
 * @throws UserError when the text is too long, nested too deep, or has too many aliases.
 */
export function checkYamlSize({ path, text }: KasText): void {
  if (text.length > READER_LIMITS.kasFile.most) {
    throw overLimit(`${path} has ${text.length} characters`, READER_LIMITS.kasFile, ADVICE);
  }
  const parser = new Parser();
  let aliases = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (!isScalar && lexeme.startsWith('*')) aliases++;
    isScalar = lexeme === CST.SCALAR;
    const tokens = parser.next(lexeme);
    while (tokens.next().done !== true);
    if (parser.stack.length > READER_LIMITS.kasDepth.most) {
      throw overLimit(`${path} is nested too deep`, READER_LIMITS.kasDepth, ADVICE);
    }
  }
  if (aliases > READER_LIMITS.kasAliases.most) {
    throw overLimit(`${path} has ${aliases} aliases`, READER_LIMITS.kasAliases, ADVICE);
  }
}
