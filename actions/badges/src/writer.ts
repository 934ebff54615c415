import type { PutOptions } from '@pv-actions/core/store/types.ts';
import type { Place } from './plan.ts';
import { type BadgeStore, headersOf } from './store.ts';

/** Keys. */
export interface Changes {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** Writes objects, and knows which ones it changed. */
export interface Writer {
  /**
   * Compare-and-swap: puts what `next` returns in the place of the current text. Undefined removes the object, which knows no condition:
   * what another run wrote right before is removed too. `next` may be called several times.
   *
   * @returns Whether the object was changed.
   */
  replace(
    place: Place,
    next: (current: string | undefined) => string | undefined | Promise<string | undefined>,
  ): Promise<boolean>;
  /** What certainly was written or removed, by the last change of each object. */
  changes(): Changes;
}

/**
 * A writer that has written nothing yet.
 *
 * @param options They go with every object.
 * @param confirmed Called as soon as it is certain that an object was changed.
 */
export function openWriter(
  store: BadgeStore,
  options: PutOptions,
  confirmed: (key: string, how: keyof Changes) => void,
): Writer {
  const changed = new Map<string, keyof Changes>();
  function confirm({ key }: Place, how: keyof Changes): true {
    changed.set(key, how);
    confirmed(key, how);
    return true;
  }
  const keys = (how: keyof Changes): string[] =>
    [...changed.keys()].filter((key) => changed.get(key) === how);

  return {
    async replace(place, next) {
      let removes = false;
      try {
        const updated = await store.update(
          place.key,
          async (current) => {
            const text = await next(current);
            removes = text === undefined && current !== undefined;
            if (text === undefined) throw new Absent();
            return text;
          },
          { ...options, ...headersOf(place.format) },
        );
        return updated.changed && confirm(place, 'written');
      } catch (thrown) {
        if (!(thrown instanceof Absent)) throw thrown;
      }
      if (!removes) return false;
      await store.remove(place.key);
      return confirm(place, 'removed');
    },
    changes: () => ({ written: keys('written'), removed: keys('removed') }),
  };
}

/** Ends an update of an object that is not to be there. */
class Absent extends Error {}
