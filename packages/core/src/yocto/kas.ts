/** A kas command, as the stages ask for it. */
export interface KasCommand {
  /** The program: `kas`, or a path to it. */
  readonly kas: string;
  /** kas files joined by `:`. */
  readonly config: string;
}

export interface KasBuild extends KasCommand {
  /** Recipes to build instead of the config's own; none: what the config says. */
  readonly targets: readonly string[];
  /** The bitbake task instead of the config's own. */
  readonly task?: string | undefined;
}

/**
 * The argv of `kas build`. Options stand before the config: kas refuses them behind it.
 * `--target=x` is one word, so that a target that starts with a dash stays a value. The config must not.
 */
export function kasBuildArgv(build: KasBuild): [string, ...string[]] {
  return [
    build.kas,
    'build',
    ...build.targets.map((target) => `--target=${target}`),
    ...(build.task === undefined ? [] : [`--task=${build.task}`]),
    build.config,
  ];
}

/** The argv that prints bitbake's environment for the same config, without touching the repositories again. */
export function kasEnvironmentArgv(command: KasCommand): [string, ...string[]] {
  return [command.kas, 'shell', '--keep-config-unchanged', '--command', 'bitbake -e', command.config];
}

const PASSED_ON = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TERM', 'LANG', 'LC_ALL', 'TZ', 'CI'],
  ...['GITCONFIG_FILE', 'NETRC_FILE', 'GIT_CREDENTIAL_HELPER'],
  ...['SSTATE_DIR', 'SSTATE_MIRRORS', 'DL_DIR', 'BB_NUMBER_THREADS', 'PARALLEL_MAKE'],
  ...[
    'http_proxy',
    'https_proxy',
    'ftp_proxy',
    'no_proxy',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'FTP_PROXY',
    'NO_PROXY',
  ],
  ...['AWS_CONFIG_FILE', 'AWS_ROLE_ARN', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
]);

/**
 * What of a job's environment reaches kas: what kas and the fetchers read, by name. An empty variable is one that
 * the job does not have. A `TMPDIR` is left out on purpose: kas hands it to bitbake, which would build there.
 */
export function kasEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && entry[1] !== '' && (PASSED_ON.has(entry[0]) || /^(KAS|SSH)_/.test(entry[0])),
  );
  return Object.fromEntries(kept);
}

/** A record of kas's own log: `2026-11-20 20:32:43 - ERROR    - text`. */
export interface KasRecord {
  readonly level: string;
  readonly text: string;
}

const RECORD = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - ([A-Z]+) +- (.*)$/;

/**
 * Reads a line of kas's stderr. Undefined for a line without kas's prefix: the rest of a record of several
 * lines, a traceback, or the replay of bitbake's errors at the end, which were printed with a prefix before.
 */
export function parseKasRecord(line: string): KasRecord | undefined {
  const match = RECORD.exec(line);
  return match === null ? undefined : { level: match[1] ?? '', text: match[2] ?? '' };
}
