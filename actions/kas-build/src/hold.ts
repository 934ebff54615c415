import { messageOf } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { cacheFolders } from './caches.ts';
import type { Job } from './job.ts';
import type { Journal, RunRecord } from './journal.ts';
import type { Environment } from './kas-runner.ts';
import { userEnvironment } from './user/build-user.ts';
import { buildFolders, giveBack, type HandedOver, handOver, realPath } from './user/hand-over.ts';
import { safeDirectories, undoSafeDirectories } from './user/safe-directory.ts';

/**
 * Makes the folders the build user's, and trusts the repository, for this run.
 *
 * @returns what git needs in kas's environment, so that it trusts the repository.
 */
export async function takeHold(
  { given, place, program, user }: Job,
  journal: Journal,
  deps: Deps,
): Promise<Environment> {
  if (user !== undefined) {
    const { whole, top } = await buildFolders(place);
    const { sstateDir, dlDir } = cacheFolders(given, place, deps.env);
    const shared = journal.record().cacheMode === 'read-only' ? [] : [sstateDir, dlDir];
    const shares = shared.filter((path) => path !== undefined);
    // A build folder that only lies in the work folder could be a committed link to anywhere.
    const named = deps.env['KAS_BUILD_DIR'] ? [place.buildDir] : [];
    const within = [place.workDir, ...named, ...shares];
    const folders = { whole, top: [...top, ...shares] };
    // Shared folders stay the build user's: another build may use them when this one ends.
    const kept = new Set(await Promise.all(shares.map(realPath)));
    const onTop = ({ top: former }: HandedOver): void =>
      // Noted before anything is changed: this process may be killed in between.
      journal.write({ handedOver: { top: former.filter(({ path }) => !kept.has(path)) } });
    await handOver(folders, user, { within, onTop });
  }
  const { env } = await safeDirectories([place.repoDir], {
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
export async function takeBack(record: RunRecord, deps: Deps): Promise<void> {
  const { handedOver, safeDirectories } = record;
  const undo = [
    ...(handedOver === undefined ? [] : [() => giveBack(handedOver)]),
    ...(safeDirectories === undefined ? [] : [() => undoSafeDirectories(safeDirectories, deps)]),
  ];
  for (const step of undo) {
    await step().catch((thrown) => deps.log.warning(`Not taken back after the build: ${messageOf(thrown)}`));
  }
}
