/**
 * Does work on items, several at a time, and yields the results in the order of the items. An item is asked for when fewer
 * than `limit` are between the two ends, so a reader that stops also stops the source. When it ends early, it waits for
 * the work that was begun.
 */
export async function* inOrder<T, R>(
  items: AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const begun: Promise<R>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      // A failure is told when its turn comes. Until then it is not an unhandled one.
      result.catch(() => undefined);
      begun.push(result);
      const first = begun.length < limit ? undefined : begun.shift();
      if (first !== undefined) yield await first;
    }
    for (let first = begun.shift(); first !== undefined; first = begun.shift()) yield await first;
  } finally {
    await Promise.allSettled(begun);
  }
}
