import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Behaviour, bytes, failsFirst } from '@pv-actions/testkit/pvtest/behaviour.ts';
import { writeDistro } from '@pv-actions/testkit/pvtest/distro.ts';
import { appears, Bench, type Ended, type Running } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
  await bench.distro({ tests: [] });
});
afterAll(() => bench.close());

let serial = 0;
let id: string;
beforeEach(() => {
  serial += 1;
  id = `local/core/t${serial}`;
});

/** The tester, as test.docker.sh starts it, for a test of its own. */
async function start(behaviour: Behaviour, ...options: readonly string[]): Promise<Running> {
  await writeDistro(bench.at('distro'), { tests: [{ id, behaviour }], script: false });
  return again(...options);
}
function again(...options: readonly string[]): Running {
  const mounts = ['-v', `${bench.at('distro')}:/pvtest`, '-v', `${bench.at('storage', id)}:/storage`];
  return bench.start(bench.docker.path, [
    ...['run', '--rm', '--name', `t${serial}`, '-e', `TEST_PATH=/pvtest/./${id}`, ...mounts],
    ...[...options, 'pantavisor-appengine-tester'],
  ]);
}
const run = async (behaviour: Behaviour, ...options: readonly string[]): Promise<Ended> =>
  (await start(behaviour, ...options)).done;

const timeless = (text: string): string => text.replaceAll(/(?<=\] )\d{10}(?= )/g, 'N');
const begin = (): string =>
  `[pvtest] N INFO -- [pvtest-run]: setting up test: /pvtest/./${id}\n[pvtest] N INFO -- [pvtest-run]: starting Pantavisor\n`;

describe('how a test ends', () => {
  test('it passes where nothing is said', async () => {
    await bench.distro({ tests: [{ id }] });
    const done = await again().done;
    expect([done.code, timeless(done.stdout), done.stderr]).toEqual([0, begin(), '']);
    expect(existsSync(bench.at('storage', id, 'trails'))).toBe(true);
    expect(existsSync(bench.at('storage', id, 'diff'))).toBe(false);
  });

  test('it fails: the diff is printed, and left in the storage', async () => {
    const diff = '2c2\n< a\n---\n> b\n';
    const done = await run({ end: 'fail', diff });
    expect([done.code, timeless(done.stdout)]).toEqual([1, begin() + diff]);
    expect(bench.read('storage', id, 'diff')).toBe(diff);
  });

  test('it waits in vain for READY', async () => {
    const done = await run({ end: 'not-ready' });
    const line = '[pvtest] N ERROR -- [pvtest-run]: timed out waiting for pantavisor.status READY\n';
    expect([done.code, timeless(done.stdout)]).toEqual([1, begin() + line]);
    expect(timeless(bench.read('storage', id, 'diff'))).toBe(line);
  });

  test('it gives up, or has a code of its own', async () => {
    expect((await run({ end: 'abort' })).code).toBe(2);
    expect((await run({ code: 42 })).code).toBe(42);
  });

  test('it hangs and ignores SIGTERM, or obeys it', async () => {
    const deaf = await start({ end: 'hang' });
    const container = await bench.docker.running(id);
    process.kill(container.pid, 'SIGTERM');
    await bench.docker.command('rm', '-f', container.id);
    expect((await deaf.done).code).toBe(137);

    const obedient = await start({ end: 'hang', sigterm: 'obey', steps: [{ touch: bench.at('there') }] });
    await appears(bench.at('there'));
    obedient.process.kill('SIGTERM');
    expect((await obedient.done).code).toBe(143);
  });

  test('a test.json that cannot be read, and credentials that are missing, abort it', async () => {
    await writeDistro(bench.at('distro'), { tests: [{ id, json: '{"#spec": ' }], script: false });
    const broken = await again().done;
    expect([broken.code, broken.stdout]).toEqual([2, expect.stringContaining('cannot read test.json')]);

    id = `remote/core/t${serial}`;
    const done = await run({}, '-e', 'PH_USER=me', '-e', 'PH_PASS=');
    expect([done.code, done.stdout]).toEqual([
      2,
      expect.stringContaining(
        'ERROR -- [pvtest-run]: you need to set PH_USER and PH_PASS to execute the test\n',
      ),
    ]);
    expect((await run({}, '-e', 'PH_USER=me', '-e', 'PH_PASS=geheim')).code).toBe(0);
  });
});

