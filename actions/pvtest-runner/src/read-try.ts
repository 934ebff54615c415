import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openForeignIfThere } from '@pv-actions/core/action/foreign-file.ts';
import { eachLine } from '@pv-actions/core/action/lines.ts';
import type { Leaks } from '@pv-actions/core/pvtest/report.ts';
import { tryFolder } from '@pv-actions/core/pvtest/test-id.ts';
import { type TestLogFacts, testLogReader } from '@pv-actions/core/pvtest/test-log.ts';
import { sumLeaks, valgrindLogReader } from '@pv-actions/core/pvtest/valgrind-log.ts';

/** What the files of one try say. */
export interface TryFiles {
  /** Undefined where the script of this distro keeps no logs of tests. */
  readonly facts: TestLogFacts | undefined;
  readonly diff: string | undefined;
  /** The end of test.log. */
  readonly log: string | undefined;
  readonly leaks: Leaks | undefined;
}

const DIFF_BYTES = 16 * 1024;
const LOG_BYTES = 64 * 1024;
/** Below which folder of a workspace the later generations of the script keep those of the tests: there, or in one for each policy. */
const RESULTS = 'results';
const VALGRIND = 'valgrind';

/**
 * Reads what a try left in the workspace of its call.
 *
 * @param texts Whether its diff and the end of its log are wanted.
 */
export async function readTry(
  workspace: string,
  { id, attempt }: { readonly id: string; readonly attempt: number },
  texts: boolean,
): Promise<TryFiles> {
  const name = tryFolder(id, attempt);
  // A retry that has the name of its test has its folder, too.
  const folder = (await folderOf(workspace, name)) ?? (await folderOf(workspace, id, SHARED));
  if (folder === undefined) return NOTHING;
  const facts = await readFacts(workspace, join(folder, 'test.log'));
  const diff = texts ? await readPart(workspace, join(folder, 'diff'), DIFF_BYTES, 'start') : undefined;
  const log = texts ? await readPart(workspace, join(folder, 'test.log'), LOG_BYTES, 'end') : undefined;
  return { facts, diff, log, leaks: await readLeaks(workspace, folder, name, facts?.tags ?? []) };
}

const NOTHING: TryFiles = { facts: undefined, diff: undefined, log: undefined, leaks: undefined };

/** Whether retries have folders of their own: not where one tester runs all tests. */
const SHARED = { below: RESULTS };

/** The folder of a try. Of several policies that ran it, the one that left a diff goes first, then the one that left a log. */
async function folderOf(
  workspace: string,
  name: string,
  { below }: { readonly below?: string } = {},
): Promise<string | undefined> {
  const results = join(workspace, RESULTS);
  const policies = (await foldersIn(results)).map((policy) => join(results, policy));
  const roots = [...(below === undefined ? [workspace] : []), ...policies, results];
  const found: string[] = [];
  for (const root of roots) if (await isFolder(join(root, name))) found.push(join(root, name));
  for (const file of ['diff', 'test.log']) {
    for (const folder of found) if (await isThere(join(folder, file))) return folder;
  }
  return found[0];
}

async function isFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** The names of the folders in a folder, sorted; none where it cannot be read. */
async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function readFacts(workspace: string, path: string): Promise<TestLogFacts | undefined> {
  const reader = testLogReader();
  return (await readLog(workspace, path, reader.read)) ? reader.facts() : undefined;
}

/**
 * What valgrind found: beside the test, in the workspace below its name, or below that of the container that it ran in. A container can
 * run several tests: its leaks are of each of them. The only container is that of all tests, also where no log names it.
 */
async function readLeaks(
  workspace: string,
  folder: string,
  name: string,
  tags: readonly string[],
): Promise<Leaks | undefined> {
  const all = await foldersIn(join(workspace, VALGRIND));
  const named = all.filter((each) => tags.includes(each));
  const containers = named.length > 0 || all.length > 1 ? named : all;
  const places = [
    join(folder, VALGRIND),
    ...[name, ...containers].map((each) => join(workspace, VALGRIND, each)),
  ];
  const leaks: Leaks[] = [];
  for (const place of places) {
    for (const file of await readdir(place).catch(() => [])) {
      const reader = valgrindLogReader();
      if (await readLog(workspace, join(place, file), reader.read)) leaks.push(reader.leaks());
    }
  }
  return leaks.length === 0 ? undefined : sumLeaks(leaks);
}

/** Calls `read` with each line. False where there is no such file: a container can leave a link that ends anywhere. */
async function readLog(workspace: string, path: string, read: (line: string) => void): Promise<boolean> {
  const opened = await openForeignIfThere(workspace, path);
  if (opened === undefined) return false;
  await eachLine(opened.file.createReadStream(), read);
  return true;
}

/** The first or last bytes of a file as text, cut at a line where that leaves more than half of them. Undefined where it is empty or not there. */
async function readPart(
  workspace: string,
  path: string,
  bytes: number,
  part: 'start' | 'end',
): Promise<string | undefined> {
  const opened = await openForeignIfThere(workspace, path);
  if (opened === undefined) return undefined;
  const { file } = opened;
  const { size } = opened.stats;
  try {
    const from = part === 'start' ? 0 : Math.max(0, size - bytes);
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(Math.min(bytes, size)),
      0,
      Math.min(bytes, size),
      from,
    );
    const text = buffer.toString('utf8', 0, bytesRead);
    if (text === '') return undefined;
    if (size <= bytes) return text;
    return part === 'start' ? `${upToLine(text)}(cut: the diff has ${size} bytes)\n` : fromLine(text);
  } finally {
    await file.close();
  }
}

function upToLine(text: string): string {
  const end = text.lastIndexOf('\n') + 1;
  return end > text.length / 2 ? text.slice(0, end) : `${text}\n`;
}

function fromLine(text: string): string {
  const start = text.indexOf('\n') + 1;
  return start < text.length / 2 ? text.slice(start) : text;
}
