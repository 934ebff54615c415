import type { Log } from './log.ts';

declare const brand: unique symbol;
/** Markdown of which text of others is a part as text only. Only the functions of this file make it: the compiler takes no other string for it. */
export type Markdown = string & { readonly [brand]: true };

const made = (text: string): Markdown => text as Markdown;

/** Markdown of ours. What is put into it is Markdown, too, or a number: any other text goes through `escapeText` or `code`. */
export function md(texts: TemplateStringsArray, ...parts: readonly (Markdown | number)[]): Markdown {
  return made(String.raw({ raw: texts }, ...parts));
}

/** Markdown of several parts. */
export function joinMarkdown(
  parts: readonly Markdown[],
  between: '\n\n' | '\n' | '<br>' | ', ' | '',
): Markdown {
  return made(parts.join(between));
}

/** A list, an item for each. */
export function bullets(items: readonly Markdown[]): Markdown {
  return made(items.map((item) => `- ${item}`).join('\n'));
}

/** GitHub's limit for what one step writes to its summary, in bytes. */
export const SUMMARY_LIMIT = 1024 * 1024;

const [ESC, BEL] = [String.fromCharCode(27), String.fromCharCode(7)];
/** ECMA-48: CSI sequences (colours, cursor), and OSC sequences (titles, links) up to their end. */
const ESCAPE_SEQUENCE = new RegExp(
  `${ESC}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\\\))`,
  'g',
);
/** The last of them are those of Unicode that turn the direction of what follows. */
const CONTROL = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/gu;

const BREAK = '<!-- -->';
/**
 * What GitHub makes pings, links and pictures of: names, numbers of issues, URLs, addresses, `:emoji:`
 * (https://github.github.com/gfm/#autolinks-extension-,
 * https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls).
 */
const REFERENCE = /[@#]|GH-(?=\d)|www(?=\.)|:(?=\/\/|[\w+-]+:)/gi;
/** What it may take for the digest of a commit, in pieces that are too short for one. */
const DIGEST = /\b[0-9a-f]{7,40}\b/gi;
const MARKUP = /[\\`*_[\]|~$]/g;

/**
 * Text of others as Markdown that shows exactly that text: no HTML, no markup, no pings (`@name`), no links (`#12`, `www.…`, digests of
 * commits), on one line.
 */
export function escapeText(text: string): Markdown {
  const escaped = inline(text)
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
  return made(escaped);
}

/** Text of others as inline code. */
export function code(text: string): Markdown {
  const html = escapeHtml(text).replace(REFERENCE, `$&${BREAK}`);
  return made(`<code>${html.replace(/[\\`*_[\]|~$:]/g, (char) => `&#${char.charCodeAt(0)};`)}</code>`);
}

/** Text of others as a block that nothing in it can end. Colours and control characters are left out. */
export function codeBlock(text: string, language: '' | 'diff' = ''): Markdown {
  const shown = withoutControls(text);
  const longest = shown.match(/`{3,}/g)?.reduce((most, { length }) => Math.max(most, length), 0) ?? 0;
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return made(`${fence}${language}\n${shown.replace(/\n$/, '')}\n${fence}`);
}

/** Text that stays on one line in the cell of a table. */
export function unbroken(text: string): Markdown {
  return made(inline(text).replace(/(?<!<!--) /g, '&nbsp;'));
}

/** A section that folds, and is folded unless it is `open`. Its title is a plain text. */
export function details(title: string, body: Markdown, open = false): Markdown {
  const shown = unlinked(escapeHtml(title));
  return made(`<details${open ? ' open' : ''}><summary>${shown}</summary>\n\n${body}\n\n</details>`);
}

/** A link whose text is shown as it is. Where `url` is not of the web, the text alone. */
export function link(text: string, url: string): Markdown {
  if (!/^https?:\/\//i.test(url)) return escapeText(text);
  return made(`[${escapeText(text)}](<${url.replace(/[<>\s\\|`]/g, encodeURIComponent)}>)`);
}

/** A picture. */
export function image(alt: string, url: string): Markdown {
  const source = url.replace(/[()<>\s\\|`]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return made(`![${escapeText(alt)}](${source})`);
}

/** A table. */
export function table(header: readonly Markdown[], rows: readonly (readonly Markdown[])[]): Markdown {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return made([line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n'));
}

/** The whole lines of the first `length` characters. Sections that fold stay open. */
export function wholeLines(markdown: Markdown, length: number): Markdown {
  const cut = markdown.slice(0, length);
  return made(cut.slice(0, Math.max(0, cut.lastIndexOf('\n'))));
}

/** `markdown`, cut with a note at the last whole line if it is longer than `limit` bytes; empty where the note has no room. */
export function fit(markdown: Markdown, limit: number = SUMMARY_LIMIT): Markdown {
  if (Buffer.byteLength(markdown) <= limit) return markdown;
  const note = md`\n\n_The rest was cut: a step summary holds 1 MiB. The log has all of it._\n`;
  const room = limit - Buffer.byteLength(note);
  if (room < 0) return md``;
  const { length } = new TextDecoder().decode(Buffer.from(markdown).subarray(0, room));
  return md`${wholeLines(markdown, length)}${note}`;
}

/** `markdown` without what the log masks, also where it is escaped. */
export function redacted(markdown: Markdown, { redact }: Pick<Log, 'redact'>): Markdown {
  return made(redact(markdown));
}

/** How `text` stands in the Markdown of this file. */
export function escapedForms(text: string): string[] {
  const inside = (html: string): string => html.slice(html.indexOf('(') + 1, html.lastIndexOf(')'));
  const shown = `(${text})`;
  return [escapeText(shown), code(shown), unlinked(escapeHtml(shown))].map(inside);
}

/** Text without the escape sequences of terminals and without control characters, except for tab and newline. */
export function withoutControls(text: string): string {
  return text.replace(ESCAPE_SEQUENCE, '').replace(CONTROL, '');
}

/** Markdown of a text that begins no line. */
function inline(text: string): string {
  return unlinked(escapeHtml(text)).replace(MARKUP, '\\$&');
}

/** HTML that shows a text, on one line. */
function escapeHtml(text: string): string {
  const flat = text.replace(/[\s\u0085]+/g, ' ');
  return withoutControls(flat).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** HTML of a text in which GitHub finds nothing that is a link to something. */
function unlinked(html: string): string {
  return html
    .replace(REFERENCE, `$&${BREAK}`)
    .replace(DIGEST, (digest) => digest.replace(/.{6}(?=.)/g, `$&${BREAK}`));
}
