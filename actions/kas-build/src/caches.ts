import { existsSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { cacheSettings } from '@pv-actions/core/kas/cache-settings.ts';
import { pathInContainer } from '@pv-actions/core/kas/container-paths.ts';
import type { KasProgram } from '@pv-actions/core/kas/kas-program.ts';
import { copyEquivalences, hasEquivalences } from './equivalences.ts';
import type { Job } from './job.ts';
import type { BitbakeVariables } from './kas.ts';
import { realPath } from './user/hand-over.ts';

/** Where the build keeps sstate and downloads, and what kas must be told for it. */
export interface Caches {
  readonly sstateDir: string | undefined;
  readonly dlDir: string | undefined;
  /** A bitbake configuration file that is read after all others. */
  readonly settings: string | undefined;
  /** Mounts for kas-container, beside its own: the path in the container to that of the host. Read-only. */
  readonly mounts: Readonly<Record<string, string>>;
}

export type CacheFolders = Pick<Caches, 'sstateDir' | 'dlDir'>;

/** Whether bitbake is given a file of settings, which the user of the build has to reach; kas-container mounts it. */
export function needsSettings({ given, program, cacheMode }: Job): boolean {
  const hasMirrors = given['sstate-mirrors'] !== undefined && !program.can.sstateMirrors;
  return program.kind === 'kas' && (cacheMode === 'read-only' || hasMirrors);
}

/** The caches of a build that may write to the shared folders: what the inputs say. */
export function sharedCaches({ given, shared, program }: Job): Caches {
  const sstateMirrors = given['sstate-mirrors'];
  const settings =
    sstateMirrors === undefined || program.can.sstateMirrors
      ? undefined
      : cacheSettings({ readOnly: false, sstateMirrors });
  return { ...shared, settings, mounts: {} };
}

/**
 * The caches of a build that must not write to shared ones: they become mirrors, and the build writes below its build
 * folder, where it gets a copy of the shared hash equivalences. A folder that lies there anyway is the build's own, unless it is a link
 * to somewhere else.
 */
export async function privateCaches(job: Job, bitbake: BitbakeVariables, deps: Deps): Promise<Caches> {
  const { buildDir, workDir } = job.dirs;
  const inContainer = job.program.kind === 'kas-container';
  const sstate = await split(job.shared.sstateDir ?? bitbake.SSTATE_DIR, buildDir, 'sstate');
  const downloads = await split(job.shared.dlDir ?? bitbake.DL_DIR, buildDir, 'downloads');
  const seen = (path: string | undefined, mount: string): string | undefined =>
    path !== undefined && inContainer ? mount : path;
  const folders = { workDir: await realPath(workDir), buildDir: await realPath(buildDir) };
  const seenOwn = async (path: string): Promise<string> =>
    inContainer ? pathInContainer(folders, await realPath(path)) : path;
  const mounts = [sstate, downloads].flatMap(({ shared }, index) =>
    shared === undefined ? [] : [[MOUNTS[index] ?? '', shared] as const],
  );
  return {
    sstateDir: sstate.own,
    dlDir: downloads.own,
    settings: cacheSettings({
      readOnly: true,
      privateSstateDir: await seenOwn(sstate.own),
      privateDlDir: await seenOwn(downloads.own),
      sharedSstateDir: seen(sstate.shared, MOUNTS[0]),
      sharedDlDir: seen(downloads.shared, MOUNTS[1]),
      sstateMirrors: job.given['sstate-mirrors'],
      hasEquivalences: await keepEquivalences(job, bitbake, sstate, deps),
    }),
    mounts: inContainer ? Object.fromEntries(mounts) : {},
  };
}

/** Whether the private sstate has the hash equivalences of the shared one, or of the folder that the configuration names for them. */
async function keepEquivalences(
  { given, dirs, user }: Job,
  { BB_HASHSERVE_DB_DIR: asked, SSTATE_DIR }: BitbakeVariables,
  sstate: Split,
  deps: Deps,
): Promise<boolean> {
  // The configuration's own SSTATE_DIR is not the one that an input names.
  const named = [given.env['BB_HASHSERVE_DB_DIR'], asked === SSTATE_DIR ? undefined : asked, sstate.shared];
  for (const folder of named) {
    if (folder === undefined || !(await hasEquivalences(folder))) continue;
    if (await isWithin(folder, dirs.buildDir)) return false;
    return copyEquivalences(folder, sstate.own, user, deps);
  }
  return false;
}

const MOUNTS = ['/pv-shared/sstate', '/pv-shared/downloads'] as const;

/** A cache: the folder that the build writes to, and the shared one that it takes from. */
interface Split {
  readonly own: string;
  readonly shared: string | undefined;
}

async function split(folder: string | undefined, buildDir: string, name: string): Promise<Split> {
  const own = join(buildDir, `private-${name}`);
  if (folder === undefined) return { own, shared: undefined };
  if (await isWithin(folder, buildDir)) return { own: folder, shared: undefined };
  return { own, shared: existsSync(folder) ? folder : undefined };
}

async function isWithin(folder: string, buildDir: string): Promise<boolean> {
  return (await realPath(folder)).startsWith(`${await realPath(buildDir)}${sep}`);
}

/** The options of the engine for `mounts`. */
export function mountArgs(mounts: Caches['mounts']): string[] {
  return Object.entries(mounts).flatMap(([container, host]) => ['-v', `${host}:${container}:ro`]);
}

/**
 * Writes the settings into the folder of the run. In the build folder, which the configuration can write to, the file
 * could be a link to anywhere.
 *
 * @returns the arguments by which bitbake finds them, and what kas-container must mount for that.
 */
export function writeSettings(
  settings: string | undefined,
  runFolder: string,
  program: KasProgram,
): { readonly bitbakeArgs: readonly string[]; readonly mounts: Caches['mounts'] } {
  if (settings === undefined) return { bitbakeArgs: [], mounts: {} };
  const file = join(runFolder, 'bitbake.conf');
  writeFileSync(file, settings);
  return program.kind === 'kas'
    ? { bitbakeArgs: ['-R', file], mounts: {} }
    : { bitbakeArgs: ['-R', MOUNTED_SETTINGS], mounts: { [MOUNTED_SETTINGS]: file } };
}

const MOUNTED_SETTINGS = '/pv-shared/bitbake.conf';
