import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { ContainerFolders } from '@pv-actions/core/yocto/container-paths.ts';
import { kasBuildArgv } from '@pv-actions/core/yocto/kas-argv.ts';
import type { KasProgram } from '@pv-actions/core/yocto/kas-program.ts';
import type { BuildOptions } from './build.ts';
import { type BuildUser, userEnvironment } from './build-user.ts';
import {
  type CacheMode,
  type Caches,
  cacheModeOf,
  mountArgs,
  privateCaches,
  sharedCaches,
  writeSettings,
} from './caches.ts';
import { applyLock } from './configuration.ts';
import { environmentOf } from './environment.ts';
import { buildFolders, handOver } from './hand-over.ts';
import { toHostOf } from './host-paths.ts';
import type { Inputs } from './inputs.ts';
import { type Journal, openJournal, type RunRecord, removeJournal } from './journal.ts';
import { askBitbake, type Kas } from './kas.ts';
import { kasRunner } from './kas-runner.ts';
import type { Place } from './place.ts';
import { safeDirectories } from './safe-directory.ts';
import { takeBack } from './take-back.ts';

/** Who builds what, and where. */
export interface Job {
  readonly given: Inputs;
  readonly place: Place;
  readonly program: KasProgram;
  readonly user: BuildUser | undefined;
}

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
 * Holds what the inputs ask for against what this kas can do.
 *
 * @throws UserError with a line for each input that it cannot serve.
 */
export function checkAbilities(given: Inputs, program: KasProgram, env: Deps['env']): void {
  const asked = [
    ['provenance', given.provenance, program.can.provenance],
    ['clone-depth', given['clone-depth'], program.can.cloneDepth],
    ['premirrors', given.premirrors, program.can.premirrors],
  ] as const;
  const lacking = asked.filter(([, value, can]) => value !== undefined && !can).map(([name]) => name);
  if (lacking.length > 0) {
    throw new UserError(
      `${program.kas} is version ${program.version}, which has nothing for the input ${lacking.join(', nor for ')}.`,
      'Install a newer kas (`pip install kas`), or leave the input empty.',
    );
  }
  const asRoot = given['build-user'] === undefined && process.getuid?.() === 0;
  if (program.kind === 'kas-container' && asRoot && env['KAS_ALLOW_ROOT'] !== 'yes') {
    throw new UserError(
      'kas-container refuses to run as root.',
      'Run the job as another user, name one in the input build-user, or set KAS_ALLOW_ROOT to yes in the env of the step.',
    );
  }
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
      await takeHold(job, journal, deps);
      return await work(await prepare(job, { journal, runner, container }, deps));
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
  readonly container: { name: string } | undefined;
};

async function prepare(job: Job, { journal, runner, container }: Parts, deps: Deps): Promise<Plan> {
  const { given, place, program } = job;
  const cacheMode = journal.record().cacheMode;
  const { gitEnv } = journal.record();
  const named = container === undefined ? [] : ['--name', container.name];
  const kasWith = async (folders: CacheFolders, more?: readonly string[]): Promise<Kas> => {
    const { env, runtimeArgs, warnings } = await environmentOf(job, { ...folders, gitEnv }, deps.env);
    if (more === undefined) for (const warning of warnings) deps.log.warning(warning);
    return {
      program,
      runner,
      env,
      config: given.config,
      kasArgs: given['kas-args'],
      runtimeArgs: [...named, ...runtimeArgs, ...(more ?? [])],
    };
  };
  const folders = cacheFolders(given, place, deps.env);
  const first = await kasWith(folders);
  await applyLock(given.lock, first, deps);
  const caches = await cachesOf(job, cacheMode, folders, first, deps);
  const kas = await kasWith(caches, mountArgs(caches.mounts));
  const settings = writeSettings(caches.settings, place.buildDir, program);
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
      commands: buildCommands(job, kas.runtimeArgs, settings),
      env: kas.env,
      title: `kas build ${given.config}`,
      toHost,
      folders: [place.buildDir, ...[caches.sstateDir, caches.dlDir].filter((path) => path !== undefined)],
      freeDisk: given['free-disk-gb'],
    },
  };
}

