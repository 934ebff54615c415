import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type DockerDaemon, describeDocker, startDocker } from '@pv-actions/testkit/docker/daemon.ts';
import { importImage } from '@pv-actions/testkit/docker/images.ts';
import { installPvtestDocker, type PvtestDocker } from '@pv-actions/testkit/pvtest/docker.ts';
import { answersOf, ask, type Contender, type Row, shapeOf } from './held-against.ts';

/** The template that pvtest-runner looks at containers with, without the environment, which an image adds to. */
const FORMAT = '{"id":{{json .Id}},"name":{{json .Name}},"mounts":{{len .Mounts}}}';
const detached = (name: string, ...rest: readonly string[]): readonly string[] => {
  return ['run', '-d', '--name', name, ...rest];
};
const chown = (image: string): readonly string[] => [
  ...['run', '--rm', '--pull', 'never', '--network', 'none', '--entrypoint', 'chown'],
  ...['--volume', '<folder>:/workspace', image, '-hR', '0:0', '/workspace'],
];

/** What pvtest-runner and the three generations of test.docker.sh ask of docker, and how it fails. */
const ROWS: readonly Row[] = [
  { args: ['ps', '--all', '--quiet', '--no-trunc'] },
  { args: ['ps'] },
  { args: ['image', 'ls', '--all', '--quiet', '--no-trunc'] },
  { args: ['image', 'inspect', '--format', '{{.Id}}', 'plain', 'gone'], same: 'stdout' },
  { args: ['image', 'inspect', '--format', '{{.Id}}', 'gone'], same: 'stdout' },
  { args: ['image', 'inspect', 'gone'], same: 'stdout' },
  { args: detached('pantavisor-netsim-0', '--rm', '-v', '<folder>:/pvtest:ro', 'plain', 'sleep', '1000') },
  { args: detached('pantavisor-tester-0', '-v', '<folder>:/storage', 'plain', 'sleep', '1000') },
  { args: ['run', '--name', 'pantavisor-tester-0', 'plain', 'true'] },
  { args: ['ps', '--all', '--quiet', '--no-trunc'] },
  {
    args: [
      ...['ps', '--all', '--filter', 'name=pantavisor-netsim-', '--no-trunc'],
      ...['--format', '{{.ID}} {{.Names}}'],
    ],
  },
  { args: ['ps', '--format', '{{.Names}} {{.Image}} {{.State}} {{.Mounts}}', '--no-trunc'] },
  { args: ['ps', '--all', '--quiet', '--filter', 'ancestor=plain'] },
  { args: ['ps', '--all', '--quiet', '--filter', 'ancestor=gone'] },
  { args: ['ps', '--filter', 'foo=bar'] },
  { args: ['container', 'inspect', '--format', FORMAT, 'pantavisor-tester-0', 'gone'] },
  { args: ['container', 'inspect', '--format', '{{.Id}}', 'gone'] },
  {
    args: [
      ...['container', 'inspect', '--format'],
      '{{.State.Status}} {{.State.Running}} {{.Path}} {{.Args}} {{.HostConfig.Binds}} {{.HostConfig.NetworkMode}} ' +
        '{{json .Config.Cmd}} {{json .Config.Entrypoint}} "{{.Config.WorkingDir}}" {{.Config.Image}} {{json .Config.Labels}}',
      'pantavisor-tester-0',
    ],
  },
  { args: ['inspect', 'gone'] },
  { args: ['inspect', '--format', '{{.Id}}', 'gone'] },
  { args: ['rm', 'pantavisor-tester-0'], same: 'stdout' },
  { args: ['image', 'rm', 'plain'] },
  { args: ['kill', '--signal=TERM', 'pantavisor-tester-0'] },
  { args: ['kill', '--signal=BOGUS', 'pantavisor-tester-0'] },
  { args: ['kill', 'gone'] },
  { args: ['stop', 'gone'] },
  { args: ['stop', '--time', '0', 'pantavisor-tester-0'] },
  { args: ['stop', '--time', '0', 'pantavisor-tester-0'] },
  { args: ['kill', '--signal=TERM', 'pantavisor-tester-0'] },
  { args: ['ps', '--all', '--format', '{{.Names}} {{.State}}'] },
  { args: ['ps', '--all', '--filter', 'name=tester', '--format', '{{.Status}}'] },
  { args: ['rm', '--force', '--volumes', 'pantavisor-tester-0', 'gone'] },
  { args: ['rm', '-f', 'pantavisor-netsim-0'] },
  { args: ['rm', 'gone'] },
  { args: ['ps', '--all', '--quiet'] },
  { args: ['network', 'inspect', 'test-appengine-net'], same: 'stdout' },
  { args: ['network', 'create', 'test-appengine-net'] },
  { args: ['network', 'create', 'test-appengine-net'] },
  {
    args: [
      ...['run', '--name', 'coded', '--net', 'test-appengine-net', '--hostname', 'mytester', '-e', 'A=1'],
      ...['-e', 'NOT_THERE', '-w', '/workspace', '-v', '<folder>:/workspace', 'plain', 'sh', '-c'],
      'cat bad.tar; echo " $A$NOT_THERE"; echo err >&2; exit 42',
    ],
  },
  { args: ['logs', 'coded'] },
  { args: ['logs', 'gone'] },
  { args: ['wait', 'coded'] },
  { args: ['wait', 'gone'] },
  { args: ['inspect', '--format', '{{.State.ExitCode}} {{.State.Status}}', 'coded'] },
  { args: ['rm', '-v', 'coded'] },
  { args: ['run', '--rm', 'plain', 'no-such-program'], same: 'stdout' },
  { args: chown('plain') },
  { args: chown('gone') },
  { args: ['run', '--rm', '--net', 'gone', 'plain', 'true'], same: 'stdout' },
  { args: ['run', '--rm', '-v', '<folder>:relative', 'plain', 'true'] },
  { args: ['network', 'rm', 'test-appengine-net'] },
  { args: ['network', 'rm', 'test-appengine-net'], same: 'stdout' },
  { args: ['load', '-i', '<folder>/gone.tar'] },
  { args: ['load', '-i', '<folder>/bad.tar'], same: 'stdout' },
  { args: ['load', '-i', '<folder>/empty.tar'], same: 'stdout' },
  { args: ['load', '-i', '<first>'] },
  { args: ['load', '-i', '<first>'] },
  { args: ['load', '-i', '<second>'] },
  { args: ['images', '--quiet', '--no-trunc', 'other'] },
  { args: ['tag', 'other', 'other:2'] },
  { args: ['tag', 'gone', 'other:3'] },
  { args: ['image', 'rm', 'other:2', 'other'], same: 'code' },
  { args: ['image', 'rm', 'gone'], same: 'stdout' },
];

