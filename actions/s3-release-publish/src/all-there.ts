import { are } from '@pv-actions/core/action/wording.ts';

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
