import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { expectApproved } from './approved.ts';
import {
  childOf,
  type EndlessWorkspace,
  endlessWorkspace,
  FAST_TIMERS,
  kasOf,
  NEVER_ENDS,
  overAtSignal,
} from './ended-build.ts';
import { errorsOf } from './told.ts';

const RUNNING = 'It was running pantavisor do_compile.';
const LESS_AT_ONCE =
  'Give the machine more memory or swap, or let the build do less at once: lower PARALLEL_MAKE and BB_NUMBER_THREADS, or set BB_PRESSURE_MAX_MEMORY (bitbake 2.4 and later).';
const KILLED = 'The step was killed';
const INTERRUPTS = ['Keyboard Interrupt, closing down...', 'Second Keyboard Interrupt, stopping...'];

let sample: EndlessWorkspace;
beforeEach(async () => {
  sample = await endlessWorkspace();
});
afterEach(() => sample.remove());

/** The folders of runs that were not removed. */
async function runFolders(): Promise<readonly string[]> {
  return (await readdir(join(sample.root, 'temp'))).filter((name) => name.startsWith('pv-kas-build-'));
}

/** Leaves pantavisor's build without libthttp, so that it goes on when libthttp fails. */
async function makeIndependent(): Promise<void> {
  const recipe = join(sample.workspace, 'recipes-pv/pantavisor/pantavisor_git.bb');
  const text = await readFile(recipe, 'utf8');
  expect(text).toContain('DEPENDS = "libthttp lxc-pv"');
  await writeFile(recipe, text.replace('DEPENDS = "libthttp lxc-pv"', 'DEPENDS = "lxc-pv"'));
}

describe('a job that is cancelled', () => {
  test('bitbake gets two interrupts, and main tells of it', async () => {
    const controller = new AbortController();
    const result = await sample.endAt(NEVER_ENDS, () => controller.abort(), { signal: controller.signal });
    expect(result).toMatchObject({ exitCode: 1, outcome: 'cancelled', signal: null });
    expect(result.outputs).toMatchObject({
      verdict: 'cancelled',
      machine: 'docker',
      'yocto-machine': 'docker-x86_64',
      'tasks-failed': '0',
      warnings: '1',
      'artifact-dir': '',
    });
    for (const interrupt of INTERRUPTS) expect(result.log.split(interrupt)).toHaveLength(2);
    expect(errorsOf(result)).toEqual([
      expect.stringMatching(/^The job was cancelled after \d+ s of building\./),
    ]);
    expect(errorsOf(result)[0]).toContain(RUNNING);
    expect(sample.left()).toEqual([]);
    expect(existsSync(join(sample.workspace, 'build/bitbake.lock'))).toBe(false);
    expect(result.phases.post?.exitCode).toBe(0);
    expect(result.log).not.toContain('What is left of it is stopped now');
    expect(await runFolders()).toEqual([]);
    await expectApproved('ended-cancelled.md', result.summary, sample.scrub);
  });

  test('a bitbake that ignores interrupts is ended by the post step, which tells and uploads', async () => {
    await makeIndependent();
    const service = await startArtifactService();
    try {
      const controller = new AbortController();
      const result = await sample.endAt(NEVER_ENDS, () => controller.abort(), {
        signal: controller.signal,
        // As of a runner, and as those of the stage: a tenth.
        grace: { interrupt: 750, terminate: 250 },
        env: { ...service.env, ...FAST_TIMERS },
        inputs: {
          config: sample.config('python', 'deaf'),
          target: 'libthttp pantavisor-starter',
          'keep-going': 'true',
        },
      });
      expect(result.phases.main).toMatchObject({ signal: 'SIGKILL', outcome: 'cancelled' });
      expect(result.phases.post).toMatchObject({ exitCode: 0 });
      expect(result.outputs).toMatchObject({ verdict: 'cancelled', machine: 'docker' });
      expect(sample.left()).toEqual([]);
      expect(errorsOf(result)).toEqual([
        expect.stringContaining('something is badly wrong'),
        expect.stringMatching(/^The job was cancelled after \d+ s of building\./),
      ]);
      expect((await service.artifacts()).map(({ name, files }) => ({ name, files }))).toEqual([
        { name: 'build-logs-docker', files: [expect.stringMatching(/^libthttp\/log\.do_compile\.\d+$/)] },
      ]);
      expect(await runFolders()).toEqual([]);
      await expectApproved('ended-deaf.md', result.summary, [
        ...sample.scrub,
        [/\(1 file, \d+&nbsp;B\)/g, '(1 file, <size>)'],
      ]);
    } finally {
      await service.close();
    }
  });
});

