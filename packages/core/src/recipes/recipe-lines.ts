import { joined, type SourceText, standing } from './recipe-text.ts';

/** A line of a recipe with those that continue it joined to it. */
export interface RecipeLine {
  readonly source: SourceText;
  /** Of its first line, from 1. */
  readonly line: number;
}

const FUNCTION_START =
  /^(?:(?:(?:python(?=[\s(])|fakeroot(?=\s))\s*)*(?:[\w.\-+{}$:]+\s*)?|\s+)\(\s*\)\s*\{$/;
const PYTHON_DEF = /^def\s+\w.*:/;
/** What Python strips of a line, as far as it is ASCII: a byte beyond it may be part of a character. */
const BLANKS = ' \t\v\f\x1c\x1d\x1e\x1f';

/**
 * The lines with the statements of a recipe, an include file or a configuration file: no comments, and no functions.
 * The rules are those of bitbake's lib/bb/parse/parse_py/BBHandler.py: a backslash continues a line also with blanks
 * behind it, a function ends at a `}` that is alone on its line, a `def` at the first line that is not indented.
 * A comment between continued lines, which newer bitbakes refuse, is left out; what a comment continues to is comment.
 *
 * @param text The file with one character for each byte.
 * @param base The offset of its first character.
 */
export function recipeLines(text: string, base: number): RecipeLine[] {
  const statements: RecipeLine[] = [];
  let parts: SourceText[] = [];
  let firstLine = 0;
  let within: 'statements' | 'comment' | 'function' | 'def' = 'statements';

  for (const { source, line } of physicalLines(text, base)) {
    const { text } = source;
    const continues = text.endsWith('\\');
    if (within === 'function') {
      if (text === '}') within = 'statements';
      continue;
    }
    if (within === 'def') {
      if (/^(?:\s|#|$)/.test(text)) continue;
      within = 'statements';
    }
    if (within === 'comment' || text.startsWith('#')) {
      if (parts.length === 0) within = continues ? 'comment' : 'statements';
      continue;
    }
    if (parts.length === 0) firstLine = line;
    if (continues) {
      parts.push({ text: text.slice(0, -1), offsets: source.offsets.slice(0, -1) });
      continue;
    }
    const whole = joined([...parts, source]);
    parts = [];
    if (FUNCTION_START.test(whole.text)) within = 'function';
    else if (PYTHON_DEF.test(whole.text)) within = 'def';
    else if (whole.text !== '') statements.push({ source: whole, line: firstLine });
  }
  return statements;
}

/** The lines of a text as Python reads them, without their ends and the blanks before those. */
function* physicalLines(text: string, base: number): Generator<RecipeLine> {
  let start = 0;
  let line = 1;
  for (const end of [...text.matchAll(/\r\n|\r|\n/g), undefined]) {
    const stop = end?.index ?? text.length;
    if (end === undefined && stop === start) return;
    let last = stop;
    while (last > start && BLANKS.includes(text.charAt(last - 1))) last--;
    yield { source: standing(text.slice(start, last), base + start), line };
    start = stop + (end?.[0].length ?? 0);
    line++;
  }
}
