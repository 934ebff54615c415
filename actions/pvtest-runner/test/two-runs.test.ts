import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { HANGS, INPUTS, killWhenBothHang, TESTS } from './hanging.ts';
import { type Host, openHost } from './host.ts';

let host: Host;
beforeEach(async () => {
  host = await openHost({ tests: TESTS });
});
afterEach(() => host.close());

test('two runs on one host run one after the other, and the second one says whom it waits for', async () => {
  const gate = host.signal('go');
  await host.write({ tests: [{ id: 'local/core/a', behaviour: { steps: [{ until: gate }] } }] });
  const first = host.runBundle({ 'test-path': 'local' }, { env: { GITHUB_JOB: 'first' } });
  await host.docker.running('local/core/a');
  const waits = Promise.withResolvers<void>();
  const second = host.run(
    { 'test-path': 'local' },
    {
      folder: join(host.folder, 'second'),
      onLine: (line) => void (/^Waiting for /.test(line) && waits.resolve()),
    },
  );
  await waits.promise;
  expect(await host.docker.containers()).toHaveLength(1);
  await writeFile(gate, '');
  const results = await Promise.all([first, second]);
  expect(results.map(({ outcome }) => outcome)).toEqual(['success', 'success']);
  expect(results[1]?.log).toMatch(/^Waiting for .*pantacor\/sample/m);
});

test('the second run on a host gives up after its time, and has touched nothing', async () => {
  await host.write({ tests: [{ id: 'local/core/a', behaviour: HANGS }] });
  const controller = new AbortController();
  const first = host.runBundle({ 'test-path': 'local' }, { signal: controller.signal });
  await host.docker.running('local/core/a');
  const second = await host.run(
    { 'test-path': 'local', 'lock-timeout-minutes': '0.01' },
    { folder: join(host.folder, 'second') },
  );
  expect(second).toMatchObject({ outcome: 'failure', outputs: { verdict: '' } });
  expect(second.log).toContain('pantacor/sample');
  expect(await host.docker.containers()).toHaveLength(1);
  controller.abort();
  await first;
});

test('a container that an earlier run left of this distro keeps no test from running', async () => {
  await host.write({ tests: [{ id: 'local/core/a' }] });
  await host.docker.command('load', '-i', join(host.distro, 'pantavisor-appengine-docker.tar'));
  const left = ['--name', 'pantavisor-tester-0', '-v', `${host.distro}:/pvtest`, '--entrypoint', 'sleep'];
  await host.docker.command('run', '-d', ...left, 'pantavisor-appengine', '1000');
  const result = await host.run({ 'test-path': 'local' });
  expect(result).toMatchObject({ outcome: 'success', outputs: { passed: '1', infrastructure: '0' } });
  expect(result.log).toContain('Removed the container pantavisor-tester-0.');
});

test('a run whose main was killed keeps the lock until its tests have ended', async () => {
  const run = await host.start(INPUTS, {
    onSpawn: killWhenBothHang(host),
  });
  await run.main();
  const second = await host.run(
    { 'test-path': 'local', 'lock-timeout-minutes': '0.01' },
    { folder: join(host.folder, 'second') },
  );
  expect(second.outcome).toBe('failure');
  await run.post('failure');
  await host.write({ tests: [{ id: 'local/core/a' }] });
  expect((await host.run({ 'test-path': 'local' }, { folder: join(host.folder, 'third') })).outcome).toBe(
    'success',
  );
});
