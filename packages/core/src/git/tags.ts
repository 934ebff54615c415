import { nearest } from '../action/nearest.ts';
import type { TagAnswer, TagRemotes, Tags } from './remote.ts';
import { askRemote, type GitContext } from './run.ts';

const NEAR_NAMES = 3;

/** Asks a repository for its tags. @throws as `askRemote`. */
export async function tagsOf(context: GitContext, url: string): Promise<Tags> {
  const answer = await askRemote(context, ['ls-remote', '--tags', '--', url]);
  if (answer.kind === 'failed') return { kind: 'unreachable', reason: answer.reason };
  return { kind: 'tags', ...parseTags(answer.lines) };
}

/**
 * Reads what ls-remote prints: the digest, a tab, the name of the ref. Behind an annotated tag, whose digest is its own, stands its
 * name with `^{}` and the commit. @returns name of the tag -> digest of the commit, and -> digest of the tag itself.
 */
export function parseTags(lines: readonly string[]): {
  readonly tags: ReadonlyMap<string, string>;
  readonly objects: ReadonlyMap<string, string>;
} {
  const objects = new Map<string, string>();
  const peeled = new Map<string, string>();
  for (const line of lines) {
    const [, sha, tag, marker] = /^([0-9a-f]{40}|[0-9a-f]{64})\trefs\/tags\/(.+?)(\^\{\})?$/.exec(line) ?? [];
    if (sha !== undefined && tag !== undefined) (marker === undefined ? objects : peeled).set(tag, sha);
  }
  return { tags: new Map([...objects, ...peeled]), objects };
}

/** What repositories say of one tag each, in the order of what is asked. */
export async function findTags(
  remotes: TagRemotes,
  asked: readonly { readonly url: string; readonly tag: string }[],
): Promise<readonly TagAnswer[]> {
  const found = asked.length === 0 ? [] : await remotes.tags(asked.map(({ url }) => url));
  return asked.map(({ tag }, at) => answerOf(tag, found[at] as Tags));
}

function answerOf(tag: string, found: Tags): TagAnswer {
  if (found.kind === 'unreachable') return found;
  const commit = found.tags.get(tag);
  if (commit === undefined) {
    return { kind: 'no-tag', near: nearest(tag, [...found.tags.keys()]).slice(0, NEAR_NAMES) };
  }
  return { kind: 'tag', object: found.objects.get(tag) ?? commit, commit };
}