/** The commands of the build: kas build, and once more for the SDK. */
export function buildCommands(
  { given, program }: Pick<Job, 'given' | 'program'>,
  runtimeArgs: readonly string[],
  settings: readonly string[],
): (readonly [string, ...string[]])[] {
  const command = (task: string | undefined): readonly [string, ...string[]] =>
    kasBuildArgv(program, {
      config: given.config,
      targets: given.target,
      task,
      kasArgs: given['kas-args'],
      bitbakeArgs: [...settings, ...given['bitbake-args']],
      keepGoing: given['keep-going'],
      provenance: given.provenance,
      runtimeArgs,
    });
  return given.sdk ? [command(given.task), command('populate_sdk')] : [command(given.task)];
}

type CacheFolders = Pick<Caches, 'sstateDir' | 'dlDir'>;

/** The shared folders that the inputs name, or the job's variables do. */
export function cacheFolders(given: Inputs, place: Place, env: Deps['env']): CacheFolders {
  const absolute = (path: string | undefined): string | undefined =>
    path === undefined || path === '' ? undefined : resolve(place.cwd, path);
  return {
    sstateDir: absolute(given['sstate-dir'] ?? env['SSTATE_DIR']),
    dlDir: absolute(given['dl-dir'] ?? env['DL_DIR']),
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

/** What kas-container mounts; undefined for kas. */
function containerFolders(
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

function firstRecord({ given, place }: Job, deps: Deps): RunRecord {
  return {
    config: given.config,
    machine: given['machine-name'],
    targets: given.target,
    task: given.task,
    ...place,
    cacheMode: cacheModeOf(given['cache-mode'], deps.env['GITHUB_EVENT_NAME']),
    started: deps.clock.now().getTime(),
    gitEnv: {},
  };
}

/** Makes the folders the build user's, and trusts the repository, for this run. */
async function takeHold({ given, place, program, user }: Job, journal: Journal, deps: Deps): Promise<void> {
  if (user !== undefined) {
    const { whole, top } = await buildFolders(place);
    const { sstateDir, dlDir } = cacheFolders(given, place, deps.env);
    const shared = journal.record().cacheMode === 'read-only' ? [] : [sstateDir, dlDir];
    const shares = shared.filter((path) => path !== undefined);
    // A build folder that only lies in the work folder could be a committed link to anywhere.
    const named = deps.env['KAS_BUILD_DIR'] ? [place.buildDir] : [];
    const within = [place.workDir, ...named, ...shares];
    const folders = { whole, top: [...top, ...shares] };
    // Noted before anything is changed: this process may be killed in between.
    await handOver(folders, user, { within, onTop: (handedOver) => journal.write({ handedOver }) });
  }
  const { env } = await safeDirectories([place.repoDir], {
    ...deps,
    env: { ...deps.env, ...(user === undefined ? {} : userEnvironment(user)) },
    buildUid: user?.uid ?? process.geteuid?.() ?? -1,
    gitconfigFile: program.can.gitconfigFile,
    runFolder: journal.folder,
    onAdd: (safeDirectories) => journal.write({ safeDirectories }),
  });
  journal.write({ gitEnv: env });
}

/** The name that the container gets, so that it can be found again, and the engine that kas-container takes. */
function containerOf(program: KasProgram, env: Deps['env']): { engine: string; name: string } | undefined {
  if (program.kind === 'kas') return undefined;
  const onPath = (name: string): boolean =>
    (env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
  const engine =
    env['KAS_CONTAINER_ENGINE'] || env['KAS_DOCKER_ENGINE'] || (onPath('docker') ? 'docker' : 'podman');
  return { engine, name: `pv-kas-build-${randomUUID().slice(0, 8)}` };
}
