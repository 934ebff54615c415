/** Requests about objects that are on their way at a time. */
const REQUESTS = 8;

/**
 * Calls `work` with each item, at most `limit` at a time. After the first failure nothing more is begun; it is thrown when what
 * was begun has ended.
 *
 * @returns The results in the order of the items.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  limit = REQUESTS,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  let failed = false;
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) {
      try {
        results[index] = await work(item);
      } catch (thrown) {
        failed = true;
        throw thrown;
      }
      if (failed) return;
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, lane));
  const broken = lanes.find((each) => each.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  return results;
}
