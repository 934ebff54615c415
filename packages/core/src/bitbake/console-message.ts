import type { MessageEvent, MessageKind } from './console-event.ts';
import { isWord, mcOf, parseTaskName, recipeOf, splitPf, taskName } from './task-name.ts';

export const NO_SPACE = 'No space left on device';

/** How far into a text a file name is looked for, so that a long line costs no more than a short one. */
const LOOKED_AT = 1024;

const FILE =
  /(?<![^\s:'"([])(\/(?!\/)[^\s:'"()]{1,400}\.(?:bbappend|bbclass|bb|inc|conf))(?![\w.])(?::(\d{1,7})\b)?/;

/** What stands before a file: `mc:initramfs:`, `mc:initramfs:virtual:native:`. */
const MULTICONFIG = /\bmc:([^\s:]{0,100}):(?:virtual:[\w:.-]{1,100}:)?$/;

const STARTS: readonly (readonly [string, MessageKind])[] = [
  ['QA Issue:', 'qa'],
  ['QA run found', 'qa'],
  ['Fatal QA errors', 'qa'],
  ['The free space of ', 'disk'],
  ['The free inode of ', 'disk'],
  ['Nothing PROVIDES ', 'provider'],
  ['Nothing RPROVIDES ', 'provider'],
  ['Required build target ', 'provider'],
  ['Multiple ', 'provider'],
  ['Fetcher failure', 'fetch'],
  ['Bitbake Fetcher Error', 'fetch'],
  ['Failed to fetch URL ', 'fetch'],
  ['Unable to fetch ', 'fetch'],
  ['ParseError', 'parse'],
  ['Unable to parse ', 'parse'],
  ['Failed to parse recipe', 'parse'],
  ['ExpansionError during parsing ', 'parse'],
  ['Error parsing ', 'parse'],
];

const HOLDS: readonly (readonly [string, MessageKind])[] = [
  [NO_SPACE, 'disk'],
  ['disk space monitor action is', 'disk'],
  ['FetchError(', 'fetch'],
  ['Fetcher failure', 'fetch'],
  [' does not exist for target ', 'provider'],
];

/**
 * Reads the text behind `ERROR: ` or `WARNING: `. Wordings: bitbake's ui/uihelper.py (the title of a task),
 * event.py (providers), fetch2 (fetchers), monitordisk.py (disk), parse (recipes).
 */
export function parseMessage(type: 'error' | 'warning', text: string): MessageEvent {
  const titled = taskMessage(type, text);
  if (titled !== undefined) return titled;
  const tainted = namedTask(type, text);
  if (tainted !== undefined) return tainted;
  const found = FILE.exec(text.slice(0, LOOKED_AT));
  const file = found?.[1];
  const before = text.slice(0, found?.index);
  const starts = file !== undefined && !before.includes(' ');
  const kind = kindOf(text) ?? (starts ? 'parse' : 'other');
  const prefix = MULTICONFIG.exec(before.slice(-LOOKED_AT));
  const mc = mcOf(prefix?.[1]);
  const recipe = file?.endsWith('.bb')
    ? { recipe: recipeOf(taskName((starts ? before : '') + file, '')) }
    : {};
  return {
    type,
    text: starts && prefix !== null ? text.slice(prefix[0].length) : text,
    kind: text.startsWith('Function failed: ') ? 'task' : kind,
    ...recipe,
    ...(mc === undefined ? {} : { mc }),
    ...(file === undefined ? {} : { file }),
    ...(found?.[2] === undefined ? {} : { line: Number(found[2]) }),
    ...logFileOf(text),
  };
}

/** The names that bitbake proposes at the end of a message: indented lines behind `Close matches:`. */
export function nearNames(text: string): readonly string[] | undefined {
  const start = text.indexOf('Close matches:\n');
  if (start < 0) return undefined;
  const names = text
    .slice(start)
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .filter((name) => name !== '' && !name.includes(' '));
  return names.length === 0 ? undefined : names;
}

/** `app-2.1-r0 do_compile: text`, `mc:initramfs:app-2.1-r0 do_compile: text`, and `mc::app-2.1-r0 …` of the default configuration. */
function taskMessage(type: 'error' | 'warning', text: string): MessageEvent | undefined {
  const blank = text.indexOf(' ');
  if (blank < 1 || !text.startsWith('do_', blank + 1)) return undefined;
  const colon = text.indexOf(':', blank);
  if (colon < 0 || !isWord(text, blank + 1, colon)) return undefined;
  const title = text.slice(0, blank).split(':');
  const body = text.slice(colon + 1).trimStart();
  const mc = mcOf(title[0] === 'mc' && title.length > 2 ? title[1] : undefined);
  return {
    type,
    text: body,
    kind: kindOf(body) ?? 'task',
    ...splitPf(title[title.length - 1] ?? ''),
    task: text.slice(blank + 1, colon),
    ...(mc === undefined ? {} : { mc }),
    ...logFileOf(body),
  };
}

/** `/layer/app_2.1.bb:do_compile is tainted from a forced run` */
function namedTask(type: 'error' | 'warning', text: string): MessageEvent | undefined {
  const blank = text.indexOf(' ');
  const name = blank < 1 ? undefined : parseTaskName(text.slice(0, blank));
  if (name === undefined) return undefined;
  const { file, task, mc } = name;
  return {
    type,
    text,
    kind: 'task',
    recipe: recipeOf(name),
    task,
    file,
    ...(mc === undefined ? {} : { mc }),
  };
}

function kindOf(text: string): MessageKind | undefined {
  const start = STARTS.find(([words]) => text.startsWith(words));
  return (start ?? HOLDS.find(([words]) => text.includes(words)))?.[1];
}

function logFileOf(text: string): { logFile?: string } {
  const words = '(log file is located at ';
  const start = text.indexOf(words);
  const end = text.indexOf(')', start);
  return start < 0 || end < 0 ? {} : { logFile: text.slice(start + words.length, end) };
}
