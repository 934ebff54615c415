import type { KasRepo } from '@pv-actions/core/kas/kas-repos.ts';
import type { Copy, Tracked } from './copy.ts';

/** The copies that kas works in: as few as possible, so that it clones a layer once. */
export interface Copies {
  /** A copy in which each of these repositories can be cloned to its folder: it holds no other one there. */
  copyFor(repos: readonly KasRepo[]): Promise<Copy>;
  /** Notes what kas has cloned into a copy. */
  cloned(copy: Copy, repos: readonly KasRepo[]): void;
  remove(): Promise<void>;
}

/** kas moves a clone to another URL without a fetch, so that it would take revisions of the one for those of the other. */
export function copiesOf(tracked: Tracked): Copies {
  const copies: { readonly copy: Copy; readonly urls: Map<string, string> }[] = [];
  return {
    async copyFor(repos) {
      const fitting = copies.find(({ urls }) =>
        repos.every(({ path, url }) => (urls.get(path) ?? url) === url),
      );
      if (fitting !== undefined) return fitting.copy;
      const copy = await tracked.copy();
      copies.push({ copy, urls: new Map(repos.map(({ path, url }) => [path, url])) });
      return copy;
    },
    cloned(copy, repos) {
      const urls = copies.find((each) => each.copy === copy)?.urls;
      for (const { path, url } of repos) urls?.set(path, url);
    },
    async remove() {
      for (const { copy } of copies) await copy.remove();
    },
  };
}
