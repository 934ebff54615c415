import type { RecordedCall, RunJournal, RunRecord } from '../src/record.ts';

/** A call of the script for all local tests, which ended with 0. */
export function callOf(parts: Partial<RecordedCall> = {}): RecordedCall {
  return {
    scope: 'local',
    tests: [],
    path: 'local',
    isSelection: false,
    parallel: 4,
    retries: 1,
    valgrind: false,
    netsim: false,
    workspace: '/ws/local',
    console: '/ws/local/run.log',
    distro: '/distro',
    ended: { code: 0, signal: null },
    ...parts,
  };
}

/** What is known of a run with these calls. */
export function recordOf(calls: readonly RecordedCall[], parts: Partial<RunRecord> = {}): RunRecord {
  return {
    distro: 'pvtest-distro',
    distroFolder: '/distro',
    source: {},
    job: undefined,
    runAttempt: 1,
    paths: [],
    shard: undefined,
    quarantine: [],
    started: 1795205463000,
    workspace: '/ws',
    calls,
    overdue: [],
    images: [],
    strays: [],
    ...parts,
  };
}

/** A journal that nothing is written to. */
export function journalOf(first: RunRecord = recordOf([])): RunJournal {
  let record = first;
  return {
    folder: '/journal',
    console: '/journal/console.log',
    record: () => record,
    write(change) {
      record = { ...record, ...change };
    },
    beat() {},
  };
}
