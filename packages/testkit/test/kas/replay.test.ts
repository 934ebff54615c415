import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { installKasContainer } from '@pv-actions/testkit/kas/container.ts';
import { callsIn } from '@pv-actions/testkit/kas/install.ts';
import { installKas5 } from '@pv-actions/testkit/kas/kas5.ts';

const RECORDED = new URL('../../../core/test/bitbake/fixtures/bitbake-logs/', import.meta.url);

function recorded(name: string): string {
  return readFileSync(new URL(name, RECORDED), 'utf8');
}

interface Run {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

function run(program: string, ...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(program, args, (problem, stdout, stderr) => {
      resolve({ code: problem === null ? 0 : problem.code, stdout, stderr });
    });
  });
}

describe('recorded runs, replayed', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'replay-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('a build by the stand-in for kas, byte by byte', async () => {
    const program = await installKas5(folder, { replay: 'kas5.4-fail-dep' });
    expect(await run(program, 'build', 'any.yaml')).toEqual({
      code: 2,
      stdout: '',
      stderr: recorded('kas5.4-fail-dep.err'),
    });
  });

  test('each sub-command has its own run; the arguments count all the same', async () => {
    const program = await installKas5(folder, {
      replay: { shell: 'kas5.4-shell-raw', dump: 'kas5.4-dump-json' },
    });
    expect(await run(program, 'shell', 'any.yaml', '-c', 'bitbake fail-shell')).toEqual({
      code: 1,
      stdout: recorded('kas5.4-shell-raw.out'),
      stderr: recorded('kas5.4-shell-raw.err'),
    });
    const dump = await run(program, 'dump', '--format', 'json', 'any.yaml');
    expect(dump).toEqual({
      code: 0,
      stdout: recorded('kas5.4-dump-json.out'),
      stderr: recorded('kas5.4-dump-json.err'),
    });
    expect((await run(program, 'dump', '--frobnicate', 'any.yaml')).code).toBe(2);
    expect((await run(program, 'build', '/nonexistent/any.yaml')).stderr).toMatch(
      /Configuration file not found/,
    );
  });

  test('by a kas-container that starts nothing', async () => {
    const program = await installKasContainer(folder, { replay: 'kas3.1-fail-shell' });
    const args = ['--runtime-args', '--name x', 'build', '--target', 'y', 'any.yaml'];
    const { code, stderr } = await run(program, ...args);
    expect([code, stderr]).toEqual([1, recorded('kas3.1-fail-shell.err')]);
    expect((await callsIn(folder)).map(({ argv }) => argv)).toEqual([args]);
    expect((await run(program, '--version')).stdout).toBe('kas-container 5.4\n');
  });

  test('a run that was not recorded is refused', async () => {
    await expect(installKas5(folder, { replay: 'kas5.4-no-such-run' })).rejects.toThrow(
      'There is no recorded run "kas5.4-no-such-run".',
    );
  });
});
