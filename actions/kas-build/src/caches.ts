import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { cacheSettings } from '@pv-actions/core/kas/cache-settings.ts';
import type { KasProgram } from '@pv-actions/core/kas/kas-program.ts';
import type { Inputs } from './inputs.ts';
import type { BitbakeVariables } from './kas.ts';
import type { Place } from './place.ts';
import { realPath } from './user/hand-over.ts';

export type CacheMode = 'read-only' | 'read-write';

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

/** The shared folders that the inputs name, or the job's variables do. */
export function cacheFolders(given: Inputs, place: Place, env: Deps['env']): CacheFolders {
  const absolute = (path: string | undefined): string | undefined =>
    path === undefined || path === '' ? undefined : resolve(place.cwd, path);
  return {
    sstateDir: absolute(given['sstate-dir'] ?? env['SSTATE_DIR']),
    dlDir: absolute(given['dl-dir'] ?? env['DL_DIR']),
  };
}

/** `auto` is read-only for the events that can carry code of others. */
export function cacheModeOf(given: 'auto' | CacheMode, eventName: string | undefined): CacheMode {
  if (given !== 'auto') return given;
  return eventName === 'pull_request' || eventName === 'pull_request_target' ? 'read-only' : 'read-write';
}

/**
 * The caches of a build that may write to them: what the inputs say.
 *
 * @param wanted the folders and mirrors of the inputs
 */
export function sharedCaches(wanted: {
  readonly sstateDir: string | undefined;
  readonly dlDir: string | undefined;
  readonly sstateMirrors: string | undefined;
  readonly program: KasProgram;
}): Caches {
  const { sstateDir, dlDir, sstateMirrors, program } = wanted;
  const settings =
    sstateMirrors === undefined || program.can.sstateMirrors
      ? undefined
      : cacheSettings({ readOnly: false, sstateMirrors });
  return { sstateDir, dlDir, settings, mounts: {} };
}

/**
 * The caches of a build that must not write to shared ones: they become mirrors, and the build writes below its build
 * folder. A folder that lies there anyway is the build's own, unless it is a link to somewhere else.
 */
export async function privateCaches(facts: {
  readonly bitbake: BitbakeVariables;
  readonly sstateDir: string | undefined;
  readonly dlDir: string | undefined;
  readonly sstateMirrors: string | undefined;
  readonly buildDir: string;
  readonly program: KasProgram;
}): Promise<Caches> {
  const { buildDir, bitbake, program } = facts;
  const inContainer = program.kind === 'kas-container';
  const sstate = await split(facts.sstateDir ?? bitbake.SSTATE_DIR, buildDir, 'sstate');
  const downloads = await split(facts.dlDir ?? bitbake.DL_DIR, buildDir, 'downloads');
  const seen = (path: string | undefined, mount: string): string | undefined =>
    path !== undefined && inContainer ? mount : path;
  const mounts = [sstate, downloads].flatMap(({ shared }, index) =>
    shared === undefined ? [] : [[MOUNTS[index] ?? '', shared] as const],
  );
  return {
    sstateDir: sstate.own,
    dlDir: downloads.own,
    settings: cacheSettings({
      readOnly: true,
      privateSstateDir: inContainer ? '/sstate' : sstate.own,
      privateDlDir: inContainer ? '/downloads' : downloads.own,
      sharedSstateDir: seen(sstate.shared, MOUNTS[0]),
      sharedDlDir: seen(downloads.shared, MOUNTS[1]),
      sstateMirrors: facts.sstateMirrors,
    }),
    mounts: inContainer ? Object.fromEntries(mounts) : {},
  };
}

const MOUNTS = ['/pv-shared/sstate', '/pv-shared/downloads'] as const;

async function split(
  folder: string | undefined,
  buildDir: string,
  name: string,
): Promise<{ readonly own: string; readonly shared: string | undefined }> {
  const own = join(buildDir, `private-${name}`);
  if (folder === undefined) return { own, shared: undefined };
  const within = (await realPath(folder)).startsWith(`${await realPath(buildDir)}${sep}`);
  if (within) return { own: folder, shared: undefined };
  return { own, shared: existsSync(folder) ? folder : undefined };
}

/** The options of the engine for `mounts`. */
export function mountArgs(mounts: Caches['mounts']): string[] {
  return Object.entries(mounts).flatMap(([container, host]) => ['-v', `${host}:${container}:ro`]);
}

/** Where bitbake finds the settings, and what kas-container must mount for that. */
export interface SettingsFile {
  /** bitbake's arguments. */
  readonly bitbakeArgs: readonly string[];
  readonly mounts: Caches['mounts'];
}

/**
 * Writes the settings into the folder of the run. In the build folder, which the configuration can write to, the file
 * could be a link to anywhere.
 */
export function writeSettings(
  settings: string | undefined,
  runFolder: string,
  program: KasProgram,
): SettingsFile {
  if (settings === undefined) return { bitbakeArgs: [], mounts: {} };
  const file = join(runFolder, 'bitbake.conf');
  writeFileSync(file, settings);
  return program.kind === 'kas'
    ? { bitbakeArgs: ['-R', file], mounts: {} }
    : { bitbakeArgs: ['-R', MOUNTED_SETTINGS], mounts: { [MOUNTED_SETTINGS]: file } };
}

const MOUNTED_SETTINGS = '/pv-shared/bitbake.conf';
