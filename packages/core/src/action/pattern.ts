import { runInNewContext } from 'node:vm';
import { messageOf, systemCode, UserError } from './errors.ts';
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

/**
 * What a pattern finds in the first 512 characters of each name, in the order of the names. Nothing else runs meanwhile.
 *
 * @throws UserError when it takes longer than a second for all of them: nested repetitions can take for ever.
 */
export function matchNames(compiled: RegExp, names: readonly string[]): readonly (RegExpExecArray | null)[] {
  const find = { compiled, names: names.map((name) => name.slice(0, READER_LIMITS.patternName.most)), at: 0 };
  try {
    return runInNewContext('names.map((name, index) => compiled.exec(name, (at = index)))', find, {
      timeout: READER_LIMITS.patternTime.most,
    });
  } catch (thrown) {
    if (systemCode(thrown) !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw thrown;
    throw new UserError(
      `The pattern ${quote(compiled.source)} takes too long: after a second it is at the name ${quote(names[find.at] ?? '')}, number ${find.at + 1} of ${names.length}.`,
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
