import { createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { systemCode } from '@pv-actions/core/action/errors.ts';
import { isBelow, openForeignIfThere } from '@pv-actions/core/action/foreign-file.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import type { BuildReport, FailedTask } from '@pv-actions/core/bitbake/build-report.ts';
import { relevantLines } from '@pv-actions/core/bitbake/task-log.ts';
import type { RunRecord } from '../record.ts';

/** A failed task with what matters of its log. */
export interface TaskLog {
  /** `recipe do_task` */
  readonly title: string;
  readonly recipe: string;
  readonly task: string;
  /** The recipe file. */
  readonly file: string;
  /** The log file with its links resolved, when it is there. */
  readonly path?: string;
  /** The lines that say why it failed. */
  readonly lines: readonly string[];
}

/** Where logs are read. What a build prints may name any file of this machine. */
type LogPlace = Pick<RunRecord, 'logFolders' | 'buildUid'>;

const TAIL_BYTES = 256 * 1024;
const COLLECTED_BYTES = 50 * 1024 * 1024;
/** A log that cannot be read, or kept on a full disk, must not hide why the build failed. */
const UNREADABLE: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EIO']);
const LOG_PATH = /\/temp\/log\.do_[^/]+$/;

/**
 * Reads why each task failed: from the end of its log file, else from what the console shows of it, else from its
 * error messages.
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
    const { recipe, task, file, logFile } = failed;
    const found = logFile === undefined ? undefined : await readEnd(logFile, place);
    const lines = found === undefined ? [] : relevantLines(found.text).map(toHost);
    logs.push({
      title: `${recipe} ${task}`,
      recipe,
      task,
      file,
      ...(found === undefined ? {} : { path: found.path }),
      lines: lines.length > 0 ? lines : consoleLines(failed),
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

function consoleLines({ logLines, messages }: FailedTask): string[] {
  const shown = relevantLines(logLines.join('\n'));
  return shown.length > 0 ? shown : messages.flatMap((text) => text.split('\n'));
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
