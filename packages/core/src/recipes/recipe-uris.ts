import { READER_LIMITS } from '../action/limits.ts';
import { withoutSlashes } from '../action/wording.ts';
import { tooMuch } from './recipe-assignments.ts';
import { foreign, readable, type SourceText, sliced } from './recipe-text.ts';

/** A git URI of a recipe, `git://host/path;protocol=https;branch=main`, for one of its names. */
export interface GitUri {
  readonly source: SourceText;
  /** `name=`, without which it is `default`. */
  readonly name: string;
  readonly branch: string | undefined;
  readonly protocol: string | undefined;
  readonly user: string | undefined;
  /** With its port; empty where the URI names none. */
  readonly host: string;
  /** With the slash that it begins with, and none that is doubled or at the end. */
  readonly path: string;
  /** What `rev=` says. */
  readonly rev: SourceText | undefined;
  /** What `tag=` says. */
  readonly tag: SourceText | undefined;
  /** Whether the revision need not be on the branch. */
  readonly nobranch: boolean;
}

/** A URI that a variable of another file is part of. */
export interface UnknownUri {
  readonly source: SourceText;
}

/** The name of a URI without `name=`. */
export const UNNAMED = 'default';
const BLANKS = ' \t\v\f';
const GIT = /^(?:git|gitsm):\/\/([^;]*)(?:;|$)/;
const WHOLE_REFERENCE = /^\$\{[^{}@]+\}(?:;|$)/;
/** `${MIRROR}/org/app;branch=main`: what has these parameters is of git. */
const GIT_OF_REFERENCE = /^\$\{[^{}@]+\}[^;]*;(?:[^;]*;)*(?:branch|nobranch|rev|tag|usehead)=/;

/**
 * The git URIs among the words of a variable's value, as bitbake's lib/bb/fetch2 reads them.
 *
 * @throws UserError with a sentence about the recipe, for a URI that has too many names.
 */
export function gitUris(value: SourceText): { readonly known: GitUri[]; readonly unknown: UnknownUri[] } {
  const known: GitUri[] = [];
  const unknown: UnknownUri[] = [];
  for (const source of words(value)) {
    const word = source.text;
    const [head, location = ''] = GIT.exec(word) ?? [];
    if (head !== undefined && !location.includes('${')) {
      known.push(...perName(source, location, sliced(source, head.length)));
    } else if (head !== undefined || WHOLE_REFERENCE.test(word) || GIT_OF_REFERENCE.test(word)) {
      unknown.push({ source });
    }
  }
  return { known, unknown };
}

/**
 * The git URI that somebody means by the address of a repository: as recipes have it, as git has it (`https://host/path`,
 * `user@host:path`), or without a scheme. Undefined for what is none.
 */
export function uriFrom(address: string): GitUri | undefined {
  const [, scheme, rest = address] = /^([a-z+]+):\/\/(.*)$/.exec(address) ?? [];
  const [, login, path] =
    scheme === undefined ? (/^([^/:;]+@[^/:;]+):(?!\d+\/)(.+)$/.exec(address) ?? []) : [];
  if (login !== undefined) return uriFrom(`git://${login}/${path};protocol=ssh`);
  const isGit = scheme === undefined || scheme === 'git' || scheme === 'gitsm';
  const uri = isGit ? `${scheme ?? 'git'}://${rest}` : `git://${rest};protocol=${scheme}`;
  const { known } = gitUris(foreign(uri));
  const [first] = known;
  return known.length === 1 && first?.host !== '' && (first?.path ?? '').length > 1 ? first : undefined;
}

/** Whether a recipe has it. An address that a component names says nothing of what bitbake does. */
export function standsInFile({ source }: GitUri): boolean {
  return source.offsets.some((offset) => offset >= 0);
}

/** Whether two URIs are of one repository. What `wanted` says of its name and branch counts, too. */
export function sameRepository(uri: GitUri, wanted: GitUri): boolean {
  const pathOf = ({ path }: GitUri): string => path.toLowerCase().replace(/\.git$/, '');
  const names = wanted.name === UNNAMED || wanted.name === uri.name;
  const branches = wanted.branch === undefined || wanted.branch === uri.branch;
  return uri.host === wanted.host && pathOf(uri) === pathOf(wanted) && names && branches;
}

/** A string of Python that begins with a blank: what it is appended to ends before it. */
const BLANK_LED = /[@(,[\s]["'][ \t]/;

/** What stands between blanks; those in `${@...}` are none, but for one that its value begins with. */
function* words(value: SourceText): Generator<SourceText> {
  const { text } = value;
  // Behind it nothing closes.
  const closing = text.lastIndexOf('}');
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text.startsWith('${@', at) && at < closing) {
      const end = text.indexOf('}', at);
      if (start < at && BLANK_LED.test(text.slice(at, end))) {
        yield sliced(value, start, at);
        start = at;
      }
      at = end;
    } else if (BLANKS.includes(text.charAt(at))) {
      if (start < at) yield sliced(value, start, at);
      start = at + 1;
    }
  }
  if (start < text.length) yield sliced(value, start);
}

/** Older bitbakes take several names and branches in one URI: `name=machine,meta;branch=a,b`. */
function perName(source: SourceText, location: string, parameters: SourceText): GitUri[] {
  const given = parametersOf(parameters);
  const textOf = (key: string): string | undefined => {
    const text = given.get(key)?.text;
    return text === undefined || text === '' ? undefined : readable(text);
  };
  const [, user, host = '', path = ''] = /^(?:([^/]*)@)?([^/@]*)(.*)$/.exec(readable(location)) ?? [];
  const names = (textOf('name') ?? UNNAMED).split(',');
  const branches = textOf('branch')?.split(',') ?? [];
  if (names.length > READER_LIMITS.uriNames.most) {
    throw tooMuch(`It has a git URI with ${names.length} names`, 'uriNames');
  }
  const written = (key: string): SourceText | undefined =>
    given.get(key)?.text === '' ? undefined : given.get(key);
  return names.map((name, index) => ({
    source,
    name,
    branch: branches[index] ?? branches[0],
    protocol: textOf('protocol')?.toLowerCase(),
    user: (user ?? textOf('user'))?.split(':')[0],
    host: host.toLowerCase(),
    path: withoutSlashes(path.replace(/\/+/g, '/')),
    rev: written('rev'),
    tag: written('tag'),
    nobranch: textOf('nobranch') === '1',
  }));
}

/** `a=b;c=d`; the last one of a name counts. */
function parametersOf(source: SourceText): Map<string, SourceText> {
  const found = new Map<string, SourceText>();
  for (const { 0: parameter, index } of source.text.matchAll(/[^;]+/g)) {
    const equals = parameter.indexOf('=');
    if (equals < 0) continue;
    found.set(parameter.slice(0, equals), sliced(source, index + equals + 1, index + parameter.length));
  }
  return found;
}
