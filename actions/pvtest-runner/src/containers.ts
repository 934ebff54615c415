import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import type { Docker } from './docker.ts';

interface Container {
  readonly id: string;
  readonly name: string;
  /** Where its mounts are on the host. */
  readonly sources: readonly string[];
  /** Where the test that it runs is in it, as `/pvtest/./local/core/x`; undefined for another container. */
  readonly testPath: string | undefined;
}

/** How the containers of a run are told from others. */
export interface Ownership {
  /** Absolute: the workspaces and distros of the run. A container that mounts something below them is the run's. */
  readonly folders: readonly string[];
  /**
   * For a run with netsim: the ids of the access points that were there before it. Those containers mount nothing; one that came since is
   * the run's, which holds the lock of the host.
   */
  readonly accessPoints?: readonly string[] | undefined;
}

/** The containers of a run. Nothing else on the host is touched. */
export interface OwnContainers {
  /** Removes those that are there, running or not. @returns their names. */
  remove(): Promise<string[]>;
  /** Removes the one that runs the test `id`. False when there is none, or docker does not remove it. */
  removeTest(id: string): Promise<boolean>;
}

/** Docker's template: one container a line, and of its environment nothing but the test's path is kept. */
const FORMAT =
  '{"id":{{json .Id}},"name":{{json .Name}},"mounts":{{json .Mounts}},"env":{{json .Config.Env}}}';
const TEST_PATH = 'TEST_PATH=';
/** With the user before the slot in later generations. */
const ACCESS_POINT = /^pantavisor-netsim-(?:.*-)?\d+$/;

/**
 * The ids of the containers on the host that netsim takes for its access points.
 *
 * @throws UserError when docker does not list them: all of them would be taken for new ones.
 */
export async function listAccessPoints(docker: Docker): Promise<string[]> {
  const format = ['--no-trunc', '--format', '{{.ID}} {{.Names}}'];
  const listed = await docker(['ps', '--all', '--filter', 'name=pantavisor-netsim-', ...format]);
  const { code, lines, error } = listed;
  if (code !== 0)
    throw new UserError(`docker does not list its containers: ${error}`, 'Look at the Docker daemon.');
  const named = lines.map((line) => line.trim().split(' '));
  return named.filter(([, name = '']) => ACCESS_POINT.test(name)).map(([id = '']) => id);
}

export function ownContainers(docker: Docker, { folders, accessPoints }: Ownership, log: Log): OwnContainers {
  const isOwnAccessPoint = ({ id, name }: Container): boolean =>
    accessPoints !== undefined && ACCESS_POINT.test(name) && !accessPoints.includes(id);

  async function list(): Promise<Container[]> {
    const roots = await realFolders(folders);
    const isBelow = (path: string): boolean =>
      roots.some((root) => path === root || path.startsWith(root + sep));
    const { code, lines: ids, error } = await docker(['ps', '--all', '--quiet', '--no-trunc']);
    if (code !== 0)
      log.warning(`docker does not list its containers, and some of the run may be left: ${error}`);
    if (ids.length === 0) return [];
    // One that ends in between makes docker fail, and the others are printed.
    const { lines } = await docker(['container', 'inspect', '--format', FORMAT, ...ids]);
    return lines
      .map(parse)
      .filter((each) => each !== undefined)
      .filter((each) => each.sources.some(isBelow) || isOwnAccessPoint(each));
  }
  /** False, and a warning, when docker does not remove them. */
  async function removeAll(containers: readonly Container[]): Promise<boolean> {
    if (containers.length === 0) return true;
    const { code, error } = await docker(['rm', '--force', '--volumes', ...containers.map(({ id }) => id)]);
    // Without --rm it would be an error that it is gone already.
    if (code === 0 || /no such container|already in progress/i.test(error)) return true;
    const names = shortList(
      containers.map(({ name }) => name),
      ', ',
    );
    log.warning(`Not all containers of the run could be removed (${names}): ${error}`);
    return false;
  }
  return {
    async remove() {
      const containers = await list();
      await removeAll(containers);
      return containers.map(({ name }) => name);
    },
    async removeTest(id) {
      const containers = (await list()).filter(({ testPath }) => testPath?.endsWith(`/${id}`) === true);
      return containers.length > 0 && (await removeAll(containers));
    },
  };
}

function parse(line: string): Container | undefined {
  try {
    const { id, name, mounts, env } = JSON.parse(line) as {
      readonly id: string;
      readonly name: string;
      readonly mounts: readonly { readonly Source?: string }[] | null;
      readonly env: readonly string[] | null;
    };
    const path = env?.find((variable) => variable.startsWith(TEST_PATH))?.slice(TEST_PATH.length);
    return {
      id,
      name: name.replace(/^\//, ''),
      sources: (mounts ?? []).map(({ Source }) => Source ?? ''),
      testPath: path,
    };
  } catch {
    return undefined;
  }
}

/** The folders under both of their names, where a link leads to them. */
async function realFolders(folders: readonly string[]): Promise<string[]> {
  const real = await Promise.all(folders.map((path) => realpath(path).catch(() => path)));
  return [...new Set([...folders, ...real])];
}
