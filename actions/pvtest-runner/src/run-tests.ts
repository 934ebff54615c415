import { join } from 'node:path';
import type { ChildEnvironment } from '@pv-actions/core/action/child-environment.ts';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { formatDuration, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import type { Ending } from '@pv-actions/core/pvtest/report.ts';
import { type RunLogReader, runLogReader } from '@pv-actions/core/pvtest/run-log.ts';
import { callArgv } from './calls.ts';
import { scriptEnvironment } from './child-environment.ts';
import { listAccessPoints, type OwnContainers, type Ownership, ownContainers } from './containers.ts';
import { copySelection, type Distro, SCRIPT } from './distro.ts';
import type { Docker } from './docker.ts';
import { isLoaded, listImages, loadedImages } from './images.ts';
import type { Job } from './prepare.ts';
import { type RecordedCall, type RunJournal, temporaryOf } from './record.ts';
import { type ScriptRunner, scriptRunner } from './script.ts';
import { shownLines } from './shown-lines.ts';
import { testLimit } from './test-limit.ts';

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
        said.push(...lines.filter(isLoaded));
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

interface CallTools {
  readonly distro: Distro;
  readonly script: ScriptRunner;
  readonly containers: OwnContainers;
  readonly journal: RunJournal;
  readonly testMinutes: number | undefined;
  /** The environment of the script. */
  readonly env: ChildEnvironment;
}

/** Runs one call of the script, shows what it prints, and notes how it ended. */
export async function runCall(call: RecordedCall, tools: CallTools, deps: Deps): Promise<void> {
  const { distro, script, journal } = tools;
  const reader = runLogReader({ expected: call.tests });
  const limit = testLimit(tools, deps);
  const argv = callArgv(call, distro, call.workspace);
  const { show } = shownLines(deps);
  const onLines = (lines: readonly string[]): void => {
    const read = new Set<string>();
    for (const line of lines) {
      const event = reader.read(line);
      if (event !== undefined) read.add(line);
      if (event?.type === 'launched') limit.begin(event);
      else if (event?.type === 'finished') limit.end(event);
    }
    show(lines, (line) => read.has(line));
  };
  const describe = (elapsed: number): string => progressLine(reader, call.tests.length, elapsed, deps);
  try {
    const { code, signal } = await deps.log.group(argv.slice(1).join(' '), () =>
      withProgress(deps, describe, () =>
        script.run(argv, { cwd: call.distro, env: tools.env, console: call.console, onLines }),
      ),
    );
    if (script.stopped() !== undefined) return;
    const calls = journal.record().calls;
    journal.write({
      calls: calls.map((each) => (each.scope === call.scope ? { ...each, ended: { code, signal } } : each)),
    });
  } finally {
    await limit.close();
  }
}

const RUNNING_SHOWN = 3;

/** `12 of 19 tests done, 1 failed, 1 flaky. Running: local/core/x (35 s). About 2 min 10 s left.` */
function progressLine(reader: RunLogReader, total: number, elapsed: number, { clock }: Deps): string {
  const { done, failed, flaky, running } = reader.progress();
  const now = clock.now().getTime() / 1000;
  const counts = [
    `${done} of ${counted(total, 'test')} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(flaky > 0 ? [`${flaky} flaky`] : []),
  ];
  const shown = running
    .slice(0, RUNNING_SHOWN)
    .map(({ id, started }) =>
      started === undefined ? id : `${id} (${formatDuration(Math.max(0, now - started))})`,
    );
  const more = running.length - shown.length;
  const current =
    running.length === 0 ? '' : ` Running: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
  const left =
    done > 0 && done < total ? ` About ${formatDuration(((total - done) * elapsed) / done)} left.` : '';
  return `${counts.join(', ')}.${current}${left}`;
}
