import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { failsFirst } from '@pv-actions/testkit/pvtest/behaviour.ts';
import type { Generation } from '@pv-actions/testkit/pvtest/distro.ts';
import { imageOf, writeDistro } from '@pv-actions/testkit/pvtest/distro.ts';
import { appears, Bench, isAlive, one, type Running } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open({ images: ['alpine'] });
});
afterEach(() => bench.close());

const results = (text: string): readonly string[] =>
  (text.split('='.repeat(55))[0] ?? '')
    .split('\n')
    .flatMap((line) => /'\S+' [A-Z]{6,}.*/.exec(line)?.[0] ?? [])
    .map((line) => line.replace(/\(\d+ s\)/, '(N s)'));
describe('install-docker', () => {
  test('loads each tar, and keeps the ids beside the script', async () => {
    await writeDistro(bench.at('distro'), { tests: [] });
    const done = await bench.script('install-docker').done;
    expect([done.code, done.stdout, done.stderr]).toEqual([
      0,
      ['', '-netsim', '-tester'].map((part) => `Loaded image: pantavisor-appengine${part}:latest\n`).join(''),
      '',
    ]);
    expect(bench.read('distro/tester.imgid')).toBe(`${imageOf('tester').id}\n`);
    expect(bench.read('distro/netsim.imgid')).toBe(`${imageOf('netsim').id}\n`);
  });

  test('says nothing of a tar that is missing, and fails for one that is none', async () => {
    await writeDistro(bench.at('distro'), { tests: [], missing: ['tester'] });
    expect((await bench.script('install-docker').done).code).toBe(0);
    expect((await bench.docker.images()).flatMap(({ tags }) => tags)).not.toContain(
      'pantavisor-appengine-tester:latest',
    );
    await writeDistro(bench.at('distro'), { tests: [], garbage: ['appengine'] });
    expect(await bench.script('install-docker').done).toMatchObject({
      code: 1,
      stderr: 'archive/tar: invalid tar header\n',
    });
  });
});

describe('what it takes', () => {
  test('parts of a distro can be left out', async () => {
    await writeDistro(bench.at('distro'), {
      tests: [{ id: 'local/a/x', json: null }],
      script: false,
      missing: ['netsim'],
    });
    expect(readdirSync(bench.at('distro')).sort()).toEqual([
      'local',
      'pantavisor-appengine-docker.tar',
      'pantavisor-appengine-tester-docker.tar',
    ]);
    expect(readdirSync(bench.at('distro/local')).sort()).toEqual(['a', 'common']);
    expect(readdirSync(bench.at('distro/local/a/x'))).toEqual(['resources']);
  });

  test('a test.json has what the real one has', async () => {
    await writeDistro(bench.at('distro'), { tests: [{ id: 'local/a/x', skip: true, description: 'D' }] });
    expect(JSON.parse(bench.read('distro/local/a/x/test.json'))).toEqual({
      '#spec': 'pv-test@1',
      description: 'D',
      setup: {},
      'test-script': 'resources/test',
      skip: 'true',
    });
  });

  test('ls names the tests', async () => {
    await bench.distro({ tests: [one('remote/a/x'), one('local/a/y'), one('local/a/x')] });
    expect((await bench.script('ls').done).stdout).toBe('local/a/x\nlocal/a/y\nremote/a/x\n');
  });

  test.each<Generation>(['recorded', 'oldest', 'pool'])(
    'an unknown flag or command: the usage, and 1 (%s)',
    async (generation) => {
      await bench.distro({ tests: [one('local/a/x')], generation });
      for (const words of [['run', '--bogus'], ['run', 'local', 'local'], ['bogus']]) {
        const { code, stderr } = await bench.script(...words).done;
        expect([code, stderr]).toEqual([1, expect.stringContaining('Usage: test.docker.sh')]);
      }
      const offers = { parallel: generation !== 'oldest', retry: generation !== 'pool' };
      const script = bench.read('distro/test.docker.sh');
      expect({ parallel: script.includes('-p|--parallel)'), retry: script.includes('-r|--retry)') }).toEqual(
        offers,
      );
      expect((await bench.script('run', 'no/such', offers.parallel ? '-r' : '-p', '1').done).code).toBe(
        generation === 'recorded' ? 0 : 1,
      );
    },
  );

  test('a path that does not exist: 0, and no test', async () => {
    await bench.distro({ tests: [one('local/a/x')] });
    const done = await bench.run('local/nowhere').done;
    expect([done.code, results(done.stdout)]).toEqual([0, []]);
    expect(done.stdout).toContain('= SUMMARY =');
  });

  test('a path takes the tests below it', async () => {
    await bench.distro({ tests: ['local/a/x', 'local/a/y', 'local/b/x', 'remote/a/x'].map((id) => one(id)) });
    await bench.run('local/a').done;
    expect(results(bench.read('ws/run.log'))).toEqual([
      "'local/a/x' PASSED (N s)",
      "'local/a/y' PASSED (N s)",
    ]);
  });

  test.each(['0', 'many'])('-p %s hangs, and starts nothing', async (number) => {
    await bench.distro({ tests: [one('local/a/x', { steps: [{ touch: bench.at('started') }] })] });
    const running = bench.run('-p', number);
    await appears(bench.at('ws/run.log'));
    await setTimeout(300);
    process.kill(-running.pid, 'SIGTERM');
    expect([(await running.done).signal, existsSync(bench.at('started'))]).toEqual(['SIGTERM', false]);
  });
});

