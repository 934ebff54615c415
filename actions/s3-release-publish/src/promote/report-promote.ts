import {
  code,
  escapeText,
  joinMarkdown,
  link,
  type Markdown,
  md,
  table,
  unbroken,
} from '@pv-actions/core/action/markdown.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import { keysOfDevice } from '@pv-actions/core/release/device.ts';
import type { Manifest } from '@pv-actions/core/release/manifest.ts';
import type { CompleteMachine } from '../index-entries.ts';
import { allThere } from '../object-checks.ts';
import type { Release } from '../release.ts';

/** What a promotion did, or would do. */
interface Promotion {
  readonly release: Release;
  /** By name. */
  readonly machines: readonly CompleteMachine[];
  /** Names of the machines that the index did not name as they are staged. */
  readonly toAdd: ReadonlySet<string>;
  /** Whether the files were read and hashed. */
  readonly deep: boolean;
  /** Whether anything was written. */
  readonly changed: boolean;
  readonly dryRun: boolean;
}

/** The step summary of a promotion. */
export function promotedSummary(promotion: Promotion): Markdown {
  const { release, machines, toAdd, dryRun } = promotion;
  const rows = machines.map(({ manifest, release: at, entry }) => {
    const done = dryRun ? 'would be added' : 'added';
    return [
      link(manifest.name, at.manifestUrl),
      escapeText(keysOfDevice(entry).join(', ')),
      md`${manifest.files.length}`,
      unbroken(formatBytes(sizeOf(manifest))),
      unbroken(toAdd.has(manifest.name) ? done : dryRun ? 'is there' : 'was there'),
    ];
  });
  const parts = [
    md`### s3-release-publish: promote ${code(release.tag)}${dryRun ? md` (dry run)` : md``}`,
    md`${escapeText(promotedVerdict(promotion))} ${link('releases.json', release.indexUrl)}`,
    table([md`Machine`, md`Parts`, md`Files`, md`Size`, md`In the index`], rows),
  ];
  return joinMarkdown(parts, '\n\n');
}

/** What a promotion did, in one or two sentences. */
export function promotedVerdict({ release, machines, toAdd, deep, changed, dryRun }: Promotion): string {
  const files = machines.reduce((sum, { manifest }) => sum + manifest.files.length, 0);
  const bytes = machines.reduce((sum, { manifest }) => sum + sizeOf(manifest), 0);
  const checked = allThere(files, `(${formatBytes(bytes)})`, deep);
  const all = counted(machines.length, 'machine');
  const isNamed = `The index names ${machines.length === 1 ? 'the machine' : `all ${all}`} in the channel ${release.channel}`;
  if (dryRun && toAdd.size === 0) return `Nothing was written. ${isNamed} already. ${checked}`;
  if (dryRun) {
    return `Nothing was written. ${toAdd.size} of ${all} would be added to the channel ${release.channel}. ${checked}`;
  }
  if (!changed) return `Everything was promoted already. Nothing was written. ${checked}`;
  if (toAdd.size === 0) return `${isNamed}, as it did before. Only published.json was written. ${checked}`;
  return `Promoted in the channel ${release.channel}: ${toAdd.size} of ${all} added. ${checked}`;
}

function sizeOf({ files }: Manifest): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}
