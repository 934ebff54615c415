import type { PutOptions } from '@pv-actions/core/store/types.ts';
import type { Place } from './plan.ts';
import { type BadgeStore, headersOf } from './store.ts';

/** An object that was written, or that may have been: its write was begun. */
export interface Entry {
  readonly place: Place;
  /** What was there at first; undefined where there was nothing. */
  readonly before: string | undefined;
  /** What of others our last write replaced: they may have written, or removed it, after our first. */
  readonly replaced: string | undefined;
  /**
   * What of ours may stand there, the latest last; undefined where we removed it. These are several when it is not known what became
   * of a write.
   */
  readonly left: readonly (string | undefined)[];
}

/** Writes objects and remembers what stood in their places. */
export interface Journal {
  /**
   * Compare-and-swap: writes what `next` returns for the current text; undefined leaves the object as it is. `next` may be called
   * several times. @returns Whether it was written.
   */
  write(
    place: Place,
    next: (current: string | undefined) => string | undefined | Promise<string | undefined>,
  ): Promise<boolean>;
  /** Removes an object that holds `current`. */
  remove(place: Place, current: string): Promise<void>;
  /**
   * Puts what `wanted` returns into the place of what we left there, and nothing into the place of anything else; undefined removes
   * it. @returns Whether it was removed.
   */
  replaceOurs(entry: Entry, wanted: () => Promise<string | undefined>): Promise<boolean>;
  /** The latest first. */
  entries(): Entry[];
  /** What certainly was written or removed, and is not as it was before. */
  changes(): Changes;
}

/** Keys. */
export interface Changes {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/**
 * A journal in which nothing is written yet.
 *
 * @param options They go with every object.
 * @param confirmed Called as soon as it is certain that an object was written, or removed.
 */
export function openJournal(
  store: BadgeStore,
  options: PutOptions,
  confirmed: (key: string, how: 'written' | 'removed') => void,
): Journal {
  const entries = new Map<string, Entry>();
  /** Keys of which it is certain that we changed them. */
  const written = new Set<string>();

  function note(place: Place, current: string | undefined, next: string | undefined): void {
    const known = entries.get(place.key);
    const ours = known?.left.includes(current) === true;
    // A change is tried again on what another run wrote in between.
    const first = known === undefined || (!written.has(place.key) && !ours);
    entries.set(place.key, {
      place,
      before: first ? current : known.before,
      replaced: ours ? known.replaced : current,
      left: [...(known?.left ?? []), next],
    });
  }
  function confirm({ key }: Place): void {
    const entry = entries.get(key);
    if (entry === undefined) return;
    written.add(key);
    const left = entry.left.at(-1);
    entries.set(key, { ...entry, left: [left] });
    confirmed(key, left === undefined ? 'removed' : 'written');
  }
  /** Forgets attempts that came to nothing. */
  function forget({ key }: Place, known: Entry | undefined): void {
    if (known === undefined) entries.delete(key);
    else entries.set(key, known);
  }

  const journal: Journal = {
    async write(place, next) {
      const known = entries.get(place.key);
      try {
        const { changed } = await store.update(
          place.key,
          async (current) => {
            const text = (await next(current)) ?? current;
            if (text === undefined) throw new LeaveAbsent();
            if (text !== current) note(place, current, text);
            return text;
          },
          { ...options, ...headersOf(place.format) },
        );
        if (changed) confirm(place);
        else forget(place, known);
        return changed;
      } catch (thrown) {
        if (!(thrown instanceof LeaveAbsent)) throw thrown;
        forget(place, known);
        return false;
      }
    },
    async remove(place, current) {
      note(place, current, undefined);
      await store.remove(place.key);
      confirm(place);
    },
    async replaceOurs({ place, left }, wanted) {
      let gone = false;
      await journal.write(place, async (current) => {
        const ours = left.includes(current);
        const text = ours ? await wanted() : undefined;
        gone = ours && text === undefined;
        return text;
      });
      const current = gone ? await store.text(place.key) : undefined;
      if (current === undefined || !left.includes(current)) return false;
      await journal.remove(place, current);
      return true;
    },
    entries: () => [...entries.values()].reverse(),
    changes() {
      const changed = [...entries.values()].filter(
        ({ place, before, left }) => written.has(place.key) && before !== left.at(-1),
      );
      const keys = (removed: boolean): string[] =>
        changed.filter(({ left }) => (left.at(-1) === undefined) === removed).map(({ place }) => place.key);
      return { written: keys(false), removed: keys(true) };
    },
  };
  return journal;
}

/** Ends an update of an object that is not there and is to stay so. */
class LeaveAbsent extends Error {}
