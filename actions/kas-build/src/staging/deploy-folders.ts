import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { isBelow } from '@pv-actions/core/action/foreign-file.ts';
import type { DeployFile, DeployListing } from '@pv-actions/core/bitbake/deploy-files.ts';
import type { BitbakeVariables } from '../kas.ts';
import { realPath } from '../user/hand-over.ts';

/** Where a build deployed to. Absolute paths, without links as far as they are there. */
export interface DeployFolders {
  readonly image: string;
  readonly sdk: string;
  readonly cve: string;
  readonly licenses: string;
  readonly cyclonedx: string;
}

/**
 * The folders of the default configuration: what `deploy-dir` says, else what bitbake says, else the only
 * `tmp*` folder of the build folder.
 *
 * @throws UserError when several could be meant.
 */
export async function deployFolders(
  bitbake: BitbakeVariables,
  buildDir: string,
  deployDir: string | undefined,
): Promise<{ folders: DeployFolders; machine: string }> {
  const deploy = deployDir ?? bitbake.DEPLOY_DIR ?? (await onlyDeployFolder(buildDir));
  const machine = await machineOf(deploy, bitbake.MACHINE, deployDir !== undefined);
  const ofBitbake = deployDir === undefined ? bitbake : {};
  const [image, sdk, cve, licenses, cyclonedx] = await Promise.all([
    realPath(ofBitbake.DEPLOY_DIR_IMAGE ?? join(deploy, 'images', machine)),
    realPath(join(deploy, 'sdk')),
    realPath(join(ofBitbake.TMPDIR ?? resolve(deploy, '..'), 'log', 'cve')),
    realPath(join(deploy, 'licenses')),
    realPath(join(deploy, 'cyclonedx-export')),
  ]);
  return { folders: { image, sdk, cve, licenses, cyclonedx }, machine };
}

/** Lists the folders. One that is not there is empty. */
export async function listDeploy(folders: DeployFolders): Promise<DeployListing> {
  const [image, sdk, cve, licenses, cyclonedx] = await Promise.all([
    listFolder(folders.image),
    listFolder(folders.sdk),
    listFolder(folders.cve),
    // The licences of all recipes lie there, too.
    listFolder(folders.licenses, (name) => name.endsWith('.manifest')),
    listFolder(folders.cyclonedx),
  ]);
  return { image, sdk, cve, licenses, cyclonedx };
}

/**
 * Holds the folders against those that a build in a container has: a link that it makes there means a folder of the
 * container, and leads to another one here.
 *
 * @param hosts Real paths.
 * @throws UserError for a folder that lies in none of them.
 */
export function requireWithin(folders: DeployFolders, hosts: readonly string[]): void {
  for (const folder of Object.values(folders)) {
    if (hosts.some((host) => folder === host || isBelow(folder, host))) continue;
    throw new UserError(
      `The deploy folder is ${folder}, links resolved, which is no folder of the container that the build ran in.`,
      'See which link in the build folder leads there, and remove it.',
    );
  }
}

/** A deploy folder that an input names can be one of a multiconfig, with another MACHINE than that of the default configuration. */
async function machineOf(deploy: string, known: string | undefined, isNamed: boolean): Promise<string> {
  if (known === undefined) return onlyMachine(deploy);
  const images = isNamed ? await entries(join(deploy, 'images')) : [];
  const [only] = images.map(({ name }) => name);
  return only !== undefined && images.length === 1 ? only : known;
}

async function onlyDeployFolder(buildDir: string): Promise<string> {
  const names = (await entries(buildDir)).map((entry) => entry.name).filter((name) => name.startsWith('tmp'));
  const found: string[] = [];
  for (const name of names.sort()) {
    if (await isFolder(join(buildDir, name, 'deploy'))) found.push(join(buildDir, name, 'deploy'));
  }
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  throw new UserError(
    first === undefined
      ? `bitbake did not say where it deploys, and ${buildDir} has no tmp*/deploy.`
      : `bitbake did not say where it deploys, and there are several deploy folders:\n${found.join('\n')}`,
    'Name the deploy folder of the default configuration in the input deploy-dir.',
  );
}

async function onlyMachine(deploy: string): Promise<string> {
  const names = (await entries(join(deploy, 'images'))).map((entry) => entry.name).sort();
  const [first] = names;
  if (first !== undefined && names.length === 1) return first;
  throw new UserError(
    `bitbake did not say its MACHINE, and ${join(deploy, 'images')} holds ${names.length} folders${names.length > 0 ? `: ${names.join(', ')}` : ''}.`,
    'Look at the output of bitbake above for the reason.',
  );
}

/**
 * Files below `root`, which has no links in it, links resolved. Links that end outside of it, or nowhere, are left out.
 *
 * @param isWanted says of the name of a file whether it is wanted.
 */
async function listFolder(
  root: string,
  isWanted: (name: string) => boolean = () => true,
): Promise<DeployFile[]> {
  if (!(await isFolder(root))) return [];
  const files: DeployFile[] = [];
  async function walk(at: string): Promise<void> {
    for (const entry of await entries(join(root, at))) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory()) {
        await walk(path);
      } else if (isWanted(entry.name) && entry.isFile()) {
        const changed = await changeOf(join(root, path));
        if (changed !== undefined) files.push({ path, changed });
      } else if (isWanted(entry.name) && entry.isSymbolicLink()) {
        await follow(path);
      }
    }
  }
  async function follow(path: string): Promise<void> {
    const target = await inside(root, path);
    if (target === undefined) return;
    if (!(await isFolder(join(root, target)))) {
      const changed = await changeOf(join(root, target));
      if (changed !== undefined) files.push({ path, target, changed });
      return;
    }
    if (path.includes('/') || path.startsWith(`${target}/`)) return;
    for (const file of await listFolder(join(root, target))) {
      const to = `${target}/${file.target ?? file.path}`;
      files.push({ ...file, path: `${path}/${file.path}`, target: to });
    }
  }
  await walk('');
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The ctime of a file: undefined for one that is gone by now. */
async function changeOf(path: string): Promise<number | undefined> {
  try {
    return (await lstat(path)).ctimeMs;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function inside(root: string, path: string): Promise<string | undefined> {
  try {
    const target = relative(root, await realpath(join(root, path)));
    return target === '' || target === '..' || target.startsWith(`..${sep}`)
      ? undefined
      : target.split(sep).join('/');
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ELOOP') return undefined;
    throw error;
  }
}

async function entries(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}
