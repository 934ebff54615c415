import { trim, trimStart } from './lines.ts';

/** A workflow command as it stands on a line of a step's output. */
export interface Command {
  /** In lower case. */
  readonly name: string;
  /** By their names in lower case. */
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** The commands that the runner knows. On any other name a line is plain text. */
export const COMMANDS: readonly string[] = [
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
];

/**
 * The command on a line, or undefined where the line is plain text.
 *
 * Two forms (https://docs.github.com/actions/reference/workflow-commands-for-github-actions and the runner's
 * src/Runner.Common/ActionCommand.cs): `::name key=value,key=value::data` after leading white space only, and the older
 * `##[name key=value;key=value]data` anywhere in the line. A property without a value is none.
 *
 * @param stopToken the token that resumes stopped commands, while they are stopped
 */
export function parseCommand(line: string, stopToken?: string): Command | undefined {
  return parseColons(line, stopToken) ?? parseBrackets(line, stopToken);
}

function parseColons(line: string, stopToken: string | undefined): Command | undefined {
  const text = trimStart(line);
  if (!text.startsWith('::')) return undefined;
  const end = text.indexOf('::', 2);
  if (end < 0) return undefined;
  const [name, properties] = splitInfo(text.slice(2, end), ',', trim, stopToken);
  if (name === undefined) return undefined;
  return {
    name,
    properties: mapValues(properties, (value) =>
      unescapeText(value, { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' }),
    ),
    data: unescapeText(text.slice(end + 2), { '%0D': '\r', '%0A': '\n' }),
  };
}

function parseBrackets(line: string, stopToken: string | undefined): Command | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return undefined;
  const [name, properties] = splitInfo(line.slice(start + 3, end), ';', (given) => given, stopToken);
  if (name === undefined) return undefined;
  const escapes = { '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']' };
  return {
    name,
    properties: mapValues(properties, (value) => unescapeText(value, escapes)),
    data: unescapeText(line.slice(end + 1), escapes),
  };
}

function splitInfo(
  info: string,
  separator: string,
  trimmed: (properties: string) => string,
  stopToken: string | undefined,
): [string | undefined, Record<string, string>] {
  const blank = info.indexOf(' ');
  const name = asciiLower(blank < 0 ? info : info.slice(0, blank));
  if (!COMMANDS.includes(name) && (stopToken === undefined || name !== asciiLower(stopToken))) {
    return [undefined, {}];
  }
  const pairs = blank < 0 ? [] : trimmed(info.slice(blank + 1)).split(separator);
  const properties = pairs.flatMap((pair) => {
    const [, key, value] = /^=*([^=]+)=+([^=].*)$/s.exec(pair) ?? [];
    return key === undefined || value === undefined ? [] : [[asciiLower(key), value]];
  });
  return [name, Object.fromEntries(properties)];
}

/** .NET compares names without regard to case, but `K` (U+212A) is not its `k`. */
function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function mapValues(from: Record<string, string>, change: (value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, change(value)]));
}

/** `%25` comes last, so that an escaped escape stays as text. */
function unescapeText(text: string, escapes: Readonly<Record<string, string>>): string {
  let result = text;
  for (const [code, char] of Object.entries(escapes)) result = result.replaceAll(code, char);
  return result.replaceAll('%25', '%');
}
