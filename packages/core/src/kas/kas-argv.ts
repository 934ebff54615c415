import { UserError } from '../action/errors.ts';
import { type ProgramWords, splitProgramWords } from './kas-options.ts';
import type { KasProgram } from './kas-program.ts';

export { formatWords, parseWords, readBuildWords } from './kas-options.ts';

export type Argv = readonly [string, ...string[]];

/** What every kas command takes. */
export interface KasCommand {
  /** kas files joined by `:`. */
  readonly config: string;
  /** Options of the user. Commands other than `build` take those of the program itself only. */
  readonly kasArgs?: readonly string[] | undefined;
  /** Options for the engine that kas-container starts its container with. kas has no use for them. */
  readonly runtimeArgs?: readonly string[] | undefined;
}

export interface KasBuild extends KasCommand {
  /** Recipes to build instead of the config's own; none: what the config says. */
  readonly targets: readonly string[];
  /** The bitbake task instead of the config's own. */
  readonly task?: string | undefined;
  readonly kasArgs: readonly string[];
  readonly bitbakeArgs: readonly string[];
  /** `bitbake -k`: goes on after a failed task. */
  readonly keepGoing: boolean;
  /** `true` or `mode=max`, for a kas that can. */
  readonly provenance?: string | undefined;
}

/**
 * The argv of `kas build`. Options stand before the config: kas refuses them behind it. `--target=x` is one word, so
 * that a target that starts with a dash stays a value; the config must not. bitbake's own arguments follow `--`.
 *
 * @throws UserError for a word of `kasArgs` that cannot stand there, and for a word that kas-container would tear apart.
 */
export function kasBuildArgv(program: KasProgram, build: KasBuild): Argv {
  const { provenance, task } = build;
  const words = programWords(program, build);
  const options = [
    ...words.command,
    ...build.targets.map((target) => `--target=${target}`),
    ...(task === undefined ? [] : [`--task=${task}`]),
    ...(provenance === undefined ? [] : [`--provenance=${provenance}`]),
  ];
  const bitbake = [...(build.keepGoing ? ['-k'] : []), ...build.bitbakeArgs];
  return [
    ...commandArgv(program, 'build', words, build, options),
    ...(bitbake.length === 0 ? [] : ['--', ...bitbake]),
  ];
}

/**
 * The argv of `kas shell`, which runs a command line in the build environment.
 *
 * @param shell `command` is for the shell that kas starts: no text of others may be in it. With `keepConfig` kas touches
 * neither the repositories nor the files in `conf/`, which works in a folder that has been built in.
 */
export function kasShellArgv(
  program: KasProgram,
  shell: KasCommand & { readonly command: string; readonly keepConfig?: boolean | undefined },
): Argv {
  const keep = shell.keepConfig === true ? ['--keep-config-unchanged'] : [];
  const words = programWords(program, shell);
  return commandArgv(program, 'shell', words, shell, keep, ['--command', shell.command]);
}

/**
 * The argv of `kas dump`, which prints the merged configuration, for a kas that can.
 *
 * @param dump with `resolve`, every revision is resolved to a commit, also that of the repository that holds the
 * configuration where this kas can, unless `local` is false; with `lock`, a lock file is printed instead.
 */
export function kasDumpArgv(
  program: KasProgram,
  dump: KasCommand & {
    readonly resolve: boolean;
    readonly format: 'json' | 'yaml';
    readonly lock?: boolean | undefined;
    readonly local?: boolean | undefined;
  },
): Argv {
  const local = dump.lock !== true && dump.local !== false && program.can.resolveLocal;
  const options = [
    ...(dump.resolve ? ['--resolve-refs', ...(local ? ['--resolve-local'] : [])] : []),
    ...(dump.lock === true ? ['--lock'] : []),
    `--format=${dump.format}`,
  ];
  const words = programWords(program, dump);
  return commandArgv(program, 'dump', words, dump, options);
}

/**
 * The argv of `kas lock`, which writes `<stem>.lock.yml` beside the config, for a kas that can. Without `update`, what
 * the lock holds stays, and what it lacks is added.
 */
export function kasLockArgv(program: KasProgram, lock: KasCommand & { readonly update: boolean }): Argv {
  const words = programWords(program, lock);
  return commandArgv(program, 'lock', words, lock, lock.update ? ['--update'] : []);
}

function commandArgv(
  program: KasProgram,
  name: string,
  words: ProgramWords,
  command: KasCommand,
  options: readonly string[] = [],
  shellCommand: readonly string[] = [],
): Argv {
  if (program.kind === 'kas-container') for (const word of [...options, command.config]) checkUnbroken(word);
  return [program.kas, ...words.program, name, ...options, ...shellCommand, command.config];
}

function programWords({ kind }: KasProgram, { kasArgs = [], runtimeArgs = [] }: KasCommand): ProgramWords {
  if (kind === 'kas-container') for (const word of runtimeArgs) checkUnbroken(word);
  return splitProgramWords(kind, kasArgs, runtimeArgs);
}

/** kas-container puts its words into a shell variable that it expands without quotes. */
function checkUnbroken(word: string): void {
  if (word !== '' && !/[\s*?[]/.test(word)) return;
  throw new UserError(
    `kas-container cannot pass on the value "${word}": it splits values at blanks and expands * ? and [.`,
    'Use a value without these characters, or use kas instead of kas-container.',
  );
}
