/** The end of a text, at most `limit` bytes of UTF-8, as whole characters. */
export function lastBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  let from = bytes.length - Math.max(0, limit);
  while (from < bytes.length && isContinuation(bytes[from])) from++;
  return bytes.toString('utf8', from);
}

/** The beginning of a text, at most `limit` bytes of UTF-8, as whole characters. */
export function firstBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  let to = Math.max(0, limit);
  while (to > 0 && isContinuation(bytes[to])) to--;
  return bytes.toString('utf8', 0, to);
}

/** `text`, with `…` at its end where it was longer than `limit` bytes of UTF-8. */
export function cutText(text: string, limit: number): string {
  return Buffer.byteLength(text) <= limit ? text : `${firstBytes(text, limit - 3)}…`;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
