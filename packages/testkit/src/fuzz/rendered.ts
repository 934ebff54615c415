import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** What GitHub makes of Markdown. */
export interface Rendered {
  /** Its elements in their order, as `<td>` and `</td>`, without attributes. */
  readonly tags: readonly string[];
  /** Its texts outside of links and code. What an element or a comment stands between are two. */
  readonly texts: readonly string[];
}

const TOKEN = /<!--[\s\S]*?-->|<\/?([a-z][a-z0-9-]*)\b[^>]*>|[^<]+|</gi;
const CODES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', nbsp: '\u00a0' };

/** Renders GitHub Flavored Markdown (https://github.github.com/gfm/). */
export function render(markdown: string): Rendered {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  const tags: string[] = [];
  const texts: string[] = [];
  let quoting = 0;
  for (const [token, name] of html.matchAll(TOKEN)) {
    if (name === undefined) {
      if (quoting === 0 && !token.startsWith('<!--')) texts.push(decoded(token));
      continue;
    }
    const closes = token.startsWith('</');
    tags.push(`<${closes ? '/' : ''}${name.toLowerCase()}>`);
    if (/^(?:a|code|pre)$/i.test(name)) quoting += closes ? -1 : 1;
  }
  return { tags, texts };
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return CODES[name] ?? whole;
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
  });
}

/**
 * What GitHub links in a text beside what Markdown does (https://docs.github.com/get-started/writing-on-github): accounts and teams, issues and
 * pull requests, commits of others, and addresses.
 */
const REFERENCES: readonly RegExp[] = [
  /(?<!\w)@[a-z0-9]/i,
  /#\d/,
  /\bGH-\d/i,
  /\w@[0-9a-f]{7,40}\b/,
  /\b(?:https?|ftp):\/\//i,
  /\bwww\./i,
];

/** The texts in which GitHub would find something to link. */
export function references({ texts }: Pick<Rendered, 'texts'>): readonly string[] {
  return texts.filter((text) => REFERENCES.some((reference) => reference.test(text)));
}
