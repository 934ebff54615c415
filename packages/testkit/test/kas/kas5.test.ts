import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callsIn } from '@pv-actions/testkit/kas/install.ts';
import { installKas5 } from '@pv-actions/testkit/kas/kas5.ts';
import { makeRemoteLayer, type RemoteLayer } from '@pv-actions/testkit/sample-layer/remote-layer.ts';
import { configWithFaults, SAMPLE_MACHINES } from '@pv-actions/testkit/sample-layer/sample-layer.ts';
import { Bench, type KasRun } from '../sample-layer/kas.ts';
import { shapesOf, streamsOf } from '../sample-layer/shapes.ts';

const RECORDED = new URL('../../../core/test/bitbake/fixtures/bitbake-logs/', import.meta.url);
const STAMP = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - /gm;

/** A log without its times. */
function untimed(log: string): string {
  return log.replace(STAMP, '');
}

describe('the stand-in for kas 5.4', () => {
  let bench: Bench;
  let remote: RemoteLayer;
  let remotes: string;
  let bin: string;
  let program: string;
  const machine = SAMPLE_MACHINES[1];
  if (machine === undefined) throw new Error('The sample layer has too few machines.');

  beforeAll(async () => {
    remotes = await mkdtemp(path.join(tmpdir(), 'remote-layer-'));
    remote = await makeRemoteLayer(remotes);
    bench = await Bench.open({ remote: remote.url });
    bin = path.join(bench.root, 'bin');
    program = await installKas5(bin);
  });
  afterAll(async () => {
    await bench.close();
    await rm(remotes, { recursive: true });
  });

  const kas = (work: string, args: readonly string[], env: Record<string, string> = {}): Promise<KasRun> =>
    bench.kas(work, args, { ...env, KAS: program });

  test('prints what 5.4 printed when bitbake fails, with its exit code', async () => {
    const run = await kas('fail', ['build', configWithFaults(machine, 'compile')]);
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    const log = untimed(run.stderr);
    expect(log).toMatch(/^INFO {5}- kas 5\.4 started on /);
    const bitbake = `${bench.layer.folder}/bitbake/bin/bitbake -c build pantavisor-appengine-distro pantavisor-starter`;
    const replay = log.slice(
      log.indexOf(`ERROR    - Command "${bench.build('fail')}$ ${bitbake}" failed:\n`),
    );
    expect(replay.split('\n').slice(1).map(kind)).toEqual(['ERROR:', 'ERROR:', 'ERROR:', 'record', '']);
    expect(replay).toContain(`\nERROR    - Command "${bitbake}" failed with error 1\n`);
    const [ours, theirs] = [run.stderr, readFileSync(new URL('kas5.4-fail-shell.err', RECORDED), 'utf8')];
    expect(shapesOf(streamsOf(ours).err)).toEqual(shapesOf(streamsOf(theirs).err));
    expect(streamsOf(ours).out).toContain("| foo.c:3:5: error: expected ';' before '}' token");
  });

  test('wants its options before the configuration', async () => {
    const late = await kas('usage', ['build', machine.config, '--target', 'x', '--', '-k']);
    expect(late.code).toBe(2);
    expect(late.stderr).toMatch(/^usage: kas /);
    const early = await kas('usage', ['build', '--target', 'libthttp', machine.config, '--', '-k']);
    expect(early.code).toBe(0);
    expect((await kas('usage', ['frobnicate', machine.config])).code).toBe(2);
    const version = await kas('usage', ['--version']);
    expect(version.stdout).toMatch(
      /^kas 5\.4 \(configuration format version \d+, earliest compatible version 1\)\n$/,
    );
  });

  test('says what is wrong with a configuration, in one record', async () => {
    const { folder } = bench.layer;
    await writeFile(path.join(folder, 'kas/bad.yaml'), 'header:\n  version: 12\ntarget:\n - a\n  b: [\n');
    await writeFile(path.join(folder, 'kas/unknown.yaml'), 'header:\n  version: 12\nmachines: x\n');
    await writeFile(path.join(bench.root, 'elsewhere.yaml'), 'header:\n  version: 12\n');
    const cases: [string, RegExp][] = [
      ['kas/nope.yaml', /^ERROR {4}- Configuration file not found: \/.*\/kas\/nope\.yaml$/m],
      [
        'kas/bad.yaml',
        /^ERROR {4}- Configuration file is not valid YAML: Error in line 5: \/.*\/kas\/bad\.yaml$/m,
      ],
      [
        'kas/unknown.yaml',
        /^ERROR {4}- Config file validation Error:\nAdditional properties are not allowed \('machines' was unexpected\)$/m,
      ],
      [
        `${machine.config}:../elsewhere.yaml`,
        /^ERROR {4}- All concatenated config files must belong to the same repository or all must be outside of versioning control$/m,
      ],
    ];
    for (const [config, message] of cases) {
      const run = await kas('wrong', ['build', config]);
      expect([config, run.code]).toEqual([config, 2]);
      expect(untimed(run.stderr)).toMatch(message);
    }
  });

  test('passes on what it passes on, and keeps its calls', async () => {
    await writeFile(
      path.join(bench.layer.folder, 'kas/own-env.yaml'),
      'header:\n  version: 12\nenv:\n  MY_NAME: of the file\n  MY_OTHER:\n',
    );
    const config = `${machine.config}:kas/own-env.yaml`;
    const run = await kas('env', ['shell', config, '-c', 'env'], {
      SSTATE_MIRRORS: 'file://.* file:///m/PATH',
      TMPDIR: '/tmp/of-the-runner',
      BB_NUMBER_THREADS: '3',
      FORGOTTEN: 'yes',
      MY_OTHER: 'of the job',
    });
    expect(run.code).toBe(0);
    const lines = run.stdout.split('\n');
    for (const line of [
      'SSTATE_MIRRORS=file://.* file:///m/PATH',
      'TMPDIR=/tmp/of-the-runner',
      'BB_NUMBER_THREADS=3',
      'MY_NAME=of the file',
      'MY_OTHER=of the job',
    ])
      expect(lines).toContain(line);
    expect(run.stdout).not.toContain('FORGOTTEN');
    const call = (await callsIn(bin)).at(-1);
    expect(call?.argv).toEqual(['shell', config, '-c', 'env']);
    expect(call?.env['FORGOTTEN']).toBe('yes');
    expect(call?.cwd).toBe(bench.layer.folder);
  });

  test('forwards the exit code of a shell, with raw streams', async () => {
    const run = await kas('shell', ['shell', machine.config, '-c', 'echo out; echo err >&2; exit 7']);
    expect(run.code).toBe(7);
    expect(run.stdout).toBe('out\n');
    expect(untimed(run.stderr)).toMatch(
      /\nerr\nERROR {4}- Shell returned non-zero exit status\nERROR {4}- Command "\/bin\/bash -c 'echo out; echo err >&2; exit 7'" failed with error 7\n$/,
    );
  });

  test('dumps the resolved configuration, locks it, and follows the lock', async () => {
    const config = 'kas/with-remote.yaml';
    const lock = path.join(bench.layer.folder, 'kas/with-remote.lock.yaml');
    const first = await remote.sha();
    const commit = async (): Promise<unknown> => {
      const args = ['dump', '--resolve-refs', '--resolve-local', '--format', 'json', config];
      const run = await kas('lock', args);
      expect(run.code).toBe(0);
      const dumped = JSON.parse(run.stdout) as { repos: Record<string, { commit: string }> };
      expect(dumped.repos['meta-pantavisor-sample']?.commit).toBe(bench.layer.sha);
      return dumped.repos['meta-remote']?.commit;
    };
    const lockText = (sha: string): string =>
      `header:\n    version: 14\noverrides:\n    repos:\n        meta-remote:\n            commit: ${sha}\n`;
    try {
      expect(await commit()).toBe(first);
      const made = await kas('lock', ['lock', config]);
      expect(made.code).toBe(0);
      expect(untimed(made.stderr)).toContain(`INFO     - Adding lock of meta-remote: ${first}\n`);
      expect(readFileSync(lock, 'utf8')).toBe(lockText(first));

      const second = await remote.advance();
      expect(await commit()).toBe(first);
      const again = await kas('lock', ['lock', config]);
      expect(untimed(again.stderr)).toContain('INFO     - No floating repos found. Nothing to lock.\n');
      const updated = await kas('lock', ['lock', '--update', config]);
      expect(untimed(updated.stderr)).toContain(
        `INFO     - Updating lock of meta-remote: ${first} -> ${second}\n`,
      );
      expect(readFileSync(lock, 'utf8')).toBe(lockText(second));
      expect(await commit()).toBe(second);
      const printed = await kas('lock', ['dump', '--lock', config]);
      expect(printed.stdout).toBe(lockText(second));
    } finally {
      await rm(lock, { force: true });
    }
  });

  test('clones as shallow as it is told, and fails when it cannot fetch', async () => {
    const args = ['checkout', 'kas/with-remote.yaml'];
    expect((await kas('shallow', args, { KAS_CLONE_DEPTH: '1' })).code).toBe(0);
    expect(existsSync(path.join(bench.root, 'shallow/meta-remote/.git/shallow'))).toBe(true);
    expect(existsSync(path.join(bench.build('shallow'), 'conf/local.conf'))).toBe(true);
    const gone = path.join(bench.layer.folder, 'kas/gone.yaml');
    await writeFile(
      gone,
      `header:\n  version: 14\nrepos:\n  gone:\n    url: file://${bench.root}/gone.git\n    branch: main\n`,
    );
    const run = await kas('gone', ['build', `${machine.config}:kas/gone.yaml`]);
    expect(run.code).toBe(2);
    expect(untimed(run.stderr)).toMatch(/ERROR {4}- Command "git clone .*" failed with error 128\n$/);
  });

  test('writes a provenance when it is asked for', async () => {
    const args = ['build', '--provenance', 'true', '--target', 'libthttp', machine.config];
    expect((await kas('attest', args)).code).toBe(0);
    const file = path.join(bench.build('attest'), 'attestation/kas-build.provenance.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      predicateType: 'https://slsa.dev/provenance/v1',
    });
  });

  test('ends at once by a signal, and leaves bitbake running', async () => {
    const run = await bench.start('signal', ['build', configWithFaults(machine, 'slow')], { KAS: program });
    await run.printed('do_compile takes 30 s');
    const server = Number(readFileSync(path.join(bench.build('signal'), 'bitbake.lock'), 'utf8'));
    process.kill(run.pid, 'SIGTERM');
    await run.printed('kas execution cancelled');
    const status = readFileSync(`/proc/${server}/status`, 'utf8');
    expect(status).toMatch(/^State:\s+[SR]/m);
    process.kill(Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]), 'SIGKILL');
    process.kill(server, 'SIGKILL');
    expect((await run.done).code).toBe(130);
  });
});

/** What a line of the closing replay is. */
function kind(line: string): string {
  return line.startsWith('ERROR    - ') ? 'record' : line.slice(0, 'ERROR:'.length);
}
