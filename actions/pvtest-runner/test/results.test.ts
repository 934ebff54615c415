import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTimeNow } from '@pv-actions/core/action/process-tree.ts';
import { failsFirst } from '@pv-actions/testkit/pvtest/behaviour.ts';
import type { Generation } from '@pv-actions/testkit/pvtest/distro.ts';
import { type Host, openHost, verdictsOf } from './host.ts';

let host: Host;
beforeAll(async () => {
  host = await openHost();
});
afterAll(() => host.close());

const DIFF = `1,2c1\n< a\n---\n> [pvtest] 1 INFO -- [test.docker.sh]: 'local/core/fails' PASSED (0 s)\n'local/core/fails' PASSED (0 s)\n`;

test('what the tests did is what is reported, and nothing is left of them', async () => {
  await host.write({
    tests: [
      { id: 'local/core/passes' },
      { id: 'local/core/flaky', behaviour: failsFirst(1, { end: 'fail', diff: DIFF }) },
      { id: 'local/core/fails', behaviour: { end: 'fail', diff: DIFF } },
      { id: 'local/net/aborts', behaviour: { end: 'abort' } },
      { id: 'local/net/docker', behaviour: { end: 'fail', steps: [{ print: 'docker: hello' }] } },
      { id: 'local/net/refused', behaviour: { refuse: 'port' } },
      { id: 'local/net/skipped', skip: true },
      { id: 'local/net/late', behaviour: { end: 'not-ready', leaks: [{ bytes: 1040, blocks: 2 }] } },
    ],
  });
  const before = await readdir(host.distro);
  const result = await host.runBundle({ 'test-path': 'local' });
  const report = await host.report(result);
  expect(verdictsOf(report)).toEqual([
    'local/core/fails failed',
    'local/core/flaky flaky',
    'local/core/passes passed',
    'local/net/aborts aborted',
    'local/net/docker failed',
    'local/net/late failed',
    'local/net/refused infrastructure',
    'local/net/skipped skipped',
  ]);
  expect(result.outcome).toBe('failure');
  expect(result.outputs).toMatchObject({
    verdict: 'failed',
    total: '8',
    passed: '1',
    flaky: '1',
    failed: '3',
    skipped: '1',
    aborted: '1',
    infrastructure: '1',
    incomplete: '0',
  });
  const test = (id: string) => report.tests.find((each) => each.id === id);
  expect(test('local/core/flaky')?.tries).toMatchObject([
    { attempt: 0, outcome: 'failed', diff: DIFF },
    { attempt: 1, outcome: 'passed' },
  ]);
  expect(test('local/net/refused')?.tries.at(-1)?.reason).toMatch(
    /^Docker did not run it: the port \d+ is taken\.$/,
  );
  expect(test('local/net/late')?.leaks).toEqual({ bytes: 1040, blocks: 2 });
  expect(test('local/net/late')?.issues).toEqual([
    { level: 'ERROR', text: '[pvtest-run]: timed out waiting for pantavisor.status READY', count: 1 },
  ]);
  expect(await readFile(result.outputs['junit'] ?? '', 'utf8')).toContain('<testsuite name="local/core"');
  expect(result.summary).toMatch(
    /^\*\*1 passed, 1 flaky, 3 failed, 1 aborted, 1 infrastructure, 1 skipped\*\* of 8 in /,
  );
  expect(result.annotations.at(-1)?.message).toMatch(
    /^1 passed, 1 flaky, 3 failed, 1 aborted, 1 infrastructure, 1 skipped of 8 in /,
  );
  expect(result.annotations.filter(({ level }) => level === 'error').map(({ title }) => title)).toEqual(
    expect.arrayContaining(['local/core/fails failed']),
  );

  expect(await host.docker.containers()).toEqual([]);
  expect(await host.docker.images()).toEqual([]);
  expect(await readdir(host.distro)).toEqual(before);
  const workspace = join(result.outputs['report'] ?? '', '..');
  expect(await readdir(join(workspace, 'local'))).not.toContain('storage');
  expect((await readdir(host.temp)).filter((name) => name.startsWith('pv-'))).toEqual([]);
});

