import semver from 'semver';
import { compareText } from './text-order.ts';

interface Version {
  /** Digits. */
  readonly numbers: readonly string[];
  /** The identifiers of a pre-release; empty for a final release. */
  readonly pre: readonly string[];
}

const VERSION = /^v?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;

/** Whether `tag` is a version: `028`, `028-rc10.1`, `v1.2.3-rc.4`. Every other name has no place between versions. */
export function isVersionTag(tag: string): boolean {
  return VERSION.test(tag);
}

/**
 * The order of tags: negative when `a` comes before `b`, 0 only when they are the same string.
 *
 * Versions come by the precedence rules of SemVer (https://semver.org/#spec-item-11), extended to any number of
 * numbers: missing ones are 0, leading zeros and a `v` do not count. A candidate written `rc4` counts as `rc.4`, so
 * that `rc9` comes before `rc10` also in tags that are SemVer otherwise. A final release comes after all tags of its
 * number that have a suffix. Names that are no version come before all versions, digits in them compared as numbers.
 * Where that leaves two tags equal, the order of their UTF-16 code units decides.
 */
export function compareTags(a: string, b: string): number {
  const left = versionOf(a);
  const right = versionOf(b);
  if (left && right) return compareVersions(left, right) || compareText(a, b);
  if (left || right) return left ? 1 : -1;
  return compareNatural(a, b) || compareText(a, b);
}

/**
 * The greatest of `known` that comes before `tag`, or undefined. `tag` itself may be among them. Before a version
 * only versions count: a tag such as `nightly` is the base of no changelog.
 */
export function previousTag(tag: string, known: Iterable<string>): string | undefined {
  const version = isVersionTag(tag);
  let best: string | undefined;
  for (const other of known) {
    if (version && !isVersionTag(other)) continue;
    if (compareTags(other, tag) >= 0) continue;
    if (best === undefined || compareTags(other, best) > 0) best = other;
  }
  return best;
}

function versionOf(tag: string): Version | undefined {
  const match = VERSION.exec(tag);
  if (match?.[1] === undefined) return undefined;
  const pre = (match[2] ?? '').replace(/^rc(?=\d)/i, 'rc.');
  return { numbers: match[1].split('.'), pre: pre === '' ? [] : pre.split('.') };
}

function compareVersions(a: Version, b: Version): number {
  for (let at = 0; at < Math.max(a.numbers.length, b.numbers.length); at += 1) {
    const order = compareNumbers(a.numbers[at] ?? '0', b.numbers[at] ?? '0');
    if (order !== 0) return order;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (const [at, identifier] of a.pre.entries()) {
    const other = b.pre[at];
    if (other === undefined) return 1;
    const order = semver.compareIdentifiers(identifier, other);
    if (order !== 0) return order;
  }
  return a.pre.length - b.pre.length;
}

function compareNatural(a: string, b: string): number {
  const left = a.split(/(\d+)/);
  const right = b.split(/(\d+)/);
  for (const [at, part] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    const order = at % 2 === 1 ? compareNumbers(part, other) : compareText(part, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** As numbers, of which the digits may be any many: a BigInt takes long to read so many. */
function compareNumbers(a: string, b: string): number {
  const [left, right] = [a, b].map((digits) => digits.replace(/^0+/, '')) as [string, string];
  return left.length - right.length || compareText(left, right);
}
