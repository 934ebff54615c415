import { existsSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { READER_LIMITS } from '@pv-actions/core/action/limits.ts';
import type { BuildReport, Message } from '@pv-actions/core/bitbake/build-report.ts';
import type { TaskLog } from './task-logs.ts';

export interface Repository {
  /** The top of the checked-out repository, absolute. */
  readonly folder: string;
}

/** A path that a text names: up to a blank, a quote, a bracket, or the punctuation behind it. */
const PATH = /(?<![\w.+/-])\/(?!\/)[^\s'"`()[\]<>,;:]+/g;

/**
 * The path relative to the repository. Undefined for a file outside of it, of another repository inside it, or of a path that is too
 * long to be one.
 */
export function pathInRepository(file: string, repository: Repository): string | undefined {
  if (file.length > READER_LIMITS.path.most) return undefined;
  const path = normalize(file);
  const inside = relative(repository.folder, path);
  if (!path.startsWith('/') || inside === '' || inside === '..' || inside.startsWith('../')) return undefined;
  return isOwn(dirname(inside), repository) ? inside : undefined;
}

const OWN_FOLDERS = new WeakMap<Repository, Map<string, boolean>>();

/** Whether no other repository holds a folder. Each is looked at once. */
function isOwn(inside: string, repository: Repository): boolean {
  const known = OWN_FOLDERS.get(repository) ?? new Map<string, boolean>();
  OWN_FOLDERS.set(repository, known);
  const own = known.get(inside) ?? lookAt(inside, repository);
  known.set(inside, own);
  return own;
}

/** From the top, so that a path that leads nowhere costs one look, however long it is. */
function lookAt(inside: string, { folder }: Repository): boolean {
  let at = folder;
  for (const name of inside === '.' ? [] : inside.split('/')) {
    at = join(at, name);
    if (!existsSync(at)) return true;
    if (existsSync(join(at, '.git'))) return false;
  }
  return true;
}

/** `text` with the paths of files in the repository relative to it. */
export function withShortPaths(text: string, repository: Repository): string {
  return text.replace(PATH, (path) => pathInRepository(path, repository) ?? path);
}

/** The report as people read it: paths of files in the repository are relative to it. */
export function withShortReport(report: BuildReport, repository: Repository): BuildReport {
  const short = (text: string): string => withShortPaths(text, repository);
  const message = (said: Message): Message => ({
    ...said,
    text: short(said.text),
    ...(said.file === undefined ? {} : { file: shortPath(said.file, repository) }),
  });
  return {
    ...report,
    errors: report.errors.map(message),
    warnings: report.warnings.map(message),
    failedTasks: report.failedTasks.map((task) => ({ ...task, messages: task.messages.map(short) })),
    kasErrors: report.kasErrors.map(short),
  };
}

/** The logs of tasks in the same way. */
export function withShortLogs(logs: readonly TaskLog[], repository: Repository): TaskLog[] {
  return logs.map((log) => ({
    ...log,
    file: shortPath(log.file, repository),
    ...(log.headline === undefined ? {} : { headline: withShortPaths(log.headline, repository) }),
    lines: log.lines.map((line) => withShortPaths(line, repository)),
  }));
}

function shortPath(file: string, repository: Repository): string {
  return pathInRepository(file, repository) ?? file;
}
