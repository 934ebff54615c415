import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { ChildEnvironment } from '@pv-actions/core/action/child-environment.ts';
import { openJournal, removeJournal } from '@pv-actions/core/action/journal.ts';
import { code, codeBlock, escapeText, joinMarkdown, md, table } from '@pv-actions/core/action/markdown.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { type ContainerFolders, mountedFolders, toHostPaths } from '@pv-actions/core/kas/container-paths.ts';
import { type Argv, formatWords, kasBuildArgv } from '@pv-actions/core/kas/kas-argv.ts';
import { type KasEnvironment, kasEnvironment } from '@pv-actions/core/kas/kas-environment.ts';
import type { BuildOptions } from './build.ts';
import {
  type CacheFolders,
  type Caches,
  mountArgs,
  privateCaches,
  sharedCaches,
  writeSettings,
} from './caches.ts';
import { applyLock, declaredEnv, namesEquivalences } from './configuration.ts';
import type { Job } from './job.ts';
import { askBitbake, type Kas } from './kas.ts';
import { type Environment, type KasRunner, kasRunner } from './kas-runner.ts';
import type { RunJournal, RunRecord } from './record.ts';
import type { RunningBuild } from './stop/build-processes.ts';
import { grantAccess, revokeAccess } from './user/access.ts';
import { userEnvironment } from './user/build-user.ts';
import { realPath } from './user/hand-over.ts';

/** A build that is ready to run. */
export interface Plan extends Job {
  readonly kas: Kas;
  readonly journal: RunJournal;
  readonly build: BuildOptions;
}

/**
 * Runs `work` with the build prepared: folders, environment, lock and caches. What was changed for this run only is
 * taken back at the end, whatever `work` does.
 */
export async function withPlan<T>(job: Job, deps: Deps, work: (plan: Plan) => Promise<T>): Promise<T> {
  const journal = openJournal('kas-build', firstRecord(job, deps), deps);
  try {
    const container = containerOf(job, deps.env);
    const setup = { ...job.dirs, user: job.user, container, timeoutMinutes: job.given['timeout-minutes'] };
    const runner = kasRunner(setup, journal, deps);
    try {
      const { env: gitEnv, mounts } = await grantAccess(job, journal, deps);
      const named = container === undefined ? [] : ['--name', container.name, ...mountArgs(mounts)];
      return await work(await prepare(job, journal, runner, named, gitEnv, deps));
    } finally {
      runner.close();
    }
  } finally {
    await revokeAccess(journal.record(), deps);
    removeJournal(journal.folder);
  }
}

/** Shows what a run would do, in the log and in the step summary. Nothing is run. */
export async function reportDryRun(job: Job, deps: Deps): Promise<void> {
  const { given, dirs, program, user } = job;
  const { env, warnings } = await environmentOf(job, job.shared, {}, deps.env);
  const commands = buildCommands(job, [], []).map(formatWords);
  const facts = [
    ['Folder', dirs.cwd],
    ['Build folder', dirs.buildDir],
    ...(user === undefined ? [] : [['User', `${user.name} (uid ${user.uid})`] as const]),
    ['Caches', job.cacheMode],
    ['Lock', given.lock],
    ['Uploads', given.upload.join(', ') || 'none'],
    ['Variables', Object.keys(env).sort().join(', ')],
  ] as const;
  const rows = facts.map(([name, value]) => [escapeText(name), code(value)]);
  for (const warning of warnings) deps.log.warning(warning);
  deps.log.info('This is a dry run. Nothing of this is run:');
  for (const command of commands) deps.log.foreign(command);
  deps.log.info(`Program: ${program.kas} ${program.version}`);
  for (const [name, value] of facts) deps.log.info(`${name}: ${value}`);
  deps.summary(
    joinMarkdown(
      [
        md`### kas-build: dry run`,
        md`Nothing was run. These commands would have been:`,
        codeBlock(commands.join('\n')),
        table([md`Program`, code(`${program.kas} ${program.version}`)], rows),
      ],
      '\n\n',
    ),
  );
}

/**
 * @param named the options of the engine that name the container, and what git in it needs
 * @param gitEnv what git needs in kas's environment
 */
async function prepare(
  job: Job,
  journal: RunJournal,
  runner: KasRunner,
  named: readonly string[],
  gitEnv: Environment,
  deps: Deps,
): Promise<Plan> {
  const { given, dirs, program } = job;
  const mounted = containerFolders(job, job.shared, deps.env);
  const logFolders = await realPaths(mounted === undefined ? [dirs.buildDir] : mountedFolders(mounted));
  journal.write({ logFolders });
  const variables = (folders: CacheFolders) => environmentOf(job, folders, gitEnv, deps.env);
  const kasWith = ({ env, runtimeArgs }: KasEnvironment, more: readonly string[] = []): Kas => ({
    program,
    runner,
    env,
    config: given.config,
    kasArgs: given['kas-args'],
    runtimeArgs: [...named, ...runtimeArgs, ...more],
  });
  // Code of others runs already when bitbake is asked: it gets no shared folder to write to.
  const { env, ...known } = await variables(job.shared);
  const isReadOnly = job.cacheMode === 'read-only';
  for (const warning of known.warnings) deps.log.warning(warning);
  const first = kasWith({ ...known, env: isReadOnly ? without(env, SHARED_FOLDERS) : env });
  await applyLock(given.lock, first, deps);
  const { caches, TMPDIR } = await cachesOf(job, first, deps);
  if (mounted === undefined && TMPDIR !== undefined) {
    journal.write({ logFolders: [...logFolders, ...(await realPaths([TMPDIR]))] });
  }
  const settings = writeSettings(caches.settings, journal.folder, program);
  const final = await variables(caches);
  const ofBuild = isReadOnly ? { ...final, env: without(final.env, ['BB_HASHSERVE_DB_DIR']) } : final;
  const kas = kasWith(ofBuild, mountArgs({ ...caches.mounts, ...settings.mounts }));
  const container = containerFolders(job, caches, deps.env);
  journal.write({ container });
  return {
    ...job,
    kas,
    journal,
    build: {
      commands: buildCommands(job, kas.runtimeArgs, settings.bitbakeArgs),
      env: kas.env,
      title: `kas build ${given.config}`,
      toHost: toHostPaths(container),
      folders: [dirs.buildDir, journal.folder, caches.sstateDir, caches.dlDir].filter(
        (path) => path !== undefined,
      ),
      freeDisk: given['free-disk-gb'],
    },
  };
}

