import { S3Error } from './errors.ts';

/** What stands in an element: a text, or elements by name. An array repeats its name; undefined leaves it out. */
export type XmlContent = string | number | boolean | { readonly [name: string]: XmlValue };
type XmlValue = XmlContent | readonly XmlContent[] | undefined;

/** A document with one root element, in S3's namespace unless `namespace` is empty. */
export function toXml(
  root: string,
  content: XmlContent,
  namespace = 'http://s3.amazonaws.com/doc/2006-03-01/',
): string {
  const xmlns = namespace === '' ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${xmlns}>${inner(content)}</${root}>`;
}

function inner(content: XmlContent): string {
  if (typeof content !== 'object') return escapeXml(String(content));
  let text = '';
  for (const [name, value] of Object.entries(content)) {
    if (value === undefined) continue;
    const items: readonly XmlContent[] = isList(value) ? value : [value];
    for (const item of items) text += `<${name}>${inner(item)}</${name}>`;
  }
  return text;
}

function isList(value: XmlContent | readonly XmlContent[]): value is readonly XmlContent[] {
  return Array.isArray(value);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' };

function escapeXml(text: string): string {
  return text.replace(/[&<>"]|(?![\n\t])\p{Cc}/gu, (char) => {
    const entity = ENTITIES[char];
    return entity === undefined ? `&#x${char.charCodeAt(0).toString(16)};` : `&${entity};`;
  });
}

export interface XmlElement {
  readonly name: string;
  /** The text directly in the element, entities resolved. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const TOKEN =
  /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z_][\w.:-]*)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>|([^<]+)/y;

/**
 * Reads the small documents that S3 clients send: elements and text, attributes skipped, no DTD.
 *
 * @throws S3Error MalformedXML
 */
export function parseXml(source: string): XmlElement {
  interface Open {
    name: string;
    text: string;
    children: XmlElement[];
  }
  const top: Open = { name: '', text: '', children: [] };
  const stack: Open[] = [top];
  const pattern = new RegExp(TOKEN);
  const document = source.replace(/^\uFEFF/, '').trim();
  while (pattern.lastIndex < document.length) {
    const match = pattern.exec(document);
    const current = stack.at(-1);
    if (match === null || current === undefined) throw new S3Error('MalformedXML');
    const [, slash, name, empty, text] = match;
    if (text !== undefined) current.text += unescapeXml(text);
    else if (name === undefined) continue;
    else if (slash === '/') {
      if (current.name !== name || stack.length === 1) throw new S3Error('MalformedXML');
      stack.pop();
    } else {
      const element: Open = { name, text: '', children: [] };
      current.children.push(element);
      if (empty !== '/') stack.push(element);
    }
  }
  const [root, ...more] = top.children;
  if (stack.length !== 1 || root === undefined || more.length > 0 || top.text.trim() !== '') {
    throw new S3Error('MalformedXML');
  }
  return root;
}

/** The text of the first child with that name, or undefined. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));|&/gi, (_, hex, decimal, name) => {
    if (name !== undefined) {
      const char = NAMED[name];
      if (char !== undefined) return char;
    } else if (hex !== undefined || decimal !== undefined) {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      if (code <= 0x10ffff) return String.fromCodePoint(code);
    }
    throw new S3Error('MalformedXML');
  });
}
