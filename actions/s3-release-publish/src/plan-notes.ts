import { quote } from '@pv-actions/core/action/inputs.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import { counted, shortList } from '@pv-actions/core/action/wording.ts';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import { KINDS } from '@pv-actions/core/release/kinds.ts';
import { flashable, stemOf } from './flashable.ts';
import type { Plan, PlannedObject } from './plan.ts';

/** What a user should know about the objects of a machine: one paragraph. */
export interface Note {
  readonly level: 'info' | 'warning';
  readonly text: string;
}

/** What is left out of a plan, and what the flashing tool makes of it. */
export function notesOf({ objects, leftOut }: Plan): Note[] {
  const isKnown = ({ kind }: Artifact): boolean => KINDS.some((known) => known === kind);
  return [
    ...ofBundle(objects),
    ...ofImages(objects),
    ...ofLeftOut(leftOut.filter(isKnown)),
    ...ofUnknown(leftOut.filter((file) => !isKnown(file))),
  ];
}

/** Says them in the log. */
export function tellNotes(notes: readonly Note[], log: Log): void {
  for (const { level, text } of notes) log[level](text);
}

/** https://github.com/pantavisor/pvflasher/blob/main/internal/archive/archive.go */
function ofBundle(objects: readonly PlannedObject[]): Note[] {
  const bundle = objects.find(({ format }) => format === 'tar.zst');
  if (bundle === undefined) return [];
  return [
    warning(
      `${bundle.name} is a bundle that Pantavisor's flashing tool (pvflasher) does not unpack: it knows .tar, .tgz and .tar.gz, and would ` +
        'write the tar itself onto a card, with a right digest and without an error. Where people flash with it, use `bundle-format: tar.gz`, ' +
        'or `layout: files` with images in .wic.zst, which it writes as fast.',
    ),
  ];
}

/** Of images that are published by their own names, without a bundle. */
function ofImages(objects: readonly PlannedObject[]): Note[] {
  const files = objects.filter(
    ({ kind, format }) => format === 'file' && (kind === 'image' || kind === 'full_image'),
  );
  if (files.length === 0 || objects.some(({ kind, format }) => kind === 'full_image' && format !== 'file'))
    return [];
  const images = files.flatMap(({ sources }) => sources);
  const [chosen, ...more] = flashable(images);
  if (chosen === undefined) {
    const names = shortList(
      images.map(({ name }) => quote(name)),
      ', ',
    );
    return [
      info(
        `The index names no full_image: none of the images is one that Pantavisor's flashing tool writes to a card: ${names}. It takes ` +
          '.wic, .img and .iso, also compressed as .zst, .gz, .xz or .bz2.',
      ),
    ];
  }
  const others = more.filter((image) => stemOf(image) !== stemOf(chosen));
  if (others.length === 0) return [];
  const names = shortList(
    others.map(({ name }) => quote(name)),
    ', ',
  );
  return [
    info(
      `The index names ${quote(chosen.name)} as full_image, which flashing tools take; the other images are in its list images: ${names}.`,
    ),
  ];
}

function ofLeftOut(files: readonly Artifact[]): Note[] {
  if (files.length === 0) return [];
  const text = `Left out, as the input files says: ${namesByKind(files)}.`;
  return [info(text)];
}

function ofUnknown(files: readonly Artifact[]): Note[] {
  if (files.length === 0) return [];
  const text = `Left out, because their kind is not known here: ${namesByKind(files)}. Use the same release of all stages.`;
  return [warning(text)];
}

/** `2 files of the kind sbom ("a", "b"); …`. */
function namesByKind(files: readonly Artifact[]): string {
  const kinds = [...Map.groupBy(files, ({ kind }) => kind)];
  const texts = kinds.map(([kind, all]) => {
    const names = shortList(
      all.map(({ name }) => quote(name)),
      ', ',
      5,
    );
    return `${counted(all.length, 'file')} of the kind ${quote(kind)} (${names})`;
  });
  return shortList(texts, '; ');
}

function warning(text: string): Note {
  return { level: 'warning', text };
}

function info(text: string): Note {
  return { level: 'info', text };
}
