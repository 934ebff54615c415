import { compareText } from './text-order.ts';

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r' };

/**
 * The text of a SHA256SUMS file: a line `<sha256>  <name>` per file, sorted by name, as `sha256sum` prints them and
 * `sha256sum -c` reads them. A name with a backslash or a line break is escaped as coreutils 9 does it, behind a
 * backslash at the begin of the line. The input `subject-checksums` of actions/attest takes the same lines, except
 * escaped ones.
 *
 * @param files The digest is lower-case hex.
 */
export function checksumsText(files: readonly { readonly name: string; readonly sha256: string }[]): string {
  return [...files]
    .sort((a, b) => compareText(a.name, b.name))
    .map((file) => {
      const name = file.name.replace(/[\\\n\r]/g, (character) => ESCAPES[character] ?? character);
      return `${name === file.name ? '' : '\\'}${file.sha256}  ${name}\n`;
    })
    .join('');
}
