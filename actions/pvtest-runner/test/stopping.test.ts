import { mkdir, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { argvOf, isAlive, listProcesses } from '@pv-actions/core/action/process-tree.ts';
import { startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { failsFirst } from '@pv-actions/testkit/pvtest/behaviour.ts';
import { bothHang, HANGS, INPUTS, killWhenBothHang, TESTS } from './hanging.ts';
import { type Host, openHost, verdictsOf } from './host.ts';

let host: Host;
beforeEach(async () => {
  host = await openHost({ tests: TESTS });
});
afterEach(() => host.close());

/** The processes that work in the host's folder or name it. */
async function left(): Promise<string[]> {
  const found: string[] = [];
  for (const { pid } of (await listProcesses()).filter(isAlive)) {
    const argv = (await argvOf(pid)).join(' ');
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    if (pid !== process.pid && (argv.includes(host.folder) || cwd.startsWith(host.folder))) found.push(argv);
  }
  return found;
}

/** A container of somebody else, which has the name of one of the script's and mounts a folder beside ours. */
async function startForeign(): Promise<void> {
  const folder = join(host.folder, 'elsewhere');
  await mkdir(folder);
  await host.docker.command('load', '-i', join(host.distro, 'pantavisor-appengine-docker.tar'));
  await host.docker.command(
    'run',
    '-d',
    '--name',
    'foreign',
    '-v',
    `${folder}:/x`,
    '--entrypoint',
    'sleep',
    'pantavisor-appengine',
    '1000',
  );
}

describe('a job that is cancelled', () => {
  test('stops its tests and containers, reports, and its post step keeps the logs', async () => {
    await startForeign();
    const before = await left();
    const service = await startArtifactService();
    try {
      const controller = new AbortController();
      const running = host.runBundle(INPUTS, { signal: controller.signal, env: service.env });
      await bothHang(host);
      controller.abort();
      const result = await running;
      expect(result).toMatchObject({
        outcome: 'cancelled',
        phases: { main: { exitCode: 1 }, post: { exitCode: 0 } },
      });
      expect(result.outputs).toMatchObject({
        verdict: 'cancelled',
        total: '4',
        passed: '1',
        incomplete: '3',
      });
      expect(result.summary.match(/^\*\*1 passed, 3 incomplete\*\* of 4/gm)).toHaveLength(1);
      expect(result.log).not.toContain('Not uploaded');
      const [artifact] = await service.artifacts();
      expect(artifact?.files).toEqual(
        expect.arrayContaining(['report.json', 'junit.xml', 'run.log', 'local/core/a/test.log']),
      );
      expect(verdictsOf(await host.report(result))).toEqual([
        'local/core/a passed',
        'local/core/b incomplete',
        'local/core/c incomplete',
        'local/core/d incomplete',
      ]);
      expect(await left()).toEqual(before);
      // The image that the foreign container uses was there before this run.
      expect((await host.docker.containers()).map(({ name }) => name)).toEqual(['foreign']);
      expect(await host.docker.images()).toHaveLength(1);
    } finally {
      await service.close();
    }
  });

  test('that is killed at once gets its report in the post step', async () => {
    const run = await host.start(INPUTS, {
      onSpawn: killWhenBothHang(host),
    });
    const main = await run.main();
    expect(main).toMatchObject({ signal: 'SIGKILL', outputs: { verdict: 'cancelled', total: '' } });
    expect((await host.docker.containers()).length).toBe(2);
    const post = await run.post('failure');
    expect(post?.summary).toMatch(/^\*\*1 passed, 3 incomplete\*\* of 4/);
    expect(post?.log).toContain('The step ended before it could tell what became of the tests.');
    expect(await left()).toEqual([]);
    expect(await host.docker.containers()).toEqual([]);
    expect(await host.docker.images()).toEqual([]);
    expect((await readdir(host.temp)).filter((name) => name.startsWith('pv-'))).toEqual([]);
    expect(await readdir(host.distro)).not.toContain('tester.imgid');
  });
});

test('when all tests take too long they are stopped, and what they did is reported', async () => {
  await host.write({ tests: [...TESTS, { id: 'remote/hub/never' }] });
  const result = await host.run({
    ...INPUTS,
    'test-path': '',
    'timeout-minutes': '0.15',
    'ph-user': 'tester',
    'ph-pass': 'pass-of-hub',
  });
  expect(result.outputs).toMatchObject({ verdict: 'timed-out', total: '5', passed: '1', incomplete: '4' });
  expect(result.annotations.filter(({ level }) => level === 'warning')).toEqual([]);
  expect(result.log).toContain('The tests took longer than 9 s, and are stopped.');
  expect(result.outcome).toBe('failure');
  expect(await left()).toEqual([]);
  expect(await host.docker.containers()).toEqual([]);
  const report = await host.report(result);
  expect(report.tests.map(({ tries }) => tries.length)).toEqual([1, 1, 1, 0, 0]);
  expect(report.tests[3]?.reason).toBe('It was not launched: the run ended before.');
});

test('a test that takes too long is ended alone, and the others go on', async () => {
  await host.write({
    tests: [
      { id: 'local/core/a' },
      { id: 'local/core/b', behaviour: HANGS },
      { id: 'local/core/c', behaviour: failsFirst(1, HANGS) },
      { id: 'local/core/d' },
    ],
  });
  const result = await host.run({ ...INPUTS, retries: '1', 'test-timeout-minutes': '0.05' });
  const report = await host.report(result);
  expect(verdictsOf(report)).toEqual([
    'local/core/a passed',
    'local/core/b incomplete',
    'local/core/c flaky',
    'local/core/d passed',
  ]);
  expect(report.tests[1]?.tries).toMatchObject([
    { attempt: 0, outcome: 'incomplete', reason: 'It took longer than 3 s, and was ended.' },
    { attempt: 1, outcome: 'incomplete', reason: 'It took longer than 3 s, and was ended.' },
  ]);
  expect(result.outputs).toMatchObject({ verdict: 'failed', incomplete: '1', flaky: '1' });
  expect(await host.docker.containers()).toEqual([]);
});
