import { quote } from '../action/inputs.ts';
import { withoutSlashes } from '../action/wording.ts';

const NAME_BYTES = 128;
const FILE_BYTES = 255;
const PREFIX_BYTES = 255;
const PATH_BYTES = 1024;

/** Folders and objects of `<prefix>/` that are no tag. */
const RESERVED_TAGS: ReadonlySet<string> = new Set(['latest', 'docs', 'releases.json']);
/** Folders of `<tag>/` that are no machine. */
const RESERVED_MACHINES: ReadonlySet<string> = new Set(['docs', 'badges']);

/** Control characters, line and paragraph separators, and halves of surrogate pairs (no UTF-8 exists for them). */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;
const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]$/;
/** `git check-ref-format`: characters that no reference name may hold. */
const NOT_IN_REFS = /[ ~^:?*[]|@\{/;

/**
 * Whether `tag` may name a release: one segment of an S3 key, and a name that git accepts for a tag
 * (https://git-scm.com/docs/git-check-ref-format). Nothing is normalised.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
export function checkTag(tag: string): string | undefined {
  const problem = segmentProblem(tag, NAME_BYTES) ?? refProblem(tag);
  return problem && `A tag ${problem}. Valid are names such as 029, 029-rc1 or v1.2.3.`;
}

/**
 * Whether `name` may name a machine in keys and in the index, e.g. `raspberrypi-armv8-scarthgap`.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
export function checkMachine(name: string): string | undefined {
  const problem = segmentProblem(name, NAME_BYTES) ?? machineProblem(name);
  return problem && `A machine name ${problem}. Valid are names such as raspberrypi-armv8-scarthgap.`;
}

/**
 * Whether `name` may be a channel: a key of releases.json and a folder below `latest/`.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
export function checkChannel(name: string): string | undefined {
  const problem = segmentProblem(name, NAME_BYTES);
  return (
    problem && `A channel ${problem}. Valid is any other name, such as stable, release-candidate or nightly.`
  );
}

/**
 * Whether `name` may name one file: the last segment of a key. Blanks inside of it are legal.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
export function checkFileName(name: string): string | undefined {
  const problem = segmentProblem(name, FILE_BYTES);
  return (
    problem &&
    `A file name ${problem}. Valid is a plain name of at most ${FILE_BYTES} bytes, without a folder.`
  );
}

/**
 * Whether `path` is a relative path with `/` that stays in its folder, as artifacts.json holds them.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
export function checkRelativePath(path: string): string | undefined {
  const problem = pathProblem(path, PATH_BYTES);
  return problem && `A path ${problem}. Valid is a path relative to the folder, such as images/x.wic.bz2.`;
}

/**
 * Whether `prefix` may stand before all keys of a layer: empty, or segments joined by `/`.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
export function checkPrefix(prefix: string): string | undefined {
  if (prefix === '') return undefined;
  const problem = pathProblem(prefix, PREFIX_BYTES);
  return problem && `A prefix ${problem}. Valid is empty, or a path such as meta-pantavisor.`;
}

/**
 * Whether `bucket` may be a bucket: letters, digits, dots, hyphens and underscores (other S3 stores allow more
 * than AWS does).
 *
 * @returns undefined, or what is wrong and what is valid.
 */
export function checkBucket(bucket: string): string | undefined {
  const [first = '', ...rest] = bucket.replace(/^s3:\/\//, '').split('/');
  const prefix = withoutSlashes(rest.join('/'));
  if (
    bucket.includes('/') &&
    BUCKET.test(first) &&
    !first.includes('..') &&
    checkPrefix(prefix) === undefined
  ) {
    const other = prefix === '' ? '' : ` and prefix: ${prefix}`;
    return `A bucket is a name without a slash. Use bucket: ${first}${other}.`;
  }
  if (BUCKET.test(bucket) && !bucket.includes('..')) return undefined;
  return 'A bucket has 3 to 63 letters, digits, dots and hyphens, and begins and ends with a letter or a digit.';
}

function segmentProblem(name: string, limit: number): string | undefined {
  if (name === '') return 'must not be empty';
  if (name === '.' || name === '..') return `must not be ${quote(name)}`;
  if (name.includes('/')) return 'must not hold a slash';
  return characterProblem(name, limit);
}

function pathProblem(path: string, limit: number): string | undefined {
  if (path === '') return 'must not be empty';
  if (path.startsWith('/')) return 'must not begin with a slash';
  if (path.endsWith('/')) return 'must not end with a slash';
  for (const segment of path.split('/')) {
    if (segment === '') return 'must not hold two slashes in a row';
    const problem = segmentProblem(segment, FILE_BYTES);
    if (problem !== undefined) {
      return segment === path ? problem : `has a part ${quote(segment)} that ${problem}`;
    }
  }
  return lengthProblem(path, limit);
}

function characterProblem(name: string, limit: number): string | undefined {
  if (name.includes('\\')) return 'must not hold a backslash';
  if (UNPRINTABLE.test(name)) return 'must not hold control characters or broken Unicode';
  if (name.trim() !== name) return 'must not begin or end with a blank';
  return lengthProblem(name, limit);
}

function lengthProblem(name: string, limit: number): string | undefined {
  return Buffer.byteLength(name) > limit ? `must not be longer than ${limit} bytes` : undefined;
}

function refProblem(tag: string): string | undefined {
  if (tag.includes('..')) return 'must not hold two dots in a row';
  if (NOT_IN_REFS.test(tag)) return 'must not hold a blank, ~ ^ : ? * [ or @{';
  if (tag === '@') return 'must not be @ alone';
  if (/^[.-]/.test(tag)) return 'must not begin with a dot or a hyphen';
  if (/\.lock$|\.$/.test(tag)) return 'must not end with .lock or a dot';
  return RESERVED_TAGS.has(tag) ? `must not be ${tag}, which the layout of the bucket needs` : undefined;
}

function machineProblem(name: string): string | undefined {
  if (name.includes('..')) return 'must not hold two dots in a row';
  if (/^[.-]/.test(name)) return 'must not begin with a dot or a hyphen';
  return RESERVED_MACHINES.has(name)
    ? `must not be ${name}, which the layout of the bucket needs`
    : undefined;
}