test('local tests run first, then remote ones, and both are one report', async () => {
  const print = 'PH {env:PH_USER} {env:PH_PASS}.';
  await host.write({
    tests: [
      { id: 'remote/hub/r', behaviour: { steps: [{ print }] } },
      { id: 'local/core/l', behaviour: { steps: [{ print }] } },
    ],
  });
  const result = await host.run(
    { 'ph-user': 'tester', 'ph-pass': 'pass-of-hub' },
    { env: { PH_USER: 'env', PH_PASS: 'of the job' } },
  );
  expect(result.outcome).toBe('success');
  expect(verdictsOf(await host.report(result))).toEqual(['local/core/l passed', 'remote/hub/r passed']);
  const calls = [...result.log.matchAll(/^##\[group\]\.\/test\.docker\.sh (.*) -w .*$/gm)].map(
    ([, argv]) => argv,
  );
  expect(calls).toEqual(['run local -p 4 -r 1 -V', 'run remote -p 1 -r 3 -V']);
  const workspace = join(result.outputs['report'] ?? '', '..');
  const log = (scope: string, id: string) => readFile(join(workspace, scope, id, 'test.log'), 'utf8');
  expect(await log('local', 'local/core/l')).toContain('PH  .');
  expect(await log('remote', 'remote/hub/r')).toContain('PH tester ***.');
  for (const { argv } of await host.docker.calls()) expect(argv.join(' ')).not.toContain('of the job');
});

describe.each<Generation>(['oldest', 'recorded', 'pool'])('a distro of the generation %s', (generation) => {
  test('is read as it prints', async () => {
    await host.write({
      generation,
      tests: [
        { id: 'local/core/a' },
        { id: 'local/core/b', behaviour: { end: 'fail', diff: DIFF } },
        { id: 'local/core/c', behaviour: { end: 'abort' } },
        { id: 'local/core/d', skip: true },
      ],
    });
    const result = await host.run({ 'test-path': 'local', retries: '0', valgrind: 'false' });
    expect(verdictsOf(await host.report(result))).toEqual([
      'local/core/a passed',
      'local/core/b failed',
      'local/core/c aborted',
      'local/core/d skipped',
    ]);
    expect(result.outputs['verdict']).toBe('failed');
    expect(await host.docker.containers()).toEqual([]);
  });
});

test('a test that only recorded its output has proven nothing', async () => {
  await host.write({ generation: 'pool', tests: [{ id: 'local/core/a', behaviour: { end: 'record' } }] });
  const result = await host.run({ 'test-path': 'local' });
  expect(verdictsOf(await host.report(result))).toEqual(['local/core/a skipped']);
  expect(result.outputs).toMatchObject({ verdict: 'failed', skipped: '1' });
  expect(result.annotations.map(({ message }) => message)).toContain('No test ran: 1 test was skipped.');
  expect(await readFile(result.outputs['junit'] ?? '', 'utf8')).toContain(
    'message="No test ran: 1 test was skipped."',
  );
  expect(result.log).toContain('The test.docker.sh of this distro has no option for retries');
});

describe('the exit code of the script is held against its results', () => {
  const script = (body: string): string =>
    `#!/bin/bash\ncase "$1" in install-docker) for i in *-docker.tar; do docker load -i "$i"; done; exit ;; esac\n` +
    `case x in -p|-r|-V|-n) ;; esac\n: <<'end'\n-p)\n-r)\nend\n${body}\n`;
  const TESTS = [{ id: 'local/core/a' }, { id: 'local/core/b' }];
  const line = (words: string): string => `echo "[pvtest] 1795205463 INFO -- [test.docker.sh]: ${words}"`;

  test('exit 0 without a result fails', async () => {
    await host.write({ tests: TESTS, script: script('exit 0') });
    const result = await host.run({ 'test-path': 'local' });
    expect(result.outputs).toMatchObject({ verdict: 'failed', total: '2', incomplete: '2' });
    expect(result.annotations.at(-1)?.message).toMatch(
      /^2 incomplete of 2 in .*\.\n(?:.*\n)*test\.docker\.sh run local ended with exit code 0, and printed no result\./,
    );
  });

  test('exit 0 hides neither a test that failed nor one that was launched and has no result', async () => {
    const body = [
      line("launching 'local/core/a'"),
      line("launching 'local/core/b'"),
      line("'local/core/a' FAILED (1 s)"),
    ];
    await host.write({ tests: TESTS, script: script(body.join('\n')) });
    const result = await host.run({ 'test-path': 'local' });
    expect(verdictsOf(await host.report(result))).toEqual(['local/core/a failed', 'local/core/b incomplete']);
    expect(result).toMatchObject({ outcome: 'failure', outputs: { verdict: 'failed' } });
  });

  test('exit 1 fails, although every test passed', async () => {
    const body = [line("'local/core/a' PASSED (1 s)"), line("'local/core/b' PASSED (1 s)"), 'exit 1'];
    await host.write({ tests: TESTS, script: script(body.join('\n')) });
    const result = await host.run({ 'test-path': 'local' });
    expect(result.outputs).toMatchObject({ verdict: 'failed', passed: '2' });
    expect(result.log).toContain('test.docker.sh run local ended with exit code 1, and no test failed.');
  });

  test('what it leaves running is ended', async () => {
    const pid = host.signal('pid');
    const body = [
      `sleep 1000 & echo $! > ${pid}`,
      line("'local/core/a' PASSED (1 s)"),
      line("'local/core/b' PASSED (1 s)"),
    ];
    await host.write({ tests: TESTS, script: script(body.join('\n')) });
    expect((await host.run({ 'test-path': 'local' })).outputs).toMatchObject({ verdict: 'passed' });
    expect(startTimeNow(Number(await readFile(pid, 'utf8')))).toBeUndefined();
  });
});
