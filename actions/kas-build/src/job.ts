import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { findKas } from '@pv-actions/core/kas/find-kas.ts';
import type { KasProgram } from '@pv-actions/core/kas/kas-program.ts';
import { type CacheMode, cacheModeOf } from './cache-mode.ts';
import type { CacheFolders } from './caches.ts';
import { checkConfig } from './configuration.ts';
import type { Inputs } from './inputs.ts';
import { noticeOfShallow } from './shallow-checkout.ts';
import { asUser, type BuildUser, buildUser } from './user/build-user.ts';

/** The directories of a build. Absolute paths. */
export interface BuildDirs {
  /** The one that kas runs in. */
  readonly cwd: string;
  /** KAS_WORK_DIR: where kas clones to. */
  readonly workDir: string;
  /** KAS_BUILD_DIR: bitbake's TOPDIR. */
  readonly buildDir: string;
  /** The top of the repository that holds the configuration: the nearest folder with a `.git`. */
  readonly repoDir: string;
}

/** What is built, where, by which kas and as whom. */
export interface Job {
  readonly given: Inputs;
  readonly dirs: BuildDirs;
  readonly program: KasProgram;
  readonly user: BuildUser | undefined;
  readonly cacheMode: CacheMode;
  /** The shared folders that the inputs name, or the job's variables do. */
  readonly shared: CacheFolders;
}

/**
 * Finds the directories, the user and the kas that the inputs name.
 *
 * @throws UserError when one of them, or a file of the configuration, is missing, or this kas cannot do what is asked.
 */
export async function openJob(given: Inputs, deps: Deps): Promise<Job> {
  const { env } = deps;
  const cwd = resolve(given['working-directory']);
  await checkConfig(given.config, cwd);
  const dirs = await buildDirs(given.config, cwd, env);
  const user = await buildUser(given['build-user'], deps);
  const program = await findKas(given.kas, cwd, deps, (argv) => asUser(user, argv));
  const absolute = (path: string | undefined): string | undefined => (path ? resolve(cwd, path) : undefined);
  const job = {
    given,
    dirs,
    program,
    user,
    cacheMode: cacheModeOf(given['cache-mode'], deps),
    shared: {
      sstateDir: absolute(given['sstate-dir'] ?? env['SSTATE_DIR']),
      dlDir: absolute(given['dl-dir'] ?? env['DL_DIR']),
    },
  };
  checkAbilities(job, env);
  await noticeOfShallow(dirs, deps);
  return job;
}

async function buildDirs(config: string, cwd: string, env: Deps['env']): Promise<BuildDirs> {
  const workDir = resolve(cwd, env['KAS_WORK_DIR'] || '.');
  const buildDir = resolve(cwd, env['KAS_BUILD_DIR'] || join(workDir, 'build'));
  const first = dirname(resolve(cwd, config.split(':')[0] ?? ''));
  for (let repoDir = first; ; repoDir = dirname(repoDir)) {
    const isTop = (await stat(join(repoDir, '.git')).catch(() => undefined)) !== undefined;
    if (isTop) return { cwd, workDir, buildDir, repoDir };
    if (repoDir === dirname(repoDir)) return { cwd, workDir, buildDir, repoDir: first };
  }
}

/** @throws UserError with each input that this kas, or this user, cannot serve. */
function checkAbilities({ given, program, user }: Job, env: Deps['env']): void {
  const asked = [
    ['provenance', given.provenance, program.can.provenance],
    ['clone-depth', given['clone-depth'], program.can.cloneDepth],
    ['premirrors', given.premirrors, program.can.premirrors],
  ] as const;
  const lacking = asked.filter(([, value, can]) => value !== undefined && !can).map(([name]) => name);
  if (lacking.length > 0) {
    throw new UserError(
      `${program.kas} is version ${program.version}, which has nothing for the input ${lacking.join(', nor for ')}.`,
      'Install a newer kas (`pipx install kas`), or leave the input empty.',
    );
  }
  if (given.lock === 'update' && user !== undefined) {
    throw new UserError(
      `The input lock is "update", but the build runs as "${user.name}", to whom the folder of the configuration does not belong.`,
      'Update the lock file in a job without the input build-user, and commit it.',
    );
  }
  const asRoot = user === undefined && process.getuid?.() === 0;
  if (program.kind === 'kas-container' && asRoot && env['KAS_ALLOW_ROOT'] !== 'yes') {
    throw new UserError(
      'kas-container refuses to run as root.',
      'Run the job as a user who is not root and owns the checkout, or hand the checkout to the user of the input build-user first (`chown -R`): git in the container refuses files of somebody else. KAS_ALLOW_ROOT=yes in the env of the step helps only a bitbake that may run as root.',
    );
  }
}
