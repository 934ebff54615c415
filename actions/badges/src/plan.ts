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

/** Where a badge belongs: below `<tag>/badges/`, or below `latest/`. */
export interface Place {
  readonly key: string;
  readonly format: BadgeFormat;
  /** Undefined for the badge of the tag. */
  readonly machine: string | undefined;
}

/** Where the badge of a machine belongs. */
export interface MachinePlace extends Place {
  readonly machine: string;
}

/** An object as this run would have it. */
export interface BadgeObject extends Place {
  readonly text: string;
}

/** All objects of a run. */
export interface Plan {
  readonly release: Release;
  /** `<tag>/badges/`. */
  readonly ofTag: readonly BadgeObject[];
  /** The badges of the machines and the picture of the tag below `latest/<channel>/badges/`. */
  readonly latest: readonly BadgeObject[];
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
  const ofLatestTag = (format: BadgeFormat): BadgeObject => ({
    key: latestTagKey(prefix, channel, format),
    format,
    machine: undefined,
    text: tagText(release, tag, format),
  });
  return {
    release,
    ofTag: badges.map((badge) => ({ ...badge, key: badgeKey(prefix, tag, badge.machine, badge.format) })),
    latest: [
      ...badges.map((badge) => ({
        ...badge,
        key: latestBadgeKey(prefix, channel, badge.machine, badge.format),
      })),
      ...(formats.includes('svg') ? [ofLatestTag('svg')] : []),
    ],
    pointer: ofLatestTag('json'),
    latestFolder: latestBadgesFolder(prefix, channel),
  };
}

/**
 * Where in `latest/<channel>/badges/` an object of that name is the badge of a machine; undefined for the badge of the tag, and for
 * what is no badge.
 *
 * @param name The key below that folder.
 */
export function machinePlace({ prefix, channel }: Release, name: string): MachinePlace | undefined {
  const [, machine, format] = /^([^/]+)\.(json|svg)$/.exec(name) ?? [];
  if (machine === undefined || machine === 'tag' || (format !== 'json' && format !== 'svg')) return undefined;
  return { key: latestBadgeKey(prefix, channel, machine, format), format, machine };
}

/** The badge that says `tag`. */
export function tagText({ channel }: Release, tag: string, format: BadgeFormat): string {
  return textOf(tagBadge(channel, tag), format);
}

/** The URL of an object of the layer. */
export function urlOf({ publicUrl: base, prefix }: Release, key: string): string {
  return publicUrl(base, prefix, key);
}

function textOf(badge: Badge, format: BadgeFormat): string {
  return format === 'json' ? badgeJson(badge) : badgeSvg(badge);
}
