import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ActionOptions, type ActionResult, runAction } from '@pv-actions/testkit/runner/action.ts';

const actionDir = resolve(import.meta.dirname, 'fixtures/actions/report');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pv-actions-runner-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs the fixture action, whose `main` is `program`. */
function run(program: string, options: Partial<ActionOptions> = {}): Promise<ActionResult> {
  return runAction({ actionDir, folder, ...options, inputs: { program, ...options.inputs } });
}

async function environmentOf(options: Partial<ActionOptions> = {}): Promise<Record<string, string>> {
  const { outputs } = await runAction({ actionDir, folder, ...options });
  return JSON.parse(outputs['environment'] ?? '{}') as Record<string, string>;
}

describe('the environment of an action', () => {
  test('inputs: defaults of action.yml with their expressions, given values, names as the runner makes them', async () => {
    const env = await environmentOf({
      inputs: { tag: '029-rc1', extra: ' kept ' },
      github: { token: 'ghs_12345678' },
    });
    expect(env).toMatchObject({
      'INPUT_ARTIFACT-DIR': join(folder, 'workspace', 'out'),
      INPUT_TAG: '029-rc1',
      INPUT_TWO_WORDS: 'a }} b',
      INPUT_TOKEN: 'ghs_12345678',
      INPUT_EXTRA: ' kept ',
    });
    expect(env).not.toHaveProperty('INPUT_PROGRAM');
  });

  test('default variables of the runner, of the given context', async () => {
    const env = await environmentOf({
      github: { repository: 'a/b', ref_name: '030', run_id: '77', event: { x: 1 } },
      debug: true,
    });
    expect(env).toMatchObject({
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: 'a/b',
      GITHUB_REF_NAME: '030',
      GITHUB_RUN_ID: '77',
      GITHUB_WORKSPACE: join(folder, 'workspace'),
      GITHUB_ACTION_PATH: actionDir,
      INPUT_TAG: '030',
      RUNNER_TEMP: join(folder, 'temp'),
      RUNNER_TOOL_CACHE: join(folder, 'tools'),
      RUNNER_OS: 'Linux',
      RUNNER_DEBUG: '1',
    });
    expect(env).not.toHaveProperty('GITHUB_TOKEN');
  });

  test("nothing of this process but PATH, HOME and LANG, and the runner's own values last", async () => {
    process.env['LEAKED_FROM_PARENT'] = 'yes';
    try {
      const env = await environmentOf({
        env: { MINE: 'given', GITHUB_REPOSITORY: 'forged/name' },
        path: ['/opt/own/bin'],
      });
      expect(env).not.toHaveProperty('LEAKED_FROM_PARENT');
      expect(env).toMatchObject({ MINE: 'given', GITHUB_REPOSITORY: 'pantacor/sample' });
      expect(env['PATH']).toBe(`/opt/own/bin:${process.env['PATH']}`);
    } finally {
      delete process.env['LEAKED_FROM_PARENT'];
    }
  });
});

