import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';

const MOST_TAGS = 10;
const KEY_LENGTH = 128;
const VALUE_LENGTH = 256;
const CHARACTERS = /^[\p{L}\p{N} +\-=._:/@]*$/u;
const VALID = 'Valid are at most 10 lines KEY=VALUE, such as lifetime=90-days.';

/**
 * Reads the tags of S3 objects from lines of the form KEY=VALUE. Blank lines are passed over, the first `=` splits,
 * and blanks around key and value do not count.
 *
 * @returns Keys to values, in the order of the lines.
 * @throws UserError where `objectTagsProblem` finds something wrong.
 */
export function parseObjectTags(text: string): Readonly<Record<string, string>> {
  const problem = objectTagsProblem(text);
  if (problem !== undefined) throw new UserError(`The object tags are wrong. ${problem}`, '');
  return Object.fromEntries(linesOf(text).map(split));
}

/**
 * Holds lines of the form KEY=VALUE against the rules of S3
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html): lengths count UTF-16 units.
 *
 * @returns undefined, or all that is wrong and what is valid.
 */
export function objectTagsProblem(text: string): string | undefined {
  const lines = linesOf(text);
  const keys = lines.map((line) => split(line)[0]);
  const twice = keys.filter((key, at) => key !== '' && keys.indexOf(key) < at);
  const problems = [
    ...lines.flatMap(lineProblem),
    ...[...new Set(twice)].map((key) => `The key ${quote(key)} is given more than once.`),
    ...(lines.length > MOST_TAGS ? [`These are ${lines.length} tags: an object has no more than 10.`] : []),
  ];
  return problems.length === 0 ? undefined : [...problems, VALID].join(' ');
}

function lineProblem(line: string): string[] {
  if (!line.includes('=')) return [`The line ${quote(line)} has no "=".`];
  const [key, value] = split(line);
  if (key === '') return [`The line ${quote(line)} has no key.`];
  return [
    ...(/^aws:/i.test(key) ? [`The key ${quote(key)} begins with aws:, which AWS keeps for itself.`] : []),
    ...textProblem(`The key ${quote(key)}`, key, KEY_LENGTH),
    ...textProblem(`The value of ${quote(key)}`, value, VALUE_LENGTH),
  ];
}

function textProblem(what: string, text: string, limit: number): string[] {
  return [
    ...(text.length > limit ? [`${what} is longer than ${limit} characters.`] : []),
    ...(CHARACTERS.test(text) ? [] : [`${what} may hold letters, digits, blanks and + - = . _ : / @ only.`]),
  ];
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function split(line: string): [key: string, value: string] {
  const at = line.indexOf('=');
  return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}
