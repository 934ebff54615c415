import {
  type BadgeFormat,
  badgeKey,
  latestBadgeKey,
  latestBadgesFolder,
  latestTagKey,
  publicUrl,
} from '@pv-actions/core/release/keys.ts';
import { type Badge, badgeJson, badgeSvg, machineBadge, tagBadge } from './badge.ts';
import type { MachineState } from './machines.ts';

/** A release, and where its badges belong. */
export interface Release {
  readonly prefix: string;
  /** The URL of `<prefix>/`, without the final slash. */
  readonly publicUrl: string;
  readonly tag: string;
  readonly channel: string;
  readonly formats: readonly BadgeFormat[];
}

/** An object as this run would have it. */
export interface BadgeObject {
  readonly key: string;
  readonly format: BadgeFormat;
  readonly text: string;
}

/** Where the text of an object is when `latest/` shows some tag: in another object, or known. */
export type Source = { readonly key: string } | { readonly text: string };

/** An object below `latest/`, which shows the newest tag, whichever that is. */
export interface LatestPlace {
  readonly key: string;
  readonly format: BadgeFormat;
  readonly sourceFor: (tag: string) => Source;
}

export type LatestObject = BadgeObject & LatestPlace;

/** All objects of a run. */
export interface Plan {
  readonly release: Release;
  /** `<tag>/badges/`. */
  readonly ofTag: readonly BadgeObject[];
  /** The badges of the machines and the picture of the tag below `latest/<channel>/badges/`. */
  readonly latest: readonly LatestObject[];
  /** tag.json there. */
  readonly pointer: BadgeObject;
  /** `latest/<channel>/badges/`. */
  readonly latestFolder: string;
}

/** The objects that show `machines`. */
export function planBadges(release: Release, machines: readonly MachineState[]): Plan {
  const { prefix, tag, channel, formats } = release;
  const badges = machines.flatMap(({ machine, state }) =>
    formats.map((format) => ({ machine, format, text: textOf(machineBadge(machine, state), format) })),
  );
  const tagPicture: LatestObject[] = formats.includes('svg')
    ? [{ ...tagPlace(release), text: badgeSvg(tagBadge(channel, tag)) }]
    : [];
  return {
    release,
    ofTag: badges.map(({ machine, format, text }) => ({
      key: badgeKey(prefix, tag, machine, format),
      format,
      text,
    })),
    latest: [
      ...badges.map(({ machine, format, text }) => ({ ...machinePlace(release, machine, format), text })),
      ...tagPicture,
    ],
    pointer: {
      key: latestTagKey(prefix, channel),
      format: 'json',
      text: badgeJson(tagBadge(channel, tag)),
    },
    latestFolder: latestBadgesFolder(prefix, channel),
  };
}

/**
 * What an object of `latest/<channel>/badges/` is: a badge; undefined for tag.json, and for what is no badge.
 *
 * @param name The key below that folder.
 */
export function latestPlace(release: Release, name: string): LatestPlace | undefined {
  const [, stem, format] = /^([^/]+)\.(json|svg)$/.exec(name) ?? [];
  if (stem === undefined || (format !== 'json' && format !== 'svg')) return undefined;
  if (stem !== 'tag') return machinePlace(release, stem, format);
  return format === 'svg' ? tagPlace(release) : undefined;
}

/** The URL of an object of the layer. */
export function urlOf({ publicUrl: base, prefix }: Release, key: string): string {
  return publicUrl(base, prefix, key);
}

function machinePlace({ prefix, channel }: Release, machine: string, format: BadgeFormat): LatestPlace {
  return {
    key: latestBadgeKey(prefix, channel, machine, format),
    format,
    sourceFor: (tag) => ({ key: badgeKey(prefix, tag, machine, format) }),
  };
}

function tagPlace({ prefix, channel }: Release): LatestPlace {
  return {
    key: latestTagKey(prefix, channel, 'svg'),
    format: 'svg',
    sourceFor: (tag) => ({ text: badgeSvg(tagBadge(channel, tag)) }),
  };
}

function textOf(badge: Badge, format: BadgeFormat): string {
  return format === 'json' ? badgeJson(badge) : badgeSvg(badge);
}
