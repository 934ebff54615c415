import { join } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { Ending } from '@pv-actions/core/pvtest/report.ts';
import { scriptEnvironment } from './child-environment.ts';
import { listAccessPoints, type Ownership, ownContainers } from './containers.ts';
import { type Distro, SCRIPT } from './distro.ts';
import type { Docker } from './docker.ts';
import { LOADED, listImages, loadedImages } from './images.ts';
import type { Job } from './prepare.ts';
import type { RunJournal } from './record.ts';
import { temporaryOf } from './run.ts';
import { runCall } from './run-call.ts';
import { type ScriptRunner, scriptRunner } from './script.ts';
import { copySelection } from './selection.ts';

/** How the containers of a run are told from others. */
export function ownershipOf(journal: Pick<RunJournal, 'folder' | 'record'>): Ownership {
  const { workspace, distroFolder, accessPoints } = journal.record();
  return { folders: [workspace, distroFolder, journal.folder], accessPoints };
}

/**
 * Loads the images and runs all calls of the script, one after the other.
 *
 * @param lockFd The lock of the host: the script holds it as long as it lives.
 * @returns how long it took, and why it ended.
 * @throws UserError when the images cannot be loaded.
 */
export async function runTests(
  job: Job,
  journal: RunJournal,
  docker: Docker,
  lockFd: number,
  deps: Deps,
): Promise<{ readonly seconds: number; readonly ending: Ending }> {
  const { given, distro } = job;
  const seconds = (): number => (deps.clock.now().getTime() - journal.record().started) / 1000;
  if (given.netsim) journal.write({ accessPoints: await listAccessPoints(docker) });
  const containers = ownContainers(docker, ownershipOf(journal), deps.log);
  const script = scriptRunner(
    { timeoutMinutes: given['timeout-minutes'], lockFd },
    containers,
    journal,
    deps,
  );
  try {
    if (job.calls.length === 0)
      deps.log.warning('This shard has no tests: there are fewer tests than shards.');
    else await loadImages(distro, script, journal, docker, deps);
    for (const call of journal.record().calls) {
      if (script.stopped() !== undefined) break;
      if (call.isSelection) await copySelection(distro, call.tests, call.distro);
      const credentials = { scope: call.scope, user: given['ph-user'], password: given['ph-pass'] };
      const env = scriptEnvironment(deps.env, temporaryOf(journal), credentials);
      const testMinutes = given['test-timeout-minutes'];
      await runCall(call, { distro, script, containers, journal, testMinutes, env }, deps);
    }
    return { seconds: seconds(), ending: script.stopped() ?? 'completed' };
  } finally {
    script.close();
  }
}

/** Has the script load its images, and notes which ones were not on the host before. */
async function loadImages(
  distro: Distro,
  script: ScriptRunner,
  journal: RunJournal,
  docker: Docker,
  deps: Deps,
): Promise<void> {
  const before = await listImages(docker);
  const said: string[] = [];
  const { code } = await deps.log.group('Load the images', () =>
    script.run(['bash', `./${SCRIPT}`, 'install-docker'], {
      cwd: distro.folder,
      env: scriptEnvironment(deps.env, temporaryOf(journal)),
      console: join(journal.folder, 'images.log'),
      onLines: (lines) => {
        deps.log.foreign(lines.join('\n'));
        said.push(...lines.filter((line) => line.startsWith(LOADED)));
      },
    }),
  );
  const { loaded, missing } = await loadedImages(docker, before, said);
  // Noted whatever became of it, so that they are removed.
  journal.write({ images: loaded });
  if (script.stopped() !== undefined) return;
  if (code === 0 && missing.length === 0) return;
  const why = code === 0 ? `it did not load ${missing.join(', ')}` : `it ended with ${code ?? 'a signal'}`;
  throw new UserError(
    `The images could not be loaded by ${SCRIPT} install-docker: ${why}.`,
    'What docker said is in the log above. A full disk and a damaged file of the distro are the usual causes.',
  );
}
