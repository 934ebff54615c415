import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { installDocker } from '@pv-actions/testkit/kas/container.ts';
import { callsIn } from '@pv-actions/testkit/kas/install.ts';
import { installKas5 } from '@pv-actions/testkit/kas/kas5.ts';
import { configWithFaults, SAMPLE_MACHINES } from '@pv-actions/testkit/sample-layer/sample-layer.ts';
import { Bench, type RunningKas } from '../sample-layer/kas.ts';

describe('the real kas-container with the stand-in for docker', () => {
  let bench: Bench;
  let docker: string;
  const machine = SAMPLE_MACHINES[1];
  if (machine === undefined) throw new Error('The sample layer has too few machines.');

  beforeAll(async () => {
    bench = await Bench.open();
    docker = await installDocker(path.join(bench.root, 'bin'));
  });
  afterAll(() => bench.close());

  function environment(env: Record<string, string> = {}): Record<string, string> {
    return {
      KAS: 'kas-container',
      KAS_ALLOW_ROOT: 'yes',
      PATH: `${path.join(bench.root, 'bin')}:${process.env['PATH']}`,
      ...env,
    };
  }

  const start = (work: string, args: readonly string[], env?: Record<string, string>): Promise<RunningKas> =>
    bench.start(work, args, environment(env));
  const dockerRun = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)(docker, args)).stdout;

  function isRunning(pid: number): boolean {
    return existsSync(`/proc/${pid}`) && !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  }

  const server = (work: string): number =>
    Number(readFileSync(path.join(bench.build(work), 'bitbake.lock'), 'utf8'));

  test('builds on the host, and shows the paths of the container', async () => {
    const sstate = path.join(bench.root, 'sstate');
    const config = configWithFaults(machine, 'compile');
    const run = await start('build', ['build', '--target', 'pantavisor', config, '--', '-k'], {
      SSTATE_DIR: sstate,
    });
    const { code, stderr } = await run.done;
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /Logfile of failure stored in: \/build\/tmp-scarthgap\/work\/x86_64-poky-linux\/pantavisor\/029\+git\/temp\/log\.do_compile\.\d+\n/,
    );
    expect(stderr).toContain('Using /repo as root for repository');
    expect(stderr).not.toContain(bench.root);
    const log = 'tmp-scarthgap/work/x86_64-poky-linux/pantavisor/029+git/temp/log.do_compile';
    expect(readFileSync(path.join(bench.build('build'), log), 'utf8')).toContain('foo.c:3:5: error');
    const call = (await callsIn(path.join(bench.root, 'bin'))).at(-1);
    expect(call?.argv).toEqual(
      expect.arrayContaining(['run', `${bench.layer.folder}:/repo:ro`, `${sstate}:/sstate:rw`]),
    );
    expect(call?.argv.slice(-6)).toEqual([
      'build',
      '--target',
      'pantavisor',
      `/repo/${machine.config}:/repo/kas/faults/compile.yaml`,
      '--',
      '-k',
    ]);
  });

  test('runs a command in the shell of kas; the settings are those of the container', async () => {
    const run = await start('shell', ['shell', machine.config, '-c', 'bitbake -e'], { DL_DIR: bench.root });
    const { code, stdout } = await run.done;
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines).toContain('DEPLOY_DIR_IMAGE="/build/tmp-scarthgap/deploy/images/docker-x86_64"');
    expect(lines).toContain('export DL_DIR="/downloads"');
  });

  test('an interrupt of the client reaches the first process; nothing outlives it', async () => {
    const bin = path.join(bench.root, 'bin5');
    const kas = await installKas5(path.join(bench.root, 'kas5'));
    await installDocker(bin, { kas });
    const run = await start('interrupt', ['build', configWithFaults(machine, 'slow')], {
      PATH: `${bin}:${process.env['PATH']}`,
    });
    await run.printed('do_compile takes 30 s');
    const pid = server('interrupt');
    const client = (await callsIn(bin)).at(-1)?.pid ?? 0;
    process.kill(client, 'SIGINT');
    const { code, stderr } = await run.done;
    expect(code).toBe(130);
    expect(stderr).toContain('kas execution cancelled');
    expect(isRunning(pid)).toBe(false);
  });

  test('a container has a name, takes commands, and is killed with all that is in it', async () => {
    const args = ['--runtime-args', '--name sample-7', 'build', configWithFaults(machine, 'slow')];
    const run = await start('named', args);
    await run.printed('do_compile takes 30 s');
    const pid = server('named');
    expect(await dockerRun('ps', '-q', '--filter', 'name=sample-7')).toMatch(/^[0-9a-f]{12}\n$/);
    expect(await dockerRun('exec', 'sample-7', 'cat', '/build/bitbake.lock')).toBe(`${pid}\n`);
    const second = await start('other', ['--runtime-args', '--name sample-7', 'build', machine.config]);
    expect(await second.done).toMatchObject({
      code: 125,
      stderr: expect.stringContaining('The container name "/sample-7" is already in use'),
    });
    await dockerRun('kill', 'sample-7');
    expect((await run.done).code).toBe(137);
    expect(isRunning(pid)).toBe(false);
    await expect(dockerRun('exec', 'sample-7', 'true')).rejects.toThrow('No such container: sample-7');
  });

  test('the container goes on without its client, until it is stopped', async () => {
    const args = ['--runtime-args', '--name orphan', 'build', configWithFaults(machine, 'slow')];
    const run = await start('orphan', args);
    await run.printed('do_compile takes 30 s');
    const pid = server('orphan');
    const client = (await callsIn(path.join(bench.root, 'bin'))).findLast(isRunOf('orphan'))?.pid ?? 0;
    process.kill(client, 'SIGKILL');
    expect(await dockerRun('exec', 'orphan', 'cat', '/build/bitbake.lock')).toBe(`${pid}\n`);
    await dockerRun('stop', '-t', '0', 'orphan');
    expect(isRunning(pid)).toBe(false);
    await run.done;
  });
});

function isRunOf(name: string): (call: { readonly argv: readonly string[] }) => boolean {
  return ({ argv }) => argv[0] === 'run' && argv.includes(name);
}
