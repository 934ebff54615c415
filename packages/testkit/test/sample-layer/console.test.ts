import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  configWithFaults,
  SAMPLE_MACHINES,
  type SampleFault,
} from '@pv-actions/testkit/sample-layer/sample-layer.ts';
import { Bench } from './kas.ts';
import { shapesOf, streamsOf } from './shapes.ts';

const RECORDED = new URL('../../../core/test/bitbake/fixtures/bitbake-logs/', import.meta.url);

function recorded(name: string): { out: string[]; err: string[] } {
  return streamsOf(readFileSync(new URL(`${name}.err`, RECORDED), 'utf8'));
}

describe('the stand-in prints what bitbake printed', () => {
  let bench: Bench;
  const machine = SAMPLE_MACHINES[1];
  if (machine === undefined) throw new Error('The sample layer has too few machines.');

  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  const noWarnings = (lines: readonly string[]): string[] =>
    lines.filter((line) => !line.includes('WARNING'));

  test('on a first build, a second one, and one from shared state', async () => {
    const cold = await bench.kas('again', ['build', machine.config]);
    expect(cold.code).toBe(0);
    expect(cold.stdout).toBe('');
    expect(shapesOf(streamsOf(cold.stderr).out)).toEqual(shapesOf(recorded('kas3.1-build-cold').out));
    expect(streamsOf(cold.stderr).err).toEqual([]);

    const noop = await bench.kas('again', ['build', machine.config]);
    expect(shapesOf(streamsOf(noop.stderr).out)).toEqual(shapesOf(recorded('kas5.4-build-noop').out));
    expect(noop.stderr).toContain('Wanted 0 Local 0 Mirrors 0 Missed 0 Current 7 (0% match, 100% complete)');
    expect(noop.stderr).toMatch(
      /Attempted (\d+) tasks of which \1 didn't need to be rerun and all succeeded/,
    );

    await rm(path.join(bench.build('again'), 'tmp-scarthgap'), { recursive: true });
    await rm(path.join(bench.build('again'), 'tmp-scarthgap-pv-initramfs-panta'), { recursive: true });
    const shared = await bench.kas('again', ['build', machine.config]);
    expect(shapesOf(streamsOf(shared.stderr).out)).toEqual(shapesOf(recorded('kas5.4-build-sstate').out));
    expect(shared.stderr).toContain(
      'Wanted 7 Local 7 Mirrors 0 Missed 0 Current 0 (100% match, 0% complete)',
    );
    expect(shared.stderr).toMatch(
      /Running setscene task 7 of 7 \(mc:pv-initramfs-panta:\/.*:do_image_complete_setscene\)/,
    );

    const warned = await bench.kas('again', ['build', configWithFaults(machine, 'parsewarn')]);
    expect(warned.code).toBe(0);
    expect(shapesOf(streamsOf(warned.stderr).out)).toEqual(shapesOf(recorded('kas5.4-parsewarn').out));

    await rm(path.join(bench.build('again'), 'tmp-scarthgap'), { recursive: true });
    const scene = await bench.kas('again', ['build', configWithFaults(machine, 'setscene')]);
    expect(scene.code).toBe(0);
    expect(scene.stderr).toMatch(
      /WARNING: Setscene task \(\/.*:do_deploy_setscene\) failed with exit code '1' - real task will be run instead\n/,
    );
    expect(scene.stderr).toMatch(/NOTE: recipe pv-alpine-connman-1.42-r0: task do_deploy: Succeeded\n/);
  });

  test.each<[SampleFault, string]>([
    ['compile', 'kas3.1-fail-shell'],
    ['python', 'kas5.4-fail-python'],
    ['fetch', 'kas5.4-fail-fetch'],
    ['dep', 'kas5.4-fail-dep'],
    ['soft-error', 'kas5.4-soft-error'],
  ])('when it fails: %s', async (fault, name) => {
    const run = await bench.kas(fault, ['build', configWithFaults(machine, fault)]);
    expect(run.code).toBe(1);
    const [ours, theirs] = [streamsOf(run.stderr), recorded(name)];
    expect(shapesOf(ours.err)).toEqual(shapesOf(theirs.err));
    expect(shapesOf(noWarnings(ours.out))).toEqual(shapesOf(noWarnings(theirs.out)));
  });

  test('for shared state from a mirror', async () => {
    const cache = path.join(bench.root, 'cache');
    await bench.kas('mirror', ['build', machine.config], { SSTATE_DIR: cache });
    const mirror = await bench.setting('mirror', `SSTATE_MIRRORS = "file://.* file://${cache}/PATH"`);
    const run = await bench.kas('mirrored', ['build', `${machine.config}:${mirror}`]);
    expect(run.stderr).toContain('Wanted 7 Local 0 Mirrors 7 Missed 0 Current 0 (100% match, 0% complete)');
    expect(run.code).toBe(0);
  });

  test('for a target that is not there, with near names', async () => {
    const wrong = await bench.kas('unknown', ['build', '--target', 'nosuchrecipe', machine.config]);
    expect(wrong.code).toBe(1);
    expect(shapesOf(streamsOf(wrong.stderr).out)).toEqual(shapesOf(recorded('kas5.4-nosuchrecipe').out));
    expect(streamsOf(wrong.stderr).err).toEqual(recorded('kas5.4-nosuchrecipe').err);
    const near = await bench.kas('unknown', ['build', '--target', 'pv-avahii', machine.config]);
    expect(near.stderr).toContain("ERROR: Nothing PROVIDES 'pv-avahii'. Close matches:\n  pv-avahi\n");
  });

  test('in the console log, but for the closing summary', async () => {
    const run = await bench.kas('log', ['build', configWithFaults(machine, 'compile')]);
    const tmp = path.join(bench.build('log'), 'tmp-scarthgap');
    const log = await readFile(path.join(tmp, 'log/cooker/docker-x86_64/console-latest.log'), 'utf8');
    expect(log).toContain("\n| foo.c:3:5: error: expected ';' before '}' token\n");
    expect(log.trimEnd().split('\n').at(-1)).toMatch(/^NOTE: Tasks Summary: .* and 1 failed\.$/);
    const taskLog = /Logfile of failure stored in: (\S+)/.exec(run.stderr)?.[1] ?? '';
    const link = path.join(tmp, 'work/x86_64-poky-linux/pantavisor/029+git/temp/log.do_compile');
    expect(await readFile(link, 'utf8')).toBe(await readFile(taskLog, 'utf8'));
  });

  test('with -k, after what failed', async () => {
    const run = await bench.kas('keep', ['build', configWithFaults(machine, 'compile'), '--', '-k']);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('NOTE: recipe pv-avahi-0.8-r0: task do_deploy: Succeeded');
    expect(run.stderr).not.toContain('NOTE: recipe pantavisor-starter-1.0-r0:');
  });

  test('raw on its own streams under kas shell', async () => {
    const command = `bitbake -c build pantavisor-bsp`;
    const run = await bench.kas('raw', ['shell', configWithFaults(machine, 'compile'), '-c', command]);
    expect(run.code).toBe(1);
    const [out, err] = ['out', 'err'].map((end) =>
      readFileSync(new URL(`kas5.4-shell-raw.${end}`, RECORDED), 'utf8'),
    );
    const ofBitbake = (text = ''): string[] =>
      text.split('\n').filter((line) => /^(ERROR: |\| | {2})/.test(line));
    expect(shapesOf(ofBitbake(run.stdout))).toEqual(shapesOf(ofBitbake(out)));
    expect(shapesOf(ofBitbake(run.stderr))).toEqual(shapesOf(ofBitbake(err)));
  });
});
