import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { pathInContainer } from '@pv-actions/core/kas/container-paths.ts';
import { needsSettings } from '../caches.ts';
import type { Job } from '../job.ts';
import type { Environment } from '../kas-runner.ts';
import type { RunJournal, RunRecord } from '../record.ts';
import { type BuildUser, userEnvironment } from './build-user.ts';
import { buildFolders, checkReach, giveBack, type HandedOver, handOver, realPath } from './hand-over.ts';
import {
  foreignRepositories,
  gitconfigText,
  safeDirectories,
  undoSafeDirectories,
} from './safe-directory.ts';

/** What a run needs so that git trusts the repository. */
export interface Access {
  /** In kas's environment. */
  readonly env: Environment;
  /** For kas-container: the path in the container to that of the host. Read-only. */
  readonly mounts: Readonly<Record<string, string>>;
}

/**
 * Gives the folders of a build to its user, and has git trust the repository, for this run.
 *
 * @throws UserError where the user could not reach what is written for it.
 */
export async function grantAccess(job: Job, journal: RunJournal, deps: Deps): Promise<Access> {
  const { dirs, program, user } = job;
  if (user !== undefined) await handOverFolders(job, user, journal, deps);
  const inContainer = program.kind === 'kas-container';
  const buildUid = user?.uid ?? process.geteuid?.() ?? -1;
  const { env } = await safeDirectories([dirs.repoDir], {
    ...deps,
    env: { ...deps.env, ...(user === undefined ? {} : userEnvironment(user)) },
    buildUid,
    gitconfigFile: program.can.gitconfigFile,
    inContainer,
    runFolder: journal.folder,
    onAdd: (safeDirectories) => journal.write({ safeDirectories }),
  });
  const isRead = env['GITCONFIG_FILE'] !== undefined || needsSettings(job);
  if (user !== undefined && isRead) await checkReach(join(journal.folder, 'file'), user);
  const isForeign = inContainer && (await foreignRepositories([dirs.repoDir], buildUid)).length > 0;
  return { env, mounts: isForeign ? trustInContainer(job, journal.folder) : {} };
}

/** A configuration of git for the container, where it is the system's: kas asks git before it reads any other. */
function trustInContainer({ dirs, given }: Job, runFolder: string): Access['mounts'] {
  if (given['kas-args'].some((word) => word.includes(`:${SYSTEM_GITCONFIG}`))) return {};
  const file = join(runFolder, 'container-gitconfig');
  const inWork = pathInContainer(dirs, dirs.repoDir);
  const names = new Set(['/repo', ...(inWork.startsWith('/work') ? [inWork] : [])]);
  writeFileSync(file, gitconfigText([...names], ''));
  return { [SYSTEM_GITCONFIG]: file };
}

const SYSTEM_GITCONFIG = '/etc/gitconfig';

async function handOverFolders(
  { dirs, cacheMode, shared }: Job,
  user: BuildUser,
  journal: RunJournal,
  deps: Deps,
): Promise<void> {
  const { whole, top } = await buildFolders(dirs);
  const caches = cacheMode === 'read-only' ? [] : [shared.sstateDir, shared.dlDir];
  const shares = caches.filter((path) => path !== undefined);
  // A build folder that only lies in the work folder could be a committed link to anywhere.
  const named = deps.env['KAS_BUILD_DIR'] ? [dirs.buildDir] : [];
  const within = [dirs.workDir, ...named, ...shares];
  const folders = { whole, top: [...top, ...shares] };
  // Shared folders stay the build user's: another build may use them when this one ends.
  const kept = new Set(await Promise.all(shares.map(realPath)));
  const onTop = ({ top: former }: HandedOver): void =>
    // Noted before anything is changed: this process may be killed in between.
    journal.write({ handedOver: { top: former.filter(({ path }) => !kept.has(path)) } });
  await handOver(folders, user, { within, onTop });
}

/** Undoes what was changed for one run. What cannot be undone is a warning: the build is done. */
export async function revokeAccess(record: RunRecord, deps: Deps): Promise<void> {
  const { handedOver, safeDirectories } = record;
  const undo = [
    ...(handedOver === undefined ? [] : [() => giveBack(handedOver)]),
    ...(safeDirectories === undefined ? [] : [() => undoSafeDirectories(safeDirectories, deps)]),
  ];
  for (const step of undo) {
    await step().catch((thrown) => deps.log.warning(`Not taken back after the build: ${messageOf(thrown)}`));
  }
}
