import { readlink, realpath } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { type RunningProgram, withoutGuard } from '@pv-actions/core/action/foreign-program.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import {
  argvOf,
  familyOf,
  hasTerminal,
  isAlive,
  listProcesses,
  ownerOf,
  type Process,
  programOf,
  variableOf,
} from '@pv-actions/core/action/process-tree.ts';

/** A build that was started, as its processes are found again: also by another process, later. */
export interface RunningBuild extends RunningProgram {
  /** Absolute; holds `bitbake.lock`. */
  readonly buildDir: string;
  /** The uid that it runs as. Without it, ours. */
  readonly uid?: number | undefined;
  /** What was seen of it, as pid and start time: it is found again when what started it has ended, the guard too. */
  readonly family?: readonly (readonly [number, string])[] | undefined;
  /** Where kas runs in a container: `docker` or `podman`, and the container's name. */
  readonly container?: { readonly engine: string; readonly name: string };
}

/** The processes of one build. What was seen once is recognised after its parent has ended. */
export interface BuildProcesses {
  /** Those that run now: see `withoutGuard`. */
  list(): Promise<readonly Process[]>;
  /** Takes the servers of the build folder in. They are daemons: neither descendants nor of the session. */
  findServers(): Promise<void>;
  /**
   * Takes in what works in the build folder, or has it in its arguments: of the user of the build, since the build began, and without a
   * terminal, at which somebody sits.
   */
  findInFolder(): Promise<void>;
  /** Of all that runs, what `RunningBuild.family` is to hold. */
  family(): Promise<NonNullable<RunningBuild['family']>>;
  /** Those that run now below the leader or in its session: kas, and bitbake's own process, but no server. */
  listClientSide(): Promise<readonly Process[]>;
  /** bitbake's own processes: what takes interrupts. */
  listClients(): Promise<readonly Process[]>;
}

/** Follows the processes of `build`. Finds none of a process that has the leader's pid but started later. */
export function buildProcesses(build: RunningBuild): BuildProcesses {
  const seen = new Map([[build.pid, build.startTime], ...(build.family ?? [])]);
  const sessions = new Set([build.pid]);
  const servers = new Map<number, string>();
  const remember = (family: readonly Process[]): void => {
    for (const { pid, startTime, session } of family) {
      seen.set(pid, startTime);
      sessions.add(session);
    }
  };

  async function look(): Promise<readonly Process[]> {
    const all = await listProcesses();
    for (const { pid, startTime } of await pseudoServers(all, build.buildDir)) seen.set(pid, startTime);
    const family = familyOf(all, { processes: seen, sessions }, process.pid);
    remember(family);
    return family;
  }
  const isServer = ({ pid, startTime }: Process): boolean => servers.get(pid) === startTime;

  async function list(): Promise<readonly Process[]> {
    return withoutGuard((await look()).filter(isAlive), build);
  }

  return {
    list,
    async findServers() {
      // In a container the number in bitbake.lock is of another process table.
      if (build.container !== undefined) return;
      for (const { pid, startTime } of await serversOf(await listProcesses(), build.buildDir)) {
        servers.set(pid, startTime);
        seen.set(pid, startTime);
      }
    },
    async findInFolder() {
      if (build.container !== undefined) return;
      for (const { pid, startTime } of await inFolder(await listProcesses(), build)) seen.set(pid, startTime);
    },
    async family() {
      return (await look()).filter(isAlive).map(({ pid, startTime }) => [pid, startTime]);
    },
    async listClientSide() {
      const family = await list();
      return family.filter((process) => process.session === build.pid && !isServer(process));
    },
    async listClients() {
      const family = await list();
      const programs = await Promise.all(family.map(async ({ pid }) => programOf(await argvOf(pid))));
      const bitbakes = family.filter((_, index) => programs[index] === 'bitbake');
      const pids = new Set(bitbakes.map(({ pid }) => pid));
      // What bitbake forks has its command line: only the first of them is its own process.
      return bitbakes.filter((process) => !pids.has(process.parent) && !isServer(process));
    },
  };
}

/**
 * The bitbake servers of a build folder: the process whose pid is in its `bitbake.lock`, if it is a bitbake that
 * works there, and what has the lock in its arguments, as `bitbake-server` and its forks do.
 */
async function serversOf(all: readonly Process[], buildDir: string): Promise<readonly Process[]> {
  const folders = await namesOf(buildDir);
  const locks = folders.map((folder) => join(folder, 'bitbake.lock'));
  const lock = await readForeign(buildDir, 'bitbake.lock', FILE_LIMITS.lock).catch(() => '');
  const holder = Number.parseInt(lock.toString(), 10);
  const found = await Promise.all(
    all.map(async ({ pid }) => {
      const argv = await argvOf(pid);
      const program = programOf(argv);
      if (program === 'bitbake-server' && argv.some((argument) => locks.includes(argument))) return true;
      if (pid !== holder || (program !== 'bitbake' && program !== 'bitbake-server')) return false;
      return folders.includes(await readlink(`/proc/${pid}/cwd`).catch(() => ''));
    }),
  );
  return all.filter((_, index) => found[index]);
}

/** A task may have left the session and all that started it. */
async function inFolder(all: readonly Process[], build: RunningBuild): Promise<readonly Process[]> {
  const begin = Number(build.startTime);
  if (build.startTime === '') return [];
  const folders = await namesOf(build.buildDir);
  const isBelow = (path: string): boolean =>
    folders.some((folder) => path === folder || path.startsWith(folder + sep));
  const late = all.filter((process) => isAlive(process) && Number(process.startTime) >= begin);
  const found = await Promise.all(
    late.map(async ({ pid }) => {
      if ((await ownerOf(pid)) !== (build.uid ?? process.geteuid?.()) || (await hasTerminal(pid)))
        return false;
      if (isBelow((await readlink(`/proc/${pid}/cwd`).catch(() => '')).replace(/ \(deleted\)$/, '')))
        return true;
      return (await argvOf(pid)).some((argument) => argument.split(/[\s=:,;'"]+/).some(isBelow));
    }),
  );
  return late.filter((_, index) => found[index]);
}

/** The daemons of pseudo (fakeroot tasks) that keep their state below the build folder. */
async function pseudoServers(all: readonly Process[], buildDir: string): Promise<readonly Process[]> {
  const daemons = all.filter(({ name }) => name === 'pseudo');
  if (daemons.length === 0) return [];
  const folders = await namesOf(buildDir);
  const states = await Promise.all(daemons.map(({ pid }) => variableOf(pid, 'PSEUDO_LOCALSTATEDIR')));
  return daemons.filter((_, index) => folders.some((folder) => states[index]?.startsWith(folder + sep)));
}

async function namesOf(folder: string): Promise<readonly string[]> {
  const path = resolve(folder);
  return [path, await realpath(path).catch(() => path)];
}
