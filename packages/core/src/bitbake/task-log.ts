import { ENDS_BUILD, isTelling, NOISE, WORDINGS } from './log-wordings.ts';
import { shortened } from './long-line.ts';

const TRACEBACK = 'Traceback (most recent call last):';
const FRAMES = 6;
/** So many lines before make or ninja gives up have what the command said. */
const BEFORE_END = 8;

/**
 * The lines of a failed task's log that say why it failed: errors of compilers, linkers, build systems, interpreters
 * and bitbake with the lines that belong to them, in the order of the log, at most `limit`; the first ones when there
 * are more, because later errors follow from them, and always the last one. Where only make or ninja says that a command
 * failed: with what stands before that. When nothing is recognised: the end of the log. Lines longer than 500
 * characters are cut in their middle.
 */
export function relevantLines(log: string, limit = 30): string[] {
  const lines = linesOf(log);
  const matter = amongThem(lines, limit);
  if (matter.length === 0) return lines.slice(-limit);
  if (matter.some(isTelling)) return matter;
  const end = lines.findIndex((line) => ENDS_BUILD.test(line));
  const before = lines.slice(Math.max(0, end - BEFORE_END), Math.max(0, end));
  return [...new Set([...before, ...matter])].slice(0, limit);
}

/** The same, but none where nothing is recognised. */
export function linesThatMatter(log: string, limit: number): string[] {
  return amongThem(linesOf(log), limit);
}

function linesOf(log: string): string[] {
  return log
    .split(/\r?\n/)
    .map((line) => shortened(line.trimEnd()))
    .filter((line) => !NOISE.some((noise) => noise.test(line)));
}

function amongThem(lines: readonly string[], limit: number): string[] {
  const kept = [...new Set(marked(lines))].sort((a, b) => a - b);
  return withinLimit(kept, limit).flatMap((index) => lines[index] ?? []);
}

/** The places of the errors and of what belongs to them. */
function marked(lines: readonly string[]): number[] {
  const places: number[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.startsWith(TRACEBACK)) {
      const end = endOfTraceback(lines, index);
      places.push(index, ...range(Math.max(index + 1, end - FRAMES), end));
      index = end;
      continue;
    }
    const wording = WORDINGS.find((known) => known.line.test(line));
    if (wording === undefined) continue;
    const before = Math.max(0, index - (wording.before ?? 0));
    places.push(
      ...range(before, index).filter((place) => belongsBefore(lines[place] ?? '', place === index)),
    );
    places.push(...range(index + 1, index + (wording.after ?? 0)).filter(contextOf(lines, index)));
  }
  return places;
}

/** Of the lines before an error: where it is, as `foo.c: In function 'main':` says. */
function belongsBefore(line: string, itself: boolean): boolean {
  return (
    itself ||
    /: In (?:function|member function|constructor|destructor|instantiation)|: in function |^patching file /i.test(
      line,
    )
  );
}

/** Of the lines behind an error: the source, the caret, and what is indented below it, up to the first that is not. */
function contextOf(lines: readonly string[], error: number): (place: number) => boolean {
  let open = true;
  return (place) => {
    const line = lines[place];
    open &&=
      line !== undefined &&
      /^(?:\s|\||\* |[-=]+>|-->|\d+ \||See |Call Stack|candidate versions |location searched: |required by |perhaps |> )/.test(
        line,
      );
    return open && place > error;
  };
}

/** The exception of a traceback: the first line behind it that is not indented. */
function endOfTraceback(lines: readonly string[], start: number): number {
  for (let index = start + 1; index < lines.length; index++) {
    if (!/^\s/.test(lines[index] ?? '')) return index;
  }
  return lines.length - 1;
}

function withinLimit(places: readonly number[], limit: number): readonly number[] {
  if (places.length <= limit) return places;
  return [...places.slice(0, limit - 1), ...places.slice(-1)];
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
