import { owned } from '../action/lines.ts';
import { type LogLine, parseLogLine, plainLine } from './log-line.ts';
import type { Issue } from './report.ts';

const MOST_ISSUES = 20;
const MOST_TAGS = 20;
const LONGEST_TEXT = 300;
const CREDENTIALS = /^(?:\w{1,20}: )?you need to set PH_USER and PH_PASS to execute the test/;
const TIMED_OUT = /^timed out waiting for .{0,200}\bREADY\b/;
/** How docker's client begins when it starts no container. */
const OF_DOCKER =
  /^(?:docker: |Unable to find image |Error response from daemon: |WARNING: The requested image's platform )/;
/** What it says below every error of its own. */
const HELP = /^(?:See|Run) 'docker /;
/** The errors that no test makes up in passing, as it may write `docker: hello`. */
const REFUSED =
  /^docker: (?:Error response from daemon: |Cannot connect to the Docker daemon|failed to connect to the docker API|(?:Got )?permission denied while trying to connect|error during connect: )/;
/** What else of the host comes into a test.log: traces and errors of its shell. */
const OF_HOST = /^(?:\+|\S*test\.[a-z]+\.sh: |sudo: |time="|exec )/;
const HOST_SOURCE = /^test\.[a-z]+\.sh$/;
/** How pvtest-run writes in the releases before it took the log convention. */
const WORD = /^(Warn|Error): (.*)$/;
/** A container of the runner, as docker names it when it refuses it. */
const OWN_CONTAINER = /\bpantavisor-(?:tester|appengine|netsim)-/;
const CONTAINER_ID = /\b([0-9a-f]{12})[0-9a-f]{52}\b/g;

/** What a test.log tells beside the test's own output. */
export interface TestLogFacts {
  /** The test, its runner or its device has said something. */
  readonly ran: boolean;
  /** Docker has the last word: it refused a container of the runner after something was said, as that of the device. */
  readonly refused?: true | undefined;
  /** The first line with which docker refused, without `docker: `: an error of the daemon, or one with docker's hint below it. */
  readonly dockerError?: string | undefined;
  /** The test needs PH_USER and PH_PASS, and had none. */
  readonly needsCredentials: boolean;
  /** The message of the first time-out that waited for a READY. */
  readonly timedOut?: string | undefined;
  /** At most 20, in the order in which they first came. `text` is `[source]: message`. */
  readonly issues: readonly Issue[];
  /** How many lines of level WARN or ERROR are not among the issues. */
  readonly moreIssues: number;
  /** What its lines begin with, at most 20: among it the container of the device, where a pool runs the tests. */
  readonly tags: readonly string[];
}

/**
 * Reads the test.log of one try. Its lines are of the log convention, `[tag] EPOCH LEVEL -- [source]: message`, with any
 * tag, or the output of the test, of docker and of a shell that traces. pvtest-run has no such prefix in older releases, and writes
 * `Error: message`. Texts are cut at 300 characters; when there are more than 20, an error takes the place of the last warning.
 */
export function testLogReader() {
  const issues = new Map<string, Issue>();
  const tags = new Set<string>();
  let moreIssues = 0;
  let ran = false;
  let needsCredentials = false;
  let dockerError: string | undefined;
  let refused = false;
  let timedOut: string | undefined;
  let hasPrefix = false;
  /** It begins as docker does: the next line tells whose it is. */
  let unclear: string | undefined;

  return {
    /** Takes the next line, without its newline. */
    read: (line: string): void => {
      const plain = plainLine(line);
      if (HELP.test(plain)) {
        if (unclear !== undefined) refuse(unclear);
        unclear = undefined;
        return;
      }
      if (unclear !== undefined && plain !== '') {
        ran = true;
        refused = false;
        unclear = undefined;
      }
      if (OF_DOCKER.test(plain)) {
        ofDocker(plain);
        return;
      }
      const log = parseLogLine(plain);
      if (isOfTest(plain, log)) {
        ran = true;
        refused = false;
      }
      if (log !== undefined && tags.size < MOST_TAGS && !tags.has(log.tag)) tags.add(owned(log.tag));
      hasPrefix ||= log?.source === 'pvtest-run';
      const [, word, said] = hasPrefix || log !== undefined ? [] : (WORD.exec(plain) ?? []);
      const message = log?.message ?? said ?? plain;
      needsCredentials ||= CREDENTIALS.test(message);
      const level = log?.level ?? word?.toUpperCase();
      if (level === undefined) return;
      if (TIMED_OUT.test(message)) timedOut ??= shortened(message);
      if (level !== 'WARN' && level !== 'ERROR') return;
      add(level, shortened(log?.source === undefined ? message : `[${log.source}]: ${message}`));
    },
    facts: (): TestLogFacts => ({
      ran: ran || unclear !== undefined,
      refused: refused || undefined,
      dockerError,
      needsCredentials,
      timedOut,
      issues: [...issues.values()],
      moreIssues,
      tags: [...tags],
    }),
  };

  function ofDocker(plain: string): void {
    if (REFUSED.test(plain)) refuse(plain);
    else if (plain.startsWith('docker: ')) unclear = plain;
  }

  function refuse(plain: string): void {
    dockerError ??= shortened(plain.slice('docker: '.length));
    refused ||= OWN_CONTAINER.test(plain);
  }

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

/** Whether a line comes from inside of a container: of the test, of its runner or of its device. */
function isOfTest(plain: string, log: LogLine | undefined): boolean {
  if (log === undefined) return plain.trim() !== '' && !OF_HOST.test(plain);
  if (log.source === undefined) return !log.message.startsWith("launching '");
  return !HOST_SOURCE.test(log.source);
}

/**
 * Why a try that the runner calls FAILED has not run at all, as a sentence, or undefined where it has: it left a diff, or its log
 * holds more than what docker and the host say.
 */
export function notRun(
  { dockerError, ran, refused }: TestLogFacts,
  { hasDiff }: { readonly hasDiff: boolean },
): string | undefined {
  if (hasDiff || (ran && refused !== true)) return undefined;
  if (dockerError !== undefined) return `Docker did not run it: ${refusal(dockerError)}.`;
  return 'It did not start: its test.log has no line of pvtest-run.';
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
