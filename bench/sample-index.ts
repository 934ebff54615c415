import { createHash } from 'node:crypto';
import { type DeviceEntry, PARTS, type PartName } from '@pv-actions/core/release/device.ts';
import { upsertDevice } from '@pv-actions/core/release/releases-index.ts';

/** What each tag of an index holds. */
export interface Shape {
  /** As the tables call it. */
  readonly name: string;
  readonly devices: number;
  readonly parts: readonly PartName[];
}

export const SMALL: Shape = { name: '1 device of 1 part', devices: 1, parts: ['full_image'] };
export const LARGE: Shape = { name: '3 devices of 4 parts', devices: 3, parts: PARTS };

/** The text of a releases.json with `tags` tags, as the stage writes it: the first half stable, the others candidates. */
export function sampleIndex(tags: number, shape: Shape): string {
  const tagsFrom = (first: number, end: number, suffix: string): Record<string, unknown> => {
    const entries = Array.from({ length: end - first }, (_, at) => {
      const tag = `v${first + at}${suffix}`;
      const devices = Array.from({ length: shape.devices }, (_, device) => deviceOf(tag, device, shape));
      return [tag, { 'release-date': '2026-06-03T10:00+00:00', devices }];
    });
    return Object.fromEntries(entries);
  };
  const half = Math.ceil(tags / 2);
  const index = { stable: tagsFrom(0, half, ''), 'release-candidate': tagsFrom(half, tags, '-rc1') };
  return `${JSON.stringify(index, null, 2)}\n`;
}

/** The update of an index that a stage makes: a machine of the tag `tag`. */
export function addingDevice(tag: string, shape: Shape): (text: string | undefined) => string {
  const device = deviceOf(tag, 0, shape);
  const date = new Date('2026-06-03T10:00:00Z');
  return (text) => upsertDevice(text, { channel: 'stable', tag, device, date, form: 'devices' });
}

function deviceOf(tag: string, number: number, { parts }: Shape): DeviceEntry {
  const name = `raspberrypi-armv8-${number}-scarthgap`;
  const all = parts.map((part): [PartName, { url: string; sha256: string }] => [
    part,
    {
      url: `https://pantavisor-ci.s3.amazonaws.com/meta-pantavisor/${tag}/${name}/${name}-${tag}.tar.gz`,
      sha256: createHash('sha256').update(`${tag} ${number} ${part}`).digest('hex'),
    },
  ]);
  return { name, ...Object.fromEntries(all) };
}
