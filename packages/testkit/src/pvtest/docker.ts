/**
 * A stand-in for docker that runs the tester of a pvtest distro, for tests of what calls its `test.docker.sh`.
 *
 *     const docker = await installPvtestDocker(path.join(root, 'bin'));
 *     await writeDistro(path.join(root, 'distro'), {
 *       tests: [{ id: 'local/core/x', behaviour: { end: 'fail', diff: '1c1\n< a\n---\n> b\n' } }],
 *     });
 *     // Run <root>/distro/test.docker.sh with docker.folder first on the PATH, and TMPDIR=<root>/tmp.
 *     await docker.close();
 *
 * The state of the daemon is below the folder: every folder is a daemon of its own. Containers are process trees of a
 * session of their own. They hold no file of the client open, survive it, and run as the user of the client.
 *
 * The behaviour of a test is the file `stand-in.json` beside its test.json: see `Behaviour`. It prints what pvtest-run
 * prints, does the `steps`, and then ends as `end` says. Tests are gated without sleeping: `{ touch: file }` tells that a
 * step is reached, `{ until: file }` waits for a file that the test makes. `tries` has one entry for each try. Tries are
 * counted by daemon and test id, over all workspaces and copies of the distro.
 *
 * `--entrypoint chmod` and the like are really run, with the paths of the mounts mapped to those of the host; all other
 * absolute paths lead into an empty folder of the container. `faults()` says what is to go wrong: see `Faults`.
 *
 * Inside: the distro is /pvtest, the storage of a test /storage, its valgrind logs /tmp/valgrind.
 */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Call, callsIn, installProgram } from '../kas/install.ts';

const ENGINE = fileURLToPath(new URL('./engine/', import.meta.url));
const POLL_MS = 50;
const run = promisify(execFile);

/** A command by its name in the docker CLI; `ps` stands for `container ls`, `images` and `rmi` for those of `image`. */
export type Command =
  | 'version'
  | 'info'
  | 'load'
  | 'images'
  | 'rmi'
  | 'tag'
  | 'image inspect'
  | 'ps'
  | 'inspect'
  | 'container inspect'
  | 'rm'
  | 'stop'
  | 'kill'
  | 'wait'
  | 'logs'
  | 'network ls'
  | 'network inspect'
  | 'network create'
  | 'network rm'
  | 'run';

/** An error of a command: the daemon's text, or a whole one (`bare`), for the first `times` calls or for all. */
export interface CommandFault {
  readonly text: string;
  readonly bare?: boolean;
  /** Default: 125 for `run`, else 1. */
  readonly code?: number;
  readonly times?: number;
}

/** What goes wrong. Nothing that is left out does. */
export interface Faults {
  /** No daemon, or one whose socket the user must not use. */
  readonly daemon?: 'down' | 'denied';
  /** Commands that never end. SIGTERM ends them. */
  readonly hang?: readonly Command[];
  readonly fail?: Readonly<Partial<Record<Command, string | CommandFault>>>;
  /** Milliseconds before a command does anything: of all commands, or by command. */
  readonly slow?: number | Readonly<Partial<Record<Command, number>>>;
  /** Programs of `--entrypoint` that do nothing but print this on stderr and end with `code`, 1 by default. */
  readonly entrypoints?: Readonly<Record<string, { readonly text: string; readonly code?: number }>>;
}

/** A container that is there, whether it runs or not. */
export interface Container {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly status: 'created' | 'running' | 'exited';
  /** Of its first process, on this machine; 0 where it does not run. */
  readonly pid: number;
  readonly env: Readonly<Record<string, string>>;
  readonly mounts: readonly {
    readonly source: string;
    readonly target: string;
    readonly writable: boolean;
  }[];
  /** Of its test, from 0. */
  readonly try: number;
}

/** An image that was loaded. */
export interface Image {
  readonly id: string;
  /** Such as `pantavisor-appengine:latest`. */
  readonly tags: readonly string[];
}

