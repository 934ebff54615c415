/**
 * The whole environment of a child. It names PATH, so that the compiler refuses the environment of this process, of which it knows no
 * name: what a child gets is chosen, variable by variable.
 */
export interface ChildEnvironment {
  readonly PATH: string | undefined;
  readonly [name: string]: string | undefined;
}

/** Who runs, in which language, and what tells programs that nobody is there. */
export const COMMON: readonly (string | RegExp)[] = [
  ...['HOME', 'USER', 'LOGNAME', 'SHELL', 'TERM', 'LANG', /^LC_[A-Z]+$/, 'TZ', 'CI'],
  /^(https?|ftp|all|no)_proxy$/i,
];

/** What the clients of docker and podman read to find their daemon. DOCKER_AUTH_CONFIG, which holds passwords, is not among it. */
export const READ_BY_ENGINES: readonly string[] = [
  ...['DOCKER_HOST', 'DOCKER_CONFIG', 'DOCKER_CONTEXT', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY'],
  ...['CONTAINER_HOST', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'],
];

/**
 * Of the variables `env`, PATH and those that `names` allows, by name or by pattern; over them `more`.
 *
 * @param names a pattern must hold for the whole name: give it `^` and `$`.
 */
export function childEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  names: readonly (string | RegExp)[] = [],
  more: Readonly<Record<string, string | undefined>> = {},
): ChildEnvironment {
  const isAllowed = (name: string): boolean =>
    names.some((known) => (typeof known === 'string' ? known === name : known.test(name)));
  const chosen = Object.entries(env).filter(([name]) => isAllowed(name));
  return { PATH: env['PATH'], ...Object.fromEntries(chosen), ...more };
}
