import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { configWithFaults, SAMPLE_MACHINES } from '@pv-actions/testkit/sample-layer/sample-layer.ts';
import { Bench } from './kas.ts';

describe('faults that only show what a build can do', () => {
  let bench: Bench;
  const machine = SAMPLE_MACHINES[1];
  if (machine === undefined) throw new Error('The sample layer has too few machines.');

  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  test('disk-full: the compiler says so in the log of its task, and bitbake shows it', async () => {
    const run = await bench.kas('full', ['build', configWithFaults(machine, 'disk-full')]);
    expect(run.code).toBe(1);
    const work = path.join(bench.build('full'), 'tmp-scarthgap/work/x86_64-poky-linux/pantavisor/029+git');
    const line = `${work}/build/src/state.o: fatal error: error writing to ${work}/build/src/state.o: No space left on device`;
    expect(readFileSync(path.join(work, 'temp/log.do_compile'), 'utf8').split('\n')).toEqual([
      'DEBUG: Executing shell function do_compile',
      'gcc -c src/state.c -o src/state.o',
      line,
      'compilation terminated.',
      'make: *** [Makefile:12: src/state.o] Error 1',
      'WARNING: exit code 1 from a shell command.',
      '',
    ]);
    expect(run.stderr).toContain(`| ${line}\n`);
    expect(run.stderr).toMatch(
      /ERROR: Task \(\/.*\/pantavisor_git\.bb:do_compile\) failed with exit code '1'\n/,
    );
  });

  test('chatty: as many lines as it is told', async () => {
    const few = await bench.setting('few', 'SAMPLE_CHATTY_LINES = "1201"');
    const run = await bench.kas('chatty', ['build', `${configWithFaults(machine, 'chatty')}:${few}`]);
    expect(run.code).toBe(0);
    const lines = run.stderr.match(/sample-layer: line \d+ of 1201,/g) ?? [];
    expect(lines).toHaveLength(1201);
    expect(lines.at(-1)).toBe('sample-layer: line 1201 of 1201,');
    expect(run.stderr).toContain('task do_compile: Succeeded');
  });

  test('many-warnings: 40 recipes, three kinds, each warning counted once', async () => {
    const run = await bench.kas('warned', ['build', configWithFaults(machine, 'many-warnings')]);
    expect(run.code).toBe(0);
    const count = (end: string): number => run.stderr.split(end).length - 1;
    const titled = run.stderr.match(
      /WARNING: sample-part-\d\d-1\.0-r0 do_package(_qa)?: QA Issue: .*sample-part/g,
    );
    expect(titled).toHaveLength(40);
    expect(count('sample-part-40-1.0-r0')).toBe(1);
    // One more than 13 of this kind: the layer's own recipe has one, too.
    expect(count('[installed-vs-shipped]\n')).toBe(13 + 1);
    expect(count('[buildpaths]\n')).toBe(14);
    expect(count('[already-stripped]\n')).toBe(13);
    expect(run.stderr).toContain('Summary: There were 42 WARNING messages.');
  });

  test('deaf: neither bitbake nor its server ends by interrupts', async () => {
    const run = await bench.start('deaf', ['build', configWithFaults(machine, 'deaf')]);
    await run.printed('sample-layer: pantavisor-029+git-r0 do_compile takes 30 s');
    const server = Number(readFileSync(path.join(bench.build('deaf'), 'bitbake.lock'), 'utf8'));
    const client = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${server}/status`, 'utf8'))?.[1]);
    for (const pid of [client, server]) expect(ignoresInterrupts(pid)).toBe(true);
    for (const pid of [client, server, client]) process.kill(pid, 'SIGINT');
    process.kill(client, 'SIGKILL');
    const { stderr } = await run.done;
    expect(stderr).not.toContain('Keyboard Interrupt');
    process.kill(server, 'SIGKILL');
  });
});

/** Whether SIGINT, signal 2, is in the mask of the signals that the process ignores. */
function ignoresInterrupts(pid: number): boolean {
  const mask = /^SigIgn:\s+([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (BigInt(`0x${mask}`) & 2n) !== 0n;
}