export interface PvtestDocker {
  /** The command. */
  readonly path: string;
  /** Its folder, for the PATH. */
  readonly folder: string;
  /** All calls, oldest first. */
  calls(): Promise<readonly Call[]>;
  /** All containers, the newest first. Faults do not matter here. */
  containers(): Promise<readonly Container[]>;
  images(): Promise<readonly Image[]>;
  /** The names of the networks that were created. */
  networks(): Promise<readonly string[]>;
  /** Replaces the faults, from the next call on. */
  faults(faults: Faults): Promise<void>;
  /** Resolves with the container that fits, as soon as there is one. */
  until(fits: (container: Container) => boolean): Promise<Container>;
  /** Resolves with the running container of a test, as soon as there is one. */
  running(testId: string): Promise<Container>;
  /** Runs the command, and resolves with its standard output. Rejects where it fails. */
  command(...args: readonly string[]): Promise<string>;
  /** Removes all containers, and with them their processes. */
  close(): Promise<void>;
}

interface State {
  readonly containers: readonly Inspected[];
  readonly images: Readonly<Record<string, { readonly tags: readonly string[] }>>;
  readonly networks: readonly { readonly name: string }[];
}

interface Inspected {
  readonly Id: string;
  readonly Name: string;
  readonly State: { readonly Status: Container['status']; readonly Pid: number };
  readonly Config: { readonly Image: string; readonly Env: readonly string[] };
  readonly Mounts: readonly { readonly Source: string; readonly Destination: string; readonly RW: boolean }[];
  readonly try: number;
}

/** Installs `docker` and its daemon into `folder`. `images`: names of those that are there, whose programs only wait. */
export async function installPvtestDocker(
  folder: string,
  options: { readonly faults?: Faults; readonly images?: readonly string[] } = {},
): Promise<PvtestDocker> {
  const program = await installProgram(ENGINE, folder, 'docker', {}, await plainPython());
  const states = path.join(folder, 'state');
  await mkdir(states, { recursive: true });
  await chmod(states, 0o777);
  await writeFile(path.join(states, 'lock'), '', { mode: 0o666 });

  const command = async (...args: readonly string[]): Promise<string> =>
    (await run(program, args, { maxBuffer: 2 ** 28 })).stdout;
  const state = async (): Promise<State> => JSON.parse(await command('stand-in', 'state')) as State;
  const containers = async (): Promise<readonly Container[]> => (await state()).containers.map(read);
  const faults = async (wanted: Faults): Promise<void> => {
    const partial = path.join(states, 'faults.json.new');
    await writeFile(partial, JSON.stringify(wanted));
    await rename(partial, path.join(states, 'faults.json'));
  };
  const until = async (fits: (container: Container) => boolean): Promise<Container> => {
    for (;;) {
      const found = (await containers()).find(fits);
      if (found) return found;
      await delay(POLL_MS);
    }
  };
  await faults(options.faults ?? {});
  const there = (options.images ?? []).map((name) => [
    `sha256:${createHash('sha256').update(name).digest('hex')}`,
    { tags: [name.includes(':') ? name : `${name}:latest`], created: '2026-01-01T00:00:00.000000000Z' },
  ]);
  await writeFile(path.join(states, 'images.json'), JSON.stringify(Object.fromEntries(there)));
  return {
    path: program,
    folder,
    command,
    containers,
    faults,
    until,
    calls: () => callsIn(folder),
    images: async () => Object.entries((await state()).images).map(([id, { tags }]) => ({ id, tags })),
    networks: async () => (await state()).networks.map(({ name }) => name),
    running: (testId) =>
      until(({ status, env }) => status === 'running' && env['TEST_PATH']?.endsWith(`/${testId}`) === true),
    async close() {
      await command('stand-in', 'clear');
    },
  };
}

function read(inspected: Inspected): Container {
  return {
    id: inspected.Id,
    name: inspected.Name.slice(1),
    image: inspected.Config.Image,
    status: inspected.State.Status,
    pid: inspected.State.Pid,
    env: Object.fromEntries(inspected.Config.Env.map((pair) => splitAt(pair, pair.indexOf('=')))),
    mounts: inspected.Mounts.map(({ Source, Destination, RW }) => ({
      source: Source,
      target: Destination,
      writable: RW,
    })),
    try: inspected.try,
  };
}

function splitAt(text: string, position: number): readonly [string, string] {
  return [text.slice(0, position), text.slice(position + 1)];
}

let python: Promise<string> | undefined;

/** The interpreter itself, which starts faster than the wrappers that some machines have on the PATH. It is asked once. */
function plainPython(): Promise<string> {
  python ??= run('python3', ['-c', 'import sys; print(sys.executable)']).then(
    ({ stdout }) => `#!${stdout.trim()} -IS`,
  );
  return python;
}
