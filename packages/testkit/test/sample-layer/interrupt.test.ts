import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { configWithFaults, SAMPLE_MACHINES } from '@pv-actions/testkit/sample-layer/sample-layer.ts';
import { Bench, type RunningKas } from './kas.ts';

const MARKER = 'sample-layer: pantavisor-029+git-r0 do_compile takes 30 s';

describe('stopping a build', () => {
  let bench: Bench;
  const machine = SAMPLE_MACHINES[1];
  if (machine === undefined) throw new Error('The sample layer has too few machines.');
  const slow = ['build', configWithFaults(machine, 'slow')];

  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  const lock = (work: string): string => path.join(bench.build(work), 'bitbake.lock');

  /** The pids of the server and of bitbake's own process, its parent. */
  function pids(work: string): { server: number; client: number } {
    const server = Number(readFileSync(lock(work), 'utf8'));
    const status = readFileSync(`/proc/${server}/status`, 'utf8');
    return { server, client: Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]) };
  }

  async function reachTask(work: string): Promise<RunningKas> {
    const run = await bench.start(work, slow);
    await run.printed(MARKER);
    return run;
  }

  test('two interrupts end it at once, with nothing left', async () => {
    const run = await reachTask('twice');
    const { server, client } = pids('twice');
    process.kill(client, 'SIGINT');
    await run.printed('Keyboard Interrupt, closing down...');
    expect(existsSync(lock('twice'))).toBe(true);
    process.kill(client, 'SIGINT');
    const { code, stderr } = await run.done;
    expect(code).toBe(1);
    expect(stderr).toContain('Second Keyboard Interrupt, stopping...');
    expect(stderr).toContain('Execution was interrupted, returning a non-zero exit code.');
    expect(stderr).toContain('NOTE: Sending SIGTERM to remaining 1 tasks');
    expect(stderr).not.toContain('task do_compile: Failed');
    expect(existsSync(lock('twice'))).toBe(false);
    expect(() => process.kill(client, 0)).toThrow('ESRCH');
    expect(isRunning(server)).toBe(false);
  });

  test('the server outlives its client, and refuses another one', async () => {
    const run = await reachTask('alone');
    const { server, client } = pids('alone');
    process.kill(client, 'SIGKILL');
    await run.done;
    expect(isRunning(server)).toBe(true);
    const second = await bench.kas('alone', ['build', machine.config]);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('ERROR: Unable to connect to bitbake server, or start one');
    process.kill(server, 'SIGTERM');
    expect((await bench.kas('alone', ['build', machine.config])).code).toBe(0);
  });
});

/** Whether the process is there and not only waiting to be reaped. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
