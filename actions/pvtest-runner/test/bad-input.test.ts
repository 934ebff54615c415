import { spawnSync } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { inputVariable, parseInputs } from '@pv-actions/core/action/inputs.ts';
import { writeDistro } from '@pv-actions/testkit/pvtest/distro.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { inputs } from '../src/inputs.ts';
import { type Host, openHost } from './host.ts';

let host: Host;
beforeAll(async () => {
  host = await openHost();
});
beforeEach(async () => {
  await host.docker.faults({});
  await host.write({ tests: [{ id: 'local/core/a' }, { id: 'local/core/b' }, { id: 'remote/hub/r' }] });
});
afterAll(() => host.close());

/** Runs the stage, which must refuse before anything runs. @returns the error that it shows. */
async function refusal(inputs: Readonly<Record<string, string>>, run = host.run): Promise<string> {
  const calls = (await host.docker.calls()).length;
  const result = await run({ 'test-path': 'local', ...inputs });
  expect(result).toMatchObject({ outcome: 'failure', exitCode: 1, outputs: { verdict: '', total: '' } });
  expect((await host.docker.calls()).slice(calls).filter(({ argv }) => argv[0] !== 'version')).toEqual([]);
  const errors = result.annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
  expect(errors).toHaveLength(1);
  expect(errors[0]).not.toMatch(/^\s+at /m);
  expect(result.summary).toContain(errors[0]?.split('\n')[0]);
  return errors[0] ?? '';
}

describe('inputs', () => {
  test('all that are wrong are named together', async () => {
    const wrong = {
      'test-path': 'local/../../etc',
      parallel: '0',
      retries: '1.5',
      shard: '0/0',
      'fail-on': 'failed sometimes',
      'expected-tests': '-1',
      'run-id': 'latest',
      artifact: 'a/b',
      'artifact-name': 'a:b',
      'retention-days': '0',
      'timeout-minutes': '0',
    };
    const error = await refusal(wrong, host.runBundle);
    for (const name of [
      'test-path',
      'parallel',
      'retries',
      'shard',
      'fail-on',
      'expected-tests',
      'run-id',
      'artifact',
      'artifact-name',
      'retention-days',
      'timeout-minutes',
    ]) {
      expect(error).toMatch(new RegExp(`^Input "${name}" is `, 'm'));
    }
    expect(error).toContain('Input "parallel" is "0". Use a whole number from 1 to 64.');
    expect(error).toContain('Input "shard" is "0/0". Use i/n');
  });

  test.each([['3/2'], ['0/2'], ['1'], ['a/b'], ['1/99999']])('a shard of %s is none', (shard) => {
    const refused = userErrorOf(() => parseInputs(inputs, { [inputVariable('shard')]: shard }));
    expect(refused.message).toContain(
      `Input "shard" is "${shard}". Use i/n: n is the number of shards, and i is from 1 to n`,
    );
  });

  test('a distro and an artifact are one too many, and none is too few', async () => {
    expect(await refusal({ distro: 'x', artifact: 'y' })).toContain(
      'Give one of the inputs `distro` and `artifact`.',
    );
    expect(await refusal({ distro: '' })).toContain('Give one of the inputs `distro` and `artifact`.');
  });

  test('netsim and several tests at a time do not go together', async () => {
    expect(await refusal({ netsim: 'true', parallel: '2' })).toContain(
      'with `netsim` tests run one at a time',
    );
  });

  test('a workspace that is not empty is refused: the script would add to it', async () => {
    const workspace = join(host.folder, 'ws');
    await mkdir(workspace);
    await writeFile(join(workspace, 'run.log'), '');
    expect(await refusal({ workspace })).toContain('is not empty');
    await rm(workspace, { recursive: true });
  });
});

describe('a path', () => {
  test('with a typo is an error that names what is near', async () => {
    const error = await refusal({ 'test-path': 'local/core/c' });
    expect(error).toContain('The distro has no tests at "local/core/c".');
    expect(error).toContain('There are: local/core/a, local/core/b.');
  });
});

