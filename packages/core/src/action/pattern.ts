import { messageOf, UserError } from './errors.ts';
import { checked, quote, text } from './inputs.ts';
import { READER_LIMITS } from './limits.ts';

const LONGEST_PATTERN = READER_LIMITS.pattern.most;

/** An input that is a pattern, a regular expression of JavaScript; undefined where it is not given. */
export function pattern() {
  return checked(text(), (source) => patternProblem(source)).transform((source) =>
    source === undefined ? undefined : new RegExp(source),
  );
}

/** As `pattern`, but `byDefault` where it is not given. It must have the group `(?<group>...)`. */
export function patternWith(group: string, byDefault: string) {
  return checked(
    text(),
    (source) => patternProblem(source) ?? groupProblem(source, group, byDefault),
  ).transform((source) => new RegExp(source ?? byDefault));
}

/** What a pattern finds in a name. */
export type NameMatch = Readonly<Pick<RegExpExecArray, 0 | 'index' | 'input' | 'groups'>>;

/** Runs in a thread of its own. `at` holds the index of the name that it is at. */
const MATCHER = `
const { parentPort, workerData: { compiled, names, at } } = require('node:worker_threads');
const copyOf = ({ 0: text, index, input, groups }) => ({ 0: text, index, input, groups: groups && { ...groups } });
parentPort.postMessage(names.map((name, index) => {
  Atomics.store(at, 0, index);
  const found = compiled.exec(name);
  return found && copyOf(found);
}));
`;

/**
 * What a pattern finds in the first 512 characters of each name, in the order of the names.
 *
 * @throws UserError when it takes longer than a second for all of them: nested repetitions can take for ever.
 */
export async function matchNames(
  compiled: RegExp,
  names: readonly string[],
): Promise<readonly (NameMatch | null)[]> {
  const { Worker } = await import('node:worker_threads');
  const at = new Int32Array(new SharedArrayBuffer(4));
  const read = names.map((name) => name.slice(0, READER_LIMITS.patternName.most));
  const worker = new Worker(MATCHER, { eval: true, env: {}, workerData: { compiled, names: read, at } });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      worker.once('online', () => {
        const giveUp = (): void => reject(tooSlow(compiled, names, Atomics.load(at, 0)));
        timer = setTimeout(giveUp, READER_LIMITS.patternTime.most);
      });
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function tooSlow({ source }: RegExp, names: readonly string[], at: number): UserError {
  return new UserError(
    `The pattern ${quote(source)} takes too long: after a second it is at the name ${quote(names[at] ?? '')}, number ${at + 1} of ${names.length}.`,
    'Write it so that it has one way to match: a repetition within a repetition, as in (a+)+, or several .* in a row have many.',
  );
}

function patternProblem(source: string): string | undefined {
  if (source.length > LONGEST_PATTERN) {
    return `It has ${source.length} characters, and may have at most ${LONGEST_PATTERN}.`;
  }
  try {
    new RegExp(source);
    return undefined;
  } catch (thrown) {
    const reason = messageOf(thrown).split(': ').at(-1)?.replace(/\s+/g, ' ');
    return `It is not a regular expression of JavaScript: ${reason}.`;
  }
}

function groupProblem(source: string, group: string, example: string): string | undefined {
  // With an alternative that is empty the expression matches, and names its groups.
  const groups = Object.keys(new RegExp(`(?:${source})|`).exec('')?.groups ?? {});
  if (groups.includes(group)) return undefined;
  return `It has no group (?<${group}>...), which says where in a name the ${group} is. An example is ${example}`;
}
