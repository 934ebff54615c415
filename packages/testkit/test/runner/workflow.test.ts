import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Event } from '@pv-actions/testkit/runner/github-context.ts';
import { failures, type LegResult, type WorkflowResult } from '@pv-actions/testkit/runner/results.ts';
import { runWorkflow, type WorkflowOptions } from '@pv-actions/testkit/runner/workflow.ts';

const fixtures = resolve(import.meta.dirname, 'fixtures');
let folder = '';
let sha = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pv-actions-workflow-'));
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', join(folder, 'repository'), ...args], { encoding: 'utf8' }).trim();
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', join(folder, 'repository')]);
  const commit = async (text: string): Promise<void> => {
    await writeFile(join(folder, 'repository', 'file.txt'), text);
    git('add', '--all');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', text);
  };
  execFileSync('mkdir', [join(folder, 'repository', 'sub')]);
  await writeFile(join(folder, 'repository', 'sub', 'file.txt'), 'in sub\n');
  await commit('first\n');
  await commit('tagged\n');
  git('tag', '029');
  sha = git('rev-parse', 'HEAD');
  await commit('later\n');
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

function run(
  file: string,
  options: Partial<WorkflowOptions> & { ref?: string } = {},
): Promise<WorkflowResult> {
  const event: Event = { name: 'push', ref: options.ref ?? 'refs/tags/029', sha };
  return runWorkflow({
    file: join(fixtures, file),
    repository: { folder: join(folder, 'repository'), name: 'pantacor/sample' },
    event,
    vars: { WIDTH: 'very' },
    secrets: { KEY: 's3cr3t-key' },
    workFolder: join(folder, 'work'),
    actions: { repository: 'pantacor/pv-actions', folder: fixtures },
    ...options,
  });
}

async function runText(text: string, options: Parameters<typeof run>[1] = {}): Promise<WorkflowResult> {
  const file = join(folder, 'workflow.yml');
  await writeFile(file, text);
  return runWorkflowFile(file, options);
}

function runWorkflowFile(file: string, options: Parameters<typeof run>[1]): Promise<WorkflowResult> {
  return run('', { ...options, file });
}

function legsOf(result: WorkflowResult, id: string): readonly LegResult[] {
  return result.jobs.find((job) => job.id === id)?.legs ?? [];
}

function logOf(leg: LegResult | undefined, id: string): string[] {
  const log = leg?.steps.find((step) => step.id === id)?.log ?? [];
  return log.slice(log.indexOf('##[endgroup]') + 1);
}

