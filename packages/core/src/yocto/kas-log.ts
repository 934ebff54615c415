/** A record of kas's own log: `2026-11-20 20:32:43 - ERROR    - text`. */
export interface KasRecord {
  /** `INFO`, `WARNING`, `ERROR` and the like. */
  readonly level: string;
  readonly text: string;
}

/** Where the text starts: behind date and time, ` - `, the level on 8 columns, and ` - `. */
const TEXT = 33;

/**
 * Reads a line of kas's stderr. Undefined for a line without kas's prefix: the rest of a record of several
 * lines, a traceback, or the replay of bitbake's errors at the end, which were printed with a prefix before.
 */
export function parseKasRecord(line: string): KasRecord | undefined {
  if (!isKasRecord(line)) return undefined;
  const blank = line.indexOf(' ', 22);
  return { level: line.slice(22, Math.min(blank, 30)), text: line.slice(TEXT) };
}

/** Whether the line starts with kas's prefix. Looks at a few characters only. */
export function isKasRecord(line: string): boolean {
  return (
    line.startsWith(' - ', 19) &&
    line.startsWith(' -', 30) &&
    (line.length === 32 || line.charCodeAt(32) === 32) &&
    line.charCodeAt(4) === 45 &&
    line.charCodeAt(7) === 45 &&
    line.charCodeAt(10) === 32 &&
    line.charCodeAt(13) === 58 &&
    line.charCodeAt(16) === 58
  );
}
