/** A function that returns what was added to `list` since its last call; its first call, since now. */
export function sinceLastLook<T>(list: readonly T[]): () => T[] {
  let seen = list.length;
  return () => {
    const fresh = list.slice(seen);
    seen = list.length;
    return fresh;
  };
}
