/** GitHub's limit for what one step writes to its summary, in bytes. */
export const SUMMARY_LIMIT = 1024 * 1024;

const [ESC, BEL] = [String.fromCharCode(27), String.fromCharCode(7)];
/** ECMA-48: CSI sequences (colours, cursor), and OSC sequences (titles, links) up to their end. */
const ESCAPE_SEQUENCE = new RegExp(
  `${ESC}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\\\))`,
  'g',
);
const CONTROL = /[^\P{Cc}\t\n]/gu;

/**
 * Text of others as Markdown that shows exactly that text: no HTML, no markup, no pings (`@name`), no issue
 * links (`#12`), on one line.
 */
export function escapeText(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/[@#]/g, '$&<!-- -->')
    .replace(/:\/\//g, ':<!-- -->//')
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** Text of others as inline code. */
export function code(text: string): string {
  const flat = text.replace(/\s*[\r\n]+\s*/g, ' ');
  return `<code>${escapeHtml(flat).replace(/[\\`*_[\]|~$@#:]/g, (char) => `&#${char.charCodeAt(0)};`)}</code>`;
}

/** Text of others as a block that nothing in it can end. Colours and control characters are left out. */
export function codeBlock(text: string, language = ''): string {
  const shown = withoutControls(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${shown.replace(/\n$/, '')}\n${fence}`;
}

/** A text of ours that stays on one line in the cell of a table. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '&nbsp;');
}

/** A section that folds, and is folded unless it is `open`. `title` is plain text, `body` is Markdown. */
export function details(title: string, body: string, open = false): string {
  return `<details${open ? ' open' : ''}><summary>${escapeHtml(title)}</summary>\n\n${body}\n\n</details>`;
}

/** A link whose text is shown as it is. */
export function link(text: string, url: string): string {
  return `[${escapeText(text)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`;
}

/** A table. Header and cells are Markdown already: pass text of others through `escapeText` or `code`. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** `text`, cut with a note at the last whole line if it is longer than `limit` bytes; empty where the note has no room. */
export function fit(text: string, limit: number = SUMMARY_LIMIT): string {
  if (Buffer.byteLength(text) <= limit) return text;
  const note = '\n\n_The rest was cut: a step summary holds 1 MiB. The log has all of it._\n';
  const room = limit - Buffer.byteLength(note);
  if (room < 0) return '';
  const bytes = Buffer.from(text).subarray(0, room);
  const whole = new TextDecoder().decode(bytes);
  return `${whole.slice(0, Math.max(0, whole.lastIndexOf('\n')))}${note}`;
}

/** Text without the escape sequences of terminals and without control characters, except for tab and newline. */
export function withoutControls(text: string): string {
  return text.replace(ESCAPE_SEQUENCE, '').replace(CONTROL, '');
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
