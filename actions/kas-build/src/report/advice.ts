import type { Message } from '@pv-actions/core/bitbake/build-report.ts';
import { ranOutOfMemory } from '@pv-actions/core/bitbake/log-wordings.ts';

/** What was built, as far as an advice needs to know. */
export interface Built {
  readonly config: string;
  /** The targets and the task that the inputs name. */
  readonly targets: readonly string[];
  readonly task?: string | undefined;
  /** Where kas-container runs kas. */
  readonly container?: unknown;
}

export const LESS_AT_ONCE =
  'Give the machine more memory or swap, or let the build do less at once: lower PARALLEL_MAKE and BB_NUMBER_THREADS, or set BB_PRESSURE_MAX_MEMORY (bitbake 2.4 and later).';

const NO_ROOT =
  'Run the job as another user than root, or name one who may use the container engine in the input build-user.';
const NAMES_SHOWN = 5;
/** `gdb was skipped: …`, `x PROVIDES y but was skipped: …` */
const SKIPPED = /^\s*(\S{1,200}) (?:R?PROVIDES (\S{1,200}) but )?was skipped: (.{1,1000})$/m;
const DEPENDS = /\(but (\S{1,1000}) (R?DEPENDS) on /;
const NO_TASK = /^Task (do_\S{1,200}|\S{1,200}) does not exist for target (\S{1,200})/;
const AS_ROOT = /Do not use Bitbake as root/i;
const OTHER_SERIES =
  /^Layer (\S{1,200}) is not compatible with the core layer which only supports these series: (.{1,200}?) \(/m;
const MANY_PROVIDERS = /^Multiple \.bb files are due to be built which each provide (\S{1,200}):/;
/** A task's process could not have a network of its own; and what bitbake's own check says of that. */
const NO_NAMESPACE = /\bdisable_network\b|^\s*User namespaces are not usable/m;

/** What to do about a machine that bitbake cannot build on, whatever failed there. */
export function adviceOnMachine(errors: readonly Message[]): string | undefined {
  if (errors.some(({ text }) => ranOutOfMemory(text.split('\n')))) return LESS_AT_ONCE;
  return errors.some(({ text }) => NO_NAMESPACE.test(text))
    ? 'Let processes make user namespaces: on Ubuntu 24.04 with `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`, in a container with options of its engine.'
    : undefined;
}

/** What to do about errors that no task explains. Undefined where nothing better is known than to read them. */
export function adviceOnErrors(errors: readonly Message[], built: Built): string | undefined {
  for (const { text } of errors) {
    if (AS_ROOT.test(text)) return adviceOnRoot(built);
    const [, layer, series] = OTHER_SERIES.exec(text) ?? [];
    if (layer !== undefined) return `Take a branch of ${layer} that is made for ${series}.`;
    const [, wanted] = MANY_PROVIDERS.exec(text) ?? [];
    if (wanted !== undefined)
      return `Choose one in PREFERRED_PROVIDER_${wanted} of the configuration, and check who depends on the others.`;
    const [, task, target] = NO_TASK.exec(text) ?? [];
    if (task !== undefined) return adviceOnTask(errors, target ?? '', built);
    const [, name = '', provided, reason] = SKIPPED.exec(text) ?? [];
    if (reason !== undefined) return adviceOnSkipped(provided ?? name, reason);
  }
  return adviceOnMachine(errors) ?? adviceOnProviders(errors, built);
}

/** What kas says without a command that it ran is about its arguments, or about the configuration. */
export function adviceOnKas(said: string): string | undefined {
  if (BITBAKE_USAGE.test(said))
    return 'Check the input bitbake-args: `bitbake --help` lists what this version takes.';
  if (said.includes('dubious ownership')) {
    return 'git refuses a repository of somebody else. With kas-container the checkout must belong to the user that the build runs as: hand it over (`chown -R`), or run the job as its owner.';
  }
  const elsewhere = OF_KAS.find(([words]) => words.test(said));
  if (elsewhere !== undefined) return elsewhere[1];
  if (said.startsWith('Command "')) return undefined;
  if (/^(?:ModuleNotFound|Import|Attribute|Name|Syntax|Type)Error\b/.test(said)) {
    return 'kas itself is broken: install it again with what it needs (`pipx install kas`, or `apt-get install kas`).';
  }
  return /^(?:unrecognized arguments|argument |the following arguments )/.test(said)
    ? 'Check the input kas-args: `kas build --help` lists what this version takes.'
    : 'Check the files that the input config names, and those that they include.';
}

/** What bitbake says of an option that it does not know, behind its usage. */
export const BITBAKE_USAGE = /^bitbake: error: /;

/** What is not for the configuration to mend. */
const OF_KAS: readonly (readonly [RegExp, string])[] = [
  [
    /Could not resolve host|unable to access .{0,300}(?:Connection|Failed to connect|timed out)|connect to host .{0,300}: |\bRPC failed\b|\bearly EOF\b/,
    'The server of a repository was not reached: run the job again, or give kas other sources in premirrors or repo-ref-dir.',
  ],
  [
    /could not read (?:Username|Password)|Authentication failed|Permission denied \(publickey|Host key verification failed|[Rr]epository (?:'.{0,300}' )?not found|Could not read from remote repository/,
    'Check the url of that repository, and give kas what it needs to read it: SSH_PRIVATE_KEY, NETRC_FILE or GITCONFIG_FILE in the input env.',
  ],
  [/\[Errno 13\]/, 'Give that file or folder to the user that the build runs as.'],
  [
    /^(?:docker|podman): |^no container engine found/m,
    'Check the container engine of this machine, and the image that KAS_CONTAINER_IMAGE or KAS_IMAGE_VERSION names.',
  ],
  [/^Running as root/m, NO_ROOT],
];

function adviceOnRoot({ container }: Built): string {
  return container === undefined
    ? 'Name a user of the container in the input build-user, or run the job as another user than root.'
    : NO_ROOT;
}

function adviceOnTask(errors: readonly Message[], target: string, { task }: Built): string {
  const where = task === undefined ? 'the task in the configuration' : 'the input task';
  const near = nearNames(errors);
  return near === undefined
    ? `Check ${where}: \`bitbake -c listtasks ${target}\` lists the tasks of ${target}.`
    : `${near} Check ${where}.`;
}

function adviceOnSkipped(name: string, reason: string): string {
  const flags = /restricted license '([^']{1,200})'/.exec(reason)?.[1];
  if (reason.includes('LICENSE_FLAGS')) {
    const variable = reason.includes('LICENSE_FLAGS_WHITELIST')
      ? 'LICENSE_FLAGS_WHITELIST'
      : 'LICENSE_FLAGS_ACCEPTED';
    const accepted = flags === undefined ? 'its licence' : `"${flags}"`;
    return `Accept ${accepted} in ${variable} of the configuration, or leave out what needs ${name}.`;
  }
  if (/incompatible licen[sc]e|INCOMPATIBLE_LICENSE/i.test(reason)) {
    return `INCOMPATIBLE_LICENSE of the configuration excludes its licence: leave out what needs ${name}, or make an exception in INCOMPATIBLE_LICENSE_EXCEPTIONS.`;
  }
  if (reason.includes('COMPATIBLE_MACHINE')) {
    return `The recipe is not for this machine: check the machine of the configuration, and COMPATIBLE_MACHINE of ${name}, which a .bbappend can extend.`;
  }
  if (reason.includes('COMPATIBLE_HOST')) {
    return `The recipe is not for this architecture or C library (COMPATIBLE_HOST): leave out what needs ${name}, or check the machine and TCLIBC of the configuration.`;
  }
  const feature = /(missing|conflicting|required) .{0,100}?feature.{0,200}? \((not )?in (\w{1,100})\)/.exec(
    reason,
  );
  if (feature !== null) {
    const verb = feature[2] === undefined ? 'Remove the feature from' : 'Add the feature to';
    return `${verb} ${feature[3]}, or leave out what needs ${name}.`;
  }
  return `The recipe of ${name} is there, but the configuration or the recipe itself has it skipped, as bitbake says.`;
}

function adviceOnProviders(errors: readonly Message[], { targets }: Built): string | undefined {
  const missing = errors.find(({ kind }) => kind === 'provider');
  const near = nearNames(missing === undefined ? errors : [missing]);
  const [, file, variable] = DEPENDS.exec(missing?.text ?? '') ?? [];
  const ofTarget = targets.length === 0 ? 'the targets in the configuration' : 'the input target';
  const where = file === undefined ? ofTarget : `${variable} of ${file.slice(file.lastIndexOf('/') + 1)}`;
  if (near !== undefined) return `${near} Check ${where}.`;
  if (missing === undefined) return undefined;
  const what = missing.recipe === undefined ? ofTarget : `what ${missing.recipe} depends on`;
  return `Check ${what}, and that the layer which has the recipe is in the configuration.`;
}

function nearNames(errors: readonly Message[]): string | undefined {
  const near = errors.flatMap((error) => error.near ?? []);
  return near.length === 0 ? undefined : `Did you mean ${near.slice(0, NAMES_SHOWN).join(', ')}?`;
}
