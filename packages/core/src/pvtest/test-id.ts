import type { TestReport } from './report.ts';

const LONGEST_ID = 300;
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const ATTEMPT = /^(.+)\.([1-9]\d{0,2})$/;

/** The parts of a distro that hold tests: those that need this host only, and those that need Pantacor Hub. */
export const SCOPES = ['local', 'remote'] as const;

export type Scope = (typeof SCOPES)[number];

const SEGMENT = /^[A-Za-z0-9_+@=][A-Za-z0-9_+@=.-]*$/;
const LONGEST_PATH = 500;

/**
 * What is wrong with the path of a test or of a folder of tests, or undefined. It becomes an argument and a path: a leading `-`,
 * a blank or `..` in it would be taken for something else.
 */
export function testPathProblem(path: string): string | undefined {
  const [scope, ...rest] = path.split('/');
  const hint = 'Use paths below local or remote, as in local/core or local/core/legacy-config-overload.';
  if (path.length > LONGEST_PATH || !SCOPES.some((known) => known === scope)) return hint;
  return rest.every((segment) => SEGMENT.test(segment)) ? undefined : hint;
}

/** The scope of a test or of a path that `testPathProblem` finds nothing wrong with. */
export function scopeOf(path: string): Scope {
  return path === 'remote' || path.startsWith('remote/') ? 'remote' : 'local';
}

/** Whether the test `id` is at `path` or below it. */
export function isBelow(id: string, path: string): boolean {
  return id === path || id.startsWith(`${path}/`);
}

/**
 * The id that a path of the runner names, `./local/core/a` or `local/core/a`. Undefined for what is not a test's
 * path below `local` or `remote`: an empty segment, `.` or `..`, a control character, more than 300 characters.
 */
export function testId(path: string): string | undefined {
  const id = path.startsWith('./') ? path.slice(2) : path;
  const [scope, ...rest] = id.split('/');
  if (id.length > LONGEST_ID || UNPRINTABLE.test(id)) return undefined;
  if ((scope !== 'local' && scope !== 'remote') || rest.length === 0) return undefined;
  if (rest.some((segment) => segment === '' || segment === '.' || segment === '..')) return undefined;
  return id;
}

/** The folder of a try below the workspace, which is also how the runner calls it: `<id>`, and `<id>.2` for retry 2. */
export function tryFolder(id: string, attempt: number): string {
  return attempt === 0 ? id : `${id}.${attempt}`;
}

/** `local/core/a.2` as retry 2 of `local/core/a`. Undefined without a suffix. It may be a test's own name all the same. */
export function asRetry(name: string): { readonly id: string; readonly attempt: number } | undefined {
  const [, id, attempt] = ATTEMPT.exec(name) ?? [];
  return id === undefined || id.endsWith('/') ? undefined : { id, attempt: Number(attempt) };
}

/** `<scope>/<category>` of a test, the folder that it lies in. */
export function categoryOf({ id }: Pick<TestReport, 'id'>): string {
  return id.slice(0, Math.max(0, id.lastIndexOf('/')));
}

/** The name of a test, without its scope and category. */
export function nameOf({ id }: Pick<TestReport, 'id'>): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