describe('what becomes of a test', () => {
  test('a failure is tried again, an abort is not; the last try counts', async () => {
    await bench.distro({
      tests: [
        one('local/a/abort', { end: 'abort' }),
        one('local/a/bad', { end: 'fail' }),
        one('local/a/flaky', failsFirst(2)),
      ],
    });
    const done = await bench.run('-r', '2').done;
    expect(done.code).toBe(1);
    expect(results(bench.read('ws/run.log'))).toEqual([
      "'local/a/abort' ABORTED (N s)",
      "'local/a/bad' FAILED (N s)",
      "'local/a/bad.1' FAILED (N s)",
      "'local/a/bad.2' FAILED (N s)",
      "'local/a/flaky' FAILED (N s)",
      "'local/a/flaky.1' FAILED (N s)",
      "'local/a/flaky.2' PASSED (N s)",
    ]);
    await bench.distro({ tests: [one('local/a/late', failsFirst(1))] });
    expect((await bench.run('local/a/late', '-r', '1').done).code).toBe(0);
  });

  test('an image that is missing, or a name in use, is a failure', async () => {
    await bench.distro({ tests: [one('local/a/x')], missing: ['tester'] });
    expect((await bench.run().done).code).toBe(1);
    expect(bench.read('ws/local/a/x/test.log').split('\n').slice(1, 3)).toEqual([
      "Unable to find image 'pantavisor-appengine-tester:latest' locally",
      expect.stringMatching(
        /^docker: Error response from daemon: pull access denied for pantavisor-appengine-tester, /,
      ),
    ]);
    await bench.distro({ tests: [one('local/a/x')] });
    await bench.docker.command('run', '-d', '--name', 'pantavisor-tester-0', 'alpine', 'sleep', '100');
    expect((await bench.run().done).code).toBe(1);
    expect(bench.read('ws/local/a/x/test.log')).toContain(
      '\ndocker: Error response from daemon: Conflict. The container name "/pantavisor-tester-0" is already in use',
    );
  });

  test('remote tests have the credentials of the environment', async () => {
    await bench.distro({ tests: [one('remote/a/x', { steps: [{ print: '{env:PH_USER}:{env:PH_PASS}' }] })] });
    await bench.run().done;
    expect(bench.read('ws/remote/a/x/test.log')).toContain('\nsomebody:geheim\n');
  });

  test('with -V and -n there are valgrind logs, and a network that is simulated', async () => {
    await bench.distro({
      tests: [one('local/a/x', { steps: [{ touch: bench.at('on') }, { until: bench.at('go') }] })],
    });
    const running = bench.run('-V', '-n');
    await appears(bench.at('on'));
    const names = (await bench.docker.containers()).map(({ name, status }) => `${name} ${status}`);
    expect(names.sort()).toEqual(['pantavisor-netsim-0 running', 'pantavisor-tester-0 running']);
    writeFileSync(bench.at('go'), '');
    await running.done;
    expect(readdirSync(bench.at('ws/local/a/x/valgrind'))).toEqual([
      expect.stringMatching(/^valgrind\.log\.\d+$/),
    ]);
    expect(await bench.docker.containers()).toEqual([]);
    expect(await bench.docker.networks()).toEqual(['test-appengine-net']);
  });
});

