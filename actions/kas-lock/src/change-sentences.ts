import { shortList } from '@pv-actions/core/action/wording.ts';
import { short } from '@pv-actions/core/updates/look-up.ts';
import type { Update } from '@pv-actions/core/updates/update.ts';
import type { LayerChanges, LayerMove } from './layer-changes.ts';
import type { FixedLayer, SettledFile } from './made.ts';

/** How many files or machines a sentence names. */
const SHOWN = 5;

/**
 * What changes besides the revisions of layers that follow a branch: layers and files that came, went or moved, layers of which
 * a tag moved, and files that change for another reason.
 */
export function changeSentences(
  changes: LayerChanges,
  updates: readonly Update[],
  files: readonly SettledFile[],
): string[] {
  const { came, went, moved, revised, targets } = changes;
  const others = revised.filter(
    (change) =>
      !updates.some((update) =>
        (['url', 'branch', 'old', 'new'] as const).every((key) => update[key] === change[key]),
      ),
  );
  const told = new Set([
    ...[...came, ...went, ...moved, ...revised].flatMap((each) => each.files),
    ...files.filter(({ before }) => before === undefined).map(({ path }) => path),
  ]);
  return [
    ...targets.came.map((name) => `${name} came.`),
    ...targets.went.map((path) => `${path} went: it belongs to no machine.`),
    ...came.map(
      ({ key, url, revision, files: at }) =>
        `The layer ${key} came${from(url)} at ${short(revision)}: ${named(at)}.`,
    ),
    ...went.map(({ key, files: at }) => `The layer ${key} went: ${named(at)}.`),
    ...moved.map(moveSentence),
    ...others.map(
      ({ key, old, new: head, files: at }) =>
        `The layer ${key} goes from ${short(old)} to ${short(head)}: ${named(at)}.`,
    ),
    ...files.filter(({ path }) => !told.has(path)).map(({ path }) => `${path}: the configuration changed.`),
  ];
}

/** Layers that the configuration itself fixes. */
export function noteSentences(fixed: readonly FixedLayer[]): string[] {
  return fixed.map(
    ({ key, revision, names }) =>
      `The configuration itself fixes the layer ${key} to ${short(revision)}: ${named(names)}.`,
  );
}

function moveSentence({ key, from: was, to, files }: LayerMove): string {
  const change =
    was.url === to.url
      ? `the branch ${was.branch ?? 'unknown'} to ${to.branch ?? 'unknown'}`
      : `${was.url ?? 'an unknown URL'} to ${to.url ?? 'an unknown URL'}`;
  return `The layer ${key} moved from ${change}: ${named(files)}.`;
}

function from(url: string | undefined): string {
  return url === undefined ? '' : ` from ${url}`;
}

function named(items: readonly string[]): string {
  return shortList(items, ', ', SHOWN);
}
