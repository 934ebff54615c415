import { type ChildEnvironment, READ_BY_ENGINES } from '../action/child-environment.ts';
import type { KasProgram } from './kas-program.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What kas itself, git under it, and the engine of kas-container need to run. bitbake gets none of these. */
const FOR_THE_PROGRAMS = ['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'TZ', 'CI'];

/** What kas reads, besides KAS_* and SSH_*. With GITHUB_ACTIONS, kas 4.3 and later take over ~/.gitconfig. */
const READ_BY_KAS = [
  ...['GITCONFIG_FILE', 'NETRC_FILE', 'NPMRC_FILE', 'REGISTRY_AUTH_FILE', 'GITHUB_ACTIONS'],
  ...['GIT_CREDENTIAL_HELPER', 'GIT_CREDENTIAL_USEHTTPPATH'],
  ...['AWS_CONFIG_FILE', 'AWS_ROLE_ARN', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
];

/** What kas passes on to bitbake, in every version. */
const PASSED_ON = [
  ...['SSTATE_DIR', 'DL_DIR', 'SHELL', 'TERM', 'GIT_PROXY_COMMAND'],
  ...['http_proxy', 'https_proxy', 'ftp_proxy', 'no_proxy', 'NO_PROXY'],
];

const PASSED_ON_LATER = ['SSTATE_MIRRORS', 'BB_NUMBER_THREADS', 'PARALLEL_MAKE'];

/** What git reads of a proxy while kas finds its own version, and other programs do. */
const OTHER_PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY'];

/** What the client of docker or podman reads, and DISTRO_APT_PREMIRRORS, which kas-container forwards. */
const READ_BY_CONTAINER = [...READ_BY_ENGINES, 'DISTRO_APT_PREMIRRORS'];

const ALLOWED = new Set([
  ...FOR_THE_PROGRAMS,
  ...READ_BY_KAS,
  ...PASSED_ON,
  ...PASSED_ON_LATER,
  ...OTHER_PROXIES,
]);
const ALLOWED_FOR_CONTAINER = new Set(READ_BY_CONTAINER);

export interface KasEnvironmentOptions {
  readonly program: KasProgram;
  /** The environment of the job. */
  readonly job: Variables;
  readonly sstateDir?: string | undefined;
  readonly dlDir?: string | undefined;
  readonly repoRefDir?: string | undefined;
  /** In commits. */
  readonly cloneDepth?: number | undefined;
  /** Lines of a regular expression and its replacement. */
  readonly premirrors?: string | undefined;
  readonly sstateMirrors?: string | undefined;
  /** The input `env`. */
  readonly extra?: Readonly<Record<string, string>> | undefined;
  /** The names in the configuration's own `env:`, where they are known. */
  readonly configEnv?: readonly string[] | undefined;
}

export interface KasEnvironment {
  readonly env: ChildEnvironment;
  /** Sentences about variables that will not arrive. */
  readonly warnings: readonly string[];
  /** Options for the engine of kas-container, so that names in `extra` get into the container. Empty for kas. */
  readonly runtimeArgs: readonly string[];
}

/**
 * The environment that kas is started with: of the job's, what kas, git and the fetchers read, by name; over it the input
 * `env`; over that the inputs that stand for a variable. An empty variable of the job is one that it does not have. A
 * `TMPDIR` of the job is left out on purpose: kas hands it to bitbake, which would build there. So are the runner's
 * tokens. What kas reads and passes on is from its sources and documentation, 3.1 to 5.x.
 */
export function kasEnvironment(options: KasEnvironmentOptions): KasEnvironment {
  const { program, extra = {} } = options;
  const names = Object.keys(extra);
  const warnings = names.flatMap((name) => lostVariable(name, options));
  const own = names.filter((name) => !isRead(name, program));
  return {
    env: {
      PATH: options.job['PATH'],
      ...jobVariables(options.job, program),
      ...extra,
      ...inputVariables(options),
    },
    warnings,
    runtimeArgs: program.kind === 'kas-container' ? own.flatMap((name) => ['-e', name]) : [],
  };
}

function jobVariables(job: Variables, program: KasProgram): Record<string, string> {
  const kept = Object.entries(job).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && entry[1] !== '' && isKnown(entry[0], program),
  );
  return Object.fromEntries(kept);
}

function isKnown(name: string, program: KasProgram): boolean {
  if (ALLOWED.has(name) || (/^(KAS|SSH)_/.test(name) && !name.endsWith('TOKEN'))) return true;
  return program.kind === 'kas-container' && ALLOWED_FOR_CONTAINER.has(name);
}

function inputVariables(options: KasEnvironmentOptions): Record<string, string> {
  const { cloneDepth } = options;
  const given = {
    SSTATE_DIR: options.sstateDir,
    DL_DIR: options.dlDir,
    SSTATE_MIRRORS: options.sstateMirrors,
    KAS_REPO_REF_DIR: options.repoRefDir,
    KAS_PREMIRRORS: options.premirrors,
    KAS_CLONE_DEPTH: cloneDepth === undefined ? undefined : String(cloneDepth),
  };
  const set = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(set);
}

/** Says that bitbake will not see the variable `name` of the input `env`, if so. */
function lostVariable(name: string, { program, configEnv = [] }: KasEnvironmentOptions): string[] {
  if (configEnv.includes(name) || isRead(name, program)) return [];
  const hint =
    name === 'SSTATE_MIRRORS' ? ' Or use the input sstate-mirrors, which works with every kas.' : '';
  return [
    `The variable ${name} of the input env does not reach bitbake: kas ${program.version} passes on what it knows, and what ` +
      `the configuration declares. Declare ${name} under "env:" in the kas configuration, with a default.${hint}`,
  ];
}

function isRead(name: string, program: KasProgram): boolean {
  const { can, kind } = program;
  if (/^(KAS|SSH)_/.test(name) || READ_BY_KAS.includes(name) || PASSED_ON.includes(name)) return true;
  if (name === 'SSTATE_MIRRORS') return can.sstateMirrors;
  if (PASSED_ON_LATER.includes(name)) return can.concurrency;
  return kind === 'kas-container' && ALLOWED_FOR_CONTAINER.has(name);
}
