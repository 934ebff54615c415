import { readlink, realpath } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { type RunningProgram, withoutGuard } from '@pv-actions/core/action/foreign-program.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import {
  argvOf,
  familyOf,
  isAlive,
  listProcesses,
  type Process,
  programOf,
  variableOf,
} from '@pv-actions/core/action/process-tree.ts';

/** A build that was started, as its processes are found again: also by another process, later. */
export interface RunningBuild extends RunningProgram {
  /** Absolute; holds `bitbake.lock`. */
  readonly buildDir: string;
  /** Where kas runs in a container: `docker` or `podman`, and the container's name. */
  readonly container?: { readonly engine: string; readonly name: string };
}

/** The processes of one build. What was seen once is recognised after its parent has ended. */
export interface BuildProcesses {
  /** Those that run now: see `withoutGuard`. */
  list(): Promise<readonly Process[]>;
  /** Takes the servers of the build folder in. They are daemons: neither descendants nor of the session. */
  findServers(): Promise<void>;
  /** Those that run now below the leader or in its session: kas, and bitbake's own process, but no server. */
  listClientSide(): Promise<readonly Process[]>;
  /** bitbake's own processes: what takes interrupts. */
  listClients(): Promise<readonly Process[]>;
}

/** Follows the processes of `build`. Finds none of a process that has the leader's pid but started later. */
export function buildProcesses(build: RunningBuild): BuildProcesses {
  const seen = new Map([[build.pid, build.startTime]]);
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
