import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type DockerDaemon, describeDocker, startDocker } from '@pv-actions/testkit/docker/daemon.ts';
import { HOST_PROGRAMS, importImage } from '@pv-actions/testkit/docker/images.ts';
import { installDocker } from '@pv-actions/testkit/kas/container.ts';
import { answerOf, answersOf, ask, type Contender, type Row, start } from './held-against.ts';

/** As kas-container and kas-build start a container. */
const RUN = [
  ...['run', '-v', '<folder>:/repo:ro', '--workdir=/repo', '-e', 'KAS_BUILD_DIR=/build', '--rm', '--init'],
  ...[...HOST_PROGRAMS, '--name', 'pv-kas-build-1', 'plain', 'sh', '-c'],
];
const listed: Row = { args: ['ps', '--all', '--quiet', '--filter', 'name=^pv-kas-build-1$'] };

/** While it runs. */
const RUNNING: readonly Row[] = [
  listed,
  { args: ['ps', '--all', '--quiet', '--filter', 'name=^pv-kas-build$'] },
  { args: [...RUN, 'true'] },
  { args: ['exec', 'pv-kas-build-1', 'pkill', '-INT', '-f', 'bin/bitbake( |$)'] },
  { args: ['exec', 'pv-kas-build-1', 'cat', '/repo/config.yaml'] },
];

/** Each ends it in another way, as kas-build does. */
const ENDS: readonly Row[] = [
  { args: ['exec', 'pv-kas-build-1', 'pkill', '-INT', '-f', 'sleep( |$)'] },
  { args: ['kill', '--signal=TERM', 'pv-kas-build-1'] },
  { args: ['stop', '--time', '10', 'pv-kas-build-1'] },
  { args: ['rm', '--force', 'pv-kas-build-1'] },
];

/** When it is gone. */
const GONE: readonly Row[] = [
  listed,
  { args: ['exec', 'pv-kas-build-1', 'pkill', '-INT', '-f', 'bin/bitbake( |$)'] },
  { args: ['kill', '--signal=TERM', 'pv-kas-build-1'] },
  { args: ['stop', '--time', '10', 'pv-kas-build-1'] },
  { args: ['rm', '--force', 'pv-kas-build-1'] },
  { args: [...RUN, 'pwd; cat /repo/config.yaml; echo $KAS_BUILD_DIR; echo err >&2; exit 3'] },
];

describeDocker('the stand-in for the docker of kas-container beside the real one', () => {
  let folder: string;
  let daemon: DockerDaemon;
  let real: Contender;
  let standIn: Contender;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'held-'));
    writeFileSync(join(folder, 'config.yaml'), 'header:\n');
    // The plain image has no entry point: what follows its name is a command.
    standIn = {
      program: await installDocker(join(folder, 'bin'), { kas: '/usr/bin/env' }),
      words: { folder },
    };
    daemon = await startDocker();
    await importImage(daemon, 'plain');
    real = { program: 'docker', env: daemon.env, words: { folder } };
  });
  afterAll(async () => {
    await daemon?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** A container that is ended by each of ENDS, and what is answered on the way. */
  async function lifeOf(contender: Contender): Promise<readonly unknown[]> {
    const answers: unknown[] = [await answersOf(contender, [listed])];
    for (const [at, end] of ENDS.entries()) {
      const row: Row = { args: [...RUN, 'echo up; exec sleep 1000'] };
      const running = start(contender, row.args);
      await running.printed;
      if (at === 0) answers.push(await answersOf(contender, RUNNING));
      answers.push(answerOf(end, await ask(contender, end.args)), answerOf(row, await running.done));
    }
    return [...answers, await answersOf(contender, GONE)];
  }

  test('answers each command with the same code and the same words', async () => {
    const [expected, answered] = await Promise.all([lifeOf(real), lifeOf(standIn)]);
    expect(answered).toEqual(expected);
  });
});
