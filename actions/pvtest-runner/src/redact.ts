import { relative } from 'node:path';
import { messageOf, systemCode } from '@pv-actions/core/action/errors.ts';
import { namedRoot, openForeign } from '@pv-actions/core/action/foreign-file.ts';
import { removeFileBelow, replaceFile } from '@pv-actions/core/action/foreign-write.ts';
import { redact } from '@pv-actions/core/action/secrets.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import type { Report } from '@pv-actions/core/pvtest/report.ts';
import { listLogs } from './workspace-files.ts';

const MASK = Buffer.from('***');
const CHUNK_BYTES = 256 * 1024;

/**
 * Searches a file for secrets, and puts `***` in their place. The file is replaced at once, and only where there is one.
 *
 * @param root The folder that the file lies below: nothing outside of it is read or written.
 * @returns whether there was one.
 */
export async function redactFile(root: string, path: string, forms: readonly Buffer[]): Promise<boolean> {
  if (!(await holdsSecret(root, path, forms))) return false;
  await replaceFile(root, path, redacted(await read(root, path), forms));
  return true;
}

/** What stands in a report in words of a log. */
const FREE_TEXT: ReadonlySet<string> = new Set(['reason', 'diff', 'log', 'text']);

/** A report without the secrets. What is not free text stays: a secret may be a word such as `test`. */
export function redactReport(report: Report, forms: readonly string[]): Report {
  const clean = (key: string, value: unknown): unknown =>
    typeof value === 'string' && FREE_TEXT.has(key) ? redact(value, forms) : value;
  return JSON.parse(JSON.stringify(report), clean) as Report;
}

/** The bytes of `source` without the secrets, also those that begin in one chunk and end in the next. */
export async function* redacted(
  source: AsyncIterable<Buffer>,
  forms: readonly Buffer[],
): AsyncGenerator<Buffer> {
  const reach = reachOf(forms);
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    rest = Buffer.concat([rest, chunk]);
    const { pieces, end } = replaced(rest, forms, Math.max(0, rest.length - reach));
    yield* pieces;
    rest = rest.subarray(end);
  }
  const { pieces } = replaced(rest, forms, rest.length);
  yield* pieces;
}

/** The bytes up to `until`, or to the end of a secret that begins before it. */
function replaced(bytes: Buffer, forms: readonly Buffer[], until: number): { pieces: Buffer[]; end: number } {
  const pieces: Buffer[] = [];
  const next = forms.map((form) => ({ form, at: bytes.indexOf(form) }));
  let from = 0;
  for (;;) {
    for (const each of next) if (each.at >= 0 && each.at < from) each.at = bytes.indexOf(each.form, from);
    const found = firstOf(next);
    if (found === undefined || found.at >= until) break;
    pieces.push(bytes.subarray(from, found.at), MASK);
    from = found.at + found.form.length;
  }
  if (from < until) pieces.push(bytes.subarray(from, until));
  return { pieces, end: Math.max(from, until) };
}

interface Match {
  readonly form: Buffer;
  /** Where its next one begins; -1 for none. */
  readonly at: number;
}

/** The one that begins first; the first of those that begin there. */
function firstOf(matches: readonly Match[]): Match | undefined {
  return matches.reduce<Match | undefined>(
    (first, each) => (each.at >= 0 && (first === undefined || each.at < first.at) ? each : first),
    undefined,
  );
}

/** Reads into one buffer: logs have gigabytes, and most hold no secret. */
async function holdsSecret(root: string, path: string, forms: readonly Buffer[]): Promise<boolean> {
  const reach = reachOf(forms);
  const { file } = await openForeign(root, path);
  const buffer = Buffer.allocUnsafeSlow(reach + CHUNK_BYTES);
  try {
    for (let kept = 0; ; ) {
      const { bytesRead } = await file.read(buffer, kept, CHUNK_BYTES, null);
      if (bytesRead === 0) return false;
      const bytes = buffer.subarray(0, kept + bytesRead);
      if (forms.some((form) => bytes.includes(form))) return true;
      const next = Math.min(reach, bytes.length);
      buffer.copyWithin(0, bytes.length - next, bytes.length);
      kept = next;
    }
  } finally {
    await file.close();
  }
}

/** How many bytes at the end of a chunk may be the beginning of a secret. */
function reachOf(forms: readonly Buffer[]): number {
  return Math.max(0, ...forms.map((form) => form.length - 1));
}

async function read(root: string, path: string): Promise<AsyncIterable<Buffer>> {
  const { file } = await openForeign(root, path);
  return file.createReadStream({ highWaterMark: CHUNK_BYTES });
}

/**
 * Searches all logs of a run for secrets before anybody else gets to see them. A log in which one could not be replaced is removed.
 *
 * @param workspace The folder that holds the workspaces of all calls.
 * @returns the paths of the logs without secrets.
 */
export async function cleanLogs(
  workspace: string,
  logs: readonly string[],
  forms: readonly Buffer[],
  { log }: Pick<Deps, 'log'>,
): Promise<string[]> {
  const clean: string[] = [];
  const found: string[] = [];
  for (const path of logs) {
    const name = relative(workspace, path);
    // What the script prints is kept elsewhere.
    const root = namedRoot(path, workspace);
    try {
      if (await redactFile(root, path, forms)) found.push(name);
      clean.push(path);
    } catch (thrown) {
      log.warning(`${name} could not be searched for secrets (${messageOf(thrown)}), and is removed.`);
      await removeFileBelow(root, path).catch(() => {});
    }
  }
  if (found.length > 0) {
    log.warning(
      `These logs held a secret, which was replaced by ***: ${shortList(found, ', ')}. Tests must not print it.`,
    );
  }
  return clean;
}

/** The logs of the workspaces of all calls. Of a workspace that cannot be read any more there are none. */
export async function logsOf(calls: readonly { readonly workspace: string }[]): Promise<string[]> {
  const logs = await Promise.all(
    calls.map(({ workspace }) =>
      listLogs(workspace).catch((thrown: unknown) => {
        if (systemCode(thrown) === undefined) throw thrown;
        return [];
      }),
    ),
  );
  return logs.flat();
}
