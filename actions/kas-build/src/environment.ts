import { resolve } from 'node:path';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { kasEnvironment } from '@pv-actions/core/kas/kas-environment.ts';
import { declaredEnv } from './configuration.ts';
import type { Job } from './job.ts';
import type { Environment } from './kas-runner.ts';
import { userEnvironment } from './user/build-user.ts';

/** The variables of kas, and how those of the input `env` get into its container. */
export interface KasVariables {
  readonly env: Environment;
  readonly runtimeArgs: readonly string[];
  /** Sentences on variables that will not arrive. */
  readonly warnings: readonly string[];
}

/**
 * The environment that kas runs in.
 *
 * @param own the cache folders of the build, and what git needs to trust the repository
 */
export async function environmentOf(
  { given, place, program, user }: Job,
  own: {
    readonly sstateDir: string | undefined;
    readonly dlDir: string | undefined;
    readonly gitEnv: Environment;
  },
  env: Deps['env'],
): Promise<KasVariables> {
  const repoRefDir = given['repo-ref-dir'];
  const variables = kasEnvironment({
    program,
    job: env,
    sstateDir: own.sstateDir,
    dlDir: own.dlDir,
    repoRefDir: repoRefDir === undefined ? undefined : resolve(place.cwd, repoRefDir),
    cloneDepth: given['clone-depth'],
    premirrors: given.premirrors,
    sstateMirrors: program.can.sstateMirrors ? given['sstate-mirrors'] : undefined,
    extra: given.env,
    configEnv: await declaredEnv(given.config, place),
  });
  const identity = user === undefined ? {} : userEnvironment(user);
  return { ...variables, env: { ...variables.env, ...identity, ...own.gitEnv } };
}