describe('what an action leaves', () => {
  test('outputs, state, variables, path, summary; the post step sees the state', async () => {
    const result = await run(
      `append('GITHUB_OUTPUT', 'one=1\\nmany<<E\\na\\nb\\nE\\nundeclared=x\\n');
       append('GITHUB_STATE', 'kept=from main\\n');
       append('GITHUB_ENV', 'LATER=1\\n');
       append('GITHUB_PATH', '/first\\n/second\\n');
       append('GITHUB_STEP_SUMMARY', '# Built\\n');`,
      { inputs: { 'post-program': `say('post: ' + process.env.STATE_kept)` } },
    );
    expect(result).toMatchObject({
      exitCode: 0,
      signal: null,
      outcome: 'success',
      outputs: { one: '1', many: 'a\nb' },
      undeclaredOutputs: { undeclared: 'x' },
      state: { kept: 'from main' },
      env: { LATER: '1' },
      path: ['/second', '/first'],
      summary: '# Built\n',
      log: 'post: from main\n',
      phases: { main: { outcome: 'success' }, post: { outcome: 'success' } },
    });
  });

  test('annotations and log; foreign commands between stop-commands are text', async () => {
    const result = await run(`
      say('::group::Title');
      say('::error file=a.c,line=3,title=T::one%0Atwo');
      say('::endgroup::');
      say('::debug::hidden');
      say('::stop-commands::resume-me');
      say('::warning::of a child');
      say('::resume-me::');
      process.stderr.write('::notice::from stderr\\n');
    `);
    expect(result.annotations).toEqual([
      { level: 'error', message: 'one\ntwo', title: 'T', file: 'a.c', line: 3 },
      { level: 'notice', message: 'from stderr' },
    ]);
    expect(result.log.split('\n').filter((line) => !line.includes('from stderr'))).toEqual([
      '##[group]Title',
      '##[error]one',
      'two',
      '##[endgroup]',
      '::stop-commands::resume-me',
      '::warning::of a child',
      '::resume-me::',
      '',
    ]);
    expect(result.rawStdout).toContain('::debug::hidden\n');
  });

  test('masks hold for all that is shown', async () => {
    const result = await run(
      `say('before hunter22');
       say('::add-mask::hunter22');
       say('after hunter22 ' + process.env.INPUT_TOKEN);
       say('::error::hunter22');
       append('GITHUB_STEP_SUMMARY', 'hunter22');`,
      { github: { token: 'ghs_12345678' } },
    );
    expect(result.log).toBe('before hunter22\n::add-mask::***\nafter *** ***\n##[error]***\n');
    expect(result.summary).toBe('***');
    expect(result.annotations).toEqual([{ level: 'error', message: '***' }]);
    expect(result.masks).toEqual(['ghs_12345678', 'hunter22']);
  });

  test('an input that action.yml does not declare is a warning', async () => {
    const { annotations } = await run('', { inputs: { Tag: 'x', tga: 'x' } });
    expect(annotations.map(({ message }) => message)).toEqual([
      "Unexpected input(s) 'tga', valid inputs are ['artifact-dir', 'tag', 'two words', 'token', 'program', 'post-program']",
    ]);
  });

  test.each([
    ['an exit code', 'process.exitCode = 3', 3],
    ['set-env', `say('::set-env name=A::b')`, 0],
    ['an output file of no form', `append('GITHUB_OUTPUT', 'nonsense\\n')`, 0],
    ['an open heredoc', `append('GITHUB_STATE', 'a<<E\\nb\\n')`, 0],
    ['NODE_OPTIONS in GITHUB_ENV', `append('GITHUB_ENV', 'NODE_OPTIONS=--inspect\\n')`, 0],
    ['an empty stop token', `say('::stop-commands::')`, 0],
  ])('%s fails the step, and its post step runs', async (_name, program, exitCode) => {
    const result = await run(program, { inputs: { 'post-program': `say('post')` } });
    expect(result).toMatchObject({ outcome: 'failure', exitCode, env: {} });
    expect(result.log).toContain('post\n');
  });

  test('the old set-output works with a warning', async () => {
    const { outputs, annotations } = await run(`say('::set-output name=one::1')`);
    expect(outputs).toEqual({ one: '1' });
    expect(annotations).toMatchObject([{ level: 'warning' }]);
  });

  test('a summary of more than 1 MiB is not taken', async () => {
    const { summary, annotations } = await run(`append('GITHUB_STEP_SUMMARY', 'x'.repeat(1024 * 1024 + 1))`);
    expect(summary).toBe('');
    expect(annotations).toMatchObject([{ level: 'error' }]);
  });
});

describe('an action that is stopped', () => {
  const waits = `process.on('SIGINT', () => { say('interrupted'); process.exit(9); }); setInterval(() => {}, 1000); say('ready');`;

  test('a kill is told by its signal', async () => {
    let kill = (): void => undefined;
    const result = await run(waits, {
      onSpawn: (child) => {
        kill = () => void child.kill('SIGKILL');
      },
      onLine: (line) => {
        if (line === 'ready') kill();
      },
    });
    expect(result).toMatchObject({ exitCode: null, signal: 'SIGKILL', outcome: 'failure' });
  });

  test('a cancelled one gets SIGINT first, and its post step still runs', async () => {
    const stop = new AbortController();
    const result = await run(waits, {
      signal: stop.signal,
      inputs: { 'post-program': `say('cleaned')` },
      onLine: (line) => {
        if (line === 'ready') stop.abort();
      },
    });
    expect(result).toMatchObject({ exitCode: 9, outcome: 'cancelled', log: 'ready\ninterrupted\ncleaned\n' });
  });

  test('one that ignores SIGINT and SIGTERM is killed with its children', async () => {
    const stop = new AbortController();
    const result = await run(
      `process.on('SIGINT', () => say('int')); process.on('SIGTERM', () => say('term'));
       require('node:child_process').spawn('sleep', ['60'], { stdio: 'inherit' });
       say('ready'); setInterval(() => {}, 1000);`,
      {
        signal: stop.signal,
        grace: { interrupt: 500, terminate: 500 },
        onLine: (line) => {
          if (line === 'ready') stop.abort();
        },
      },
    );
    expect(result).toMatchObject({
      signal: 'SIGKILL',
      outcome: 'cancelled',
      rawStdout: 'ready\nint\nterm\n',
    });
  });
});

test('a folder without a JavaScript action is an error that names it', async () => {
  const composite = resolve(import.meta.dirname, 'fixtures/actions/composite');
  await expect(runAction({ actionDir: composite, folder })).rejects.toThrow('runs.using is "composite"');
  await expect(runAction({ actionDir: folder, folder })).rejects.toThrow(`There is no action in ${folder}.`);
});