describe('a distro', () => {
  test('that is not there', async () => {
    expect(await refusal({ distro: join(host.folder, 'nothing') })).toContain('nothing" is not a folder.');
  });

  test('without its script, its tests and an image names all three', async () => {
    await host.write({ tests: [], script: false, missing: ['netsim'] });
    expect(await refusal({})).toContain(
      'lacks test.docker.sh, a test.json below local or remote, pantavisor-appengine-netsim-docker.tar.',
    );
  });

  test('is also found in the folder that holds it alone', async () => {
    const result = await host.run({ distro: host.folder, 'test-path': 'local', 'dry-run': 'true' });
    expect(result.log).toContain('Dry run: 2 tests of distro would run.');
  });

  test('with broken tests names each of them, and not those that are not to run', async () => {
    await host.write({
      tests: [
        { id: 'local/core/a', json: '{"#spec": "pv-test@1",' },
        { id: 'local/core/b', json: '[]' },
        { id: 'local/core/c', json: '{"description": "x"}' },
        { id: 'local/core/d', json: '{"#spec": "other@1"}' },
        { id: 'local/net/e', json: 'nothing' },
      ],
    });
    const error = await refusal({ 'test-path': 'local/core' });
    expect(error).toMatch(/^local\/core\/a\/test\.json is not JSON: /m);
    expect(error).toContain('local/core/b/test.json is not a JSON object.');
    expect(error).toContain('local/core/c/test.json has no "#spec".');
    expect(error).toContain('local/core/d/test.json has the "#spec" ');
    expect(error).not.toContain('local/net/e');
  });
});

test('a lock file whose path depends on the job', async () => {
  expect(await refusal({ 'lock-file': 'pvtest.lock' })).toContain(
    'Input "lock-file" is "pvtest.lock". Use an absolute path',
  );
});

describe('remote tests without credentials', () => {
  test.each([
    [{}, '`ph-user` and `ph-pass` are'],
    [{ 'ph-user': 'tester' }, '`ph-pass` is'],
  ])('are refused before anything runs: %j', async (given, missing) => {
    expect(await refusal({ 'test-path': 'local remote', ...given })).toContain(
      `Remote tests need an account of Pantacor Hub, and ${missing} not given.`,
    );
  });
});

describe('a file', () => {
  test('of quarantined tests that is wrong or not there', async () => {
    const quarantine = join(host.folder, 'quarantine.txt');
    expect(await refusal({ quarantine })).toContain('of the input `quarantine` is missing.');
    await writeFile(quarantine, 'local/core/a soon\n');
    // It is read before the distro is looked at.
    expect(await refusal({ quarantine, distro: join(host.folder, 'nothing') })).toContain(
      ':1: "local/core/a soon" is not an id, a date and a reason.',
    );
  });

  test('of quarantined tests that is a link out of the workspace, or a pipe: nothing of it is shown or waited for', async () => {
    const workspace = join(host.folder, 'job', 'workspace');
    await mkdir(workspace, { recursive: true });
    const quarantine = join(workspace, 'quarantine.txt');
    await writeFile(join(host.folder, 'secret'), 'a-password of another');
    await symlink(join(host.folder, 'secret'), quarantine);
    const said = await refusal({ quarantine });
    expect(said).toContain('of the input `quarantine` is a link that leaves the folder.');
    expect(said).not.toContain('a-password');
    await rm(quarantine);
    spawnSync('mkfifo', [quarantine]);
    expect(await refusal({ quarantine })).toContain('of the input `quarantine` is not a regular file.');
  });

  test('of timings that is no report', async () => {
    const timings = join(host.folder, 'report.json');
    await writeFile(timings, '{}');
    expect(await refusal({ timings, shard: '1/2' })).toContain('report.json');
    expect(await refusal({ timings })).toContain('Input `timings` balances shards: give `shard`, too.');
  });
});

