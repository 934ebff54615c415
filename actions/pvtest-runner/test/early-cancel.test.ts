import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Host, openHost } from './host.ts';

let host: Host;
beforeEach(async () => {
  host = await openHost();
});
afterEach(() => host.close());

test('a job that is cancelled while the images are loaded runs no test, and leaves nothing', async () => {
  await host.write({ tests: [{ id: 'local/core/a' }] });
  await host.docker.faults({ hang: ['load'] });
  const before = await readdir(host.distro);
  const controller = new AbortController();
  const running = host.runBundle({ 'test-path': 'local', upload: 'false' }, { signal: controller.signal });
  while (!(await host.docker.calls()).some(({ argv }) => argv[0] === 'load')) await delay(20);
  controller.abort();
  const result = await running;
  expect(result).toMatchObject({ outcome: 'cancelled', phases: { post: { exitCode: 0 } } });
  expect(result.outputs).toMatchObject({ verdict: 'cancelled', total: '1', incomplete: '1' });
  expect(result.log).not.toContain('could not be loaded');
  expect(result.log).not.toMatch(/test\.docker\.sh run/);
  expect((await host.report(result)).tests[0]?.reason).toBe('It was not launched: the run ended before.');
  expect(await host.docker.images()).toEqual([]);
  expect(await readdir(host.distro)).toEqual(before);
  expect((await readdir(host.temp)).filter((name) => name.startsWith('pv-'))).toEqual([]);
});

test('a job that is cancelled while it waits for the host ends at once, and the other one goes on', async () => {
  const gate = host.signal('go');
  await host.write({ tests: [{ id: 'local/core/a', behaviour: { steps: [{ until: gate }] } }] });
  const first = host.runBundle({ 'test-path': 'local' });
  await host.docker.running('local/core/a');
  const controller = new AbortController();
  const second = await host.runBundle(
    { 'test-path': 'local' },
    {
      folder: join(host.folder, 'second'),
      signal: controller.signal,
      onLine: (line) => void (line.startsWith('Waiting for ') && controller.abort()),
    },
  );
  expect(second).toMatchObject({ outcome: 'cancelled', outputs: { verdict: '', total: '' } });
  expect(second.log).toContain(
    'The job was cancelled while it waited for the job "job" of "pantacor/sample"',
  );
  await writeFile(gate, '');
  expect(await first).toMatchObject({ outcome: 'success', outputs: { passed: '1' } });
});
