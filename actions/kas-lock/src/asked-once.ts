import type { Finder, Head, RemoteBranch, Remotes, Span, SpanHistory } from '@pv-actions/core/git/remote.ts';

/** The same remotes, asked for each head and each history once. */
export function askedOnce(remotes: Remotes & Finder): Remotes & Finder {
  const heads = new Map<string, Head>();
  const histories = new Map<string, SpanHistory>();
  return {
    ...remotes,
    heads: (branches: readonly RemoteBranch[]) =>
      remembered(
        heads,
        branches,
        ({ url, branch }) => [url, branch],
        (asked) => remotes.heads(asked),
      ),
    histories: (spans: readonly Span[], limit) =>
      remembered(
        histories,
        spans,
        ({ url, branch, from, to }) => [url, branch, from, to, limit],
        (asked) => remotes.histories(asked, limit),
      ),
  };
}

async function remembered<T, R>(
  known: Map<string, R>,
  items: readonly T[],
  keyOf: (item: T) => readonly unknown[],
  ask: (items: readonly T[]) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const idOf = (item: T): string => JSON.stringify(keyOf(item));
  const asked = [
    ...new Map(items.filter((item) => !known.has(idOf(item))).map((item) => [idOf(item), item])).values(),
  ];
  const answers = asked.length === 0 ? [] : await ask(asked);
  for (const [at, item] of asked.entries()) known.set(idOf(item), answers[at] as R);
  return items.map((item) => known.get(idOf(item)) as R);
}
