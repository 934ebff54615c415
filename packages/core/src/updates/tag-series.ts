import { compareTags } from '../release/tags.ts';

/** A tag as versions with text around them, without what makes it a candidate: `yocto-4.0.10-rc1` is `yocto-`, `4.0.10` and nothing. */
interface TagParts {
  /** One more than versions. */
  readonly texts: readonly string[];
  /** Numbers with dots between them. */
  readonly versions: readonly string[];
  /** For the order: without what stands before the first version, and with a candidate as compareTags knows it: `4.0.10-rc.1`. */
  readonly order: string;
  /** Whether it is of something that is not released yet. */
  readonly pre: boolean;
}

const VERSIONS = /\d+(?:\.\d+)*/g;
/** What may be written into a recipe as it is. */
const PLAIN = /^[A-Za-z0-9._+@/~-]+$/;
const LONGEST = 200;
const PRE = /^[._-]?(?:alpha|beta|rc|pre|preview|dev|snapshot|nightly)[._-]?$/i;
/** `1.2a1`: a letter that stands before a number. */
const PRE_LETTER = /^[._-]?[abm]$/;

/**
 * The tags of the series of `tag` that come after it, the newest first. Of a series are those with the same text around their versions.
 * A version of one number (`v9`) is of another series than one of several (`v9.1`). Candidates (`-rc1`) belong to it only where `tag`
 * is one itself.
 */
export function newerTags(tag: string, known: Iterable<string>): string[] {
  const parts = partsOf(tag);
  if (parts === undefined) return [];
  const newer = [...known].flatMap((name) => {
    const other = partsOf(name);
    return other !== undefined && isOfSeries(other, parts) && isNewer(other.order, parts.order)
      ? [{ name, order: other.order }]
      : [];
  });
  return newer.toSorted((a, b) => compareTags(b.order, a.order)).map(({ name }) => name);
}

/** The newest of tags that have a version; undefined where none has. */
export function newestTag(tags: Iterable<string>): string | undefined {
  const parts = [...tags].flatMap((name) => {
    const found = partsOf(name);
    return found === undefined ? [] : [{ name, order: found.order }];
  });
  return parts.toSorted((a, b) => compareTags(b.order, a.order))[0]?.name;
}

/**
 * `version` as `tag` has it, in the form of `version`: of `9.12.0` and `v9.13.0` it is `9.13.0`. Undefined where they are not of one
 * series.
 */
export function versionLike(version: string, tag: string): string | undefined {
  const [own, other] = [partsOf(version), partsOf(tag)];
  if (own === undefined || other === undefined) return undefined;
  const [prefix = '', otherPrefix = ''] = [own.texts[0], other.texts[0]];
  const bare = prefix === '' || (prefix === 'v' && otherPrefix.endsWith('v'));
  const comparable = bare ? { ...other, texts: [prefix, ...other.texts.slice(1)] } : other;
  if (!isOfSeries(comparable, own)) return undefined;
  return bare ? `${prefix}${tag.slice(otherPrefix.length)}` : tag;
}

/** `28` is not newer than `028`, nor `1.2.0` than `1.2`. */
function isNewer(order: string, than: string): boolean {
  const plain = (text: string): string => text.replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, ''));
  const short = (text: string): string => plain(text).replace(/^(\d+(?:\.\d+)*?)(?:\.0)+(?![.\d])/, '$1');
  return short(order) !== short(than) && compareTags(order, than) > 0;
}

function isOfSeries(other: TagParts, tag: TagParts): boolean {
  const isSeveral = (version = ''): boolean => version.includes('.');
  return (
    (tag.pre || !other.pre) &&
    other.texts.length === tag.texts.length &&
    other.texts.every((text, at) => text === tag.texts[at]) &&
    other.versions.every((version, at) => isSeveral(version) === isSeveral(tag.versions[at]))
  );
}

function partsOf(tag: string): TagParts | undefined {
  const found = [...tag.matchAll(VERSIONS)];
  const [first] = found;
  if (first === undefined || !PLAIN.test(tag) || tag.length > LONGEST) return undefined;
  const ends = found.map(({ 0: version, index }) => index + version.length);
  const texts = [...found.map(({ index }) => index), tag.length].map((start, at) =>
    tag.slice(ends[at - 1] ?? 0, start),
  );
  const versions = found.map(([version]) => version);
  const marker = texts.findIndex(
    (text, at) => at > 0 && (PRE.test(text) || (PRE_LETTER.test(text) && at < texts.length - 1)),
  );
  if (marker < 0) return { texts, versions, order: tag.slice(first.index), pre: false };
  const end = ends[marker - 1] ?? 0;
  const kind = (texts[marker] ?? '').replace(/[._-]/g, '').toLowerCase();
  const rest = tag.slice(end + (texts[marker] ?? '').length);
  return {
    texts: [...texts.slice(0, marker), ''],
    versions: versions.slice(0, marker),
    order: `${tag.slice(first.index, end)}-${kind}${rest === '' ? '' : `.${rest}`}`,
    pre: true,
  };
}
