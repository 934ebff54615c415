import { messageOf } from '@pv-actions/core/action/errors.ts';
import { ForeignFileError, readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { readTaskGraph } from '@pv-actions/core/bitbake/bitbake-call.ts';
import type { BuildGraph } from '@pv-actions/core/bitbake/deploying-build.ts';
import { kasShellArgv } from '@pv-actions/core/kas/kas-argv.ts';
import { ask } from '../kas.ts';
import type { Plan } from '../plan.ts';

/** What can be said in a command line without quotes. */
const PLAIN = /^[A-Za-z0-9][\w.+:@/-]*$/;

/**
 * Asks bitbake which tasks of which recipes a build consists of (`bitbake -g`): it says so also of those that need not run.
 *
 * @param tasks one call each.
 * @returns undefined where bitbake does not say it.
 * @throws StoppedError when the run is to be ended meanwhile.
 */
export async function askTaskGraph(
  { kas, dirs, user }: Plan,
  tasks: readonly string[],
  targets: readonly string[],
  deps: Deps,
): Promise<BuildGraph | undefined> {
  const graph = new Map<string, Set<string>>();
  if (targets.length === 0 || ![...tasks, ...targets].every((word) => PLAIN.test(word))) return undefined;
  for (const task of tasks) {
    const command = ['bitbake', '-g', '-c', task, ...targets].join(' ');
    const argv = kasShellArgv(kas.program, { ...kas, command, keepConfig: true });
    const { code } = await ask(argv, 'bitbake was asked what the build consists of', kas, deps);
    if (code !== 0) return undefined;
    try {
      const owner = user?.uid;
      const dot = await readForeign(dirs.buildDir, 'task-depends.dot', FILE_LIMITS.taskGraph, { owner });
      for (const [recipe, known] of readTaskGraph(dot.toString())) {
        graph.set(recipe, new Set([...(graph.get(recipe) ?? []), ...known]));
      }
    } catch (thrown) {
      if (!(thrown instanceof ForeignFileError)) throw thrown;
      deps.log.info(`What the build consists of is not known: ${messageOf(thrown)}`);
      return undefined;
    }
  }
  return graph;
}