describe('while it runs', () => {
  /** Two tests that need each other: they pass if both run at once. */
  async function both(...options: string[]): Promise<Running> {
    const [x, y] = [bench.at('x'), bench.at('y')];
    await bench.distro({
      tests: [
        one('local/a/x', { steps: [{ touch: x }, { until: y }, { until: bench.at('go') }] }),
        one('local/a/y', { steps: [{ touch: y }, { until: x }, { until: bench.at('go') }] }),
      ],
    });
    const running = bench.run('-p', '2', ...options);
    await Promise.all([appears(bench.at('x')), appears(bench.at('y'))]);
    return running;
  }
  const free = (): void => writeFileSync(bench.at('go'), '');

  test('tests are really parallel, each in a slot of its own; run.log is copied at the very end', async () => {
    const running = await both();
    const containers = await bench.docker.containers();
    expect(containers.map(({ name }) => name).sort()).toEqual(['pantavisor-tester-0', 'pantavisor-tester-1']);
    expect((await bench.docker.running('local/a/x')).mounts).toContainEqual({
      source: bench.at('distro'),
      target: '/pvtest',
      writable: true,
    });
    expect(existsSync(bench.at('cwd/run.log'))).toBe(false);
    free();
    expect((await running.done).code).toBe(0);
    expect(bench.read('cwd/run.log')).toBe(bench.read('ws/run.log'));
    expect(readdirSync(bench.at('tmp'))).toEqual([expect.stringMatching(/^pv_appengine\.\w{6}$/)]);
  });

  test('SIGTERM for the script alone leaves everything running', async () => {
    const running = await both();
    const containers = await bench.docker.containers();
    running.process.kill('SIGTERM');
    await new Promise((resolve) => running.process.once('exit', resolve));
    expect(containers.map(({ pid }) => isAlive(pid))).toEqual([true, true]);
    free();
    // Its jobs go on, and hold its output until they have ended.
    expect((await running.done).stdout).toContain("'local/a/x' \x1b[0;32mPASSED");
  });

  test('SIGTERM for its process group leaves the containers, and their clients until these are gone', async () => {
    const running = await both();
    const containers = await bench.docker.containers();
    process.kill(-running.pid, 'SIGTERM');
    await new Promise((resolve) => running.process.once('exit', resolve));
    expect(containers.map(({ pid }) => isAlive(pid))).toEqual([true, true]);
    await bench.docker.command('rm', '-f', ...containers.map(({ id }) => id));
    expect((await running.done).signal).toBe('SIGTERM');
    expect(containers.map(({ pid }) => isAlive(pid))).toEqual([false, false]);
    expect(existsSync(bench.at('cwd/run.log'))).toBe(false);
  });

  test('a container that is removed fails its test, which is tried again; the others go on', async () => {
    const running = await both('-r', '1');
    await bench.docker.command('rm', '-f', (await bench.docker.running('local/a/x')).id);
    free();
    expect((await running.done).code).toBe(0);
    expect([...results(bench.read('ws/run.log'))].sort()).toEqual([
      "'local/a/x' FAILED (N s)",
      "'local/a/x.1' PASSED (N s)",
      "'local/a/y' PASSED (N s)",
    ]);
  });

  test('a second run takes other slots', async () => {
    const running = await both();
    await writeDistro(bench.at('other'), { tests: [one('local/a/x')], slots: bench.at('distro.slots') });
    const second = await bench.start(bench.at('other/test.docker.sh'), ['run', '-w', bench.at('ws2')]).done;
    expect(second.code).toBe(0);
    const names = (await bench.docker.calls()).flatMap(({ argv }) =>
      argv[0] === 'run' ? [argv[argv.indexOf('--name') + 1]] : [],
    );
    expect(names.sort()).toEqual([0, 1, 2].map((slot) => `pantavisor-tester-${slot}`));
    free();
    await running.done;
  });
});
