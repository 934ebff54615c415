import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { type ContainerFolders, toHostPaths } from '@pv-actions/core/kas/container-paths.ts';
import type { KasProgram } from '@pv-actions/core/kas/kas-program.ts';
import type { CacheFolders, Caches } from './caches.ts';
import type { Job } from './job.ts';
import type { RunningBuild } from './stop/build-processes.ts';

/** The name that the container gets, so that it can be found again, and the engine that kas-container takes. */
export function containerOf(program: KasProgram, env: Deps['env']): RunningBuild['container'] {
  if (program.kind === 'kas') return undefined;
  const onPath = (name: string): boolean =>
    (env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
  const engine =
    env['KAS_CONTAINER_ENGINE'] || env['KAS_DOCKER_ENGINE'] || (onPath('docker') ? 'docker' : 'podman');
  return { engine, name: `pv-kas-build-${randomUUID().slice(0, 8)}` };
}

/** What kas-container mounts; undefined for kas. */
export function containerFolders(
  { given, place, program }: Job,
  caches: CacheFolders & Partial<Pick<Caches, 'mounts'>>,
  env: Deps['env'],
): ContainerFolders | undefined {
  if (program.kind === 'kas') return undefined;
  const { workDir, buildDir, repoDir, cwd } = place;
  const { sstateDir, dlDir, mounts } = caches;
  const repoRefDir = given['repo-ref-dir'] ?? (env['KAS_REPO_REF_DIR'] || undefined);
  const references = repoRefDir === undefined ? undefined : resolve(cwd, repoRefDir);
  return { workDir, buildDir, repoDir, sstateDir, dlDir, repoRefDir: references, mounts };
}

/** A function that turns the paths of a build's container, anywhere in a text, into those of the host. */
export function toHostOf(container: ContainerFolders | undefined): (text: string) => string {
  return container === undefined ? (text) => text : toHostPaths(container);
}
