import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { checkChannel } from './names.ts';

const STABLE = 'stable';
const RELEASE_CANDIDATE = 'release-candidate';

/**
 * The channel of a tag: what the input `channel` says, else `release-candidate` for a tag that contains `-rc`, else
 * `stable` for one that starts with a digit, or with `v` and a digit. Capital letters make no difference.
 *
 * @throws UserError when `input` is no valid channel, or when neither says one.
 */
export function channelOf(tag: string, input?: string): string {
  if (input !== undefined && input !== '') {
    const problem = checkChannel(input);
    if (problem === undefined) return input;
    throw new UserError(`The channel is ${quote(input)}. ${problem}`, 'Correct the input "channel".');
  }
  if (/-rc/i.test(tag)) return RELEASE_CANDIDATE;
  if (/^v?\d/i.test(tag)) return STABLE;
  throw new UserError(
    `The tag ${quote(tag)} does not say to which channel it belongs.`,
    'Set the input "channel" to stable or release-candidate, or use a tag such as 029 or 029-rc1.',
  );
}