/** The variables that name folders of other builds, too. */
const SHARED_FOLDERS = ['SSTATE_DIR', 'DL_DIR', 'BB_HASHSERVE_DB_DIR'];

function without({ PATH, ...others }: ChildEnvironment, names: readonly string[]): ChildEnvironment {
  return { PATH, ...Object.fromEntries(Object.entries(others).filter(([name]) => !names.includes(name))) };
}

/** @returns TMPDIR, too, where bitbake was asked. */
async function cachesOf(
  job: Job,
  kas: Kas,
  deps: Deps,
): Promise<{ readonly caches: Caches; readonly TMPDIR?: string | undefined }> {
  if (job.cacheMode === 'read-write') return { caches: sharedCaches(job) };
  const isKnown =
    job.shared.sstateDir !== undefined &&
    job.shared.dlDir !== undefined &&
    !(await namesEquivalences(job.given.config, job.dirs));
  const container = containerFolders(job, job.shared, deps.env);
  const bitbake = isKnown ? {} : await askBitbake(kas, { keepConfig: false, container }, deps);
  return { caches: await privateCaches(job, bitbake, deps), TMPDIR: bitbake.TMPDIR };
}

function realPaths(folders: readonly string[]): Promise<string[]> {
  return Promise.all(folders.map(realPath));
}

/** The commands of the build: kas build, and once more for the SDK. */
function buildCommands(
  { given, program }: Job,
  runtimeArgs: readonly string[],
  settings: readonly string[],
): Argv[] {
  const command = (task: string | undefined): Argv =>
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

/** The environment that kas runs in, with the cache folders of the build and what git needs. */
async function environmentOf(
  { given, dirs, program, user }: Job,
  { sstateDir, dlDir }: CacheFolders,
  gitEnv: Environment,
  env: Deps['env'],
): Promise<KasEnvironment> {
  const repoRefDir = given['repo-ref-dir'];
  const variables = kasEnvironment({
    program,
    job: env,
    sstateDir,
    dlDir,
    repoRefDir: repoRefDir === undefined ? undefined : resolve(dirs.cwd, repoRefDir),
    cloneDepth: given['clone-depth'],
    premirrors: given.premirrors,
    sstateMirrors: program.can.sstateMirrors ? given['sstate-mirrors'] : undefined,
    extra: given.env,
    configEnv: await declaredEnv(given.config, dirs),
  });
  const identity = user === undefined ? {} : userEnvironment(user);
  return { ...variables, env: { ...variables.env, ...identity, ...gitEnv } };
}

/** The name that the container gets, so that it can be found again, and the engine that kas-container takes. */
function containerOf({ program, given }: Job, env: Deps['env']): RunningBuild['container'] {
  if (program.kind === 'kas') return undefined;
  const onPath = (name: string): boolean =>
    (env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
  const prefersPodman = given['kas-args'].includes('--isar-rootless') && onPath('podman');
  const engine =
    env['KAS_CONTAINER_ENGINE'] ||
    env['KAS_DOCKER_ENGINE'] ||
    (!prefersPodman && onPath('docker') ? 'docker' : 'podman');
  return { engine, name: `pv-kas-build-${randomUUID().slice(0, 8)}` };
}

/** What kas-container mounts; undefined for kas. */
function containerFolders(
  { given, dirs, program }: Job,
  { sstateDir, dlDir, mounts }: CacheFolders & Partial<Pick<Caches, 'mounts'>>,
  env: Deps['env'],
): ContainerFolders | undefined {
  if (program.kind === 'kas') return undefined;
  const { cwd, ...folders } = dirs;
  const references = given['repo-ref-dir'] ?? (env['KAS_REPO_REF_DIR'] || undefined);
  const repoRefDir = references === undefined ? undefined : resolve(cwd, references);
  return { ...folders, sstateDir, dlDir, repoRefDir, mounts };
}

function firstRecord({ given, dirs, cacheMode, user }: Job, { clock }: Deps): RunRecord {
  return {
    config: given.config,
    machine: given['machine-name'],
    targets: given.target,
    task: given.task,
    sdk: given.sdk,
    ...dirs,
    cacheMode,
    buildUid: user?.uid,
    started: clock.now().getTime(),
  };
}
