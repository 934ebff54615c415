/** An element of XML: its content is a text, or other elements. */
export interface Element {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly content: string | readonly Element[];
}

export type Attributes = Readonly<Record<string, string | number>>;

/** What XML 1.0 does not allow (https://www.w3.org/TR/xml/#charsets). Halves of a surrogate pair are among it. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

export function element(tag: string, given: Attributes, content: Element['content'] = ''): Element {
  return { tag, attributes: given, content };
}

/** An element as XML that begins on a line of its own, `indent` blanks from the left. Texts stay as they are. */
export function writeElement({ tag, attributes: given, content }: Element, indent: number): string {
  const margin = ' '.repeat(indent);
  const open = `${margin}<${tag}${attributes(given)}`;
  if (content.length === 0) return `${open}/>\n`;
  if (typeof content === 'string') return `${open}>${escapeContent(content)}</${tag}>\n`;
  const inner = content.map((each) => writeElement(each, indent + 2)).join('');
  return `${open}>\n${inner}${margin}</${tag}>\n`;
}

/** Attributes as they stand in a tag, each after a blank. */
export function attributes(given: Attributes): string {
  return Object.entries(given)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('');
}

/** `text` with U+FFFD for each character that XML 1.0 does not allow. */
export function xmlText(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd');
}

/** `>` too, so that no `]]>` stands in the text. A reader would take a carriage return for a newline. */
function escapeContent(text: string): string {
  return xmlText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** A reader would take each white space in an attribute for a blank. */
function escapeAttribute(text: string): string {
  return escapeContent(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}
