import { z } from 'zod';
import { UserError } from '../action/errors.ts';
import type { Source } from '../action/source.ts';
import { type DeviceEntry, keyOfKind, LISTS, type ListName, PARTS, type PartName } from './device.ts';
import { nameInKey } from './keys.ts';
import { checkChannel, checkMachine, checkTag } from './names.ts';
import { requireObject } from './object-text.ts';
import { checkShape, named, parseJson, readJson, runUrl, sha256, size, source } from './schema.ts';
import { compareText } from './text-order.ts';

/** What to do with a manifest.json that cannot be read. */
export const MANIFEST_ADVICE =
  'Look at this object. Put an older version back, or remove it and publish the machine again.';

const manifestFile = z.object({
  kind: z.string().min(1),
  key: z.string().min(1),
  url: z.string().min(1),
  size,
  sha256,
  'media-type': z.string(),
});

export const manifestShape = z.object({
  schema: z.literal(1, { error: 'Only schema 1 is known here.' }),
  name: named(checkMachine),
  tag: named(checkTag),
  channel: named(checkChannel),
  published: z.iso.datetime({ error: 'It must be a time in UTC, such as 2026-06-03T10:00:12Z.' }),
  source,
  files: z.array(manifestFile),
  build: z.record(z.string(), z.unknown()).exactOptional(),
});

const published = z.object({
  schema: z.literal(1, { error: 'Only schema 1 is known here.' }),
  run: runUrl.exactOptional(),
  time: z.iso.datetime({ error: 'It must be a time in UTC, such as 2026-06-03T10:00:12Z.' }),
  'manifest-sha256': sha256,
});

/** One object of a machine. `kind` is a part of the index, a kind of artifacts.json that the index lists, or another one. */
export type ManifestFile = Readonly<z.output<typeof manifestFile>>;

/** manifest.json: what was uploaded for one tag and machine (schema 1). */
export type Manifest = Readonly<z.output<typeof manifestShape>>;

/** published.json: that a machine was put into the index. */
export interface Published {
  /** The URL of the workflow run. */
  readonly run?: string;
  readonly time: Date;
  /** The digest of manifest.json as it was then. */
  readonly manifestSha256: string;
}

export interface ManifestParts {
  readonly name: string;
  readonly tag: string;
  readonly channel: string;
  readonly published: Date;
  readonly source: Source;
  readonly files: readonly ManifestFile[];
  /** As artifacts.json has it. */
  readonly build?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Makes a manifest. The files come by key, whatever order they were uploaded in.
 *
 * @throws Error when two files have one key.
 */
export function makeManifest(parts: ManifestParts): Manifest {
  const files = [...parts.files].sort((a, b) => compareText(a.key, b.key));
  for (const [at, file] of files.entries()) {
    if (file.key === files[at + 1]?.key) throw new Error(`Two files have the key ${file.key}.`);
  }
  return {
    schema: 1,
    name: parts.name,
    tag: parts.tag,
    channel: parts.channel,
    published: seconds(parts.published),
    source: parts.source,
    files,
    ...(parts.build === undefined ? {} : { build: parts.build }),
  };
}

/** manifest.json: 2-space JSON with a final newline, its keys always in the same order. */
export function manifestText(value: Manifest): string {
  return `${JSON.stringify(orderedManifest(value), null, 2)}\n`;
}

/** A manifest with its keys in the order in which they are written. */
export function orderedManifest(value: Manifest): object {
  const { repository, ref, sha, run } = value.source;
  return {
    schema: value.schema,
    name: value.name,
    tag: value.tag,
    channel: value.channel,
    published: value.published,
    source: { repository, ref, sha, run },
    files: value.files.map((file) => ({
      kind: file.kind,
      key: file.key,
      url: file.url,
      size: file.size,
      sha256: file.sha256,
      'media-type': file['media-type'],
    })),
    build: value.build,
  };
}

/**
 * Reads a manifest.json of any shape.
 *
 * @throws UserError when it is not JSON.
 */
export function readManifestJson(text: string, where: string): unknown {
  requireObject(text, where, 'manifest.json');
  return readJson(text, where, MANIFEST_ADVICE);
}

/**
 * Reads a complete manifest.json. Unknown keys are left out.
 *
 * @param where The object as an error names it.
 * @throws UserError with all problems, or that it is not complete (claim.ts).
 */
export function parseManifest(text: string, where: string): Manifest {
  const value = readManifestJson(text, where);
  if (isIncomplete(value)) {
    throw new UserError(
      `${where} is not complete: a run is uploading it, or died while it did.`,
      'Wait for that run to end. Where it is gone, publish the machine again: this puts a complete one in its place.',
    );
  }
  return checkShape(manifestShape, value, where, MANIFEST_ADVICE);
}

/** Whether what was read from a manifest.json says of itself that it is not complete. */
export function isIncomplete(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'complete' in value && value.complete !== true;
}

/** Whether two manifests name the same objects with the same content, whoever published them and when. */
export function sameFiles(a: Manifest, b: Manifest): boolean {
  const content = (each: Manifest): string =>
    JSON.stringify([
      each.name,
      each.tag,
      each.channel,
      each.files.map((file) => [file.kind, file.key, file.url, file.size, file.sha256]),
    ]);
  return content(a) === content(b);
}

/**
 * The entry of the index that a manifest stands for. Of several files of one part the first by name counts, a list has them all; a
 * kind without a file has no key.
 */
export function deviceOf(value: Manifest): DeviceEntry {
  const parts = PARTS.flatMap((part) => {
    const [file] = filesOf(value, part);
    return file === undefined ? [] : [[part, { url: file.url, sha256: file.sha256 }] as const];
  });
  const lists = LISTS.flatMap((list) => {
    const files = filesOf(value, list).map((file) => ({
      name: fileName(value, file.key),
      url: file.url,
      sha256: file.sha256,
    }));
    return files.length === 0 ? [] : [[list, files] as const];
  });
  return { name: value.name, ...Object.fromEntries([...parts, ...lists]) };
}

/** The files that stand under one key of the index, by name. */
function filesOf(value: Manifest, key: PartName | ListName): ManifestFile[] {
  return value.files
    .filter((file) => keyOfKind(file.kind) === key)
    .sort((a, b) => compareText(nameInKey(a.key), nameInKey(b.key)) || compareText(a.key, b.key));
}

/** The name of a file below the folder of its machine, with `/`. */
export function fileName({ tag, name }: Pick<Manifest, 'tag' | 'name'>, key: string): string {
  const folder = `/${tag}/${name}/`;
  const at = `/${key}`.indexOf(folder);
  return at === -1 ? nameInKey(key) : key.slice(at + folder.length - 1);
}

/** published.json: 2-space JSON with a final newline. */
export function publishedText(value: Published): string {
  const ordered = {
    schema: 1,
    run: value.run,
    time: seconds(value.time),
    'manifest-sha256': value.manifestSha256,
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/**
 * Reads published.json.
 *
 * @param where The object as an error names it.
 * @throws UserError with all problems.
 */
export function parsePublished(text: string, where: string): Published {
  const value = parseJson(
    published,
    text,
    where,
    'Look at this object. Publish the machine again to replace it.',
  );
  return {
    ...(value.run === undefined ? {} : { run: value.run }),
    time: new Date(value.time),
    manifestSha256: value['manifest-sha256'],
  };
}

/** `2026-06-03T10:00:12Z`. */
function seconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
