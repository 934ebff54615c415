import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal } from '@pv-actions/core/action/journal.ts';
import { sourceOf } from '@pv-actions/core/action/source.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { Job } from './prepare.ts';
import type { RunJournal, RunRecord } from './record.ts';
import { strayFiles } from './selection.ts';

/** The folder in the journal's that the script takes for its temporary one. */
export const temporaryOf = (journal: Pick<RunJournal, 'folder'>): string => join(journal.folder, 'tmp');

/** Opens the journal of a run, with the folders of its calls. */
export function openRun(job: Job, workspace: string, deps: Deps): RunJournal {
  const journal = openJournal<RunRecord>('pvtest-runner', firstRecord(job, workspace, deps), deps);
  mkdirSync(temporaryOf(journal));
  journal.write({
    calls: job.calls.map((call) => ({
      ...call,
      workspace: join(workspace, call.scope),
      console: join(journal.folder, `${call.scope}.log`),
      distro: call.isSelection ? join(journal.folder, `distro-${call.scope}`) : job.distro.folder,
    })),
  });
  return journal;
}

function firstRecord(
  { given, distro, download, sha, quarantine }: Job,
  workspace: string,
  deps: Deps,
): RunRecord {
  const { env, clock } = deps;
  const source = sourceOf(env);
  return {
    distro: distro.name,
    distroFolder: distro.folder,
    download,
    source: sha === undefined ? source : { ...source, sha },
    job: env['GITHUB_JOB'] || undefined,
    runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] || 1),
    paths: given['test-path'],
    shard: given.shard,
    quarantine: [...quarantine],
    started: clock.now().getTime(),
    workspace,
    calls: [],
    overdue: [],
    images: [],
    strays: strayFiles(distro, existsSync),
  };
}
