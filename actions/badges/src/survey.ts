import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { badgeKey } from '@pv-actions/core/release/keys.ts';
import { compareTags } from '@pv-actions/core/release/tags.ts';
import { showsMachine, tagIn } from './badge.ts';
import {
  type BadgeObject,
  type MachinePlace,
  machinePlace,
  type Place,
  type Plan,
  type Release,
  tagText,
} from './plan.ts';
import type { BadgeStore } from './store.ts';

/** What is in the store before anything is written, held against the plan. */
export interface Survey {
  /** The tag that `latest/` shows; undefined where it shows none yet. */
  readonly shown: string | undefined;
  /** Whether that is a newer one than ours. */
  readonly newer: boolean;
  /** Objects that are not there as planned. */
  readonly ofTag: readonly BadgeObject[];
  /** Objects that are not as planned, or, where `latest/` shows a newer tag, not as that has them. */
  readonly latest: readonly BadgeObject[];
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
  const pointer = await readPointer(store, plan);
  const shown = pointer?.tag;
  const newer = isNewer(shown, tag);
  const wanted = newer ? await objectsOf(store, plan, newerOf(shown, tag)) : plan.latest;
  const [ofTag, latest] = await Promise.all([differing(store, plan.ofTag), differing(store, wanted)]);
  return {
    shown,
    newer,
    ofTag,
    latest,
    movesPointer: !newer && pointer?.text !== plan.pointer.text,
    prunes: prune && shown !== undefined && compareTags(shown, tag) < 0,
  };
}

/** The tag that `latest/` shows now. @throws UserError as `survey`. */
export async function shownTag(store: BadgeStore, plan: Plan): Promise<string | undefined> {
  return (await readPointer(store, plan))?.tag;
}

/** Whether `shown` is a newer tag than `tag`. */
export function isNewer(shown: string | undefined, tag: string): boolean {
  return shown !== undefined && compareTags(shown, tag) > 0;
}

/** The newer one of the tag that `latest/` shows and another one. */
export function newerOf(shown: string | undefined, tag: string): string {
  return shown !== undefined && isNewer(shown, tag) ? shown : tag;
}

/**
 * The badges in `latest/` of machines that the release does not have, by what they say themselves. What else is there is not ours to
 * remove.
 */
export async function extraBadges(
  store: BadgeStore,
  { release, ofTag, latestFolder }: Plan,
): Promise<MachinePlace[]> {
  const machines = new Set(ofTag.map(({ machine }) => machine));
  const others: MachinePlace[] = [];
  for await (const { key } of store.list(latestFolder)) {
    const place = machinePlace(release, key.slice(latestFolder.length));
    if (place !== undefined && !machines.has(place.machine)) others.push(place);
  }
  const ours = await inParallel(others, async ({ key, format, machine }) =>
    showsMachine(await store.text(key), format, machine),
  );
  return others.filter((_, at) => ours[at]);
}

/** What an object of `latest/` holds when that shows `tag`. */
export async function textFor(
  store: BadgeStore,
  release: Release,
  { machine, format }: Place,
  tag: string,
): Promise<string | undefined> {
  if (machine === undefined) return tagText(release, tag, format);
  return store.text(badgeKey(release.prefix, tag, machine, format));
}

/** The plan's objects of `latest/` as another tag has them. */
async function objectsOf(store: BadgeStore, plan: Plan, tag: string): Promise<BadgeObject[]> {
  const objects = await inParallel(plan.latest, async (place) => {
    const text = await textFor(store, plan.release, place, tag);
    return text === undefined ? [] : [{ ...place, text }];
  });
  return objects.flat();
}

async function readPointer(
  store: BadgeStore,
  { pointer }: Plan,
): Promise<{ text: string; tag: string } | undefined> {
  const text = await store.text(pointer.key);
  return text === undefined ? undefined : { text, tag: tagIn(text, store.describe(pointer.key)) };
}

async function differing(store: BadgeStore, objects: readonly BadgeObject[]): Promise<BadgeObject[]> {
  const texts = await inParallel(objects, ({ key }) => store.text(key));
  return objects.filter(({ text }, at) => texts[at] !== text);
}
