import { ENDS_BUILD, FAILED, isKnown, isOutOfMemory, isTelling, NOISE, VAGUE } from './log-wordings.ts';
import { shortened } from './long-line.ts';
import { isHandled, type Place, type PythonTrace, pythonTrace } from './python-trace.ts';
import { linesThatMatter, relevantLines } from './task-log.ts';

export type { Place } from './python-trace.ts';

/** What a message of bitbake, or a failed task, says of why. */
export interface Explanation {
  /** The line that says most. Empty where there is none. */
  readonly headline: string;
  /** The lines that matter, `headline` first. */
  readonly lines: readonly string[];
  /** Where it happened, the closest place first. */
  readonly places: readonly Place[];
}

/** A message of so many lines is shown whole. */
const WHOLE = 12;
const MOST_LINES = 24;
const MOST_FRAMES = 4;
const MOST_PLACES = 50;
const MOST_OF_TASK = 30;
const MOST_OF_SENTENCE = 4;

/** What stands before the advisories of OE-core's sanity checker. */
const ADVISORIES = /^\s*Following is the list of potential problems \/ advisories:$/;
const LICENSE_TEXT = /^v{20,}$/;
const END_OF_LICENSE_TEXT = /^\^{20,}$/;
/** `/l/a_1.0.bb:12`, `(file: /l/a.conf line: 28)`, and `in /l/a.bbclass, line 4:` of Python that does not compile. */
const PLACE = /(?:^|[\s'"(])(\/[^\s:'"(),]{1,1000})(?::|,? line:? )(\d{1,7})\b/;
/** A line that leads to others, or has only a path or a bracket. */
const LEADS = /(?:(?<!Close matches):|\boutput:?|\bOutput:?)$/;
const BARE = /^[\s*\-|^~=+.()[\]{}'"\\>]*(?:stdout:|stderr:|\/\S*)?[\s*\-|^~=+.()[\]{}'"\\>]*$/;
const BULLET = /^[\s*-]+/;
/** A line that goes on with the sentence of the one above. */
const SENTENCE = /^\s+[^\s/*-]/;
/** The last line before make or ninja gives up, where it may be the cause. */
const SAYS_WHY = /: |\b(?:error|fail(?:ed|ure)?|not found|denied|cannot|can't|unable|missing)\b/i;
/** The command of a shell script that failed, where it said nothing itself. */
const COMMAND = /\brun\.do_\w+\.\d+:\d+ (exit \d+ from \S.{1,400})/;
const NOTHING = /^(?:\s*\*?\s*|(?:stdout|stderr): ?(?:'\))?|'\)|', '.{0,2000}\))$/;
/** The line of a message that says most, wherever it stands. */
const TELLING: readonly RegExp[] = [
  /^Patch \S{1,300} (?:does not apply|can be reverse-applied)/,
  /(?:^|\s)patch: \*{4} |^error: patch failed: |^Patch failed at /,
  /\bERROR \d{3}: |unable to resolve host address|\bfailed: (?:Name or|Temporary|Connection|No route|Network)/,
  /^ERROR: \S|^Proxy tunneling failed|\bawaiting response\.\.\. Read error/,
  /^error: RPC failed;|^npm (?:ERR!|error) (?!code |errno |syscall |path |A complete log )\S/,
  /^(?:fatal(?: error)?|ssh|curl: \(\d+\)): ?\S|Permission denied \(publickey|Host key verification failed/,
  /nothing provides |none of the providers can be installed/,
  /Cannot satisfy the following dependencies|cannot find dependency |Couldn't find anything to satisfy/,
];
/** What leads to a list, behind which comes no more than advice. */
const LISTS =
  /^(?:No recipes .{0,60}available for|Multiple (?:\.bb files|versions) |The recipe \S{1,200} is trying to install files )/;
/** The own words of bitbake that lead to what another program said. */
const LEADING =
  /^(?:Fetcher failure: Fetch command |.{1,2000}\bFetcher failure: Fetch command |Command Error: |Applying patch |Could not invoke |Unable to install packages|Unable to update the package index|Cannot get the |Failed to |CmdError\()/;

/**
 * Why, as one message of bitbake says it: of a Python exception the exception and the calls that led to it; of a long text the
 * lines that matter; else the text.
 *
 * @param text as `Message` has it, without the recipe and task in front
 */
export function explain(text: string): Explanation {
  const lines = withoutLicenseText(unquoted(text).split(/\r?\n/)).map((line) => shortened(line.trimEnd()));
  const trace = pythonTrace(lines);
  if (trace !== undefined) return ofTrace(trace);
  const told = lines.filter((line) => line.trim() !== '');
  const headline = shortened(headlineOf(told));
  return { headline, lines: withHeadline(headline, short(adviceFirst(told))), places: placesIn(told) };
}

/**
 * Why a task failed: what bitbake says of it, unless it says only that; then what matters of the task's log; where neither
 * says anything, the end of the log.
 *
 * @param messages the errors that name the task
 * @param log the task's log, or the end of it
 */
export function explainTask(messages: readonly string[], log: string): Explanation {
  const said = messages.filter((text) => !isVague(text));
  const telling = (said.length > 0 ? said : exceptionIn(log)).map(explain);
  const told = unique(telling.flatMap(({ lines }) => lines));
  const known = new Set(
    [...messages, ...exceptionIn(log)].flatMap((text) => unquoted(text).split(/\r?\n/)).map(bare),
  );
  const output = log.trim() === '' ? messages.filter(isVague).map(withoutFirstLine).join('\n') : log;
  const logged = (told.length === 0 ? relevantLines : linesThatMatter)(output, MOST_OF_TASK).filter(
    (line) => told.length === 0 || !known.has(bare(line)),
  );
  const lines = unique([...told, ...logged]).slice(0, Math.max(MOST_OF_TASK, told.length));
  const rest =
    lines.length > 0 ? lines : messages.flatMap((text) => text.split('\n')).map((line) => shortened(line));
  const [first] = telling;
  return {
    ...(first === undefined ? ofLog(rest, output) : { headline: first.headline, lines: rest }),
    places: [...telling.flatMap(({ places }) => places), ...placesIn(logged)].slice(0, MOST_PLACES),
  };
}

/** What a Python function raised, as its log has it. */
function exceptionIn(log: string): readonly string[] {
  const start = log.lastIndexOf('ERROR: Error executing a python function in ');
  if (start < 0) return [];
  const text = log.slice(start + 'ERROR: '.length);
  const end = text.search(/\n(?:DEBUG|NOTE|WARNING|ERROR): /);
  return [end < 0 ? text : text.slice(0, end)];
}

/** Whether a message says only that something failed: why stands elsewhere. */
function isVague(text: string): boolean {
  const [first = ''] = text.split('\n', 1);
  const isAlone = text.slice(first.length).trim() === '';
  return VAGUE.some((wording) => wording.test(first.trim())) || (isAlone && FAILED.test(first.trim()));
}

function withoutFirstLine(text: string): string {
  return text.slice(text.indexOf('\n') + 1 || text.length);
}

function ofTrace({ before, frames, exception }: PythonTrace): Explanation {
  const calls = frames.filter(({ file }) => file.startsWith('/'));
  const own = calls.filter(({ file }) => !/\/(?:bitbake\/lib\/bb|lib\/python3[\d.]*)\//.test(file));
  const shown = (own.length > 0 ? own : calls).slice(-MOST_FRAMES).reverse();
  const [raised = '', ...said] = unquoted(exception.join('\n')).split('\n');
  const rest = short(said.filter((line) => line.trim() !== ''));
  const headline = headlineOf([raised, ...rest]);
  const context = isHandled(raised) || raised === '' ? before.slice(0, 1) : [];
  const first = shortened(context[0] ?? headline);
  const traced = shown.map(({ file, line, name, code }) => {
    return shortened(
      `${file}:${line}${name === '' ? '' : `, in ${name.replace(/\(.*$/, '')}`}${code === '' ? '' : `: ${code}`}`,
    );
  });
  return {
    headline: first,
    lines: unique([first, ...withHeadline(first, [raised, ...before, ...rest]).slice(1), ...traced]),
    places: [
      ...placesIn([raised]),
      ...[...calls.filter((call) => !own.includes(call)), ...own]
        .slice(-MOST_PLACES)
        .reverse()
        .map(({ file, line }) => ({ file, line })),
    ],
  };
}

/** The first line where it says something; else a line that is known to say why, or the last that says anything. */
function headlineOf(lines: readonly string[]): string {
  const advisories = lines.findIndex((line) => ADVISORIES.test(line));
  const advisory = advisories < 0 ? undefined : lines.slice(advisories + 1).find((line) => !isBare(line));
  if (advisory !== undefined) return withNext(lines, advisory);
  const [first = '', ...rest] = lines;
  const leads = LEADS.test(first.trim());
  if (!leads && !LEADING.test(first)) return first;
  for (const wording of TELLING) {
    const telling = rest.find((line) => wording.test(line.trim()));
    if (telling !== undefined) return withNext(lines, telling);
  }
  if (!leads) return first;
  if (rest.length === 1 || LISTS.test(first)) return withNext(lines, first);
  const [known] = linesThatMatter(rest.join('\n'), 2);
  if (known !== undefined) return withNext(lines, known);
  return rest.findLast((line) => !isBare(line) && !LEADS.test(line.trim()))?.trim() ?? first;
}

/** Of the sanity checker its advisories, and who says so. */
function adviceFirst(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line) => ADVISORIES.test(line));
  if (at < 0) return lines;
  return [...lines.slice(at + 1), ...lines.slice(0, 1)].map((line) => line.trim());
}

/** A line without its bullet, and with the sentence below it where it leads to that. */
function withNext(lines: readonly string[], line: string): string {
  const text = line.replace(BULLET, '').trim();
  const at = lines.indexOf(line) + 1;
  const next = lines[at]?.replace(BULLET, '').trim() ?? '';
  if (!text.endsWith(':') || next === '') return text;
  const rest = lines.slice(at, at + MOST_OF_SENTENCE);
  const end = rest.findIndex((part, index) => /[.:]$/.test(part) || !SENTENCE.test(rest[index + 1] ?? ''));
  return [text, next, ...rest.slice(1, end + 1).map((part) => part.trim())].join(' ');
}

/** What a log says, its headline first, and what stood before that last. */
function ofLog(lines: readonly string[], output: string): Pick<Explanation, 'headline' | 'lines'> {
  const end = lines.findIndex((line) => ENDS_BUILD.test(line));
  const at = [
    lines.findIndex(isOutOfMemory),
    lines.findIndex(isTelling),
    SAYS_WHY.test(lines[end - 1] ?? '') ? end - 1 : -1,
    lines.findIndex(isKnown),
  ].find((index) => index >= 0);
  const command = at === undefined ? COMMAND.exec(output)?.[1] : undefined;
  const headline = command ?? withNext(lines, lines[at ?? -1] ?? lines.at(-1) ?? '');
  const ordered = [...lines.slice(at ?? 0), ...lines.slice(0, at ?? 0)];
  return {
    headline,
    lines: at === undefined && command === undefined ? lines : withHeadline(headline, ordered),
  };
}

function isBare(line: string): boolean {
  return BARE.test(line.trim());
}

/** Of many lines the first, those that matter, and the last; the first ones and the last where none is known to matter. */
function short(lines: readonly string[]): readonly string[] {
  const told = lines.filter((line) => !NOISE.some((noise) => noise.test(line)) && !NOTHING.test(line));
  if (told.length <= WHOLE) return told;
  const known = linesThatMatter(told.slice(1).join('\n'), MOST_LINES - 3);
  if (known.length === 0) return [...told.slice(0, WHOLE - 2), ...told.slice(-2)];
  const matter = new Set([told[0], ...known, ...told.slice(-2)]);
  return unique(told.filter((line) => matter.has(line)));
}

function withHeadline(headline: string, lines: readonly string[]): readonly string[] {
  if (headline === '' || lines[0] === headline) return lines;
  const others = lines.filter((line) => {
    const text = line.replace(BULLET, '').trim();
    return !headline.includes(text);
  });
  return [headline, ...others];
}

/** Recipes, classes and sources that an error names with their line. */
function placesIn(lines: readonly string[]): readonly Place[] {
  return lines
    .flatMap((line) => {
      const found = PLACE.exec(line);
      return found === null ? [] : [{ file: found[1] ?? '', line: Number(found[2]) }];
    })
    .slice(0, MOST_PLACES);
}

/** The text of an exception that was printed as Python's `repr` has it: `FetchError('a\nb', 'https://…')`. */
function unquoted(text: string): string {
  const end = text.indexOf('\n');
  const first = end < 0 ? text : text.slice(0, end);
  if (!/^.{0,60}?\b[A-Z]\w{0,60}(?:Error|Exception)\(/.test(first) || !first.includes('\\n')) return text;
  return `${first.replaceAll('\\n', '\n').replaceAll("\\'", "'").replaceAll('\\t', '\t')}${end < 0 ? '' : text.slice(end)}`;
}

/** Without the text of the licence itself, which bitbake shows whole. */
function withoutLicenseText(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line) => LICENSE_TEXT.test(line));
  const end = lines.findIndex((line, index) => index > start && END_OF_LICENSE_TEXT.test(line));
  if (start < 0 || end < 0) return lines;
  const before = lines.slice(0, start).filter((line) => !line.endsWith('Here is the selected license text:'));
  return [...before, ...lines.slice(end + 1)];
}

/** A line as a message and a log have it in common. */
function bare(line: string): string {
  return shortened(line.replace(/^(?:ERROR|WARNING|NOTE): /, '')).trim();
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}
