import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { checkChannel } from './names.ts';

const STABLE = 'stable';
const RELEASE_CANDIDATE = 'release-candidate';

/**
 * The channel of a tag: what the input `channel` says, else `release-candidate` for a tag that contains `-rc`, else
 * `stable` for one that starts with a digit, or with `v` and a digit. Capital letters make no difference. The id of a workflow run
 * or of a commit starts with a digit too, and is no version.
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
  const id = idIn(tag);
  if (id === undefined && /^v?\d/i.test(tag)) return STABLE;
  const looks = id === undefined ? '' : ` It looks like ${id}, not like a version.`;
  throw new UserError(
    `The tag ${quote(tag)} does not say to which channel it belongs.${looks}`,
    'Set the input "channel" to stable, to release-candidate or to any other name, such as nightly. Or use a tag such as 029 or 029-rc1.',
  );
}

/** `20261130`, `202611301530`, `20261130153000`: years from 1900 to 2099. */
const DATE =
  /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?$/;
/** The ids of runs have nine digits since 2021, and eleven by now. */
const RUN_ID = /^\d{9,}$/;
/** Git shortens an id to seven hex digits or more. One of digits only could be a number of a version. */
const COMMIT_ID = /^(?=.*[a-f])[0-9a-f]{7,64}$/i;
/** `git describe` of a commit behind a tag. */
const DESCRIBED = /-\d+-g[0-9a-f]{7,64}(?:-dirty)?$/i;

/** What a tag is named after, when that is no version. */
function idIn(tag: string): string | undefined {
  const [first = ''] = tag.replace(/^v(?=\d)/i, '').split(/[^0-9a-z]/i);
  if (RUN_ID.test(first) && !DATE.test(first)) return 'the id of a workflow run';
  return COMMIT_ID.test(first) || DESCRIBED.test(tag) ? 'the id of a commit' : undefined;
}
