import { owned } from '../action/lines.ts';
import { LONGEST_LINE, parseLogLine, plainLine } from './log-line.ts';
import { testId } from './test-id.ts';

/** The verdicts of the runner. RECORDED: the output was stored as the expected one. */
export type RunnerVerdict = 'PASSED' | 'FAILED' | 'ABORTED' | 'SKIPPED' | 'RECORDED';

/** How a line is written: of the log convention, of the oldest runner (`Info: `), or only `'id' VERDICT`. */
export type LineForm = 'log' | 'info' | 'bare';

/** What one line says of a test. `name` is the test's id, and may have the suffix of a retry. */
export type RunLine =
  | { readonly type: 'launching'; readonly name: string; readonly epoch: number }
  | {
      readonly type: 'result';
      readonly form: LineForm;
      readonly name: string;
      readonly verdict: RunnerVerdict;
      readonly seconds: number | undefined;
      /** What else stands in parentheses behind the verdict. */
      readonly note: string | undefined;
    }
  /** `attempt` is the number of the retry, from 1. */
  | { readonly type: 'retry'; readonly name: string; readonly attempt: number }
  | { readonly type: 'block'; readonly name: string | undefined }
  | { readonly type: 'block-end' }
  /** A line of `=`, or the one that says SUMMARY. */
  | { readonly type: 'rule' }
  | { readonly type: 'summary' };

const VERDICT = '(PASSED|FAILED|ABORTED|SKIPPED|RECORDED)';
const LAUNCHING = /^launching '([^']{1,400})' *$/;
const RETRY = /^retry '([^']{1,400})' attempt (\d{1,3})\/\d{1,6} after failure *$/;
const OLD_RETRY = /^Retry: '([^']{1,400})' attempt (\d{1,3})\/\d{1,6} after failure(?:\.\.\.)? *$/;
const RESULT = new RegExp(`^'([^']{1,400})' ${VERDICT}(?: (\\(.*\\)))? *$`);
const SECONDS = /\((\d{1,9}) s\)/;
const BLOCK = /^--- (?:(?:diff|errors): (.{1,400})|run errors) ---$/;
const BLOCK_END = /^--- end (?:diff|errors|run errors) ---$/;
const RULE = /^={5,}$/;
const SUMMARY = /^={3,} SUMMARY ={3,}$/;
const MENTION = new RegExp(`'([^']{1,400})' ${VERDICT}(?: \\((\\d{1,9}) s\\))?`, 'g');

/**
 * Reads one line of run.log, or of what the runner prints, of any of its generations: `[pvtest] EPOCH INFO -- [source]:
 * 'id' PASSED (3 s)` with any tag, any source or none; `Info: 'id' PASSED (3 s)` of the oldest one; and what stands in
 * its SUMMARY. Undefined for every other line: a cut one, one with text before, a name that is no test's.
 */
export function parseRunLine(line: string): RunLine | undefined {
  if (line.length > LONGEST_LINE) return undefined;
  const plain = plainLine(line);
  switch (plain[0]) {
    case '[': {
      const log = parseLogLine(plain);
      return log === undefined || log.copied ? undefined : message(log.message, log.epoch);
    }
    case 'I':
      return plain.startsWith('Info: ') ? result(plain.slice(6), 'info') : undefined;
    case 'R':
      return retry(OLD_RETRY.exec(plain));
    case "'":
      return result(plain, 'bare');
    case '-':
      return block(plain);
    case '=':
      if (SUMMARY.test(plain)) return { type: 'summary' };
      return RULE.test(plain) ? { type: 'rule' } : undefined;
    default:
      return undefined;
  }
}

/** The results that a line mentions anywhere in it, each as `resultKey` writes it. */
export function mentions(line: string): string[] {
  if (!line.includes("'")) return [];
  return [...plainLine(line).matchAll(MENTION)].flatMap(([, path = '', verdict = '', seconds]) => {
    const name = testId(path);
    return name === undefined ? [] : [resultKey(name, verdict, seconds)];
  });
}

/** A result as a text, without the time at which it was printed. */
export function resultKey(name: string, verdict: string, seconds: number | string | undefined): string {
  return owned(`${name} ${verdict} ${seconds ?? ''}`);
}

function message(text: string, epoch: number): RunLine | undefined {
  switch (text[0]) {
    case "'":
      return result(text, 'log');
    case 'l': {
      const name = nameOf(LAUNCHING.exec(text)?.[1]);
      return name === undefined ? undefined : { type: 'launching', name, epoch };
    }
    case 'r':
      return retry(RETRY.exec(text));
    default:
      return undefined;
  }
}

function result(text: string, form: LineForm): RunLine | undefined {
  const match = RESULT.exec(text);
  const name = nameOf(match?.[1]);
  if (match === null || name === undefined) return undefined;
  const [, , verdict, tail = ''] = match;
  const seconds = SECONDS.exec(tail)?.[1];
  const note = tail.replace(SECONDS, '').trim().replace(/^\(/, '').replace(/\)$/, '').trim();
  return {
    type: 'result',
    form,
    name,
    verdict: verdict as RunnerVerdict,
    seconds: seconds === undefined ? undefined : Number(seconds),
    note: note === '' ? undefined : owned(note.slice(0, 200)),
  };
}

function retry(match: RegExpExecArray | null): RunLine | undefined {
  const name = nameOf(match?.[1]);
  const attempt = Number(match?.[2]);
  return name === undefined || attempt === 0 ? undefined : { type: 'retry', name, attempt };
}

function block(plain: string): RunLine | undefined {
  if (BLOCK_END.test(plain)) return { type: 'block-end' };
  const match = BLOCK.exec(plain);
  if (match === null) return undefined;
  const name = nameOf(match[1]);
  return match[1] !== undefined && name === undefined ? undefined : { type: 'block', name };
}

function nameOf(path: string | undefined): string | undefined {
  const id = path === undefined ? undefined : testId(path);
  return id === undefined ? undefined : owned(id);
}
