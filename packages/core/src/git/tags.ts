import type { Tags } from './remote.ts';
import { askRemote, type GitContext } from './run.ts';

/** Asks a repository for its tags. @throws as `askRemote`. */
export async function tagsOf(context: GitContext, url: string): Promise<Tags> {
  const answer = await askRemote(context, ['ls-remote', '--tags', '--', url]);
  if (answer.kind === 'failed') return { kind: 'unreachable', reason: answer.reason };
  return { kind: 'tags', tags: parseTags(answer.lines) };
}

/**
 * Reads what ls-remote prints: the digest, a tab, the name of the ref. Behind an annotated tag, whose digest is its own, stands its
 * name with `^{}` and the commit. @returns name of the tag -> digest of the commit.
 */
export function parseTags(lines: readonly string[]): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  const peeled = new Map<string, string>();
  for (const line of lines) {
    const [, sha, tag, marker] = /^([0-9a-f]{40}|[0-9a-f]{64})\trefs\/tags\/(.+?)(\^\{\})?$/.exec(line) ?? [];
    if (sha !== undefined && tag !== undefined) (marker === undefined ? tags : peeled).set(tag, sha);
  }
  return new Map([...tags, ...peeled]);
}
