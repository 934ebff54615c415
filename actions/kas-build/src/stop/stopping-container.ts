import { COMMON, childEnvironment, READ_BY_ENGINES } from '@pv-actions/core/action/child-environment.ts';
import { messageOf } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';

type ContainerDeps = Pick<Deps, 'clock' | 'exec' | 'log' | 'env'>;

const STOP_SECONDS = 10;
/** An engine that hangs must not keep the rest from being stopped. */
const ANSWER_SECONDS = 10;
const BETWEEN_INTERRUPTS_MS = 2000;
/** bitbake's own process, and neither bitbake-server nor bitbake-worker: an expression of pkill(1). */
const CLIENT = 'bin/bitbake( |$)';

/**
 * The container in which kas-container runs kas: `name` of `engine` (`docker` or `podman`; both take these arguments). Its first process takes
 * all others with it, bitbake's server too: nothing in it is looked for by pid.
 */
export function buildContainer(engine: string, name: string, deps: ContainerDeps) {
  async function run(...args: readonly string[]): Promise<{ code: number | null; lines: readonly string[] }> {
    const lines: string[] = [];
    try {
      const { code } = await deps.exec([engine, ...args], {
        env: childEnvironment(deps.env, [...COMMON, ...READ_BY_ENGINES, 'SSH_AUTH_SOCK']),
        timeLimitSeconds: ANSWER_SECONDS + (args[0] === 'stop' ? STOP_SECONDS : 0),
        onLine: (line, stream) => void (stream === 'stdout' && lines.push(line)),
      });
      return { code, lines };
    } catch (error) {
      deps.log.warning(`${engine} cannot be started: ${messageOf(error)}`);
      return { code: null, lines };
    }
  }
  const interruptOnce = async (): Promise<boolean> =>
    (await run('exec', name, 'pkill', '-INT', '-f', CLIENT)).code === 0;

  return {
    /** Whether it is there, running or not. A container engine that does not answer counts as yes. */
    async exists(): Promise<boolean> {
      const { code, lines } = await run('ps', '--all', '--quiet', '--filter', `name=^${name}$`);
      return code !== 0 || lines.some((line) => line.trim() !== '');
    },
    /** Interrupts bitbake in it twice; ends kas when there is no bitbake to interrupt. False when neither is there. */
    async interrupt(): Promise<boolean> {
      if (!(await interruptOnce())) return (await run('kill', '--signal=TERM', name)).code === 0;
      await deps.clock.sleep(BETWEEN_INTERRUPTS_MS);
      await interruptOnce();
      return true;
    },
    /** Ends all that is in it, and removes it. */
    async remove(): Promise<void> {
      await run('stop', '--time', String(STOP_SECONDS), name);
      await run('rm', '--force', name);
    },
  };
}
