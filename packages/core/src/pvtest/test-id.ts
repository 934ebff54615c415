import type { TestReport } from './report.ts';

const LONGEST_ID = 300;
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const ATTEMPT = /^(.+)\.([1-9]\d{0,2})$/;

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
