import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { formatBytes, formatDuration, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { are, counted } from '@pv-actions/core/action/wording.ts';
import type { Store } from '@pv-actions/core/store/types.ts';

/** What an object or a file elsewhere turned out to be. */
export interface Content {
  /** Bytes; undefined where a server does not say it. */
  readonly size: number | undefined;
  /** Lower-case hex; undefined where it was not read. */
  readonly sha256: string | undefined;
}

/** What it must be. */
export interface Wanted {
  readonly size: number | undefined;
  readonly sha256: string | undefined;
  /** Who says so about the sha256: by default the manifest.json, as of the size. */
  readonly sha256From?: 'index';
}

/** Looks at objects, at each one once. One that has not the size that it must have is not read. */
export interface ObjectChecks {
  /** @returns undefined, or what is wrong with the object, as a full sentence. @throws UserError when the store does not say. */
  problem(key: string, wanted: Wanted): Promise<string | undefined>;
  /** Bytes that were read. */
  bytesRead(): number;
}

/** @param deep Read and hash the objects, instead of asking for their sizes. */
export function objectChecks(store: Store, deep: boolean): ObjectChecks {
  const contents = new Map<string, Promise<Content | undefined>>();
  let bytes = 0;

  async function look(key: string, size: number | undefined): Promise<Content | undefined> {
    const found = deep ? await store.digestOfSize(key, size) : await store.head(key);
    if (found === undefined) return undefined;
    if (!('sha256' in found)) return { size: found.size, sha256: undefined };
    if (found.sha256 !== undefined) bytes += found.size;
    return found;
  }

  return {
    async problem(key, wanted) {
      const question = `${wanted.size} ${key}`;
      const content = contents.get(question) ?? look(key, wanted.size);
      contents.set(question, content);
      const found = await content;
      return found === undefined ? 'The object is not there.' : contentProblem(found, wanted);
    },
    bytesRead: () => bytes,
  };
}

/** What is wrong with something that is there. */
export function contentProblem(found: Content, wanted: Wanted): string | undefined {
  if (found.size !== undefined && wanted.size !== undefined && found.size !== wanted.size) {
    return `It has ${counted(found.size, 'byte')}, its manifest.json says ${counted(wanted.size, 'byte')}.`;
  }
  if (found.sha256 === undefined || wanted.sha256 === undefined) return undefined;
  if (found.sha256 === wanted.sha256) return undefined;
  const says = wanted.sha256From === 'index' ? 'the index has' : 'its manifest.json says';
  return `Its content has the sha256 ${found.sha256}, ${says} ${wanted.sha256}.`;
}

/**
 * `All 24 files of 2 tags are there with their sizes.`: what is known of files that were checked.
 *
 * @param which More about them, as `of 2 tags`.
 * @param deep Whether they were read and hashed.
 */
export function allThere(count: number, which: string, deep: boolean): string {
  const all = count === 1 ? '1 file' : `All ${count} files`;
  const own = count === 1 ? `its ${deep ? 'content' : 'size'}` : `their ${deep ? 'content' : 'sizes'}`;
  return `${all} ${which} ${are(count)} there with ${own}.`;
}

/** Checks items in parallel, and says how far it is. */
export function checkAll<T, R>(
  items: readonly T[],
  check: (item: T) => Promise<R>,
  bytesRead: () => number,
  deps: Deps,
): Promise<R[]> {
  let done = 0;
  const describe = (elapsed: number): string => {
    const left = done > 0 ? `, about ${formatDuration(((items.length - done) / done) * elapsed)} left` : '';
    const read = bytesRead();
    const rate = read > 0 ? `, ${formatBytes(read)} read, ${formatBytes(read / elapsed)}/s` : '';
    return `Checked ${done} of ${items.length} files${rate}${left}.`;
  };
  return withProgress(deps, describe, () =>
    inParallel(items, async (item) => {
      const result = await check(item);
      done += 1;
      return result;
    }),
  );
}
