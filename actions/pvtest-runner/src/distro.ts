import { constants, existsSync } from 'node:fs';
import { cp, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { ForeignFileError, readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import { jsonProblem } from '@pv-actions/core/json/json-error.ts';
import { SCOPES } from '@pv-actions/core/pvtest/test-id.ts';

export const SCRIPT = 'test.docker.sh';
/** The images, and with `-docker.tar` the files that hold them. */
export const IMAGES = [
  'pantavisor-appengine',
  'pantavisor-appengine-netsim',
  'pantavisor-appengine-tester',
] as const;

const imageFile = (image: string): string => `${image}-docker.tar`;

/** A folder that kas-build made as `pvtest-distro-<machine>`, looked at and found complete. */
export interface Distro {
  /** Absolute. */
  readonly folder: string;
  /** What reports call it: the artifact's name, or the folder's. */
  readonly name: string;
  /** The ids of all tests, in their order: the paths of the folders that hold a `test.json`. */
  readonly tests: readonly string[];
  readonly options: ScriptOptions;
  /** The text of the script, and of the files beside it that it sources. */
  readonly script: string;
}

/**
 * Looks at a distro.
 *
 * @param name Its name, where it is not that of the folder.
 * @throws UserError that names all that is missing.
 */
export async function openDistro(path: string, name: string | undefined): Promise<Distro> {
  const folder = await distroFolder(resolve(path));
  if (folder === undefined) {
    throw new UserError(
      `The distro ${quote(path)} is not a folder.`,
      'Give the folder that holds test.docker.sh in the input `distro`, or the artifact that holds it in the input `artifact`.',
    );
  }
  const script = await readScript(folder, SCRIPT);
  const tests = await findTests(folder);
  const missing = [
    ...(script === undefined ? [SCRIPT] : []),
    ...(tests.length === 0 ? ['a test.json below local or remote'] : []),
    ...(await missingFiles(folder, IMAGES.map(imageFile))),
  ];
  if (script === undefined || missing.length > 0) {
    throw new UserError(
      `The distro ${quote(path)} lacks ${missing.join(', ')}.`,
      'Build it anew, and hand over all of what kas-build stages as pvtest-distro.',
    );
  }
  const sourced = await Promise.all(SOURCED.map((path) => readScript(folder, path)));
  return {
    folder,
    name: name ?? basename(folder),
    tests,
    options: scriptOptions(script),
    script: [script, ...sourced.filter((text) => text !== undefined)].join('\n'),
  };
}

/** What scripts of later generations source. */
const SOURCED = ['pvtest/common', 'pvtest/host-common'];

/** Undefined where it is no file of the distro. @throws UserError when it is too long. */
async function readScript(folder: string, path: string): Promise<string | undefined> {
  try {
    return (await readForeign(folder, path, FILE_LIMITS.script, { links: 'within' })).toString();
  } catch (thrown) {
    if (!(thrown instanceof ForeignFileError) || thrown.code === 'EFBIG') throw thrown;
    return undefined;
  }
}

/** The folder itself, or the only one in it that holds the script, as kas-build stages it. Undefined where there is no folder. */
async function distroFolder(folder: string): Promise<string | undefined> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined || entries.some(({ name }) => name === SCRIPT)) return entries && folder;
  const inner = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  const holding = inner.filter((each) => existsSync(join(each, SCRIPT)));
  return holding.length === 1 ? holding[0] : folder;
}

/**
 * Reads the `test.json` of the tests that are to run: a broken one would fail in the middle of the run.
 *
 * @throws UserError that names each one that is broken.
 */
export async function checkTests(folder: string, ids: readonly string[]): Promise<void> {
  const problems: string[] = [];
  for (const id of ids) {
    const file = `${id}/test.json`;
    const problem = await testProblem(folder, file);
    if (problem !== undefined) problems.push(`${file} ${problem}.`);
  }
  if (problems.length === 0) return;
  throw new UserError(shortList(problems, '\n'), 'Mend these files in the layer, and build the distro anew.');
}

async function testProblem(folder: string, path: string): Promise<string | undefined> {
  let text = '';
  let test: unknown;
  try {
    text = (await readForeign(folder, path, FILE_LIMITS.test)).toString();
    test = JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof ForeignFileError) return thrown.problem;
    return `is not JSON: ${jsonProblem(text, thrown)}`;
  }
  if (typeof test !== 'object' || test === null || Array.isArray(test)) return 'is not a JSON object';
  const spec: unknown = (test as { '#spec'?: unknown })['#spec'];
  if (spec === undefined) return 'has no "#spec"';
  if (typeof spec !== 'string' || !spec.startsWith('pv-test@')) {
    return `has the "#spec" ${quote(JSON.stringify(spec))}, which is not one of pv-test`;
  }
  return undefined;
}

/** As the script finds them: every `test.json` below the scopes, links not followed. */
async function findTests(folder: string): Promise<string[]> {
  const tests: string[] = [];
  const look = async (path: string): Promise<void> => {
    const entries = await readdir(join(folder, path), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.isDirectory()) await look(`${path}/${entry.name}`);
      else if (entry.isFile() && entry.name === 'test.json') tests.push(path);
    }
  };
  for (const scope of SCOPES) await look(scope);
  return tests.sort();
}

async function missingFiles(folder: string, names: readonly string[]): Promise<string[]> {
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (found) => found.size,
        () => 0,
      ),
    ),
  );
  return names.filter((_, index) => sizes[index] === 0);
}

/** What `test.docker.sh run` of a distro takes. Its generations differ. */
interface ScriptOptions {
  readonly parallel: boolean;
  readonly retries: boolean;
  readonly valgrind: boolean;
  readonly netsim: boolean;
}

/**
 * Finds the options of `run` in the text of the script: the patterns of its `case`, as in `-r|--retry)`. An option that a script does
 * not know would end it before the first test.
 */
export function scriptOptions(script: string): ScriptOptions {
  const patterns = new Set<string>();
  for (const [, line = ''] of script.matchAll(/^[ \t]*\(?(-[^)#\n]{1,100})\)/gm)) {
    for (const pattern of line.split('|')) patterns.add(pattern.trim());
  }
  return {
    parallel: patterns.has('-p'),
    retries: patterns.has('-r'),
    valgrind: patterns.has('-V'),
    netsim: patterns.has('-n'),
  };
}

/**
 * Copies a distro without the tests that are not to run, and without the images, which are loaded by then. The copy is real: the
 * script looks for tests without following links, and a link ends in a container where its target is not mounted.
 *
 * @param target Must not exist.
 */
export async function copySelection(distro: Distro, tests: readonly string[], target: string): Promise<void> {
  const kept = new Set(tests);
  const left = new Set(
    [...distro.tests.filter((id) => !kept.has(id)), ...IMAGES.map(imageFile)].map((path) =>
      path.split('/').join(sep),
    ),
  );
  // Of a link, only the link would be copied.
  const folder = await realpath(distro.folder);
  await cp(folder, target, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (source) => !left.has(relative(folder, source)),
  });
}

/** Files that the script makes beside itself when it installs and runs. */
const STRAYS = ['run.log', 'test.docker.log', 'tester.imgid', 'netsim.imgid'];

/** The paths of the files that the script will make in the distro, where they are not there yet. */
export function strayFiles(distro: Distro, existing: (path: string) => boolean): string[] {
  return STRAYS.map((name) => join(distro.folder, name)).filter((path) => !existing(path));
}