describe('a pipeline', () => {
  let result: WorkflowResult;
  const lines: string[] = [];
  beforeAll(async () => {
    result = await run('pipeline.yml', {
      parallel: 2,
      onLine: (line, leg) => void lines.push(`${leg}: ${line}`),
    });
  });

  test('jobs wait for each other and are skipped behind a failure, however far down', () => {
    expect(result.jobs.map((job) => [job.id, job.result])).toEqual([
      ['matrix', 'success'],
      ['build', 'failure'],
      ['skipped', 'skipped'],
      ['report', 'success'],
      ['late', 'skipped'],
    ]);
    expect(result.conclusion).toBe('failure');
  });

  test('variables of workflow, job, step and earlier steps, and PATH', () => {
    const [leg] = legsOf(result, 'matrix');
    expect(logOf(leg, 'levels')).toEqual(['step very-wide from 029', 'own tool', 'the key is ***']);
  });

  test('a secret shows nowhere, and an output that holds one is left out', () => {
    expect(JSON.stringify(result)).not.toContain('s3cr3t-key');
    expect(lines.join('\n')).not.toContain('s3cr3t-key');
    expect(legsOf(result, 'matrix')[0]?.steps[1]?.summary).toBe('### from ***\n');
    expect(Object.keys(result.jobs[0]?.outputs ?? {})).toEqual(['value']);
    expect(lines).toContain("matrix: ##[warning]Skip output 'leak' since it may contain secret.");
  });

  test('the matrix that an earlier job made, named, each leg in folders of its own', () => {
    const legs = legsOf(result, 'build');
    expect(legs.map((leg) => [leg.name, leg.matrix, leg.conclusion])).toEqual([
      ['build (rpi)', { machine: 'rpi', code: 4 }, 'failure'],
      ['build (qemu)', { machine: 'qemu' }, 'success'],
    ]);
    expect(new Set(legs.map((leg) => leg.folder)).size).toBe(2);
    expect(result.jobs[1]?.outputs).toEqual({ machine: 'qemu' });
  });

  test('steps: outcome, conclusion, continue-on-error, if', () => {
    const marks = (leg: LegResult | undefined): string[] =>
      leg?.steps.map((step) => `${step.id ?? step.name} ${step.outcome} ${step.conclusion}`) ?? [];
    const [rpi, qemu] = legsOf(result, 'build');
    expect(marks(rpi)).toEqual([
      'Run actions/checkout@v4 success success',
      'report success success',
      'tolerated failure success',
      'last failure failure',
      'never skipped skipped',
      'after success success',
      'Post Run pantacor/pv-actions/report@v1 success success',
    ]);
    expect(marks(qemu).slice(3, 6)).toEqual([
      'last success success',
      'never skipped skipped',
      'after skipped skipped',
    ]);
  });

  test('bash with pipefail where the workflow names it, in the working directory, on the tagged commit', async () => {
    const [rpi] = legsOf(result, 'build');
    expect(logOf(rpi, 'tolerated')).toEqual(['##[error]Process completed with exit code 1.']);
    expect(logOf(rpi, 'last')).toEqual(['job  in sub', '##[error]Process completed with exit code 4.']);
    expect(await readdir(join(rpi?.folder ?? '', 'workspace'))).toEqual(['.git', 'file.txt', 'sub']);
    const head = execFileSync('git', ['-C', join(rpi?.folder ?? '', 'workspace'), 'log', '--format=%H %D'], {
      encoding: 'utf8',
    });
    expect(head).toBe(`${sha} grafted, HEAD, tag: 029\n`);
  });

  test("an action: only declared outputs; its post step at the job's end, with its state", () => {
    const [rpi] = legsOf(result, 'build');
    expect(rpi?.steps[1]?.outputs).toEqual({ one: 'job' });
    expect(rpi?.steps[1]?.log).toContain(
      "##[warning]The output 'undeclared' is not declared in action.yml, and is left out.",
    );
    expect(rpi?.steps.at(-1)?.log).toEqual(['post has from main']);
  });

  test('needs: results and outputs', () => {
    const log = legsOf(result, 'report')[0]?.steps[0]?.log ?? [];
    expect(log.at(-1)).toBe('failure skipped qemu');
  });

  test('what failed, and why', () => {
    expect(failures(result)).toEqual([
      {
        leg: 'build (rpi)',
        step: 'Run echo "machine=rpi" >> "$GITHUB_OUTPUT"',
        reason: 'Process completed with exit code 4.',
      },
    ]);
  });
});

describe('what goes wrong', () => {
  let result: WorkflowResult;
  beforeAll(async () => {
    result = await run('fail-fast.yml', {
      ref: 'refs/heads/main',
      parallel: 2,
      machineEnv: { GATE: join(folder, 'gate') },
    });
  });

  test('fail-fast cancels the other legs; always() and cancelled() steps still run', () => {
    const legs = legsOf(result, 'legs');
    expect(legs.map((leg) => [leg.name, leg.conclusion])).toEqual([
      ['legs (1)', 'failure'],
      ['legs (2)', 'cancelled'],
      ['legs (3)', 'cancelled'],
    ]);
    expect(legs[1]?.steps.map((step) => step.conclusion)).toEqual(['cancelled', 'success', 'success']);
    expect(logOf(legs[1], 'clean')).toEqual(['cleaned cancelled']);
    expect(legs[0]?.steps.map((step) => step.conclusion)).toEqual(['failure', 'success', 'skipped']);
    expect(legs[2]?.steps).toEqual([]);
    expect(legsOf(result, 'after')[0]?.steps[0]?.log.at(-1)).toBe('failure');
  });

  test('an empty matrix and a broken expression fail their job', () => {
    expect(result.jobs.find((job) => job.id === 'empty')).toMatchObject({
      result: 'failure',
      problem: 'The matrix has no combination to run.',
    });
    const [broken] = legsOf(result, 'broken');
    expect(broken?.steps.map((step) => step.conclusion)).toEqual(['failure', 'success']);
    expect(failures(result).find(({ leg }) => leg === 'broken')?.reason).toContain('fromJson');
  });
});

