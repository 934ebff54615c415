import { systemCode } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { foreignRepositoryEnvironment } from '@pv-actions/core/git/environment.ts';

type Runner = Pick<Deps, 'exec' | 'env'>;

/** Runs git in a folder. It asks no remote. */
export async function runGit(folder: string, args: readonly string[], { exec, env }: Runner) {
  const said = { stdout: [] as string[], stderr: [] as string[] };
  const { code } = await exec(['git', ...args], {
    cwd: folder,
    env: foreignRepositoryEnvironment(env),
    onLines: (lines, stream) => void said[stream].push(...lines),
  });
  return { code, ...said };
}

/** What git prints in a folder, or undefined where it fails or the folder is not there. */
export async function askGit(
  folder: string,
  args: readonly string[],
  deps: Runner,
): Promise<string | undefined> {
  const { code, stdout } = await runGit(folder, args, deps).catch((thrown) => {
    if (systemCode(thrown) !== 'ENOENT') throw thrown;
    return { code: 1, stdout: [] };
  });
  return code === 0 ? stdout.join('\n') : undefined;
}