/** Of these answers, the shape. */
const SHAPES: readonly (readonly string[])[] = [
  ['container', 'inspect', 'shaped'],
  ['image', 'inspect', 'plain'],
  ['network', 'inspect', 'shaped-net'],
  ['ps', '--format', '{{json .}}'],
  ['images', '--format', '{{json .}}', 'plain'],
  ['version', '--format', '{{json .}}'],
];

describeDocker('the stand-in for docker beside the real one', () => {
  let folder: string;
  let daemon: DockerDaemon;
  let docker: PvtestDocker;
  let real: Contender;
  let standIn: Contender;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'held-'));
    [daemon, docker] = await Promise.all([
      startDocker(),
      installPvtestDocker(join(folder, 'bin'), { images: ['plain'] }),
    ]);
    await importImage(daemon, 'plain');
    writeFileSync(join(folder, 'bad.tar'), 'not a tar');
    writeFileSync(join(folder, 'empty.tar'), '');
    const tars = { first: join(folder, 'first.tar'), second: join(folder, 'second.tar') };
    const own = { first: join(folder, 'first.json'), second: join(folder, 'second.json') };
    for (const name of ['first', 'second'] as const) {
      const id = `sha256:${(name === 'first' ? 'ab' : 'cd').repeat(32)}`;
      writeFileSync(own[name], JSON.stringify({ image: 'other', id }));
      await importImage(daemon, 'other');
      await daemon.command('save', '--output', tars[name], 'other');
      await daemon.command('rmi', 'other');
    }
    real = { program: 'docker', env: daemon.env, words: { folder, ...tars } };
    standIn = { program: docker.path, words: { folder, ...own } };
  });
  afterAll(async () => {
    await Promise.all([daemon?.close(), docker?.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  test('answers each command with the same code and the same words', async () => {
    const [expected, answered] = await Promise.all([answersOf(real, ROWS), answersOf(standIn, ROWS)]);
    expect(answered).toEqual(expected);
  });

  test('prints JSON of the same shape', async () => {
    for (const each of [real, standIn]) {
      await ask(each, ['network', 'create', 'shaped-net']);
      await ask(each, detached('shaped', '-v', '<folder>:/storage', 'plain', 'sleep', '1000'));
    }
    for (const args of SHAPES) {
      const [expected, shape] = await Promise.all(
        [real, standIn].map(async (each) => shapeOf((await ask(each, args)).stdout)),
      );
      expect({ args, ...expected }).toMatchObject({ args, ...shape });
    }
  });
});