describe('docker', () => {
  test('that is not installed', async () => {
    const result = await host.run(
      { 'test-path': 'local' },
      { path: [], env: { PATH: join(host.folder, 'empty') } },
    );
    expect(result.log).toContain('docker was not found.');
  });

  test('is there, and what the script needs beside it is not: nothing runs', async () => {
    const distro = join(host.folder, 'calls-jq');
    await writeDistro(distro, {
      tests: [{ id: 'local/core/a' }],
      script: 'run_test() {\n\tskip=$(jq -r .skip test.json)\n\techo "1 + 1" | bc\n}\n',
    });
    const result = await host.run({ distro }, { path: [], env: { PATH: host.docker.folder } });
    expect(result.log).toContain(
      'The test.docker.sh of this distro needs jq, bc, and those are not on this host',
    );
    expect(result.outputs['verdict']).toBe('');
  });

  test('that the user may not use', async () => {
    await host.docker.faults({ daemon: 'denied' });
    expect(await refusal({})).toMatch(/^docker has no right to use its daemon: .*permission denied/);
  });

  test('that does not run', async () => {
    await host.docker.faults({ daemon: 'down' });
    expect(await refusal({})).toMatch(
      /^The Docker daemon cannot be used: .*Cannot connect to the Docker daemon/,
    );
  });

  test('that cannot load an image', async () => {
    await host.write({ tests: [{ id: 'local/core/a' }], garbage: ['tester'] });
    const result = await host.run({ 'test-path': 'local' });
    expect(result).toMatchObject({ outcome: 'failure', outputs: { verdict: 'failed', total: '' } });
    expect(result.log).toContain('The images could not be loaded by test.docker.sh install-docker: ');
    expect(result.log).toContain('invalid tar header');
    // What was loaded before it is removed again.
    expect(await host.docker.images()).toEqual([]);
  });

  test('that cannot load an image does not run the tests with an older one', async () => {
    for (const part of ['', '-netsim', '-tester'])
      await host.docker.command('load', '-i', join(host.distro, `pantavisor-appengine${part}-docker.tar`));
    await host.write({ tests: [{ id: 'local/core/a' }], garbage: ['tester'] });
    const result = await host.run({ 'test-path': 'local' });
    expect(result).toMatchObject({ outcome: 'failure', outputs: { verdict: 'failed', total: '' } });
    expect(result.log).toContain('by test.docker.sh install-docker: it ended with 1.');
    expect(await host.docker.images()).toHaveLength(3);
    await host.docker.command('image', 'rm', ...(await host.docker.images()).flatMap(({ tags }) => tags));
  });

  test('that says nothing of an image that it did not load', async () => {
    const script = '#!/bin/bash\ndocker load -i pantavisor-appengine-docker.tar\n';
    await host.write({ tests: [{ id: 'local/core/a' }], script });
    const result = await host.run({ 'test-path': 'local' });
    expect(result.log).toContain(
      'install-docker: it did not load pantavisor-appengine-netsim, pantavisor-appengine-tester.',
    );
    expect(await host.docker.images()).toEqual([]);
  });
});

test('a dry run shows the calls and the tests, and needs no docker', async () => {
  await host.docker.faults({ daemon: 'down' });
  const calls = (await host.docker.calls()).length;
  const quarantine = join(host.folder, 'dry.txt');
  await writeFile(quarantine, 'local/core/b 2999-12-31 hangs\n');
  const result = await host.run({
    'test-path': 'local/core/b local/core/a',
    quarantine,
    'dry-run': 'true',
  });
  expect(result).toMatchObject({ outcome: 'success', outputs: { verdict: '' } });
  expect((await host.docker.calls()).length).toBe(calls);
  expect(result.log).toContain('Dry run: 2 tests of distro would run.');
  expect(result.log).toContain(
    'bash ./test.docker.sh run local -p 4 -r 1 -V -w <workspace>/local, in a copy of the distro that has these tests only',
  );
  expect(result.log).toMatch(/^ {2}local\/core\/a\n {2}local\/core\/b \(in quarantine\)$/m);
  expect(result.summary).toContain('2 tests of <code>distro</code> would run.');
});
