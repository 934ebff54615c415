import { rm } from 'node:fs/promises';
import { childEnvironment } from '@pv-actions/core/action/child-environment.ts';
import { messageOf } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { Docker } from './docker.ts';
import { isAllOwn } from './workspace-files.ts';

const TESTER = 'pantavisor-appengine-tester';
/** The devices' disks of hundreds of tests. */
const CHOWN_SECONDS = 300;

/**
 * Makes what containers left in a folder ours: it belongs to root, and may be readable by nobody else. A container of the tester image
 * does it; sudo only where that fails. What fails is a warning: results are not lost for it.
 */
export async function takeOver(
  folder: string,
  docker: Docker,
  deps: Pick<Deps, 'exec' | 'env' | 'log'>,
  { uid, gid } = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 },
): Promise<void> {
  if (uid === 0 || (await isAllOwn(folder, uid))) return;
  const owner = `${uid}:${gid}`;
  const mount = `${folder}:/workspace`;
  // Where the image is gone docker would ask a registry for the name.
  const options = [
    '--rm',
    '--pull',
    'never',
    '--network',
    'none',
    '--entrypoint',
    'chown',
    '--volume',
    mount,
  ];
  const byContainer = await docker(['run', ...options, TESTER, '-hR', owner, '/workspace'], CHOWN_SECONDS);
  if (byContainer.code === 0) return;
  const { code } = await deps
    .exec(['sudo', '-n', 'chown', '-hR', owner, folder], {
      env: childEnvironment(deps.env),
      timeLimitSeconds: CHOWN_SECONDS,
    })
    .catch(() => ({ code: 1 }));
  if (code === 0) return;
  deps.log.warning(
    `The files of root in ${folder} could not be taken over, neither by a container (${byContainer.error}) nor by sudo.`,
  );
}

/** Removes a file of the run, or a folder that `takeOver` was called for. What fails is a warning. */
export async function removeFile(path: string, { log }: Pick<Deps, 'log'>): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch((thrown: unknown) =>
    log.warning(`${path} could not be removed: ${messageOf(thrown)}`),
  );
}
