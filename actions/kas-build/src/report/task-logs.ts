import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { systemCode } from '@pv-actions/core/action/errors.ts';
import { isBelow, openForeignIfThere } from '@pv-actions/core/action/foreign-file.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import type { BuildReport } from '@pv-actions/core/bitbake/build-report.ts';
import { explainTask, type Place } from '@pv-actions/core/bitbake/cause.ts';
import { ranOutOfMemory } from '@pv-actions/core/bitbake/log-wordings.ts';
import type { RunRecord } from '../record.ts';
import { taskTitle } from './messages.ts';

/** A failed task with what matters of its log. */
export interface TaskLog {
  /** `recipe do_task`, of another configuration than the default one `mc:<name>:` in front. */
  readonly title: string;
  readonly recipe: string;
  readonly task: string;
  /** The recipe file. */
  readonly file: string;
  /** The log file with its links resolved, when it is there. */
  readonly path?: string;
  /** The line that says most of why it failed. */
  readonly headline?: string;
  /** The lines that say why it failed. */
  readonly lines: readonly string[];
  /** Whether the machine had too little memory, as far as they say. */
  readonly outOfMemory?: boolean;
  /** Where it happened, the closest place first. */
  readonly places?: readonly Place[];
}

/** Where logs are read. What a build prints may name any file of this machine. */
type LogPlace = Pick<RunRecord, 'logFolders' | 'buildUid'>;

const TAIL_BYTES = 256 * 1024;
const COLLECTED_BYTES = 50 * 1024 * 1024;
/** A log that cannot be read, or kept on a full disk, must not hide why the build failed. */
const UNREADABLE: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EIO']);
const LOG_PATH = /\/temp\/log\.do_[^/]+$/;

/**
 * Reads why each task failed: from what bitbake says of it, and from the end of its log file, else from what the console shows
 * of that.
 *
 * @param options.toHost turns the paths in a text into those of this machine, where kas ran in a container. Those of
 *   `report` are so already.
 */
export async function readTaskLogs(
  report: Pick<BuildReport, 'failedTasks'>,
  place: LogPlace,
  options: { readonly toHost?: (text: string) => string } = {},
): Promise<TaskLog[]> {
  const toHost = options.toHost ?? ((text: string) => text);
  const logs: TaskLog[] = [];
  for (const failed of report.failedTasks) {
    const { recipe, task, file, logFile, mc, messages, logLines } = failed;
    const found = logFile === undefined ? undefined : await readEnd(logFile, place);
    const { headline, lines, places } = explainTask(messages, found?.text ?? logLines.join('\n'));
    logs.push({
      title: taskTitle(`${recipe} ${task}`, mc),
      recipe,
      task,
      file,
      ...(found === undefined ? {} : { path: found.path }),
      headline: toHost(headline),
      ...(ranOutOfMemory([...lines, ...messages.flatMap((text) => text.split('\n'))])
        ? { outOfMemory: true }
        : {}),
      lines: lines.map(toHost),
      places: places.map(({ file: at, line }) => ({ file: toHost(at), line })),
    });
  }
  return logs;
}

/**
 * Copies the logs of failed tasks to `<folder>/<recipe>/<log file>`. Of one that is longer than `limit` bytes, the
 * middle is left out. A log that is gone is passed over.
 *
 * @returns the absolute paths of the copies.
 */
export async function collectLogs(
  logs: readonly TaskLog[],
  folder: string,
  place: LogPlace,
  limit: number = COLLECTED_BYTES,
): Promise<string[]> {
  const copies = new Set<string>();
  for (const { recipe, path } of logs) {
    if (path === undefined) continue;
    const target = freeName(join(folder, folderName(recipe), basename(path)), copies);
    if (await copyLog(path, target, place, limit)) copies.add(target);
  }
  return [...copies];
}

async function readEnd(path: string, place: LogPlace): Promise<{ path: string; text: string } | undefined> {
  return withLog(path, place, async (file, real, size) => {
    const start = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    const text = buffer.toString('utf8', 0, bytesRead);
    return { path: real, text: start === 0 ? text : text.slice(text.indexOf('\n') + 1) };
  });
}

async function copyLog(path: string, target: string, place: LogPlace, limit: number): Promise<boolean> {
  const copied = await withLog(path, place, async (file, _real, size) => {
    await mkdir(dirname(target), { recursive: true });
    const output = createWriteStream(target, { flags: 'wx' });
    const part = (start: number, end: number) =>
      file.createReadStream({ start, end: end - 1, autoClose: false });
    if (size > limit) {
      const half = Math.floor(limit / 2);
      await pipeline(part(0, half), output, { end: false });
      output.write(`\n\n... ${formatBytes(size - 2 * half)} of the log were left out here ...\n\n`);
      await pipeline(part(size - half, size), output);
    } else {
      await pipeline(file.createReadStream({ autoClose: false }), output);
    }
    return true;
  });
  return copied === true;
}

/** Opens a task's log. Undefined when it is not there, or is something else. */
async function withLog<T>(
  path: string,
  { logFolders = [], buildUid }: LogPlace,
  use: (file: FileHandle, real: string, size: number) => Promise<T>,
): Promise<T | undefined> {
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined || !LOG_PATH.test(real) || !logFolders.some((folder) => isBelow(real, folder))) {
    return undefined;
  }
  const log = await openForeignIfThere('/', real, { owner: buildUid });
  try {
    return log === undefined ? undefined : await use(log.file, real, log.stats.size);
  } catch (error) {
    if (UNREADABLE.has(systemCode(error) ?? '')) return undefined;
    throw error;
  } finally {
    await log?.file.close();
  }
}

function folderName(recipe: string): string {
  return recipe.replace(/[^\w.+-]/g, '-').replace(/^\.+/, '-') || '-';
}

/** Two machines of one build can have a task with the same name and number. */
function freeName(path: string, taken: ReadonlySet<string>): string {
  let name = path;
  for (let at = 2; taken.has(name); at++) name = `${path}.${at}`;
  return name;
}
