import { removeJournal } from '@pv-actions/core/action/journal.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { BuildOptions } from './build.ts';
import {
  type CacheFolders,
  type CacheMode,
  type Caches,
  cacheFolders,
  cacheModeOf,
  mountArgs,
  privateCaches,
  sharedCaches,
  writeSettings,
} from './caches.ts';
import { buildCommands } from './commands.ts';
import { applyLock } from './configuration.ts';
import { containerFolders, containerOf, toHostOf } from './container.ts';
import { environmentOf, type KasVariables } from './environment.ts';
import { takeBack, takeHold } from './hold.ts';
import type { Job } from './job.ts';
import { type Journal, openJournal, type RunRecord } from './journal.ts';
import { askBitbake, type Kas } from './kas.ts';
import { type Environment, kasRunner } from './kas-runner.ts';
import type { RunningBuild } from './stop/build-processes.ts';

/** A build that is ready to run. */
export interface Plan extends Job {
  readonly kas: Kas;
  readonly journal: Journal;
  readonly cacheMode: CacheMode;
  readonly build: BuildOptions;
  /** Turns the paths that kas-container's build prints into those of the host, anywhere in a text. */
  readonly toHost: (text: string) => string;
}

/**
 * Runs `work` with the build prepared: folders, environment, lock and caches. What was changed for this run only is
 * taken back at the end, whatever `work` does.
 */
export async function withPlan<T>(job: Job, deps: Deps, work: (plan: Plan) => Promise<T>): Promise<T> {
  const journal = openJournal(firstRecord(job, deps), deps);
  try {
    const container = containerOf(job.program, deps.env);
    const runner = kasRunner(
      { ...job.place, ...job, container, timeoutMinutes: job.given['timeout-minutes'] },
      journal,
      deps,
    );
    try {
      const gitEnv = await takeHold(job, journal, deps);
      return await work(await prepare(job, { journal, runner, container, gitEnv }, deps));
    } finally {
      runner.close();
    }
  } finally {
    await takeBack(journal.record(), deps);
    removeJournal(journal.folder);
  }
}

type Parts = Pick<Kas, 'runner'> & {
  readonly journal: Journal;
  readonly container: RunningBuild['container'];
  /** What git needs in kas's environment. */
  readonly gitEnv: Environment;
};

async function prepare(job: Job, { journal, runner, container, gitEnv }: Parts, deps: Deps): Promise<Plan> {
  const { given, place, program } = job;
  const cacheMode = journal.record().cacheMode;
  const named = container === undefined ? [] : ['--name', container.name];
  const variables = (folders: CacheFolders) => environmentOf(job, { ...folders, gitEnv }, deps.env);
  const kasWith = ({ env, runtimeArgs }: KasVariables, more: readonly string[] = []): Kas => ({
    program,
    runner,
    env,
    config: given.config,
    kasArgs: given['kas-args'],
    runtimeArgs: [...named, ...runtimeArgs, ...more],
  });
  const folders = cacheFolders(given, place, deps.env);
  // Code of others runs already when bitbake is asked: it gets no shared folder to write to.
  const { env, ...known } = await variables(folders);
  const { SSTATE_DIR: _sstate, DL_DIR: _downloads, ...withoutShared } = env;
  for (const warning of known.warnings) deps.log.warning(warning);
  const first = kasWith({ ...known, env: cacheMode === 'read-only' ? withoutShared : env });
  await applyLock(given.lock, first, deps);
  const caches = await cachesOf(job, cacheMode, folders, first, deps);
  const settings = writeSettings(caches.settings, journal.folder, program);
  const kas = kasWith(await variables(caches), mountArgs({ ...caches.mounts, ...settings.mounts }));
  const mounted = containerFolders(job, caches, deps.env);
  journal.write({ container: mounted });
  const toHost = toHostOf(mounted);
  return {
    ...job,
    kas,
    journal,
    cacheMode,
    toHost,
    build: {
      commands: buildCommands(job, kas.runtimeArgs, settings.bitbakeArgs),
      env: kas.env,
      title: `kas build ${given.config}`,
      toHost,
      folders: [
        place.buildDir,
        journal.folder,
        ...[caches.sstateDir, caches.dlDir].filter((path) => path !== undefined),
      ],
      freeDisk: given['free-disk-gb'],
      endRest: job.user !== undefined,
    },
  };
}

async function cachesOf(
  job: Job,
  mode: CacheMode,
  folders: CacheFolders,
  kas: Kas,
  deps: Deps,
): Promise<Caches> {
  const wanted = { ...folders, sstateMirrors: job.given['sstate-mirrors'], program: job.program };
  if (mode === 'read-write') return sharedCaches(wanted);
  const known = folders.sstateDir !== undefined && folders.dlDir !== undefined;
  const toHost = toHostOf(containerFolders(job, folders, deps.env));
  const bitbake = known ? {} : await askBitbake(kas, { keepConfig: false, toHost }, deps);
  return privateCaches({ ...wanted, bitbake, buildDir: job.place.buildDir });
}

function firstRecord({ given, place }: Job, deps: Deps): RunRecord {
  return {
    config: given.config,
    machine: given['machine-name'],
    targets: given.target,
    task: given.task,
    sdk: given.sdk,
    ...place,
    cacheMode: cacheModeOf(given['cache-mode'], deps.env['GITHUB_EVENT_NAME']),
    started: deps.clock.now().getTime(),
  };
}
