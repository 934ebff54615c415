import { nearest } from '../action/nearest.ts';
import type { TagAnswer } from './remote.ts';
import { askRemote, type GitContext } from './run.ts';

const TAGS = 'refs/tags/';
const PEELED = '^{}';
const NEAR_NAMES = 3;

/**
 * Asks a repository for its tags, once, and answers for `tags` in their order.
 *
 * @throws as `askRemote`.
 */
export async function namedTagsOf(
  context: GitContext,
  url: string,
  tags: readonly string[],
): Promise<readonly TagAnswer[]> {
  const answer = await askRemote(context, ['ls-remote', '--tags', '--', url]);
  if (answer.kind === 'failed') return tags.map(() => ({ kind: 'unreachable', reason: answer.reason }));
  const found = parseTags(answer.lines);
  return tags.map((tag) => {
    const object = found.get(tag);
    if (object !== undefined) return { kind: 'tag', object, commit: found.get(tag + PEELED) ?? object };
    const names = [...found.keys()].filter((name) => !name.endsWith(PEELED));
    return { kind: 'no-tag', near: nearest(tag, names).slice(0, NEAR_NAMES) };
  });
}

/** Reads what `ls-remote --tags` prints: the digest, a tab, the name; of an annotated tag also `^{}`, what it points at. */
function parseTags(lines: readonly string[]): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const line of lines) {
    const [, sha, name] = /^([0-9a-f]{40}|[0-9a-f]{64})\t(\S+)$/.exec(line) ?? [];
    if (sha !== undefined && name?.startsWith(TAGS) === true) tags.set(name.slice(TAGS.length), sha);
  }
  return tags;
}
