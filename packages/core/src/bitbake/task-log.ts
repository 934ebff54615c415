const LONGEST_LINE = 500;

/** Lines that say nothing of why a task failed. */
const NOISE: readonly RegExp[] = [
  /^\s*$/,
  /^DEBUG: /,
  /^NOTE: make /,
  /^WARNING: exit code \d+ from a shell command\.?$/,
  /^WARNING: .{0,400}run\.do_\w+\.\d+:\d+ exit \d+ from /,
  /^WARNING: Backtrace \(BB generated script\):/,
  /^\s+#\d+: \w+, .{0,400}run\.do_/,
  /^g?make(?:\[\d+\])?: (?:Entering|Leaving) directory /,
  /^ERROR: (?:Logfile of failure stored in:|Function failed:|oe_runmake failed)/,
  /^npm (?:ERR!|error)\s*$/,
  /^npm (?:ERR!|error) A complete log of this run can be found in/,
];

/** An error, and how many lines before and after it belong to it. */
interface Wording {
  readonly line: RegExp;
  readonly before?: number;
  readonly after?: number;
}

const WORDINGS: readonly Wording[] = [
  // gcc, clang, g++ and as: the source line and the caret stand behind.
  { line: /^[^\s|][^|]{0,400}?:\d+(?::\d+)?: (?:fatal )?[Ee]rror: /, before: 1, after: 4 },
  {
    line: /^\s*(?:\w+(?:-\w+)*-)?(?:cc1|cc1plus|gcc|g\+\+|clang|clang\+\+|collect2|ld|lld)(?:\.\w+)?: (?:fatal )?error: /,
    after: 2,
  },
  // ld
  { line: /undefined reference to |undefined symbol: |multiple definition of /, before: 1 },
  { line: /(?:^|\s|:)(?:cannot find -l|cannot find \S{1,200}: No such file|unable to find library -l)/ },
  {
    line: /\bld(?:\.\w+)?: .{0,300}(?:file not recognized|skipping incompatible|final link failed|region .{1,40} overflowed)/,
  },
  // cmake, meson, autotools
  { line: /^CMake Error(?: at .{1,300}|: .{1,300}|.{0,100})$/, after: 8 },
  { line: /^(?:\S{1,300}meson\.build:\d+:\d+: )?ERROR: /, after: 2 },
  { line: /^(?:\S{0,300}\/)?configure(?:\.ac)?:(?:\d+:)? error: /, before: 1, after: 3 },
  { line: /^(?:autoreconf|aclocal|automake|autoconf|autom4te|libtoolize)(?:-[\d.]+)?: error: /, after: 2 },
  // rust, go, swift and javascript
  { line: /^error(?:\[E\d{4}\])?: (?!Recipe |recipe )/, after: 7 },
  { line: /^\S{1,200}\.go:\d+:\d+: / },
  { line: /^(?:go: |panic: |fatal error: )/, after: 2 },
  { line: /^npm (?:ERR!|error) \S/ },
  { line: /^(?:\S{1,100}Error|Error): .{1,400}$/, after: 1 },
  // patch, install, cp, the shell
  { line: /^Hunk #\d+ FAILED /, before: 1, after: 1 },
  { line: /^\d+ out of \d+ hunks? (?:FAILED|ignored)/ },
  { line: /^(?:Patch \S{1,200} (?:does not apply|can be reverse-applied)|error: patch failed: )/ },
  { line: /^(?:install|cp|mv|ln|rm|mkdir|tar|cat|sed|cpio|rsync|chmod|chown|stat)(?:\.\w+)?: .{1,400}/ },
  { line: /: (?:command not found|not found|Permission denied|No such file or directory)$/ },
  { line: /No space left on device/ },
  { line: /(?:Killed|Segmentation fault|Bus error|internal compiler error)\b/, before: 1, after: 1 },
  // the wordings of make, ninja and cmake's driver that a command failed
  { line: /^g?make(?:\[\d+\])?: \*\*\* / },
  { line: /^FAILED: /, after: 1 },
  { line: /^ninja: (?:error|build stopped)/ },
];

const TRACEBACK = 'Traceback (most recent call last):';
const FRAMES = 6;

/**
 * The lines of a failed task's log that say why it failed: errors of compilers, linkers, build systems, interpreters
 * and bitbake with the lines that belong to them, in the order of the log, at most `limit`; the first ones when there
 * are more, because later errors follow from them, and always the last one. When nothing is recognised: the end
 * of the log. Lines longer than 500 characters are cut.
 */
export function relevantLines(log: string, limit = 30): string[] {
  const lines = log
    .split(/\r?\n/)
    .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line))
    .filter((line) => !NOISE.some((noise) => noise.test(line)));
  const kept = [...new Set(marked(lines))].sort((a, b) => a - b);
  if (kept.length === 0) return lines.slice(-limit);
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
    open &&= line !== undefined && /^(?:\s|\||[-=]+>|-->|\d+ \||See |Call Stack)/.test(line);
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
