import { UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import type { Quarantine } from '@pv-actions/core/pvtest/report.ts';
import { testPathProblem } from '@pv-actions/core/pvtest/test-id.ts';

/** The tests that may fail, and what is to be said of the file. */
export interface QuarantineFile {
  readonly tests: ReadonlyMap<string, Quarantine>;
  /** Sentences: lines that have expired. Their tests count. */
  readonly warnings: readonly string[];
}

const LINE = /^(\S+)\s+(\S+)\s+(\S.*)$/;
const FORM =
  'A line is a test id, the last day of the quarantine and the reason, as in `local/core/x 2026-12-31 hangs with kernel 6.12`. ' +
  'Empty lines and lines that begin with # are passed over.';

/**
 * Reads a quarantine file: lines of `<test id> <YYYY-MM-DD> <reason>`. A test is in quarantine up to and with that day, in UTC.
 *
 * @param name The file, as messages name it.
 * @throws UserError with a sentence for each line that is none.
 */
export function readQuarantine(text: string, name: string, now: Date): QuarantineFile {
  const tests = new Map<string, Quarantine>();
  const seen = new Set<string>();
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const where = `${name}:${at + 1}`;
    const [, id, until, reason] = LINE.exec(line) ?? [];
    if (id === undefined || until === undefined || reason === undefined) {
      problems.push(`${where}: ${quote(line)} is not an id, a date and a reason.`);
    } else if (testPathProblem(id) !== undefined || id.split('/').length < 3) {
      problems.push(`${where}: ${quote(id)} is not the id of a test.`);
    } else if (!isDay(until)) {
      problems.push(`${where}: ${quote(until)} is not a date.`);
    } else if (seen.has(id)) {
      problems.push(`${where}: ${quote(id)} is there twice.`);
    } else if (now.toISOString().slice(0, 10) > until) {
      warnings.push(
        `${where}: the quarantine of ${id} ended on ${until}, so it can fail this stage again. Remove the line, or give it a later date.`,
      );
    } else {
      tests.set(id, { reason, until });
    }
    if (id !== undefined) seen.add(id);
  }
  if (problems.length > 0) throw new UserError(shortList(problems, '\n'), FORM);
  return { tests, warnings };
}

/** Whether it is a day of the calendar, as `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
