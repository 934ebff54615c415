import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { ForeignFileError, readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import { shapeOf } from '@pv-actions/core/bitbake/deploy-files.ts';
import { type Artifact, type ArtifactsFile, parseArtifacts } from '@pv-actions/core/release/artifacts.ts';

/** The size of an artifact, held against an earlier build. */
export interface SizeChange {
  readonly kind: string;
  readonly name: string;
  /** Bytes in the earlier build; undefined when it had no such artifact. */
  readonly before?: number;
  /** Bytes. */
  readonly now: number;
  /** By how many percent it grew, with one decimal; undefined when there is nothing to grow from. */
  readonly percent?: number;
}

const ADVICE =
  'Give the artifacts.json of an earlier run of kas-build, or the folder that holds it, in the input compare-with.';

/**
 * Reads an earlier artifacts.json.
 *
 * @param path The file, or the folder that holds it.
 * @throws UserError when it is not there, or is something else.
 */
export async function readEarlier(path: string): Promise<ArtifactsFile> {
  let text: string;
  try {
    const isFolder = (await stat(path)).isDirectory();
    const [folder, name] = isFolder ? [path, 'artifacts.json'] : [dirname(path), basename(path)];
    text = (await readForeign(folder, name, FILE_LIMITS.artifacts)).toString();
  } catch (error) {
    const reason = error instanceof ForeignFileError ? `it ${error.problem}` : String(systemCode(error));
    throw unusable(path, systemCode(error) === 'ENOENT' ? 'it does not exist' : reason);
  }
  try {
    return parseArtifacts(text, 'it');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw unusable(path, error.message);
  }
}

/**
 * How the sizes of artifacts changed, in the order of `now`. Artifacts are the same when they have the same kind and
 * name; where a name has a version or a date in it, these may differ.
 */
export function sizeChanges(before: readonly Artifact[], now: readonly Artifact[]): SizeChange[] {
  const exact = new Map(before.map((artifact) => [exactKey(artifact), artifact]));
  const used = new Set(now.map((artifact) => exact.get(exactKey(artifact))));
  const earlier = byShape(before.filter((artifact) => !used.has(artifact)));
  const later = byShape(now.filter((artifact) => !exact.has(exactKey(artifact))));
  return now.map((artifact) => {
    const shape = shapeKey(artifact);
    const candidates = later.get(shape)?.length === 1 ? (earlier.get(shape) ?? []) : [];
    const match = exact.get(exactKey(artifact)) ?? (candidates.length === 1 ? candidates[0] : undefined);
    return changeOf(artifact, match);
  });
}

function changeOf({ kind, name, size }: Artifact, earlier: Artifact | undefined): SizeChange {
  if (earlier === undefined) return { kind, name, now: size };
  const known = { kind, name, before: earlier.size, now: size };
  if (earlier.size === 0) return known;
  return { ...known, percent: Math.round((1000 * (size - earlier.size)) / earlier.size) / 10 };
}

function byShape(artifacts: readonly Artifact[]): Map<string, Artifact[]> {
  return Map.groupBy(artifacts, shapeKey);
}

function exactKey({ kind, name }: Artifact): string {
  return `${kind} ${name}`;
}

function shapeKey({ kind, name }: Artifact): string {
  return `${kind} ${shapeOf(name)}`;
}

function unusable(path: string, reason: string): UserError {
  return new UserError(`The build cannot be compared with ${path}: ${reason.replace(/\.?$/, '.')}`, ADVICE);
}
