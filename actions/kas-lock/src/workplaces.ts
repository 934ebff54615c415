import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { FULL_DIGEST } from '@pv-actions/core/git/digest.ts';
import { withValues } from '@pv-actions/core/kas/kas-edit.ts';
import { readPins } from '@pv-actions/core/kas/kas-pins.ts';
import { type KasRepo, kasRepos } from '@pv-actions/core/kas/kas-repos.ts';
import { KasFailure } from './kas-call.ts';
import { type LayerCopy, layerCopies, type TrackedFiles } from './layer-copy.ts';
import { lockFileOf, readIfThere, type Sources } from './sources.ts';
import type { Checkout } from './types.ts';

/** Where kas works on a configuration. */
export interface Workplace {
  readonly copy: LayerCopy;
  /** Whether kas is to clone all commits. */
  readonly whole: boolean;
  /** Notes what kas has cloned into the copy. */
  cloned(repos: readonly KasRepo[]): void;
}

interface Workplaces {
  /**
   * Calls `work` with a place for a configuration. Where kas lacks a commit that the newest ones of the branches do not have, it is called
   * a second time, with a place for all commits: a short digest, and a server that gives no commit by its digest, need that.
   */
  work<T>(sources: Sources, work: (place: Workplace) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

/** Places for kas to work in, shared between configurations where that goes. */
export function workplaces(tracked: TrackedFiles, checkout: Checkout): Workplaces {
  const copies = layerCopies(tracked);
  async function open(sources: Sources, repos: readonly KasRepo[], whole: boolean): Promise<Workplace> {
    const copy = await copies.copyFor({ repos, whole });
    await rebind(sources, checkout, copy.checkout);
    return { copy, whole, cloned: (found) => copies.cloned(copy, found) };
  }
  return {
    async work(sources, work) {
      const repos = kasRepos(sources.texts);
      const whole = await hasShortCommit(sources, repos, checkout);
      try {
        return await work(await open(sources, repos, whole));
      } catch (thrown) {
        if (whole || !(thrown instanceof KasFailure) || !thrown.isShallow) throw thrown;
        return work(await open(sources, repos, true));
      }
    },
    remove: () => copies.remove(),
  };
}

/** Whether a commit is pinned by the beginning of its digest, by the configuration or by a lock file of it. */
async function hasShortCommit(
  { texts }: Sources,
  repos: readonly KasRepo[],
  checkout: Checkout,
): Promise<boolean> {
  const isShort = (commit: string | undefined): boolean => commit !== undefined && !FULL_DIGEST.test(commit);
  if (repos.some(({ commit }) => isShort(commit))) return true;
  for (const path of new Set(texts.map((source) => lockFileOf(source.path)))) {
    const lock = await readIfThere(join(checkout.repository, path), checkout);
    if (lock === undefined) continue;
    if (readPins({ path, text: lock.toString('utf8') }).some(({ revision }) => isShort(revision)))
      return true;
  }
  return false;
}

/** A `_source_dir` that names a folder of the repository by its place on this machine names that of the copy. */
async function rebind({ bound }: Sources, checkout: Checkout, copy: Checkout): Promise<void> {
  for (const { path, folder } of bound) {
    const file = join(copy.repository, path);
    const text = await readFile(file, 'utf8');
    const value = join(copy.repository, relative(checkout.repository, folder));
    await writeFile(file, withValues({ path, text }, [{ keys: ['_source_dir'], value }]));
  }
}
