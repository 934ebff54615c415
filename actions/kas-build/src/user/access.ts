import { messageOf } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { Job } from '../job.ts';
import type { Environment } from '../kas-runner.ts';
import type { RunJournal, RunRecord } from '../record.ts';
import { userEnvironment } from './build-user.ts';
import { buildFolders, giveBack, type HandedOver, handOver, realPath } from './hand-over.ts';
import { safeDirectories, undoSafeDirectories } from './safe-directory.ts';

/**
 * Gives the folders of a build to its user, and has git trust the repository, for this run.
 *
 * @returns what git needs in kas's environment, so that it trusts the repository.
 */
export async function grantAccess(
  { dirs, program, user, cacheMode, shared }: Job,
  journal: RunJournal,
  deps: Deps,
): Promise<Environment> {
  if (user !== undefined) {
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
  const { env } = await safeDirectories([dirs.repoDir], {
    ...deps,
    env: { ...deps.env, ...(user === undefined ? {} : userEnvironment(user)) },
    buildUid: user?.uid ?? process.geteuid?.() ?? -1,
    gitconfigFile: program.can.gitconfigFile,
    runFolder: journal.folder,
    onAdd: (safeDirectories) => journal.write({ safeDirectories }),
  });
  return env;
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
