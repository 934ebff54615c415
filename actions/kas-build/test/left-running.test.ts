import { spawnSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  daemonsIn,
  endDaemonsIn,
  leaveDaemon,
  lookAround,
  SECRETS,
  secretsIn,
} from '@pv-actions/testkit/harness/spy.ts';
import { sampleWorkspace, type Workspace } from './layer.ts';
import { errorsOf } from './told.ts';

const CONFIG = 'kas/build-configs/release/docker-x86_64-scarthgap.yaml';
const LEFT = /^The build left a process running, which was ended: "\d+ .*spy\.py sleep /;

let sample: Workspace;
let spies: string;
let kas: string;
beforeEach(async () => {
  sample = await sampleWorkspace();
  const root = dirname(sample.workspace);
  spies = join(root, 'spies');
  kas = join(root, 'kas');
  await mkdir(spies);
  await chmod(root, 0o755);
  await chmod(spies, 0o777);
  const script = [
    '#!/bin/sh',
    '[ "$1" != --version ] || exec kas --version',
    lookAround(join(spies, 'seen')),
    leaveDaemon(spies),
    'exec kas "$@"',
  ];
  await writeFile(kas, `${script.join('\n')}\n`, { mode: 0o755 });
});
afterEach(async () => {
  endDaemonsIn(spies);
  await sample.remove();
});

const isRoot = process.getuid?.() === 0;

test.each([['a build', undefined], ...(isRoot ? [['a build of another user', 'nobody'] as const] : [])])(
  'a daemon that %s leaves has ended, and is told of',
  async (_what, user) => {
    if (user !== undefined) spawnSync('chown', ['-R', user, sample.workspace]);
    const result = await sample.kasBuild({
      config: CONFIG,
      kas,
      ...(user === undefined ? {} : { 'build-user': user }),
    });
    expect(errorsOf(result)).toEqual([]);
    expect(result.outputs['verdict']).toBe('success');
    expect(daemonsIn(spies).length).toBeGreaterThan(1);
    expect(daemonsIn(spies).filter(({ runs }) => runs)).toEqual([]);
    const told = result.annotations.filter(({ message }) => LEFT.test(message));
    expect(told).toHaveLength(daemonsIn(spies).length);
  },
);

test('the bundle shows kas none of its secrets', async () => {
  const result = await sample.kasBuild({ config: CONFIG, kas }, { inProcess: false, env: SECRETS });
  expect(result.outputs['verdict']).toBe('success');
  expect(await secretsIn(join(spies, 'seen'))).toEqual([]);
  expect(daemonsIn(spies).filter(({ runs }) => runs)).toEqual([]);
});
