/**
 * Whether a line is a record of kas's own log: `2026-11-20 20:32:43 - ERROR    - text`. One without that prefix is the
 * rest of a record, a traceback, or the replay of bitbake's errors at the end. Looks at a few characters only.
 */
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
