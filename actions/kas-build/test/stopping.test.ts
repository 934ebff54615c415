import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import type { Exec } from '@pv-actions/core/action/exec.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import type { SendSignal } from '@pv-actions/core/action/process-tree.ts';
import { startTimeNow } from '@pv-actions/core/action/process-tree.ts';
import { makeSampleLayer } from '@pv-actions/testkit/sample-layer/sample-layer.ts';
import type { RunningBuild } from '../src/stop/build-processes.ts';
import { stopBuild } from '../src/stop/stopping.ts';
import { killWithin, pidsWithin, type RunningProgram, startProgram } from './running-program.ts';

let root: string;
let buildDir: string;
let messages: string[];
let signals: (readonly [number, string])[];
let commands: (readonly string[])[];

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'stopping-')));
  buildDir = join(root, 'build');
  await mkdir(buildDir);
  messages = [];
  signals = [];
  commands = [];
});
afterEach(async () => {
  killWithin(root);
  await rm(root, { recursive: true, force: true });
});

const send: SendSignal = (pid, signal) => {
  signals.push([pid, signal]);
  process.kill(pid, signal);
};

function deps(exec: Exec = () => Promise.reject(new Error('Nothing may be started.'))) {
  const log = { info: (text: string) => void messages.push(text) } as Partial<Log> as Log;
  return { clock: systemClock, exec, log, env: { PATH: '/usr/bin' } };
}

/** The same with a clock on which nothing takes time. */
function timeless(exec?: Exec) {
  return { ...deps(exec), clock: { ...systemClock, sleep: () => new Promise<void>(setImmediate) } };
}

/** The same with a clock that runs ten times as fast. */
function fast() {
  return { ...deps(), clock: { ...systemClock, sleep: (time: number) => systemClock.sleep(time / 10) } };
}

async function running({ pid }: RunningProgram): Promise<RunningBuild> {
  const startTime = startTimeNow(pid);
  if (startTime === undefined) throw new Error('It has ended.');
  return { pid, startTime, buildDir };
}

const CONFIG = 'kas/build-configs/release/docker-x86_64-scarthgap.yaml:kas/faults/slow.yaml';

describe('a build under the real kas', () => {
  async function startKas(): Promise<RunningProgram> {
    const layer = await makeSampleLayer(join(root, 'layer'));
    const kas = startProgram(['kas', 'build', CONFIG], layer.folder, {
      HOME: root,
      KAS_WORK_DIR: root,
      SHELL: '/bin/bash',
    });
    await kas.printed('sample-layer: pantavisor-029+git-r0 do_compile takes');
    return kas;
  }

  test('two interrupts let bitbake close by itself; stopBuild waits for that, and has nothing to do when called again', async () => {
    const kas = await startKas();
    const build = await running(kas);
    const { left, stopped } = await stopBuild(build, deps(), {}, send);
    expect(left).toEqual([]);
    const line = stopped.find((text) => text.startsWith(`${kas.pid} `));
    expect(line?.endsWith(`kas build ${CONFIG}`)).toBe(true);
    expect(stopped).toHaveLength(4);
    expect(pidsWithin(root)).toEqual([]);
    expect(existsSync(join(buildDir, 'bitbake.lock'))).toBe(false);
    expect(await kas.ended).toBe(1);
    expect(kas.output()).toContain('Second Keyboard Interrupt, stopping...');
    expect(kas.output()).toContain('Execution was interrupted, returning a non-zero exit code.');
    expect(new Set(signals.map(([pid]) => pid)).size).toBe(1);
    expect(signals.map(([, signal]) => signal)).toEqual(['SIGINT', 'SIGINT']);
    expect(signals[0]?.[0]).not.toBe(kas.pid);
    const said = messages.length;
    expect(await stopBuild(build, timeless(), {}, send)).toEqual({ left: [], stopped: [] });
    expect(signals).toHaveLength(2);
    expect(messages).toHaveLength(said);
  });

  test('client, server and worker that are left of a killed kas are ended', async () => {
    const kas = await startKas();
    const build = await running(kas);
    process.kill(kas.pid, 'SIGKILL');
    while (startTimeNow(kas.pid) !== undefined) await new Promise(setImmediate);
    expect(pidsWithin(root).length).toBeGreaterThanOrEqual(3);
    const { left, stopped } = await stopBuild(build, deps(), {}, send);
    expect({ left, running: pidsWithin(root) }).toEqual({ left: [], running: [] });
    expect(stopped).toHaveLength(3);
  });

  test('a server that is alone is ended, by its lock only', async () => {
    const kas = await startKas();
    const build = await running(kas);
    const server = Number(await readFile(join(buildDir, 'bitbake.lock'), 'utf8'));
    process.kill(-kas.pid, 'SIGKILL');
    await kas.ended;
    const elsewhere = { ...build, buildDir: join(root, 'other') };
    expect(await stopBuild(elsewhere, timeless(), {}, send)).toEqual({ left: [], stopped: [] });
    expect(pidsWithin(root)).toContain(server);
    const link = join(root, 'link');
    await symlink(buildDir, link);
    expect((await stopBuild({ ...build, buildDir: link }, deps(), {}, send)).left).toEqual([]);
    expect(signals[0]).toEqual([server, 'SIGTERM']);
    expect(pidsWithin(root)).toEqual([]);
  });
});

