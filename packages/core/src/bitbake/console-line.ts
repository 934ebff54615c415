import type { ConsoleEvent, RecipeTaskEvent } from './console-event.ts';
import { NO_SPACE, parseMessage } from './console-message.ts';
import { mcOf, parseTaskName, splitPf } from './task-name.ts';

/** The longest line that is looked at, in characters; the rest of a longer one is cut. */
export const LONGEST_LINE = 16 * 1024;

/** A count of bitbake never has more; what has is no line of it. */
const MOST_DIGITS = 9;
const SSTATE =
  /Wanted (\d{1,9}) (?:Local (\d{1,9}) (?:Mirrors|Network) (\d{1,9})|Found (\d{1,9})) Missed (\d{1,9}) Current (\d{1,9})(?: \((\d{1,9})% match)?/;
const SUMMARY =
  /^Attempted (\d{1,9}) tasks of which (\d{1,9}) didn't need to be rerun and (?:(\d{1,9}) failed|all succeeded)/;
const PARSED =
  /^Parsing of (\d{1,9}) \.bb files complete \((\d{1,9}) cached, (\d{1,9}) parsed\)\. (\d{1,9}) targets, (\d{1,9}) skipped, (\d{1,9}) masked, (\d{1,9}) errors/;
const FAILED_COUNT = /^Summary: (\d{1,9}) tasks? failed:$/;
const MESSAGE_COUNT = /^Summary: There (?:was|were) (\d{1,9}) (ERROR|WARNING) messages?/;
/** bitbake 2.12 and later have no name for the default configuration: `(mc:)`. */
const CONFIGURATION_OF = /^Build Configuration(?: \(mc:([^)]{0,200})\))?:$/;

const CONFIGURATION = /^([\w.+-]{1,100})[ \t]{0,100}=[ \t]{1,10}"(.{0,1000})"$/;
const LAYER = /^[\w.+-]{1,100}$/;

const STATUS: Readonly<Record<string, RecipeTaskEvent['status']>> = {
  Started: 'started',
  Succeeded: 'succeeded',
  Failed: 'failed',
};

/**
 * Reads one line of bitbake's console, without kas's prefix. Undefined for a line that says nothing by itself.
 * Wordings of bitbake 1.30 to 2.19, from its ui/knotty.py. What a line means because of the lines before it
 * is known to `consoleReader`. Takes time linear in the line's length, and looks at 16 KiB of it.
 */
export function parseConsoleLine(line: string): ConsoleEvent | undefined {
  if (line.length > LONGEST_LINE) return parseConsoleLine(line.slice(0, LONGEST_LINE));
  switch (line[0]) {
    case 'N':
      if (line.startsWith('NOTE: ')) return note(line);
      break;
    case 'E':
      if (line.startsWith('ERROR: ')) return error(line.slice(7));
      if (line.startsWith('Execution was interrupted')) return { type: 'interrupted', count: 0 };
      break;
    case 'W':
      if (line.startsWith('WARNING: ')) return warning(line.slice(9));
      break;
    case '|':
      return logLine(line, 1);
    case ' ':
      if (line[1] === '|') return logLine(line, 2);
      break;
    case 'S':
      if (line.startsWith('Summary: ')) return closing(line);
      if (line.startsWith('Second Keyboard Interrupt')) return { type: 'interrupted', count: 2 };
      break;
    case 'K':
      if (line.startsWith('Keyboard Interrupt, ')) return { type: 'interrupted', count: 1 };
      break;
    case 'B':
      if (line.startsWith('Build Configuration')) return buildConfiguration(line);
      if (line.startsWith('Bitbake still alive (')) return alive(line);
      break;
    case 'P':
      if (line.startsWith('Parsing of ')) return parsed(line);
      break;
    case 'L':
      if (line.startsWith('Log data follows:')) return { type: 'log-start' };
      break;
  }
  return progress(line);
}

/**
 * A line of a build configuration: `MACHINE              = "qemuarm"`, a layer with its revision,
 * `meta-oe              = "kirkstone:744a4b6e…"`, or a layer alone, whose revision is that of the next layer that has one.
 */
export function parseConfiguration(line: string): ConsoleEvent | undefined {
  const text = line.trim();
  const match = CONFIGURATION.exec(text);
  if (match !== null) return { type: 'configuration', name: match[1] ?? '', value: match[2] ?? '' };
  return LAYER.test(text) ? { type: 'layer', name: text } : undefined;
}

function note(line: string): ConsoleEvent | undefined {
  if (line.startsWith('Running ', 6)) return running(line);
  if (line.startsWith('recipe ', 6)) return recipeTask(line, 13);
  if (line.startsWith('package ', 6)) return recipeTask(line, 14);
  if (line.startsWith('Tasks Summary: ', 6)) return tasksSummary(line.slice(21));
  if (line.startsWith('Resolving any missing task queue', 6)) return { type: 'phase', phase: 'preparing' };
  return anywhere(line);
}

function running(line: string): ConsoleEvent | undefined {
  const setscene = line.startsWith('setscene ', 14);
  const noexec = line.startsWith('noexec ', 14);
  const at = setscene ? 23 : noexec ? 21 : 14;
  const of = line.indexOf(' of ', at);
  const open = line.indexOf(' (', of);
  if (!line.startsWith('task ', at) || of < 0 || open < 0 || !line.endsWith(')')) return undefined;
  const name = parseTaskName(line.slice(open + 2, -1));
  const number = digits(line, at + 5, of);
  const total = digits(line, of + 4, open);
  if (name === undefined || number < 0 || total < 0) return undefined;
  return { type: 'running', number, total, name, setscene, noexec };
}

