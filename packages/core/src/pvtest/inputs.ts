import { checked, list, number } from '../action/inputs.ts';
import { VERDICTS, type Verdict } from './report.ts';

/** What `fail-on` is where no verdict of a test fails the stage. */
const NOTHING = 'none';
/** What can be asked of: a test that passed is no failure. */
const CHOICES: readonly Verdict[] = VERDICTS.filter((verdict) => verdict !== 'passed');
const DEFAULT: readonly Verdict[] = ['failed', 'aborted', 'infrastructure', 'incomplete'];

/** The inputs that say what of a report fails a stage. */
export const judgementInputs = {
  'fail-on': checked(list(DEFAULT), failOnProblem).transform((words) =>
    CHOICES.filter((verdict) => words.includes(verdict)),
  ),
  'expected-tests': number(0, 1_000_000),
};

function failOnProblem(words: readonly string[]): string | undefined {
  if (words.length === 1 && words[0] === NOTHING) return undefined;
  const isKnown = words.length > 0 && words.every((word) => CHOICES.some((verdict) => verdict === word));
  return isKnown ? undefined : `Use any of: ${CHOICES.join(', ')}; or ${NOTHING} alone.`;
}