test('a job output that cannot be evaluated fails its leg, whose steps stay, and the other legs end', async () => {
  const result = await runText(
    `on: push
jobs:
  job:
    runs-on: ubuntu-latest
    strategy:
      fail-fast: false
      matrix:
        value: ['', '7']
    outputs:
      read: \${{ fromJSON(steps.write.outputs.value) }}
    steps:
      - id: write
        run: echo "value=$VALUE" >> "$GITHUB_OUTPUT"
        env:
          VALUE: \${{ matrix.value }}
`,
    { parallel: 2 },
  );
  const legs = legsOf(result, 'job');
  expect(legs.map(({ conclusion, outputs }) => ({ conclusion, outputs }))).toEqual([
    { conclusion: 'failure', outputs: {} },
    { conclusion: 'success', outputs: { read: '7' } },
  ]);
  expect(legs[0]?.steps.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual([
    expect.stringMatching(/^Run .*: success$/),
    'Complete job: failure',
  ]);
});

describe('before anything runs', () => {
  test('all that is not supported is named, with its line', async () => {
    const file = join(fixtures, 'unsupported.yml');
    const lines: string[] = [];
    const failure = await run('unsupported.yml', {
      ref: 'refs/heads/main',
      onLine: (line) => void lines.push(line),
    }).then(
      () => '',
      (thrown: Error) => thrown.message,
    );
    const missing = join(fixtures, 'actions', 'missing');
    const composite = join(fixtures, 'actions', 'composite');
    expect(failure.split('\n')).toEqual([
      `${file}:4: "jobs.one.runs-on" is not supported by the local runner, which is Linux only.`,
      `${file}:5: "jobs.one.environment" is not supported by the local runner.`,
      `${file}:6: "jobs.one.services" is not supported by the local runner.`,
      `${file}:10: The action "actions/cache@v4" is not supported by the local runner.`,
      `${file}:13: "hashFiles()" is not supported by the local runner.`,
      `${file}:16: "pantacor/pv-actions/report@v1" has no input "progam".`,
      `${file}:17: "pantacor/pv-actions/missing@v1" cannot be used: There is no action in ${missing}.`,
      `${file}:18: "./actions/composite" cannot be used: ${composite}/action.yml is not an action that runs on Node 24: runs.using is "composite".`,
      `${file}:21: The input "submodules" of actions/checkout is not supported by the local runner.`,
      `${file}:23: The shell "pwsh" is not supported by the local runner. Use bash.`,
      `${file}:24: The action "pantacor/pv-actions/../report@v1" is not supported by the local runner.`,
      `${file}:26: "jobs.two.uses" is not supported by the local runner.`,
    ]);
    expect(lines).toEqual([]);
  });

  test.each([
    ['on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - runs: x\n', "Unexpected value 'runs'"],
    [
      'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: x\n        if: nope.x\n',
      "Unrecognized named-value: 'nope'",
    ],
    [
      'on: push\njobs:\n  a:\n    runs-on: x\n    needs: a\n    steps:\n      - run: x\n',
      'at least one job with no dependencies',
    ],
    ['on: [\n', 'Flow sequence'],
  ])('%j is refused in the words of the parser', async (text, message) => {
    await expect(runText(text)).rejects.toThrow(message);
  });

  test('an event that does not start the workflow', async () => {
    await expect(run('pipeline.yml', { ref: 'refs/tags/v1' })).rejects.toThrow(
      'is not started by a push of refs/tags/v1.',
    );
  });

  test('a file that is not there', async () => {
    await expect(run('none.yml')).rejects.toThrow('cannot be read');
  });
});

test('a cancelled run', async () => {
  const stop = new AbortController();
  const result = await runText(
    `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: |
          echo ready
          exec sleep 60
      - run: echo never
  b:
    needs: a
    runs-on: ubuntu-latest
    steps:
      - run: echo never
`,
    {
      signal: stop.signal,
      onLine: (line) => {
        if (line === 'ready') stop.abort();
      },
    },
  );
  expect(result.conclusion).toBe('cancelled');
  expect(result.jobs.map((job) => job.result)).toEqual(['cancelled', 'skipped']);
  expect(legsOf(result, 'a')[0]?.steps.map((step) => step.conclusion)).toEqual(['cancelled', 'skipped']);
});

test('checkout: a branch, its whole history, another ref, a path', async () => {
  const result = await runText(
    `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 0 }
      - uses: actions/checkout@v4
        with: { ref: main, path: other }
      - id: look
        run: |
          git rev-parse --abbrev-ref HEAD
          git rev-list --count HEAD
          git tag
          cat other/file.txt
      - id: bad
        continue-on-error: true
        uses: actions/checkout@v4
        with: { path: ../out }
`,
    { ref: 'refs/heads/main' },
  );
  const [leg] = legsOf(result, 'a');
  expect(logOf(leg, 'look')).toEqual(['main', '2', '029', 'later']);
  expect(leg?.steps.at(-1)).toMatchObject({
    outcome: 'failure',
    conclusion: 'success',
    annotations: [{ level: 'error', message: "Repository path '../out' is not under the workspace." }],
  });
});
