import {
  killBelowGuard,
  type RunningProgram,
  withoutGuard,
} from '@pv-actions/core/action/foreign-program.ts';
import {
  describeProcess,
  familyOf,
  isAlive,
  listProcesses,
  type Process,
  sendSignal,
  startTimeNow,
  waitForEnd,
} from '@pv-actions/core/action/process-tree.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { OwnContainers } from './containers.ts';

const STEP_MS = 100;
/** The runner kills a cancelled step 10 s after it asked it to end. */
const TERMINATE_SECONDS = 2;
const KILL_SECONDS = 2;

/** What a script leaves writing its log when it ends, as `tee` does, is given this long. */
export const LINGER_SECONDS = 3;

/** Waits for what a script that ended left running, and then ends it. */
export async function endRest(
  script: RunningProgram,
  containers: OwnContainers,
  deps: Pick<Deps, 'clock' | 'log'>,
): Promise<void> {
  await waitForEnd(processFamily(script), deps, LINGER_SECONDS, STEP_MS);
  await stopScript(script, containers, deps);
}

/** Whether a process of a script runs. As long as one does, the script has the lock of the host. */
export async function isRunning(script: RunningProgram): Promise<boolean> {
  return (await processFamily(script)()).length > 0;
}

/**
 * Ends everything of a script: SIGTERM to its process group, then its containers, whose first process ignores the signal that docker
 * hands on, then SIGKILL to what is left. Does nothing when nothing runs.
 */
export async function stopScript(
  script: RunningProgram,
  containers: OwnContainers,
  deps: Pick<Deps, 'clock' | 'log'>,
): Promise<void> {
  const family = processFamily(script);
  const running = await family();
  if (running.length > 0) {
    deps.log.info(`Stopping what runs of the tests: ${running.map((each) => each.pid).join(', ')}.`);
    signalGroup(script, running, 'SIGTERM');
    await waitForEnd(family, deps, TERMINATE_SECONDS, STEP_MS);
  }
  await removeContainers(containers, deps);
  let left = await waitForEnd(family, deps, running.length > 0 ? KILL_SECONDS : 0, STEP_MS);
  if (left.length > 0) {
    if (!killBelowGuard(script)) signalGroup(script, left, 'SIGKILL');
    left = await waitForEnd(family, deps, KILL_SECONDS, STEP_MS);
    // What was killed may have started a container in the meantime.
    await removeContainers(containers, deps);
  }
  for (const process of left) {
    deps.log.warning(`This process of the tests could not be stopped: ${await describeProcess(process)}`);
  }
}

/** Removes the containers of a run, and names them in the log. */
export async function removeContainers(containers: OwnContainers, { log }: Pick<Deps, 'log'>): Promise<void> {
  for (const name of await containers.remove()) log.foreign(`Removed the container ${name}.`);
}

/** The script's processes that run now (see `withoutGuard`): also those that left its session, and those whose parent has ended. */
function processFamily(script: RunningProgram): () => Promise<readonly Process[]> {
  const { pid, startTime } = script;
  const seen = new Map([[pid, startTime]]);
  const sessions = new Set([pid]);
  return async () => {
    const family = familyOf(await listProcesses(), { processes: seen, sessions }, process.pid);
    for (const each of family) {
      seen.set(each.pid, each.startTime);
      sessions.add(each.session);
    }
    return withoutGuard(family.filter(isAlive), script);
  };
}

/** The whole group at once, so that none starts another in between; then each one that left the group. */
function signalGroup({ pid }: RunningProgram, running: readonly Process[], signal: NodeJS.Signals): void {
  if (running.some(({ session }) => session === pid)) sendSignal(-pid, signal);
  for (const each of running) {
    if (each.session !== pid && startTimeNow(each.pid) === each.startTime) sendSignal(each.pid, signal);
  }
}
