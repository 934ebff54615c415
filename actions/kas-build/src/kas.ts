import type { ChildEnvironment } from '@pv-actions/core/action/child-environment.ts';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { formatDuration, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { parseBitbakeEnvironment } from '@pv-actions/core/bitbake/bitbake-environment.ts';
import { type ContainerFolders, hostPath } from '@pv-actions/core/kas/container-paths.ts';
import { raisedIn } from '@pv-actions/core/kas/find-kas.ts';
import { type Argv, kasShellArgv } from '@pv-actions/core/kas/kas-argv.ts';
import type { KasProgram } from '@pv-actions/core/kas/kas-program.ts';
import type { KasRunner } from './kas-runner.ts';

/** kas as this run calls it. */
export interface Kas {
  readonly program: KasProgram;
  readonly config: string;
  readonly env: ChildEnvironment;
  /** Options of the user; commands other than `build` take those of kas-container only. */
  readonly kasArgs: readonly string[];
  /** Options for the engine that kas-container starts its container with. */
  readonly runtimeArgs: readonly string[];
  readonly runner: KasRunner;
}

/** What `bitbake -e` says about the build; any of it can be missing. Paths are those of the host: one that a container only has is missing. */
export type BitbakeVariables = Partial<Record<(typeof VARIABLES)[number], string>>;

const VARIABLES = [
  ...(['MACHINE', 'TMPDIR', 'DEPLOY_DIR', 'DEPLOY_DIR_IMAGE'] as const),
  ...(['SSTATE_DIR', 'DL_DIR', 'BB_HASHSERVE_DB_DIR'] as const),
] as const;

/**
 * Asks bitbake for its folders, in the environment of the same configuration. Empty when it cannot say.
 *
 * @param options.said takes what kas itself says meanwhile.
 * @throws StoppedError when the run is to be ended meanwhile.
 */
export async function askBitbake(
  kas: Kas,
  options: {
    readonly keepConfig: boolean;
    readonly container: ContainerFolders | undefined;
    readonly said?: string[];
  },
  deps: Deps,
): Promise<BitbakeVariables> {
  const argv = kasShellArgv(kas.program, {
    ...kas,
    command: 'bitbake -e',
    keepConfig: options.keepConfig,
  });
  const { code, stdout, stderr } = await ask(argv, 'bitbake was asked for its folders', kas, deps);
  options.said?.push(...stderr);
  if (code !== 0) return {};
  const { MACHINE, ...folders } = parseBitbakeEnvironment(stdout, VARIABLES);
  const mapped = Object.entries(folders).flatMap(([name, path]) => {
    const onHost = hostPath(options.container, path);
    return onHost === undefined ? [] : [[name, onHost]];
  });
  return { ...(MACHINE === undefined ? {} : { MACHINE }), ...Object.fromEntries(mapped) };
}

/**
 * Runs a kas command that prints what is wanted to stdout.
 *
 * @throws UserError with kas's own words when it fails; StoppedError when the run is to be ended meanwhile.
 */
export async function kasOutput(
  argv: readonly [string, ...string[]],
  name: string,
  kas: Kas,
  deps: Deps,
): Promise<string> {
  const { code, stdout, stderr } = await ask(argv, `${name} ran`, kas, deps);
  if (code === 0) return `${stdout.join('\n')}\n`;
  const said = stderr.flatMap((line) => / - ERROR +- (.*)/s.exec(line)?.[1] ?? []);
  throw new UserError(
    `${name} failed with ${code === null ? 'a signal' : `exit code ${code}`}: ${said.slice(0, 5).join('\n') || (raisedIn(stderr) ?? 'it did not say why')}`,
    'Its last lines are above.',
  );
}

const SHOWN = 20;

/** Runs a kas command beside the build. Of one that fails, the last lines of its log are shown. */
export async function ask(argv: Argv, doing: string, kas: Kas, deps: Deps) {
  const said = { stdout: [] as string[], stderr: [] as string[] };
  kas.runner.begin(doing);
  const { code } = await withProgress(
    deps,
    (elapsed) => `${formatDuration(elapsed)} while ${doing}.`,
    () => kas.runner.run(argv, kas.env, (lines, stream) => void said[stream].push(...lines)),
  );
  kas.runner.goOn();
  if (code !== 0) for (const line of said.stderr.slice(-SHOWN)) deps.log.foreign(line);
  return { code, ...said };
}
