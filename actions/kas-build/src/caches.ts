import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { cacheSettings } from '@pv-actions/core/yocto/cache-settings.ts';
import type { KasProgram } from '@pv-actions/core/yocto/kas-program.ts';
import { realPath } from './hand-over.ts';
import type { BitbakeVariables } from './kas.ts';

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

/**
 * Writes the settings into the build folder, where kas-container's build sees them too.
 *
 * @returns bitbake's arguments to read them.
 */
export function writeSettings(settings: string | undefined, buildDir: string, program: KasProgram): string[] {
  if (settings === undefined) return [];
  mkdirSync(buildDir, { recursive: true });
  writeFileSync(join(buildDir, SETTINGS), settings);
  return ['-R', program.kind === 'kas-container' ? `/build/${SETTINGS}` : join(buildDir, SETTINGS)];
}

const SETTINGS = 'pv-actions.conf';
