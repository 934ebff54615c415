/** A workflow command as it stands on a line of a step's output. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** What .NET's `TrimStart()` takes off. JavaScript does not know U+0085, and takes U+FEFF off. */
const BLANKS = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

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
 * ActionCommand.cs): `::name key=value,key=value::data` after leading blanks only, and the older
 * `##[name key=value;key=value]data` anywhere in the line.
 *
 * @param stopToken the token that resumes stopped commands, while they are stopped
 */
export function parseCommand(line: string, stopToken?: string): Command | undefined {
  return parseColons(line, stopToken) ?? parseBrackets(line, stopToken);
}

function parseColons(line: string, stopToken: string | undefined): Command | undefined {
  const text = line.replace(BLANKS, '');
  if (!text.startsWith('::')) return undefined;
  const end = text.indexOf('::', 2);
  if (end < 0) return undefined;
  const [name, properties] = splitInfo(text.slice(2, end), ',', stopToken);
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
  const [name, properties] = splitInfo(line.slice(start + 3, end), ';', stopToken);
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
  stopToken: string | undefined,
): [string | undefined, Record<string, string>] {
  const blank = info.indexOf(' ');
  const name = (blank < 0 ? info : info.slice(0, blank)).toLowerCase();
  if (!COMMANDS.includes(name) && name !== stopToken?.toLowerCase()) return [undefined, {}];
  const pairs =
    blank < 0
      ? []
      : info
          .slice(blank + 1)
          .trim()
          .split(separator);
  const properties: Record<string, string> = {};
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals >= 0) properties[pair.slice(0, equals).trim()] = pair.slice(equals + 1);
  }
  return [name, properties];
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
