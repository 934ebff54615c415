import { z } from 'zod';
import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import type { Kind } from './kinds.ts';
import { checkFileName, checkMachine, checkRelativePath } from './names.ts';
import { named, parseJson, sha256, size, source } from './schema.ts';
import { compareText } from './text-order.ts';

/** The objects that publishing itself puts beside a machine's files. */
export const RESERVED_FILES: ReadonlySet<string> = new Set(['manifest.json', 'published.json', 'SHA256SUMS']);

const artifact = z.object({
  kind: z.string().min(1, { error: 'It must not be empty.' }),
  path: named(checkRelativePath),
  name: named(checkRelativePath),
  size,
  sha256,
});

const artifactsFile = z.object({
  schema: z.literal(1, { error: 'Only schema 1 is known here. Use the same release of all stages.' }),
  machine: named(checkMachine),
  'yocto-machine': z.string().exactOptional(),
  targets: z.array(z.string()).exactOptional(),
  config: z.string().exactOptional(),
  source: source.exactOptional(),
  build: z.record(z.string(), z.unknown()).exactOptional(),
  artifacts: z.array(artifact),
});

/** One file of a build: where it is in the folder, and what it is published as. */
export type Artifact = Readonly<z.output<typeof artifact>>;

/** artifacts.json: what kas-build staged (schema 1). */
export type ArtifactsFile = Readonly<z.output<typeof artifactsFile>>;

const ADVICE = 'artifacts.json is written by kas-build. Run kas-build again, or correct the file.';

/**
 * Reads artifacts.json. Unknown keys are left out, unknown kinds are kept.
 *
 * @param where The file as an error names it.
 * @throws UserError with all problems: the form, paths that leave the folder, two published files of one name.
 */
export function parseArtifacts(text: string, where: string): ArtifactsFile {
  const file = parseJson(artifactsFile, text, where, ADVICE);
  const problems = [
    ...clashes(imagesOf(file), 'in the bundle of the images'),
    ...clashes(pvrexportsOf(file), 'in the archive of the pvrexports'),
    ...clashes([...ofKind(file, 'bsp'), ...ofKind(file, 'sdk')], 'beside the bundle'),
    ...[...ofKind(file, 'bsp'), ...ofKind(file, 'sdk')].flatMap(objectProblem),
  ];
  if (problems.length === 0) return file;
  const lines = [...new Set(problems)].map((problem) => `  ${problem}`);
  throw new UserError([`${where} cannot be published:`, ...lines].join('\n'), ADVICE);
}

/** artifacts.json as kas-build writes it: 2-space JSON with a final newline. */
export function artifactsText(file: ArtifactsFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The files of one kind, by name. */
export function ofKind(file: ArtifactsFile, kind: Kind): Artifact[] {
  return file.artifacts.filter((each) => each.kind === kind).sort(byName);
}

/** The files that go into the bundle, by name. */
export function imagesOf(file: ArtifactsFile): Artifact[] {
  return ofKind(file, 'image');
}

/**
 * The files that go into the archive of the pvrexports, by name: the BSPs are included. A BSP that is listed as a
 * pvrexport too is there once.
 */
export function pvrexportsOf(file: ArtifactsFile): Artifact[] {
  const exports = ofKind(file, 'pvrexport');
  const known = new Set(exports.map(identity));
  return [...exports, ...ofKind(file, 'bsp').filter((bsp) => !known.has(identity(bsp)))].sort(byName);
}

function identity(file: Artifact): string {
  return JSON.stringify([file.path, file.name, file.size, file.sha256]);
}

function byName(a: Artifact, b: Artifact): number {
  return compareText(a.name, b.name) || compareText(a.path, b.path);
}

function clashes(files: readonly Artifact[], where: string): string[] {
  return nameClashes(
    files.map(({ name, path }) => ({ name, source: quote(path) })),
    where,
  );
}

/**
 * Names that stand there twice, or that are a file and a folder at once, as full sentences.
 *
 * @param files With `source`, what the file is made of, as a message names it.
 * @param where They stand, as the end of a sentence.
 */
export function nameClashes(
  files: readonly { readonly name: string; readonly source: string }[],
  where: string,
): string[] {
  const names = new Map<string, string>();
  const problems: string[] = [];
  for (const { name, source } of files) {
    const other = names.get(name);
    if (other !== undefined) problems.push(`${other} and ${source} would both be ${quote(name)} ${where}.`);
    names.set(name, source);
  }
  for (const { name, source } of files) {
    const folders = name.split('/').slice(0, -1);
    for (const [at] of folders.entries()) {
      const folder = folders.slice(0, at + 1).join('/');
      const other = names.get(folder);
      if (other === undefined) continue;
      problems.push(`${quote(folder)} would be both a file and a folder ${where}: ${other} and ${source}.`);
    }
  }
  return problems;
}

/** What is wrong with a file that becomes an object of its own. */
function objectProblem({ name }: Artifact): string[] {
  const problem = checkFileName(name);
  if (problem !== undefined) return [`${quote(name)} would be an object of its own. ${problem}`];
  return RESERVED_FILES.has(name) ? [`${quote(name)} is the name of a file that publishing writes.`] : [];
}