/**
 * A leader, bitbake below it, its server as a daemon with the lock, and a task of the server in a session of its
 * own. No signal that can be ignored ends any of them.
 */
const STUBBORN = `#!/usr/bin/env python3
import os, signal, sys, time
lock = os.path.join(os.getcwd(), 'bitbake.lock')
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.SIG_IGN)
if sys.argv[1] == 'server':
    with open(lock, 'w') as file:
        file.write('%d\\n' % os.getpid())
    if os.fork() == 0:
        os.setsid()
        print('ready', flush=True)
else:
    between = os.fork()
    if between == 0:
        os.setsid()
        if os.fork():
            os._exit(0)
        server = sys.argv[0] + '-server'
        os.execv(sys.executable, ['bitbake-server', server, 'server', lock])
    os.waitpid(between, 0)
    print('daemonised', flush=True)
time.sleep(600)
`;

describe('processes that do not listen', () => {
  async function startStubborn(): Promise<RunningProgram> {
    for (const name of ['bitbake', 'bitbake-server']) {
      await writeFile(join(root, name), STUBBORN);
      await chmod(join(root, name), 0o755);
    }
    const program = startProgram(
      ['sh', '-c', `trap "" TERM; ${join(root, 'bitbake')} -c build; :`],
      buildDir,
    );
    await Promise.all([program.printed('daemonised'), program.printed('ready')]);
    return program;
  }

  test('interrupts, SIGTERM, then SIGKILL', async () => {
    const program = await startStubborn();
    const { left, stopped } = await stopBuild(
      await running(program),
      fast(),
      { interruptSeconds: 0.5 },
      send,
    );
    expect({ left, running: pidsWithin(root) }).toEqual({ left: [], running: [] });
    expect(stopped).toHaveLength(4);
    const sent = signals.map(([, signal]) => signal);
    expect(sent.slice(0, 6)).toEqual(['SIGINT', 'SIGINT', 'SIGTERM', 'SIGTERM', 'SIGTERM', 'SIGTERM']);
    expect([...new Set(sent.slice(6))]).toEqual(['SIGKILL']);
  });

  test('what may not be signalled is reported as left', async () => {
    const program = await startStubborn();
    const refuse: SendSignal = (pid, signal) => {
      signals.push([pid, signal]);
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    };
    const { left, stopped } = await stopBuild(
      await running(program),
      timeless(),
      { interruptSeconds: 0.5 },
      refuse,
    );
    expect(left).toHaveLength(4);
    const lock = join(buildDir, 'bitbake.lock');
    const server = Number(await readFile(lock, 'utf8'));
    expect(left).toContain(`${server} bitbake-server ${join(root, 'bitbake-server')} server ${lock}`);
    expect(stopped).toEqual([]);
  });
});

describe('what is not of the build', () => {
  const sleeper = (): RunningProgram => startProgram(['sleep', '600'], root);

  test('a pid that was given out again', async () => {
    const other = sleeper();
    const build = { ...(await running(other)), startTime: '1' };
    expect(await stopBuild(build, timeless(), {}, send)).toEqual({ left: [], stopped: [] });
    expect(signals).toEqual([]);
    expect(pidsWithin(root)).toEqual([other.pid]);
  });

  test('a process that is no bitbake, in bitbake.lock', async () => {
    const other = startProgram(['sleep', '600'], buildDir);
    await writeFile(join(buildDir, 'bitbake.lock'), `${other.pid}\n`);
    const build = { pid: 2 ** 30, startTime: '1', buildDir };
    expect(await stopBuild(build, timeless(), {}, send)).toEqual({ left: [], stopped: [] });
    expect(pidsWithin(root)).toEqual([other.pid]);
  });

  test('the bitbake of another build folder, in bitbake.lock', async () => {
    await writeFile(join(root, 'bitbake'), 'print("ready", flush=True); import time; time.sleep(600)');
    const other = startProgram(['python3', join(root, 'bitbake')], root);
    await other.printed('ready');
    await writeFile(join(buildDir, 'bitbake.lock'), `${other.pid}\n`);
    const build = { pid: 2 ** 30, startTime: '1', buildDir };
    expect(await stopBuild(build, timeless(), {}, send)).toEqual({ left: [], stopped: [] });
    expect(pidsWithin(root)).toEqual([other.pid]);
  });
});

