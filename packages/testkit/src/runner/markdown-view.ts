import { type Look, paint } from './log-view.ts';

/**
 * A step summary as it can be read in a terminal: headings, tables with aligned columns, folded sections
 * unfolded, code as it is. It knows the Markdown that the stages write, not all of Markdown.
 */
export function renderMarkdown(markdown: string, look: Look): string {
  const result: string[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const fence = /^(`{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      const end = lines.indexOf(fence, at + 1);
      const last = end < 0 ? lines.length : end;
      result.push(...lines.slice(at + 1, last).map((code) => `    ${code}`));
      at = last;
    } else if (line.startsWith('|')) {
      const rows: string[] = [];
      while (lines[at]?.startsWith('|')) rows.push(lines[at++] ?? '');
      at--;
      result.push(
        ...renderTable(rows.filter((row) => !/^[|\s:-]+$/.test(row) || /^[|\s]+$/.test(row)).map(cells)),
      );
    } else {
      result.push(renderLine(line, look));
    }
  }
  return result
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Rows as columns of equal width, two blanks apart, without blanks at the end. */
export function renderTable(rows: readonly (readonly string[])[]): string[] {
  const filled = rows.filter((row) => row.some((cell) => cell !== ''));
  const width = (column: number): number => Math.max(...filled.map((row) => row[column]?.length ?? 0));
  return filled.map((row) =>
    row
      .map((cell, column) => cell.padEnd(width(column)))
      .join('  ')
      .trimEnd(),
  );
}

/** The cells of a row: `\|` does not end one. */
function cells(row: string): string[] {
  return row
    .replace(/^\|\s*|\s*\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => plain(cell.trim()));
}

function renderLine(line: string, look: Look): string {
  const heading = /^#{1,6} (.*)$/.exec(line)?.[1];
  if (heading !== undefined) return paint(plain(heading), 1, look);
  const folded = /^<details(?: open)?><summary>(.*)<\/summary>$/.exec(line)?.[1];
  if (folded !== undefined) return `▾ ${plain(folded)}`;
  if (line === '</details>') return '';
  return plain(line.replace(/\[((?:\\.|[^\]])*)\]\(<?([^)>]*)>?\)/g, '$1 $2'));
}

/** Text without its markup. */
function plain(text: string): string {
  return text
    .replace(/<!-- -->/g, '')
    .replace(/<\/?(?:code|b|strong|em|br ?\/?)>/g, '')
    .replace(/\[((?:\\.|[^\]])*)\]\(<?[^)>]*>?\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/\\([\\`*_[\]|~$])/g, '$1')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
