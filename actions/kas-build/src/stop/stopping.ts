import { killBelowGuard } from '@pv-actions/core/action/foreign-program.ts';
import {
  describeProcess,
  type Process,
  type SendSignal,
  sendSignal,
  startTimeNow,
  waitForEnd,
} from '@pv-actions/core/action/process-tree.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { type BuildProcesses, buildProcesses, type RunningBuild } from './build-processes.ts';
import { buildContainer } from './stopping-container.ts';

type StopDeps = Pick<Deps, 'clock' | 'exec' | 'log' | 'env'>;

/** What came of stopping a build, each as `pid command`: text that is not ours. */
export interface StopResult {
  /** What still runs. */
  readonly left: readonly string[];
  /** What ran in the beginning, and has ended. */
  readonly stopped: readonly string[];
}

/** Warns of each process that still runs. */
export function warnOfLeft({ left }: StopResult, log: Deps['log']): void {
  for (const process of left) log.warning(`This process of the build could not be stopped: ${process}`);
}

const STEP_MS = 250;
const BETWEEN_INTERRUPTS_SECONDS = 2;
const INTERRUPT_SECONDS = 20;
/** A server without a client can stay for a minute (BB_SERVER_TIMEOUT), in which nothing of the build is done. */
const SERVER_SECONDS = 3;
const TERMINATE_SECONDS = 5;
const KILL_SECONDS = 5;

/**
 * Ends everything of a build, and resolves within a minute: interrupts, then SIGTERM to all that is left, the
 * bitbake server of the build folder included, then SIGKILL. Does nothing when nothing runs.
 *
 * Processes are of the build when they descend from its leader, or are in a session of such a one, or are the
 * server of the build folder or descend from it, or are a pseudo daemon that keeps its state there, or were seen as one of these before.
 * No other process gets a signal.
 *
 * @param limits `interruptSeconds`: how long bitbake may take to close after the interrupts, 20 unless told. `wholeFolder`: also what
 *   works in the build folder, see `BuildProcesses.findInFolder`.
 */
export async function stopBuild(
  build: RunningBuild,
  deps: StopDeps,
  limits: { readonly interruptSeconds?: number; readonly wholeFolder?: boolean } = {},
  send?: SendSignal,
): Promise<StopResult> {
  const processes = buildProcesses(build);
  await processes.findServers();
  if (limits.wholeFolder === true) await processes.findInFolder();
  const container = containerOf(build, deps);
  const whatRuns = async (): Promise<ReadonlyMap<string, string>> => {
    const running = await describeAll(await processes.list());
    if (await container?.exists()) running.set('container', `container ${build.container?.name}`);
    return running;
  };
  const found = await whatRuns();
  if (found.size === 0) return { left: [], stopped: [] };

  deps.log.info('Stopping what is left of the build.');
  if (!(found.has('container') && (await container?.interrupt()))) {
    await interrupt(build, processes, deps, send);
  }
  await waitForClose(processes, deps, limits.interruptSeconds ?? INTERRUPT_SECONDS);
  if (await container?.exists()) await container?.remove();
  await processes.findServers();
  if (limits.wholeFolder === true) await processes.findInFolder();
  await signalUntilEnd(processes, deps, send, 'SIGTERM', TERMINATE_SECONDS);
  killBelowGuard(build);
  await signalUntilEnd(processes, deps, send, 'SIGKILL', KILL_SECONDS);

  const left = await whatRuns();
  return {
    left: [...left.values()],
    stopped: [...found].filter(([key]) => !left.has(key)).map(([, text]) => text),
  };
}

function containerOf({ container }: RunningBuild, deps: StopDeps) {
  return container === undefined ? undefined : buildContainer(container.engine, container.name, deps);
}

async function interrupt(
  build: RunningBuild,
  processes: BuildProcesses,
  deps: StopDeps,
  send: SendSignal | undefined,
): Promise<void> {
  const clients = await processes.listClients();
  if (clients.length > 0) {
    deps.log.info(`Interrupting bitbake: ${pidsOf(clients)}.`);
    signalAll(clients, 'SIGINT', send);
    signalAll(
      await waitForEnd(processes.listClients, deps, BETWEEN_INTERRUPTS_SECONDS, STEP_MS),
      'SIGINT',
      send,
    );
    return;
  }
  await terminateKas(build, processes, send);
  await waitForEnd(processes.listClientSide, deps, BETWEEN_INTERRUPTS_SECONDS, STEP_MS);
  // kas may have started bitbake, or another git, in the meantime.
  const late = await processes.listClients();
  if (late.length > 0) signalAll(late, 'SIGINT', send);
  else await terminateKas(build, processes, send);
}

/** The children first: kas 3.1 ignores signals, and ends when git does. */
async function terminateKas(
  build: RunningBuild,
  processes: BuildProcesses,
  send: SendSignal | undefined,
): Promise<void> {
  const running = await processes.listClientSide();
  const isLeader = ({ pid, parent }: Process): boolean => build.pid === (build.isGuard ? parent : pid);
  signalAll(
    running.filter((process) => !isLeader(process)),
    'SIGTERM',
    send,
  );
  signalAll(running.filter(isLeader), 'SIGTERM', send);
}

/** Waits for bitbake to close: while kas or its own process runs, then a little for the server. */
async function waitForClose(processes: BuildProcesses, deps: StopDeps, seconds: number): Promise<void> {
  if ((await processes.listClientSide()).length > 0) {
    await waitForEnd(processes.listClientSide, deps, seconds, STEP_MS);
    await waitForEnd(processes.list, deps, Math.min(seconds, SERVER_SECONDS), STEP_MS);
  }
}

async function signalUntilEnd(
  processes: BuildProcesses,
  deps: StopDeps,
  send: SendSignal | undefined,
  signal: NodeJS.Signals,
  seconds: number,
): Promise<void> {
  const running = await processes.list();
  if (running.length === 0) return;
  deps.log.info(`${signal} to what still runs: ${pidsOf(running)}.`);
  const signalled = new Set<string>();
  await waitForEnd(
    async () => {
      const now = await processes.list();
      const fresh = now.filter((process) => !signalled.has(keyOf(process)));
      for (const process of fresh) signalled.add(keyOf(process));
      signalAll(fresh, signal, send);
      return now;
    },
    deps,
    seconds,
    STEP_MS,
  );
}

function signalAll(
  processes: readonly Process[],
  signal: NodeJS.Signals,
  send: SendSignal | undefined,
): void {
  for (const process of processes) {
    if (startTimeNow(process.pid) !== process.startTime) continue;
    sendSignal(process.pid, signal, send);
  }
}

const pidsOf = (processes: readonly Process[]): string => processes.map(({ pid }) => pid).join(', ');

const keyOf = ({ pid, startTime }: Process): string => `${pid} ${startTime}`;

async function describeAll(processes: readonly Process[]): Promise<Map<string, string>> {
  return new Map(
    await Promise.all(
      processes.map(async (process) => [keyOf(process), await describeProcess(process)] as const),
    ),
  );
}
