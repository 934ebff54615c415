import { type Argv, kasBuildArgv } from '@pv-actions/core/kas/kas-argv.ts';
import type { Job } from './job.ts';

/** The commands of the build: kas build, and once more for the SDK. */
export function buildCommands(
  { given, program }: Job,
  runtimeArgs: readonly string[],
  settings: readonly string[],
): Argv[] {
  const command = (task: string | undefined): Argv =>
    kasBuildArgv(program, {
      config: given.config,
      targets: given.target,
      task,
      kasArgs: given['kas-args'],
      bitbakeArgs: [...settings, ...given['bitbake-args']],
      keepGoing: given['keep-going'],
      provenance: given.provenance,
      runtimeArgs,
    });
  return given.sdk ? [command(given.task), command('populate_sdk')] : [command(given.task)];
}
