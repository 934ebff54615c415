import { fileURLToPath } from 'node:url';
import { bySubCommand, installProgram, programOnPath } from './install.ts';

const DOCKER = fileURLToPath(new URL('./container/', import.meta.url));
const KAS5 = fileURLToPath(new URL('./kas5/', import.meta.url));

/**
 * Installs a stand-in for `docker` into `folder`, for the real kas-container to run: put the folder first on the PATH.
 * The container is a process tree on this machine that runs `kas` (without it, the one on the PATH) with the container's
 * paths mapped to those of the host, and back in all that it prints. Nothing is mounted, and no user is changed.
 *
 * @returns the path of `docker`.
 */
export async function installDocker(
  folder: string,
  options: { readonly kas?: string } = {},
): Promise<string> {
  return installProgram(DOCKER, folder, 'docker', { kas: options.kas ?? (await programOnPath('kas')) });
}

/**
 * Installs a stand-in for kas-container that starts nothing: it keeps its arguments, prints the recorded run that
 * `replay` names, whatever the sub-command, and ends with its exit code.
 *
 * @returns the path of `kas-container`.
 */
export function installKasContainer(
  folder: string,
  options: { readonly replay?: string } = {},
): Promise<string> {
  return installProgram(KAS5, folder, 'kas-container', { replay: bySubCommand(options.replay) });
}
