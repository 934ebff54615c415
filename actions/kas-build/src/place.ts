import { join, resolve } from 'node:path';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { repositoryOf } from './configuration.ts';

/** Where a build happens. Absolute paths. */
export interface Place {
  /** The folder that kas runs in. */
  readonly cwd: string;
  /** KAS_WORK_DIR: where kas clones to. */
  readonly workDir: string;
  /** KAS_BUILD_DIR: bitbake's TOPDIR. */
  readonly buildDir: string;
  /** The top of the repository that holds the configuration. */
  readonly repoDir: string;
}

/** The folders of a build, from where kas takes them. */
export async function placeOf(config: string, cwd: string, env: Deps['env']): Promise<Place> {
  const workDir = resolve(cwd, env['KAS_WORK_DIR'] || '.');
  const buildDir = resolve(cwd, env['KAS_BUILD_DIR'] || join(workDir, 'build'));
  return { cwd, workDir, buildDir, repoDir: await repositoryOf(config, cwd) };
}
