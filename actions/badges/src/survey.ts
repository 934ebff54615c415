import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { compareTags } from '@pv-actions/core/release/tags.ts';
import { tagIn } from './badge.ts';
import { type BadgeObject, type LatestObject, type LatestPlace, latestPlace, type Plan } from './plan.ts';
import type { BadgeStore } from './store.ts';

/** What is in the store before anything is written, held against the plan. */
export interface Survey {
  /** The tag that `latest/` shows; undefined where it shows none yet. */
  readonly shown: string | undefined;
  /** Whether that is a newer one than ours: then `latest/` is not ours to write. */
  readonly newer: boolean;
  /** Objects that are not there as planned. */
  readonly ofTag: readonly BadgeObject[];
  readonly latest: readonly LatestObject[];
  readonly movesPointer: boolean;
  /** Whether badges that the release does not have are to leave `latest/`. */
  readonly prunes: boolean;
}

/**
 * Reads tag.json and every object that the plan writes.
 *
 * @throws UserError when one of them cannot be read, or when tag.json names no tag.
 */
export async function survey(store: BadgeStore, plan: Plan, prune: boolean): Promise<Survey> {
  const { tag } = plan.release;
  const pointer = await store.text(plan.pointer.key);
  const shown = pointer === undefined ? undefined : tagIn(pointer, store.describe(plan.pointer.key));
  const newer = isNewer(shown, tag);
  const [ofTag, latest] = await Promise.all([
    differing(store, plan.ofTag),
    newer ? [] : differing(store, plan.latest),
  ]);
  return {
    shown,
    newer,
    ofTag,
    latest,
    movesPointer: !newer && pointer !== plan.pointer.text,
    prunes: prune && shown !== undefined && compareTags(shown, tag) < 0,
  };
}

/** The tag that `latest/` shows now. @throws UserError as `survey`. */
export async function shownTag(store: BadgeStore, plan: Plan): Promise<string | undefined> {
  const text = await store.text(plan.pointer.key);
  return text === undefined ? undefined : tagIn(text, store.describe(plan.pointer.key));
}

/** Whether `shown` is a newer tag than `tag`. */
export function isNewer(shown: string | undefined, tag: string): boolean {
  return shown !== undefined && compareTags(shown, tag) > 0;
}

/** The badges in `latest/` that the plan does not have. */
export async function extraBadges(store: BadgeStore, plan: Plan): Promise<LatestPlace[]> {
  const planned = new Set(plan.latest.map(({ key }) => key));
  const extra: LatestPlace[] = [];
  for await (const { key } of store.list(plan.latestFolder)) {
    const place = latestPlace(plan.release, key.slice(plan.latestFolder.length));
    if (place !== undefined && !planned.has(key)) extra.push(place);
  }
  return extra;
}

async function differing<T extends BadgeObject>(store: BadgeStore, objects: readonly T[]): Promise<T[]> {
  const texts = await inParallel(objects, ({ key }) => store.text(key));
  return objects.filter(({ text }, at) => texts[at] !== text);
}
