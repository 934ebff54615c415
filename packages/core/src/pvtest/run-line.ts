import { owned } from '../action/lines.ts';
import { LONGEST_LINE, parseLogLine, plainLine } from './log-line.ts';
import { testId } from './test-id.ts';

/** The verdicts of the runner. RECORDED: the output was stored as the expected one. */
export type RunnerVerdict = 'PASSED' | 'FAILED' | 'ABORTED' | 'SKIPPED' | 'RECORDED';

/** How a line is written: of the log convention, of the oldest runner (`Info: `), or only `'id' VERDICT`. */
export type LineForm = 'log' | 'info' | 'bare';

/** What one line says of a test. `name` is the test's id, and may have the suffix of a retry. */
export type RunLine =
  /** `epoch`: seconds since 1970. */
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
  /** `attempt` is the number of the retry, from 1. `sharesName`: its lines have no suffix, and name the test itself. */
  | {
      readonly type: 'retry';
      readonly name: string;
      readonly attempt: number;
      readonly sharesName?: true;
    }
  | { readonly type: 'block'; readonly name: string | undefined }
  | { readonly type: 'block-end' }
  /** A line of `=`, or the one that says SUMMARY. */
  | { readonly type: 'rule' }
  | { readonly type: 'summary' };

const VERDICT = '(PASSED|FAILED|ABORTED|SKIPPED|RECORDED)';
const RESULT = new RegExp(`^'([^']{1,400})' ${VERDICT}(?: (\\(.*\\)))? *$`);
const SECONDS = /\((\d{1,9}) s\)/;
/** The slot pool says for which device it speaks, behind the prefix of the line or instead of it. */
const DEVICE = /^\[device [^\]]{1,200}\] /;
const MENTION = new RegExp(`'([^']{1,400})' ${VERDICT}(?: \\((\\d{1,9}) s\\))?`, 'g');

/** What is read of the text behind the prefix of a line. `epoch` is undefined where the prefix has none. */
interface MessageForm {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray, epoch: number | undefined) => RunLine | undefined;
}

/** The messages of all generations but the oldest. */
const MESSAGES: readonly MessageForm[] = [
  { pattern: RESULT, read: (match, epoch) => result(match, epoch === undefined ? 'bare' : 'log') },
  // Where the host runs a container for each test.
  { pattern: /^launching '([^']{1,400})' *$/, read: launching },
  {
    pattern: /^retry '([^']{1,400})' attempt (\d{1,3})\/\d{1,6} after failure *$/,
    read: ([, path, attempt]) => retry(path, attempt),
  },
  // Where one tester runs all tests on a pool of devices.
  { pattern: /^'([^']{1,400})' START *$/, read: launching },
  {
    pattern:
      /^retry attempt (\d{1,3})\/\d{1,6} for (?:test )?(?:'([^']{1,400})'|(\S{1,400}?)(?=[.:,]*(?: |$)))/,
    read: ([, attempt, quoted, plain]) => retry(quoted ?? plain, attempt, true),
  },
];

/** The lines of the oldest generation, which have a word for a prefix. Its retries have a suffix in some releases, and none in others. */
const OLDEST: readonly MessageForm[] = [
  { pattern: new RegExp(RESULT.source.replace('^', '^Info: ')), read: (match) => result(match, 'info') },
  {
    pattern: /^Retry: '([^']{1,400})' attempt (\d{1,3})\/\d{1,6} after failure(?:\.\.\.)? *$/,
    read: ([, path, attempt]) => retry(path, attempt),
  },
];

/** What stands around diffs and around SUMMARY. */
const FRAMES: readonly MessageForm[] = [
  { pattern: /^--- end (?:diff|errors|run errors) ---$/, read: () => ({ type: 'block-end' }) },
  { pattern: /^--- (?:(?:diff|errors): (.{1,400})|run errors) ---$/, read: ([, path]) => block(path) },
  { pattern: /^={3,} SUMMARY ={3,}$/, read: () => ({ type: 'summary' }) },
  { pattern: /^={5,}$/, read: () => ({ type: 'rule' }) },
];

/**
 * Reads one line of run.log, or of what the runner prints, of any of its generations: `[pvtest] EPOCH INFO -- [source]:
 * 'id' PASSED (3 s)` with any tag, any source or none; `Info: 'id' PASSED (3 s)` of the oldest one; the retries of the slot
 * pool, `[device x] retry attempt 1/2 for id`; and what stands in SUMMARY. Undefined for every other line: a cut one, one with
 * text before, a name that is no test's.
 */
export function parseRunLine(line: string): RunLine | undefined {
  if (line.length > LONGEST_LINE) return undefined;
  const plain = plainLine(line);
  switch (plain[0]) {
    case '[': {
      const log = parseLogLine(plain);
      if (log === undefined) return DEVICE.test(plain) ? ofDevice(plain) : undefined;
      return log.copied ? undefined : formOf(MESSAGES, log.message.replace(DEVICE, ''), log.epoch);
    }
    case 'I':
    case 'R':
      return formOf(OLDEST, plain);
    case "'":
      return formOf(MESSAGES, plain);
    case '-':
    case '=':
      return formOf(FRAMES, plain);
    default:
      return undefined;
  }
}

/** A line that only names its device: without a time it tells of a retry, and of nothing else. */
function ofDevice(plain: string): RunLine | undefined {
  const line = formOf(MESSAGES, plain.replace(DEVICE, ''));
  return line?.type === 'retry' ? line : undefined;
}

function formOf(forms: readonly MessageForm[], text: string, epoch?: number): RunLine | undefined {
  for (const { pattern, read } of forms) {
    const match = pattern.exec(text);
    if (match !== null) return read(match, epoch);
  }
  return undefined;
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

function launching([, path]: RegExpExecArray, epoch: number | undefined): RunLine | undefined {
  const name = nameOf(path);
  return name === undefined || epoch === undefined ? undefined : { type: 'launching', name, epoch };
}

function result([, path, verdict, tail = '']: RegExpExecArray, form: LineForm): RunLine | undefined {
  const name = nameOf(path);
  if (name === undefined) return undefined;
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

function retry(path: string | undefined, digits: string | undefined, sharesName?: true): RunLine | undefined {
  const name = nameOf(path);
  const attempt = Number(digits);
  if (name === undefined || attempt === 0) return undefined;
  return { type: 'retry', name, attempt, ...(sharesName && { sharesName }) };
}

function block(path: string | undefined): RunLine | undefined {
  const name = nameOf(path);
  return path !== undefined && name === undefined ? undefined : { type: 'block', name };
}

function nameOf(path: string | undefined): string | undefined {
  const id = path === undefined ? undefined : testId(path);
  return id === undefined ? undefined : owned(id);
}
