import { owned } from '../action/lines.ts';
import { parseLogLine, plainLine } from './log-line.ts';
import type { Issue } from './report.ts';

const MOST_ISSUES = 20;
const LONGEST_TEXT = 300;
const CREDENTIALS = /^(?:\w{1,20}: )?you need to set PH_USER and PH_PASS to execute the test/;
const TIMED_OUT = /^timed out waiting for .{0,200}\bREADY\b/;
const CONTAINER_ID = /\b([0-9a-f]{12})[0-9a-f]{52}\b/g;

/** What a test.log tells beside the test's own output. */
export interface TestLogFacts {
  /** The test's own runner has said something. */
  readonly ran: boolean;
  /** The first line with which docker refused, without `docker: `. */
  readonly dockerError?: string | undefined;
  /** The test needs PH_USER and PH_PASS, and had none. */
  readonly needsCredentials: boolean;
  /** The message of the first time-out that waited for a READY. */
  readonly timedOut?: string | undefined;
  /** At most 20, in the order in which they first came. `text` is `[source]: message`. */
  readonly issues: readonly Issue[];
  /** How many lines of level WARN or ERROR are not among the issues. */
  readonly moreIssues: number;
}

/**
 * Reads the test.log of one try. Its lines are of the log convention, `[tag] EPOCH LEVEL -- [source]: message`, with any
 * tag, or the output of the test, of docker and of a shell that traces. Texts are cut at 300 characters; when there are
 * more than 20, an error takes the place of the last warning.
 */
export function testLogReader() {
  const issues = new Map<string, Issue>();
  let moreIssues = 0;
  let ran = false;
  let needsCredentials = false;
  let dockerError: string | undefined;
  let timedOut: string | undefined;

  return {
    /** Takes the next line, without its newline. */
    read: (line: string): void => {
      const plain = plainLine(line);
      if (plain.startsWith('docker: ')) dockerError ??= shortened(plain.slice(8));
      const log = parseLogLine(plain);
      const message = log?.message ?? plain;
      needsCredentials ||= CREDENTIALS.test(message);
      if (log === undefined) return;
      ran ||= log.source === 'pvtest-run';
      if (TIMED_OUT.test(message)) timedOut ??= shortened(message);
      if (log.level !== 'WARN' && log.level !== 'ERROR') return;
      add(log.level, shortened(log.source === undefined ? message : `[${log.source}]: ${message}`));
    },
    facts: (): TestLogFacts => ({
      ran,
      dockerError,
      needsCredentials,
      timedOut,
      issues: [...issues.values()],
      moreIssues,
    }),
  };

  function add(level: Issue['level'], text: string): void {
    const key = `${level} ${text}`;
    const known = issues.get(key);
    if (known === undefined && issues.size >= MOST_ISSUES && !(level === 'ERROR' && dropWarning())) {
      moreIssues++;
      return;
    }
    issues.set(key, { level, text, count: (known?.count ?? 0) + 1 });
  }

  function dropWarning(): boolean {
    const last = [...issues].findLast(([, issue]) => issue.level === 'WARN');
    if (last === undefined) return false;
    moreIssues += last[1].count;
    return issues.delete(last[0]);
  }
}

/**
 * Why a try that the runner calls FAILED has not run at all, as a sentence, or undefined where it has: docker refused, or the
 * test's own runner has not said a line.
 */
export function notRun({ dockerError, ran }: TestLogFacts): string | undefined {
  if (dockerError !== undefined) return `Docker did not run it: ${refusal(dockerError)}.`;
  return ran ? undefined : 'It did not start: its test.log has no line of pvtest-run.';
}

interface Refusal {
  /** What docker says. */
  readonly words: RegExp;
  /** What it is about. */
  readonly named?: RegExp;
  readonly meaning: (name: string) => string;
}

/** What a test.log says of why a try did not pass, as a sentence, where the output has nothing to do with it. */
export function cause({ needsCredentials, timedOut }: TestLogFacts): string | undefined {
  if (needsCredentials) return 'It needs an account of Pantacor Hub, and was given none.';
  return timedOut === undefined ? undefined : `It ${timedOut}.`;
}

/** The first one that fits counts. */
const REFUSALS: readonly Refusal[] = [
  {
    words: /Conflict\. The container name/,
    named: /container name "\/?([^"]{1,100})"/,
    meaning: (name) => `the container name${name} is in use`,
  },
  {
    words: /port is already allocated|address already in use/,
    named: /(?:\d\.\d{1,3}|\]):(\d{1,5})\b/,
    meaning: (port) => `the port${port} is taken`,
  },
  {
    words: /Unable to find image|No such image|pull access denied/,
    named: /(?:find image '|No such image: ?|pull access denied for )([^\s',]{0,200}[^\s',.])/,
    meaning: (image) => `the image${image} is missing`,
  },
  {
    words: /permission denied while trying to connect/i,
    meaning: () => 'this user may not use the docker daemon',
  },
  { words: /Cannot connect to the Docker daemon/i, meaning: () => 'the docker daemon does not answer' },
  { words: /no space left on device/i, meaning: () => 'no space is left on the device' },
  { words: /permission denied/i, meaning: () => 'permission was denied' },
];

function refusal(error: string): string {
  for (const { words, named, meaning } of REFUSALS) {
    if (!words.test(error)) continue;
    const name = named?.exec(error)?.[1];
    return meaning(name === undefined ? '' : ` ${name}`);
  }
  return error.replace(/^Error response from daemon: /, '').replace(/[\s.]{1,10}$/, '');
}

function shortened(text: string): string {
  const short = text.replace(CONTAINER_ID, '$1').trim();
  return owned(short.length > LONGEST_TEXT ? `${short.slice(0, LONGEST_TEXT - 1)}…` : short);
}
