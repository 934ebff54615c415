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