function recipeTask(line: string, from: number): ConsoleEvent | undefined {
  const task = line.indexOf(': task ', from);
  const end = line.indexOf(': ', task + 7);
  if (task < 0 || end < 0) return undefined;
  const status = STATUS[line.slice(end + 2)];
  if (status === undefined) return undefined;
  const { recipe, version } = splitPf(line.slice(from, task));
  return { type: 'recipe-task', status, recipe, version, task: line.slice(task + 7, end) };
}

function tasksSummary(text: string): ConsoleEvent | undefined {
  const match = SUMMARY.exec(text);
  if (match === null) return undefined;
  const [, attempted, reused, failed] = match;
  return {
    type: 'tasks-summary',
    attempted: Number(attempted),
    reused: Number(reused),
    failed: Number(failed ?? 0),
  };
}

function error(text: string): ConsoleEvent {
  if (text.startsWith('Logfile of failure stored in: '))
    return { type: 'log-file', path: text.slice(30).trim() };
  const name = text.startsWith('Task ') ? failedName(text) : undefined;
  return name === undefined ? parseMessage('error', text) : { type: 'task-failed', name };
}

function warning(text: string): ConsoleEvent {
  if (text.startsWith('Logfile for failed setscene task is ')) {
    return { type: 'setscene-log', path: text.slice(36).trim() };
  }
  const name = text.startsWith('Setscene task ') ? failedName(text) : undefined;
  return name === undefined ? parseMessage('warning', text) : { type: 'setscene-failed', name };
}

/** The task of `Task (…) failed with exit code '1'`; older releases have its number before the parenthesis. */
function failedName(text: string): ReturnType<typeof parseTaskName> {
  const end = text.indexOf(') failed with exit code');
  return end < 0 ? undefined : parseTaskName(text.slice(text.indexOf('(') + 1, end));
}

function logLine(line: string, from: number): ConsoleEvent | undefined {
  if (line.length === from) return { type: 'log-line', text: '' };
  return line[from] === ' ' ? { type: 'log-line', text: line.slice(from + 1) } : undefined;
}

function closing(line: string): ConsoleEvent | undefined {
  const count = MESSAGE_COUNT.exec(line);
  if (count !== null) {
    return {
      type: 'summary-count',
      level: count[2] === 'ERROR' ? 'error' : 'warning',
      count: Number(count[1]),
    };
  }
  const failed = FAILED_COUNT.exec(line);
  return failed === null ? undefined : { type: 'summary-failed', tasks: Number(failed[1]) };
}

function buildConfiguration(line: string): ConsoleEvent | undefined {
  const match = CONFIGURATION_OF.exec(line.trimEnd());
  if (match === null) return undefined;
  const mc = mcOf(match[1]);
  return { type: 'build-configuration', ...(mc === undefined ? {} : { mc }) };
}

function alive(line: string): ConsoleEvent | undefined {
  const match = /^Bitbake still alive \(no events for (\d{1,9})s\)/.exec(line);
  return match === null ? undefined : { type: 'alive', seconds: Number(match[1]) };
}

function parsed(line: string): ConsoleEvent | undefined {
  const match = PARSED.exec(line);
  if (match === null) return undefined;
  const [files = 0, cached = 0, read = 0, targets = 0, skipped = 0, masked = 0, errors = 0] = match
    .slice(1)
    .map(Number);
  return { type: 'parsed', files, cached, parsed: read, targets, skipped, masked, errors };
}

/** `Parsing recipes...`, which other text can stand behind; anything else is looked through for what may be in it. */
function progress(line: string): ConsoleEvent | undefined {
  const dots = line.indexOf('...');
  if (dots > 0 && dots < 80) {
    if (line.startsWith('WARNING: ', dots + 3)) return warning(line.slice(dots + 12));
    if (line.startsWith('ERROR: ', dots + 3)) return error(line.slice(dots + 10));
  }
  const found = anywhere(line);
  if (found !== undefined) return found;
  if (line.startsWith('Loading cache') || line.startsWith('Parsing recipes')) {
    return { type: 'phase', phase: 'parsing' };
  }
  if (line.startsWith('Initialising tasks') || line.startsWith('Checking sstate mirror object')) {
    return { type: 'phase', phase: 'preparing' };
  }
  return undefined;
}

function anywhere(line: string): ConsoleEvent | undefined {
  const at = line.indexOf('Sstate summary: ');
  if (at >= 0) return sstate(line.slice(at + 16));
  return line.includes(NO_SPACE) ? { type: 'no-space', text: line } : undefined;
}

function sstate(text: string): ConsoleEvent | undefined {
  const match = SSTATE.exec(text);
  if (match === null) return undefined;
  const [, wanted, local = 0, mirrors = 0, both = 0, missed, current, percent] = match;
  const found = Number(local) + Number(mirrors) + Number(both);
  const match100 = Number(wanted) === 0 ? 0 : Math.floor((100 * found) / Number(wanted));
  return {
    type: 'sstate',
    wanted: Number(wanted),
    found,
    missed: Number(missed),
    current: Number(current),
    match: percent === undefined ? match100 : Number(percent),
  };
}

/** The number between two places of a text; -1 where something else stands there, or more digits than a count has. */
function digits(text: string, from: number, to: number): number {
  if (to - from > MOST_DIGITS) return -1;
  let number = 0;
  for (let index = from; index < to; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return to > from ? number : -1;
}
