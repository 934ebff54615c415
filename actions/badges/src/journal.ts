import type { BadgeFormat } from '@pv-actions/core/release/keys.ts';
import type { PutOptions } from '@pv-actions/core/store/types.ts';
import { type BadgeStore, headersOf } from './store.ts';

/** An object that was written, or that may have been: its write was begun. */
export interface Entry<P extends Place> {
  readonly place: P;
  /** What was there; undefined where there was nothing. */
  readonly before: string | undefined;
  /** What we left there; undefined where we removed it. */
  readonly after: string | undefined;
}

export interface Place {
  readonly key: string;
  readonly format: BadgeFormat;
}

/** Writes objects and remembers what stood in their places. */
export interface Journal<P extends Place> {
  /**
   * Compare-and-swap: writes what `next` returns for the current text; undefined leaves the object as it is. `next` may be called
   * several times.
   */
  write(
    place: P,
    next: (current: string | undefined) => string | undefined | Promise<string | undefined>,
  ): Promise<void>;
  /** Removes an object that holds `current`. */
  remove(place: P, current: string): Promise<void>;
  /** Puts `text` in the place of what we left there, and nothing in the place of anything else; undefined removes it. */
  replaceOurs(entry: Entry<P>, text: string | undefined): Promise<void>;
  /** The latest first. */
  entries(): Entry<P>[];
  /** What certainly was written or removed, and is not as it was before. */
  changes(): Changes;
}

/** Keys. */
export interface Changes {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/** A journal in which nothing is written yet. `options` go with every object. */
export function openJournal<P extends Place>(store: BadgeStore, options: PutOptions): Journal<P> {
  const entries = new Map<string, { place: P; before: string | undefined; after: string | undefined }>();
  /** Keys of which it is certain that we changed them. */
  const written = new Set<string>();

  function note(place: P, current: string | undefined, next: string | undefined): void {
    const known = entries.get(place.key);
    // A change is tried again on what another run wrote in between, or on its own text when the answer was lost.
    const first = known === undefined || (!written.has(place.key) && current !== known.after);
    entries.set(place.key, { place, before: first ? current : known.before, after: next });
  }

  const journal: Journal<P> = {
    async write(place, next) {
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
        if (changed) written.add(place.key);
      } catch (thrown) {
        if (!(thrown instanceof LeaveAbsent)) throw thrown;
      }
    },
    async remove(place, current) {
      note(place, current, undefined);
      await store.remove(place.key);
      written.add(place.key);
    },
    async replaceOurs({ place, after }, text) {
      if (text !== undefined)
        return journal.write(place, (current) => (current === after ? text : undefined));
      if (after !== undefined && (await store.text(place.key)) === after) await journal.remove(place, after);
    },
    entries: () => [...entries.values()].reverse(),
    changes() {
      const changed = [...entries.values()].filter(
        ({ place, before, after }) => written.has(place.key) && before !== after,
      );
      const keys = (removed: boolean): string[] =>
        changed.filter(({ after }) => (after === undefined) === removed).map(({ place }) => place.key);
      return { written: keys(false), removed: keys(true) };
    },
  };
  return journal;
}

/** Ends an update of an object that is not there and is to stay so. */
class LeaveAbsent extends Error {}
