import { runInNewContext } from 'node:vm';
import { messageOf, systemCode, UserError } from './errors.ts';
import { checked, quote, text } from './inputs.ts';

const LONGEST_PATTERN = 500;
/** What a pattern takes of time may grow with the square of the name's length, or worse. */
const LONGEST_NAME = 512;
const TIME_LIMIT_MS = 1_000;

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

/**
 * What a pattern finds in the first 512 characters of a name.
 *
 * @throws UserError when it takes longer than a second: nested repetitions can take for ever.
 */
export function matchName(compiled: RegExp, name: string): RegExpExecArray | null {
  const find = { compiled, name: name.slice(0, LONGEST_NAME) };
  try {
    return runInNewContext('compiled.exec(name)', find, { timeout: TIME_LIMIT_MS });
  } catch (thrown) {
    if (systemCode(thrown) !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw thrown;
    throw new UserError(
      `The pattern ${quote(compiled.source)} takes too long on the name ${quote(name)}.`,
      'Write it so that it has one way to match: a repetition within a repetition, as in (a+)+, or several .* in a row have many.',
    );
  }
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
