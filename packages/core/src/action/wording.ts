/** A list in a message: at most `limit` items, and how many more there are. */
export function shortList(items: readonly string[], separator: string, limit = 20): string {
  const shown = items.length > limit ? items.slice(0, limit - 1) : items;
  const rest = items.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join(separator);
}

/** `text` without the slashes at its end. An expression for it would take long for many slashes elsewhere. */
export function withoutSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}

/** `1 file`, `24 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `is` for one, `are` for any other number. */
export function are(count: number): string {
  return count === 1 ? 'is' : 'are';
}