describe('timeout-minutes', () => {
  test('ends the build, which is told as such', async () => {
    const result = await sample.endAt(NEVER_ENDS, (main) => main.kill('SIGUSR2'), {
      env: overAtSignal(30),
      inputs: { 'timeout-minutes': '30' },
    });
    expect(result).toMatchObject({ exitCode: 1, outcome: 'failure' });
    expect(result.outputs).toMatchObject({ verdict: 'timed-out', machine: 'docker' });
    expect(errorsOf(result)).toEqual([
      `The build took longer than timeout-minutes allows (30).\n${RUNNING} Give it more time in the input timeout-minutes, or a shared sstate.`,
    ]);
    expect(sample.left()).toEqual([]);
    await expectApproved('ended-timed-out.md', result.summary, sample.scrub);
  });

  test('a time that no timer can hold is refused', async () => {
    const result = await sample.kasBuild({ config: sample.config('slow'), 'timeout-minutes': '40000' });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)[0]).toMatch(/^Input "timeout-minutes" is "40000"\./);
  });
});

describe('main is killed by SIGKILL', () => {
  test('the post step stops the build and tells of it', async () => {
    const result = await sample.endAt(NEVER_ENDS, (main) => main.kill('SIGKILL'));
    expect(result.phases.main).toMatchObject({ signal: 'SIGKILL' });
    expect(result.phases.post).toMatchObject({ exitCode: 0 });
    expect(result.outputs).toMatchObject({ verdict: 'cancelled', machine: 'docker' });
    for (const interrupt of INTERRUPTS) expect(result.log).not.toContain(interrupt);
    expect(result.log).toMatch(/^Stopped: \d+ .*kas build /m);
    expect(errorsOf(result)).toEqual([
      expect.stringMatching(new RegExp(`^${KILLED} after \\d+ s of building: `)),
    ]);
    expect(sample.left()).toEqual([]);
    expect(await runFolders()).toEqual([]);
    await expectApproved('ended-killed.md', result.summary, sample.scrub);
  });
});

describe('kas is killed', () => {
  test('the build failed, the message says of what, and the server of bitbake is stopped', async () => {
    const result = await sample.endAt(NEVER_ENDS, (main) => {
      void kasOf(main.pid).then((kas) => process.kill(kas, 'SIGKILL'));
    });
    expect(result).toMatchObject({ exitCode: 1, outcome: 'failure' });
    expect(result.outputs).toMatchObject({ verdict: 'failed', machine: 'docker' });
    expect(errorsOf(result)).toEqual([
      'kas was ended by SIGKILL. A machine that is short of memory ends processes so.\n' +
        `${RUNNING} ${LESS_AT_ONCE}`,
    ]);
    expect(sample.left()).toEqual([]);
    await expectApproved('ended-kas-killed.md', result.summary, sample.scrub);
  });

  test('a task that failed before does not hide it', async () => {
    await makeIndependent();
    const inputs = {
      config: sample.config('python', 'slow'),
      target: 'libthttp pantavisor-starter',
      'keep-going': 'true',
    };
    const kill = (pid: number): void => void process.kill(pid, 'SIGKILL');
    const result = await sample.endAt(NEVER_ENDS, (main) => void kasOf(main.pid).then(kill), { inputs });
    expect(result.outputs).toMatchObject({ verdict: 'failed', 'tasks-failed': '1' });
    expect(errorsOf(result)[0]).toContain('something is badly wrong');
    expect(errorsOf(result)[1]).toMatch(/^kas was ended by SIGKILL\./);
    expect(result.summary).toMatch(/^\*\*Failed\*\*: .*do&#95;compile.* kas was ended by SIGKILL\./);
  });
});

test('bitbake is killed: its server is stopped, and the message says more than that a command failed', async () => {
  const result = await sample.endAt(NEVER_ENDS, (main) => {
    const kill = async (): Promise<void> => {
      const kas = await kasOf(main.pid);
      process.kill(await childOf(kas), 'SIGKILL');
    };
    void kill();
  });
  expect(result.outputs).toMatchObject({ verdict: 'failed', 'tasks-failed': '0' });
  expect(errorsOf(result)).toEqual([
    'bitbake ended in the midst of its tasks. A machine that is short of memory ends processes so.\n' +
      `${RUNNING} ${LESS_AT_ONCE}`,
  ]);
  expect(sample.left()).toEqual([]);
  await expectApproved('ended-bitbake-killed.md', result.summary, sample.scrub);
});
