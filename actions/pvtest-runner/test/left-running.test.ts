import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  daemonsIn,
  endDaemonsIn,
  leaveDaemon,
  lookAround,
  SECRETS,
  secretsIn,
} from '@pv-actions/testkit/harness/spy.ts';
import { type Host, openHost } from './host.ts';

let host: Host;
let spies: string;
beforeEach(async () => {
  host = await openHost({ tests: [{ id: 'local/core/a' }] });
  spies = host.signal('spies');
  await mkdir(spies);
});
afterEach(async () => {
  endDaemonsIn(spies);
  await host.close();
});

/** Has the script of the distro do something first. */
async function firstOf(line: string): Promise<void> {
  const file = join(host.distro, 'test.docker.sh');
  const script = await readFile(file, 'utf8');
  await writeFile(file, script.replace('\n', `\n${line}\n`));
}

const INPUTS = { 'test-path': 'local' };

test('daemons that the script leaves have ended, and are told of; the host is free for the next run', async () => {
  await firstOf(leaveDaemon(spies));
  const result = await host.run(INPUTS);
  expect(result).toMatchObject({ outcome: 'success', outputs: { verdict: 'passed' } });
  // One of install-docker, and one of the tests.
  expect(daemonsIn(spies).map(({ runs }) => runs)).toEqual([false, false]);
  const told = result.annotations.map(({ message }) => message).filter((text) => text.includes(' left '));
  expect(told).toEqual([
    expect.stringMatching(/^The script of the tests left a process running, which was ended: "\d+ .*spy\.py/),
    expect.stringMatching(/^The script of the tests left a process running, which was ended: "\d+ .*spy\.py/),
  ]);
  const next = await host.run({ ...INPUTS, 'lock-timeout-minutes': '0' }, { folder: host.signal('next') });
  expect(next.outputs['verdict']).toBe('passed');
});

test('the bundle shows the script none of its secrets, nor its lock', async () => {
  await firstOf(
    `${lookAround(join(spies, 'seen'))}; ls -l /proc/$$/fd >> '${join(spies, 'open')}'; env >> '${join(spies, 'env')}'`,
  );
  const result = await host.runBundle(
    { ...INPUTS, 'ph-user': 'u', 'ph-pass': 'secret-of-hub' },
    { env: SECRETS },
  );
  expect(result.outputs['verdict']).toBe('passed');
  expect(await secretsIn(join(spies, 'seen'))).toEqual([]);
  expect(await secretsIn(join(spies, 'env'))).toEqual([]);
  expect(await readFile(join(spies, 'open'), 'utf8')).not.toContain(host.signal('lock'));
});
