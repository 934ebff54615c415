import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { writeDistro } from '@pv-actions/testkit/pvtest/distro.ts';
import { type Host, openHost } from './host.ts';

const HANGS = { end: 'hang' } as const;

let host: Host;
beforeEach(async () => {
  host = await openHost({ tests: [{ id: 'local/core/a' }] });
});
afterEach(() => host.close());

async function removesImages(): Promise<void> {
  while (!(await host.docker.calls()).some(({ argv }) => argv.slice(0, 2).join(' ') === 'image rm'))
    await delay(20);
}

test('a run that is killed when all is told has ended by itself, and is not uploaded again', async () => {
  const service = await startArtifactService();
  try {
    // It is killed while it cleans up.
    await host.docker.faults({ slow: { rmi: 2_000 } });
    const run = await host.start(
      { 'test-path': 'local' },
      {
        env: service.env,
        onSpawn: (child, phase) => {
          if (phase === 'main') void removesImages().then(() => child.kill('SIGKILL'));
        },
      },
    );
    const main = await run.main();
    expect(main).toMatchObject({ signal: 'SIGKILL', outputs: { verdict: 'passed' } });
    const post = await run.post('failure');
    expect(post?.phases.post).toMatchObject({ outcome: 'success' });
    expect(post?.annotations.filter(({ level }) => level === 'error')).toEqual([]);
    expect(await host.report(main)).toMatchObject({ ending: 'completed' });
    expect(await service.artifacts()).toHaveLength(1);
    expect(main.summary).toMatch(/^\*\*1 passed\*\* of 1/);
    expect(post?.summary).toBe('');
    expect(await host.docker.images()).toEqual([]);
  } finally {
    await service.close();
  }
});

test('a post step leaves the images and containers to the run that has the host by then', async () => {
  await host.write({ tests: [{ id: 'local/core/a', behaviour: HANGS }] });
  const inputs = { 'test-path': 'local', netsim: 'true' };
  const controller = new AbortController();
  const first = await host.start(inputs, { signal: controller.signal });
  const ended = first.main();
  await host.docker.running('local/core/a');
  controller.abort();
  await ended;

  const gate = host.signal('go');
  const other = join(host.folder, 'other');
  await writeDistro(other, { tests: [{ id: 'local/core/b', behaviour: { steps: [{ until: gate }] } }] });
  const second = host.run({ ...inputs, distro: other }, { folder: join(host.folder, 'second') });
  await host.docker.running('local/core/b');
  const there = async () => (await host.docker.containers()).map(({ name }) => name).sort();
  const before = await there();
  expect(before).toEqual(['pantavisor-netsim-0', 'pantavisor-tester-0']);
  const post = await first.post('cancelled');
  expect(post?.phases.post).toMatchObject({ outcome: 'success' });
  expect(await there()).toEqual(before);
  expect(await host.docker.images()).toHaveLength(3);
  await writeFile(gate, '');
  expect(await second).toMatchObject({ outcome: 'success', outputs: { verdict: 'passed' } });
});