describe('one try after the other', () => {
  test('the first ones fail', async () => {
    const codes = [(await run(failsFirst(2))).code, (await again().done).code, (await again().done).code];
    expect([...codes, (await again().done).code]).toEqual([1, 1, 0, 0]);
  });

  test('what a try does not say, the shared part does', async () => {
    const shared: Behaviour = { steps: [{ print: 'shared' }], tries: [{ end: 'abort' }, { steps: [] }] };
    const first = await run(shared);
    const second = await again().done;
    expect([
      first.code,
      first.stdout.endsWith('shared\n'),
      second.code,
      second.stdout.endsWith('shared\n'),
    ]).toEqual([2, true, 0, false]);
  });

  test('docker refuses it, before it says a word', async () => {
    const refusing: Behaviour = {
      tries: [{ refuse: 'name' }, { refuse: 'port' }, { refuse: 'no space left' }, {}],
    };
    const tries = [await run(refusing), await again().done, await again().done, await again().done];
    expect(tries.map(({ code, stdout }) => [code, stdout === ''])).toEqual([
      [125, true],
      [125, true],
      [125, true],
      [0, false],
    ]);
    expect(tries.map(({ stderr }) => /^docker: Error response from daemon: .{12}/.exec(stderr)?.[0])).toEqual(
      [
        'docker: Error response from daemon: Conflict. Th',
        'docker: Error response from daemon: failed to se',
        'docker: Error response from daemon: no space lef',
        undefined,
      ],
    );
  });
});

describe('what a test does', () => {
  test('prints: the time, a secret, on either stream', async () => {
    const done = await run(
      {
        silent: true,
        steps: [
          { print: '[pantavisor] {now} WARN -- [storage]: disk is slow' },
          { print: 'pass is {env:PH_PASS}{env:NONE}.' },
          { print: 'docker: Error response from daemon: Conflict.', to: 'stderr' },
        ],
      },
      '-e',
      'PH_PASS=geheim',
    );
    expect(timeless(done.stdout)).toBe('[pantavisor] N WARN -- [storage]: disk is slow\npass is geheim.\n');
    expect(done.stderr).toBe('docker: Error response from daemon: Conflict.\n');
  });

  test('prints any bytes, and many', async () => {
    await run({ silent: true, steps: [bytes(Buffer.from([0, 255, 254, 10])), { fill: 300_001 }] });
    await bench.docker.command(
      'run',
      '--name',
      'kept',
      '-v',
      `${bench.at('distro')}:/pvtest`,
      '-v',
      `${bench.at('storage', id)}:/storage`,
      '-e',
      `TEST_PATH=/pvtest/${id}`,
      'pantavisor-appengine-tester',
    );
    const logged = await bench.cli('logs', 'kept');
    expect(logged.stdout.length).toBe(4 + 300_001);
    expect(logged.stdout.slice(0, 4)).toBe('\0\ufffd\ufffd\n');
    expect(logged.stdout.split('\n')[1]).toMatch(/^\[pantavisor\] 1 DEBUG -- \[filler\]: x+$/);
  });

  test('says how far it is, and waits for the word to go on', async () => {
    const running = await start({
      steps: [{ sleep: 1 }, { touch: bench.at('reached') }, { until: bench.at('go') }],
    });
    await appears(bench.at('reached'));
    expect((await bench.docker.running(id)).status).toBe('running');
    writeFileSync(bench.at('go'), '');
    expect((await running.done).code).toBe(0);
  });

  test('leaves files that others cannot read', async () => {
    await run({ steps: [{ file: 'trails/0/secret.json', text: 'x', mode: '600', folderMode: '700' }] });
    expect(bench.read('storage', id, 'trails/0/secret.json')).toBe('x');
    const modes = ['trails/0/secret.json', 'trails/0', 'trails', ''].map((name) =>
      (statSync(bench.at('storage', id, name)).mode & 0o777).toString(8),
    );
    expect(modes).toEqual(['600', '700', '700', '755']);
  });

  test('leaves valgrind logs where valgrind is on', async () => {
    const leaks = [
      { bytes: 1234, blocks: 2 },
      { bytes: 0, blocks: 0 },
    ];
    await run({ leaks }, '-v', `${bench.at('valgrind')}:/tmp/valgrind`);
    expect(existsSync(bench.at('valgrind/valgrind.log.1'))).toBe(false);
    await again('-e', 'VALGRIND=1', '-v', `${bench.at('valgrind')}:/tmp/valgrind`).done;
    const logs = (
      await bench.docker.command(
        'run',
        '--rm',
        '-v',
        `${bench.at('valgrind')}:/v`,
        '--entrypoint',
        'find',
        'pantavisor-appengine',
        '/v',
        '-type',
        'f',
      )
    )
      .trim()
      .split('\n');
    const texts = logs
      .map((file) => readFileSync(bench.at('valgrind', file.slice('/v/'.length)), 'utf8'))
      .sort();
    expect(logs.every((file) => /\/valgrind\.log\.\d+$/.test(file))).toBe(true);
    expect(
      texts.map((text) => /^==\d+== {4}definitely lost: .*$/m.exec(text)?.[0].replace(/\d+/, 'N')).sort(),
    ).toEqual([
      '==N==    definitely lost: 0 bytes in 0 blocks',
      '==N==    definitely lost: 1,234 bytes in 2 blocks',
    ]);
  });
});