test('before bitbake runs, what kas runs is terminated, then kas', async () => {
  const script = 'trap "exit 7" TERM; (trap - TERM; echo cloning; exec sleep 600); while :; do :; done';
  const kas = startProgram(['sh', '-c', script], root);
  await kas.printed('cloning');
  await stopBuild(await running(kas), deps(), {}, send);
  expect(await kas.ended).toBe(7);
  expect(signals.map(([, signal]) => signal)).toEqual(['SIGTERM', 'SIGTERM']);
  expect(signals[0]?.[0]).not.toBe(kas.pid);
  expect(signals[1]?.[0]).toBe(kas.pid);
});

test('the daemon of pseudo is of the build when its state is below the build folder', async () => {
  const pseudo = join(root, 'pseudo');
  await writeFile(pseudo, '#!/bin/sh\necho started\nsleep 600\n:\n');
  await chmod(pseudo, 0o755);
  const daemon = async (state: string): Promise<RunningProgram> => {
    const program = startProgram([pseudo], root, { PSEUDO_LOCALSTATEDIR: state });
    await program.printed('started');
    return program;
  };
  const ours = await daemon(join(buildDir, 'tmp/work/image/1.0/pseudo/'));
  const other = await daemon(join(root, 'build-of-another/pseudo/'));
  const { left } = await stopBuild({ pid: 2 ** 30, startTime: '1', buildDir }, deps(), {}, send);
  expect(left).toEqual([]);
  expect(signals).toContainEqual([ours.pid, 'SIGTERM']);
  expect(signals.map(([pid]) => pid)).not.toContain(other.pid);
  expect(await ours.ended).toBe('SIGTERM');
  expect(pidsWithin(root)).toContain(other.pid);
});

describe('a build in a container', () => {
  const PS = ['docker', 'ps', '--all', '--quiet', '--filter', 'name=^pv-build-7$'];
  const INTERRUPT = ['docker', 'exec', 'pv-build-7', 'pkill', '-INT', '-f', 'bin/bitbake( |$)'];
  const TERMINATE = ['docker', 'kill', '--signal=TERM', 'pv-build-7'];
  const STOP = ['docker', 'stop', '--time', '10', 'pv-build-7'];
  const REMOVE = ['docker', 'rm', '--force', 'pv-build-7'];
  const container = { engine: 'docker', name: 'pv-build-7' };
  const build = (): RunningBuild => ({ pid: 2 ** 30, startTime: '1', buildDir, container });

  /** An engine whose commands exit with what `codes` says, 0 else, and that lists the container until `gone` ran. */
  function engine(gone: string, codes: Readonly<Record<string, number>> = {}): Exec {
    let there = true;
    return async (argv, options) => {
      commands.push(argv);
      const command = argv[1] ?? '';
      if (command === 'ps' && there) options.onLine?.('0123456789ab', 'stdout');
      if (command === gone) there = false;
      return { code: codes[command] ?? 0, signal: null };
    };
  }

  test('is interrupted twice, stopped and removed', async () => {
    const result = await stopBuild(build(), timeless(engine('rm')));
    expect(result).toEqual({ left: [], stopped: ['container pv-build-7'] });
    expect(commands).toEqual([PS, INTERRUPT, INTERRUPT, PS, STOP, REMOVE, PS]);
  });

  test('that ends after the interrupts is gone already', async () => {
    const result = await stopBuild(build(), timeless(engine('exec')));
    expect(result).toEqual({ left: [], stopped: ['container pv-build-7'] });
    expect(commands).toEqual([PS, INTERRUPT, INTERRUPT, PS, PS]);
  });

  test('in which no bitbake runs yet is terminated', async () => {
    await stopBuild(build(), timeless(engine('', { exec: 1 })));
    expect(commands.slice(0, 3)).toEqual([PS, INTERRUPT, TERMINATE]);
  });

  test('that cannot be removed is left', async () => {
    const result = await stopBuild(build(), timeless(engine('', { stop: 1, rm: 1 })));
    expect(result).toEqual({ left: ['container pv-build-7'], stopped: [] });
  });

  test('that was never made: what makes it is terminated, and no pid of bitbake.lock counts', async () => {
    await writeFile(join(root, 'bitbake'), 'print("ready", flush=True); import time; time.sleep(600)');
    const server = startProgram(['python3', join(root, 'bitbake')], buildDir);
    await server.printed('ready');
    await writeFile(join(buildDir, 'bitbake.lock'), `${server.pid}\n`);
    const pull = startProgram(['sleep', '600'], root);
    const given = { ...(await running(pull)), container };
    const none: Exec = async (argv) => ({ code: argv[1] === 'ps' ? 0 : 1, signal: null });
    expect(await stopBuild(given, deps(none), {}, send)).toEqual({
      left: [],
      stopped: [`${pull.pid} sleep 600`],
    });
    expect(await pull.ended).toBe('SIGTERM');
    expect(pidsWithin(root)).toEqual([server.pid]);
  });
});
