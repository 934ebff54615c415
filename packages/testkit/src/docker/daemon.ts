import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe } from '@jest/globals';
import { needed } from '../needing.ts';
import { startByScript } from '../service-script.ts';

const SCRIPT = fileURLToPath(new URL('../../../../scripts/docker-daemon', import.meta.url));

/** A real Docker daemon of its own, which has no image in the beginning, and no registry. */
export interface DockerDaemon {
  /** A folder of the daemon's, which goes with it. */
  readonly dir: string;
  /** Its UNIX socket, which root may use. */
  readonly socket: string;
  /** What a `docker` on the PATH needs to find it. */
  readonly env: { readonly DOCKER_HOST: string };
  /** Runs the `docker` of the PATH, and resolves with its standard output. Rejects where it fails. */
  command(...args: readonly string[]): Promise<string>;
  /** The names of all containers, running or not. */
  containers(): Promise<readonly string[]>;
  /** The pids of this machine's processes that are in its containers. */
  processes(): readonly number[];
  /** Ends all containers, and the daemon. */
  close(): Promise<void>;
}

/** `describe` of tests that need `startDocker`; skipped where it cannot run, but never in CI. */
export function describeDocker(name: string, tests: () => void): void {
  const title = `${name} (needs root, docker.io and iptables)`;
  if (needed(SCRIPT, ['check'])) describe(title, tests);
  else describe.skip(title, tests);
}

/** Starts one (see `scripts/docker-daemon`; 1 to 2 s). It goes down as `startByScript` says, and rejects as it does. */
export async function startDocker(): Promise<DockerDaemon> {
  const { dir, value, close } = await startByScript(SCRIPT, 'docker');
  const env = { DOCKER_HOST: value('DOCKER_HOST') };
  const command = async (...args: readonly string[]): Promise<string> =>
    (await promisify(execFile)('docker', args, { env: { ...process.env, ...env } })).stdout;
  return {
    dir,
    socket: join(dir, 'docker.sock'),
    env,
    command,
    containers: async () =>
      (await command('ps', '--all', '--format', '{{.Names}}')).split('\n').filter((name) => name !== ''),
    processes: () => pidsBelow(`/docker-daemon${dir.replaceAll('/', '-')}/`),
    close,
  };
}

/** Of the processes in a cgroup whose path has this part. */
function pidsBelow(part: string): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => cgroupsOf(pid).includes(part)).map(Number);
}

function cgroupsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, 'utf8');
  } catch {
    // It has ended in between.
    return '';
  }
}
