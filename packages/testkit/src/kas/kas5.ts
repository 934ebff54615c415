import { fileURLToPath } from 'node:url';
import { bySubCommand, installProgram, type Replay } from './install.ts';

const SOURCE = fileURLToPath(new URL('./kas5/', import.meta.url));

/**
 * Installs a stand-in for kas 5.4 into `folder`. It has kas 5.4's arguments, messages, exit codes and signals. What
 * `replay` names is printed from a recorded run, with the paths of that run; all else is really done: git clones, and the
 * bitbake of the layer builds. `callsIn(folder)` tells what it was called with.
 *
 * @returns the path of `kas`.
 */
export function installKas5(folder: string, options: { readonly replay?: Replay } = {}): Promise<string> {
  return installProgram(SOURCE, folder, 'kas', { replay: bySubCommand(options.replay) });
}
