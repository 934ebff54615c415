import { isKasRecord } from '../kas/kas-log.ts';
import type { ConsoleEvent } from './console-event.ts';
import { LONGEST_LINE, parseConfiguration, parseConsoleLine } from './console-line.ts';
import { parseTaskName } from './task-name.ts';

/** Reads a console line by line. Keeps no more than what the next line needs. */
export interface ConsoleReader {
  /** The event of the next line, which has no line end. */
  read(line: string): ConsoleEvent | undefined;
}

/**
 * A reader of the stderr of `kas build` (`kas`), whose lines have kas's prefix, or of bitbake's own text (`raw`):
 * its console log, or the two streams of `kas shell`, where kas's own records alone have the prefix.
 *
 * kas prints bitbake's stdout as INFO and its stderr as ERROR, in not quite that order, so that the lines of one
 * message are looked for in one stream. What kas replays without a prefix when bitbake has failed was read before,
 * and is left out.
 */
export function consoleReader(mode: 'kas' | 'raw'): ConsoleReader {
  const read = mode === 'kas' ? kasReader() : rawReader();
  return { read: (line) => read(withoutEnd(line)) };
}

type Read = (line: string) => ConsoleEvent | undefined;

interface StreamReader {
  readonly read: Read;
  /** Whether the line before belongs to an error. */
  inError(): boolean;
}

/** What the last lines of a stream were about, so that a line that says nothing by itself is understood. */
type Context = 'none' | 'error' | 'warning' | 'configuration' | 'summary' | 'alive';

const CONTEXT: Readonly<Partial<Record<ConsoleEvent['type'], Context>>> = {
  error: 'error',
  warning: 'warning',
  'build-configuration': 'configuration',
  'summary-failed': 'summary',
  alive: 'alive',
};

/** A message of a task that ends in what a command printed: `… failed with exit code 128, output:` */
const QUOTES = /(?:, output:|failed with exit code '?-?\d{1,4}'?:|returned -?\d{1,4}:)\s*$/;
/** What a worker or the monitor of the disk says at any time. */
const OF_BITBAKE = /^(?:Worker process |The free )/;

/** Reads one stream of bitbake. */
function streamReader(): StreamReader {
  let context: Context = 'none';
  let quotes = false;
  const read: Read = (line) => {
    const parsed = parseConsoleLine(line);
    const event = quotes && context === 'error' && isQuoted(parsed) ? undefined : parsed;
    // Without its blanks, the line below the source that a compiler shows looks like one of a log.
    const isOfMessage = event?.type === 'log-line' && (context === 'error' || context === 'warning');
    if (event !== undefined && event.type !== 'no-space' && !isOfMessage) {
      context = CONTEXT[event.type] ?? 'none';
      quotes = event.type === 'error' && event.task !== undefined && QUOTES.test(event.text);
      return event;
    }
    if (line.startsWith('NOTE: ') || line.startsWith('DEBUG: ')) context = 'none';
    if (context === 'none') return event;
    const text = line.trim();
    const message = context === 'error' || context === 'warning';
    if (text === '' && !message) context = 'none';
    if (text === '' || text === 'done.') return undefined;
    if (message) return { type: 'continued', of: context as 'error' | 'warning', text: line.trimEnd() };
    return inBlock(context, text) ?? event;
  };
  return { read, inError: () => context === 'error' };
}

/** Whether `ERROR: …` or `WARNING: …` is of the command whose output a message has: `ERROR: Repository not found.` */
function isQuoted(event: ConsoleEvent | undefined): boolean {
  if (event?.type !== 'error' && event?.type !== 'warning') return false;
  return event.task === undefined && !OF_BITBAKE.test(event.text);
}

function inBlock(context: Context, text: string): ConsoleEvent | undefined {
  if (context === 'configuration') return parseConfiguration(text);
  if (context === 'summary' && text.startsWith('log: ')) return { type: 'summary-log', path: text.slice(5) };
  const name = parseTaskName(text);
  if (name === undefined) return undefined;
  return { type: context === 'summary' ? 'summary-task' : 'active-task', name };
}

function kasReader(): Read {
  let output = streamReader();
  let errors = streamReader();
  let started = false;
  let behind = unprefixed();

  const bitbake = (event: ConsoleEvent | undefined): ConsoleEvent | undefined => {
    started ||= event !== undefined;
    return event;
  };
  const kas = (level: 'ERROR' | 'WARNING', text: string): ConsoleEvent => {
    behind = unprefixed(text, started);
    return { type: 'kas', level, text };
  };
  const error = (text: string): ConsoleEvent | undefined => {
    if (text.startsWith('Command "')) {
      output = streamReader();
      errors = streamReader();
      return kas('ERROR', text);
    }
    // Of an error it is the rest; alone it is one of bitbake itself.
    if (started && !errors.inError() && text.startsWith('Traceback (most recent call last):')) {
      return errors.read(`ERROR: ${text}`);
    }
    const event = bitbake(errors.read(text));
    if (event !== undefined || text.trim() === '') return event;
    return kas('ERROR', text);
  };

  return (line) => {
    if (!isKasRecord(line)) return behind(line);
    behind = NOTHING;
    const text = line.slice(33);
    switch (line[22]) {
      case 'I':
        return bitbake(output.read(text));
      case 'W':
        return kas('WARNING', text);
      case 'E':
      case 'C':
        return error(text);
      default:
        return undefined;
    }
  };
}

function rawReader(): Read {
  const bitbake = streamReader();
  let behind = NOTHING;
  return (line) => {
    if (!isKasRecord(line)) {
      const event = bitbake.read(line);
      if (event === undefined) return behind(line);
      behind = NOTHING;
      return event;
    }
    behind = NOTHING;
    const text = line.slice(33);
    if (line[22] === 'W') return { type: 'kas', level: 'WARNING', text };
    if (line[22] !== 'E' && line[22] !== 'C') return undefined;
    behind = unprefixed(text, false);
    return { type: 'kas', level: 'ERROR', text };
  };
}

const NOTHING: Read = () => undefined;

/** kas's usage errors, `kas build: error: …`; what kas-container says, and the engine that it runs. */
const BEFORE_KAS =
  /^(?:kas.{0,50}: error: |(?:\S{0,300}\/)?kas-container: (?:Error: )?|Error: (?=\S)|(?=(?:docker|podman): \S))(.{1,4000})/;

/**
 * Reads the lines behind a record of kas: the rest of it. A traceback says nothing to a user, and what stands behind
 * a failed bitbake is the replay. Without a record: what has no prefix, since kas did not begin.
 */
function unprefixed(record?: string, bitbakeRan = false): Read {
  if (bitbakeRan && record?.startsWith('Command "')) return NOTHING;
  let traceback = false;
  return (line) => {
    traceback ||= line.startsWith('Traceback (most recent call last):');
    const text = line.trimEnd();
    if (traceback || text.trim() === '' || text.startsWith('--- Error summary')) return undefined;
    if (record !== undefined) return { type: 'continued', of: 'kas', text };
    const [, said] = BEFORE_KAS.exec(text) ?? [];
    return said === undefined ? undefined : { type: 'kas', level: 'ERROR', text: said };
  };
}

function withoutEnd(line: string): string {
  if (line.length > LONGEST_LINE) return line.slice(0, LONGEST_LINE);
  return line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line;
}
