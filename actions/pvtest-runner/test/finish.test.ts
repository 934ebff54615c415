import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { parseInputs } from '@pv-actions/core/action/inputs.ts';
import { openJournal } from '@pv-actions/core/action/journal.ts';
import { startTimeNow } from '@pv-actions/core/action/process-tree.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { writeDistro } from '@pv-actions/testkit/pvtest/distro.ts';
import { installPvtestDocker, type PvtestDocker } from '@pv-actions/testkit/pvtest/docker.ts';
import { cleanUp, writeReport } from '../src/finish.ts';
import { type Inputs, inputs } from '../src/inputs.ts';
import { post } from '../src/post.ts';
import type { RunRecord } from '../src/record.ts';
import { answering } from './answering.ts';
import { callOf, journalOf, recordOf } from './record.ts';

let root: string;
let log: ReturnType<typeof keptLog>;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'finish-'));
  log = keptLog();
  write('journal/local.log', RESULTS);
  write('ws/local/run.log', RESULTS);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const RESULTS = [
  "[pvtest] 1795205463 INFO -- [test.docker.sh]: 'local/core/a' PASSED (1 s)",
  "[pvtest] 1795205463 ERROR -- [test.docker.sh]: 'local/core/b' FAILED (1 s)",
  '',
].join('\n');

/** A call of two tests, of which one failed. */
function call() {
  return callOf({
    tests: ['local/core/a', 'local/core/b'],
    workspace: join(root, 'ws', 'local'),
    console: join(root, 'journal', 'local.log'),
    ended: { code: 1, signal: null },
  });
}
const recorded = (parts: Partial<RunRecord> = {}): RunRecord =>
  recordOf([call()], { workspace: join(root, 'ws'), ...parts });
const given = (values: Readonly<Record<string, string>> = {}): Inputs =>
  parseInputs(
    inputs,
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  );
const depsOf = (env: Deps['env'] = {}): Deps => ({
  log,
  clock: systemClock,
  exec: systemExec,
  env,
  summary: () => {},
  state: { save: () => {}, read: () => undefined },
  cancellation: () => new AbortController().signal,
});
const RUN = { seconds: 3, ending: 'completed' } as const;

describe('the report of a run', () => {
  test('is made when the files of root are ours', async () => {
    jest.spyOn(process, 'getuid').mockReturnValue(4711);
    const docker = answering({});
    await writeReport(recorded(), RUN, given(), docker, depsOf());
    expect(docker.asked).toEqual([
      expect.stringMatching(/^run --rm .* chown --volume .*\/ws\/local:\/workspace /),
    ]);
  });

  test('holds no secret of the step, and neither does what is kept', async () => {
    const secrets = { 'ph-user': 'tester', 'ph-pass': 'pass-of-hub', 'github-token': 'ghs_token' };
    const shown = [
      'pass-of-hub',
      'ghs_token',
      'runtime-token',
      Buffer.from('tester:pass-of-hub').toString('base64'),
    ];
    write('ws/local/local/core/b/test.log', `${shown.join('\n')}\n`);
    write('ws/local/local/core/b/diff', `${shown.join('\n')}\n`);
    const record = recorded();
    write('journal/local.log', `${RESULTS}${shown.join('\n')}\n`);
    const told = await writeReport(
      record,
      RUN,
      given(secrets),
      answering({}),
      depsOf({ ACTIONS_RUNTIME_TOKEN: 'runtime-token' }),
    );
    expect(told.logs.map((path) => path.slice(root.length + 1)).sort()).toEqual([
      'ws/local/local/core/b/diff',
      'ws/local/local/core/b/test.log',
      'ws/local/run.log',
    ]);
    const files = [...told.logs, told.reportFile ?? '', told.junit ?? '', join(root, 'journal', 'local.log')];
    for (const text of files.map((path) => readFileSync(path, 'utf8'))) {
      for (const secret of shown) expect(text).not.toContain(secret);
    }
    expect(readFileSync(told.reportFile ?? '', 'utf8')).toContain('***\\n***\\n***\\n***\\n');
  });
});

