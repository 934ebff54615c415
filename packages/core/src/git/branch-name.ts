/** Control characters, and halves of surrogate pairs, for which there is no UTF-8. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/**
 * What is wrong with the name of a branch, as a sentence; undefined where git accepts it
 * (https://git-scm.com/docs/git-check-ref-format, and `git branch` for names that it keeps to itself).
 */
export function branchProblem(name: string): string | undefined {
  const problem = problemOf(name);
  return problem && `A branch ${problem}. Valid are names such as main or pv/1_35_stable.`;
}

function problemOf(name: string): string | undefined {
  if (name === '') return 'must not be empty';
  if (name === '@' || name === 'HEAD') return `must not be ${name}`;
  if (name.startsWith('-')) return 'must not begin with a hyphen';
  if (UNPRINTABLE.test(name)) return 'must not hold control characters or broken Unicode';
  if (/[ ~^:?*[\\]|@\{/.test(name)) return 'must not hold a blank, a backslash, ~ ^ : ? * [ or @{';
  if (name.includes('..')) return 'must not hold two dots in a row';
  if (name.endsWith('.')) return 'must not end with a dot';
  return name
    .split('/')
    .map(partProblem)
    .find((problem) => problem !== undefined);
}

function partProblem(part: string): string | undefined {
  if (part === '') return 'must not begin or end with a slash, or hold two in a row';
  if (part.startsWith('.')) return 'must not have a part that begins with a dot';
  return part.endsWith('.lock') ? 'must not have a part that ends with .lock' : undefined;
}