test('the files of root go to us before the image goes that is needed for it', async () => {
  jest.spyOn(process, 'getuid').mockReturnValue(4711);
  write('journal/distro-local/run.log', '');
  write('ws/local/storage/disk', '');
  write('distro/tester.imgid', '');
  const images = [{ tag: 'pantavisor-appengine-tester:latest', id: 'sha256:1' }];
  const record = recorded({
    images,
    strays: [join(root, 'distro', 'tester.imgid'), join(root, 'distro', 'run.log')],
  });
  const docker = answering({ 'image ls': { lines: ['sha256:1 pantavisor-appengine-tester:latest'] } });
  await cleanUp({ ...journalOf(record), folder: join(root, 'journal') }, docker, depsOf(), true);
  expect(docker.asked.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    'run --rm',
    'image ls',
    'ps --all',
    'image rm',
  ]);
  expect(docker.asked[0]).toContain(`--volume ${join(root, 'journal')}:/workspace `);
  for (const gone of ['journal', 'ws/local/storage', 'distro/tester.imgid']) {
    expect(existsSync(join(root, gone))).toBe(false);
  }
  expect(existsSync(join(root, 'ws/local/run.log'))).toBe(true);
});

describe('the post step', () => {
  let engine: PvtestDocker;
  let summaries: string[];
  beforeEach(async () => {
    engine = await installPvtestDocker(join(root, 'bin'));
    summaries = [];
  });
  afterEach(() => engine.close());

  /** Runs it after a main that left this record. @returns the report that it made. */
  async function after(parts: Partial<RunRecord>, values: Readonly<Record<string, string>> = {}) {
    const state = new Map<string, string>();
    const deps: Deps = {
      ...depsOf({ PATH: `${engine.folder}:${process.env['PATH']}`, RUNNER_TEMP: root }),
      summary: (text) => void summaries.push(text),
      state: { save: (name, value) => void state.set(name, value), read: (name) => state.get(name) },
    };
    const { folder } = openJournal('pvtest-runner', recorded(parts), deps);
    await post(given({ upload: 'false', ...values }), deps);
    expect(existsSync(folder)).toBe(false);
    return JSON.parse(readFileSync(join(root, 'ws', 'report.json'), 'utf8'));
  }

  test('does nothing where main left nothing', async () => {
    await post(given(), depsOf());
    expect(log.said).toEqual([]);
  });

  test('removes the containers of a run whose script had ended, and its images', async () => {
    await writeDistro(join(root, 'distro'), { tests: [] });
    await engine.command('load', '-i', join(root, 'distro', 'pantavisor-appengine-tester-docker.tar'));
    const [image] = await engine.images();
    mkdirSync(join(root, 'ws', 'local'), { recursive: true });
    const mount = ['-v', `${join(root, 'ws', 'local')}:/storage`, '--entrypoint', 'sleep'];
    await engine.command('run', '-d', ...mount, 'pantavisor-appengine-tester', '1000');
    await after({ images: [{ tag: 'pantavisor-appengine-tester:latest', id: image?.id ?? '' }] });
    expect(await engine.containers()).toEqual([]);
    expect(await engine.images()).toEqual([]);
  });

  test('ends the script that main left running', async () => {
    const script = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
    const { pid = 0 } = script;
    try {
      await after({ running: { pid, startTime: startTimeNow(pid) ?? '' } });
      expect(startTimeNow(pid)).toBeUndefined();
    } finally {
      script.kill('SIGKILL');
    }
  });

  test('tells what became of the tests, unless main has', async () => {
    expect(await after({})).toMatchObject({ ending: 'killed' });
    expect(summaries).toEqual([expect.stringMatching(/^\*\*1 passed, 1 failed\*\* of 2/)]);
    expect(log.said).toContainEqual({
      level: 'info',
      text: 'The step ended before it could tell what became of the tests.',
    });
    await after({ reported: true });
    expect(summaries).toHaveLength(1);
    expect(await after({ stopped: 'timed-out' })).toMatchObject({ ending: 'timed-out' });
    expect(summaries).toHaveLength(2);
  });

  test('keeps the logs, unless nothing is to be kept', async () => {
    const uploads = () => log.said.filter(({ text }) => text.startsWith('Nothing was uploaded'));
    await after({});
    expect(uploads()).toEqual([]);
    await after({}, { upload: 'true' });
    expect(uploads()).toHaveLength(1);
  });

  test('counts the time up to the last line of the script, not up to the end of the job', async () => {
    const started = Date.now() - 3_600_000;
    const record = recorded({ started });
    const last = new Date(started + 42_000);
    utimesSync(join(root, 'journal', 'local.log'), last, last);
    const never = callOf({
      scope: 'remote',
      console: join(root, 'none.log'),
      workspace: join(root, 'ws', 'remote'),
    });
    const { seconds } = await after({ started, calls: [...record.calls, never] });
    expect(seconds).toBe(42);
  });
});
