import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Bench } from './bench.ts';

// The texts and the exit codes are those of the docker CLI 28.2.2, asked without a daemon and with one that knows nothing.
const SEE_RUN = "\n\nRun 'docker run --help' for more information\n";
const RUN_USAGE = `\n\nUsage:  docker run [OPTIONS] IMAGE [COMMAND] [ARG...]${SEE_RUN}`;
const DOWN =
  'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open({ images: ['alpine', 'pantavisor-appengine'] });
});
afterAll(() => bench.close());

const said = async (...args: string[]): Promise<readonly [number | undefined, string, string]> => {
  const { code, stdout, stderr } = await bench.cli(...args);
  return [code, stdout, stderr];
};

describe('flags', () => {
  test.each<[readonly string[], number, string]>([
    [['run', '--bogus', 'x'], 125, `unknown flag: --bogus${RUN_USAGE}`],
    [['run', '-x'], 125, `unknown shorthand flag: 'x' in -x${RUN_USAGE}`],
    [['run', '--name'], 125, `flag needs an argument: --name${RUN_USAGE}`],
    [['run', '-e'], 125, `flag needs an argument: 'e' in -e${RUN_USAGE}`],
    [
      ['run', '--rm=maybe', 'x'],
      125,
      `invalid argument "maybe" for "--rm" flag: strconv.ParseBool: parsing "maybe": invalid syntax${RUN_USAGE}`,
    ],
    [
      ['run', '--memory', 'abc', 'x'],
      125,
      `invalid argument "abc" for "-m, --memory" flag: invalid size: 'abc'${RUN_USAGE}`,
    ],
    [
      ['run', '--mount', 'foo', 'x'],
      125,
      `invalid argument "foo" for "--mount" flag: invalid field 'foo' must be a key=value pair${RUN_USAGE}`,
    ],
    [['run', '-p', '1:2:3:4:5', 'x'], 125, `docker: invalid IP address: 1:2:3${SEE_RUN}`],
    [
      ['run', '--env-file', '/nonexist', 'x'],
      125,
      `docker: open /nonexist: no such file or directory${SEE_RUN}`,
    ],
    [
      ['run', '--rm', '--restart', 'always', 'x'],
      125,
      `docker: conflicting options: cannot specify both --restart and --rm${SEE_RUN}`,
    ],
    [
      ['run'],
      1,
      "docker: 'docker run' requires at least 1 argument\n\nUsage:  docker run [OPTIONS] IMAGE [COMMAND] [ARG...]\n\n" +
        "See 'docker run --help' for more information\n",
    ],
    [
      ['ps', 'extra'],
      1,
      "docker: 'docker ps' accepts no arguments\n\nUsage:  docker ps [OPTIONS]\n\nRun 'docker ps --help' for more information\n",
    ],
    [
      ['image', 'rm'],
      1,
      "docker: 'docker image rm' requires at least 1 argument\n\nUsage:  docker image rm [OPTIONS] IMAGE [IMAGE...]\n\n" +
        "See 'docker image rm --help' for more information\n",
    ],
    [
      ['logs', 'a', 'b'],
      1,
      "docker: 'docker logs' requires 1 argument\n\nUsage:  docker logs [OPTIONS] CONTAINER\n\n" +
        "Run 'docker logs --help' for more information\n",
    ],
    [
      ['ps', '--filter', 'foo'],
      125,
      'invalid argument "foo" for "-f, --filter" flag: bad format of filter (expected name=value)\n\n' +
        "Usage:  docker ps [OPTIONS]\n\nRun 'docker ps --help' for more information\n",
    ],
    [['ps', '--filter', 'foo=bar'], 1, "Error response from daemon: invalid filter 'foo'\n"],
    [['bogus'], 1, "docker: unknown command: docker bogus\n\nRun 'docker --help' for more information\n"],
  ])('%j', async (args, code, stderr) => {
    expect(await said(...args)).toEqual([code, '', stderr]);
  });

  test('of run end at the image; they can be joined, and given as name=value', async () => {
    const id = (
      await bench.docker.command(
        ...[
          'run',
          '-dit',
          '--name=flags',
          '-eA=1',
          '-e',
          'B=2=3',
          '-e',
          'HOME',
          '-e',
          'NOT_THERE',
          '--env=C',
        ],
        ...['-p8080:80', '--label', 'x=y', '--privileged', '--cap-add', 'ALL', '--device=/dev/kvm'],
        ...['alpine', 'sleep', '100', '--rm', '-e', 'D=4'],
      )
    ).trim();
    const [inspected] = JSON.parse(await bench.docker.command('inspect', id));
    expect(inspected).toMatchObject({
      Id: id,
      Name: '/flags',
      Args: ['100', '--rm', '-e', 'D=4'],
      HostConfig: { AutoRemove: false, Privileged: true },
      Config: { Image: 'alpine', Labels: { x: 'y' } },
    });
    expect(inspected.Config.Env.slice(0, -1)).toEqual(['A=1', 'B=2=3', `HOME=${process.env['HOME']}`]);
    await bench.docker.close();
  });
});

describe('what is not there', () => {
  test.each<[readonly string[], number, string, string]>([
    [['rm', 'x'], 1, '', 'Error response from daemon: No such container: x\n'],
    [['rm', '-f', 'x'], 0, '', 'Error response from daemon: No such container: x\n'],
    [['stop', 'x'], 1, '', 'Error response from daemon: No such container: x\n'],
    [['kill', 'x'], 1, '', 'Error response from daemon: cannot kill container: x: No such container: x\n'],
    [['wait', 'x'], 1, '', 'Error response from daemon: No such container: x\n'],
    [['logs', 'x'], 1, '', 'Error response from daemon: No such container: x\n'],
    [['inspect', 'x'], 1, '[]\n', 'Error: No such object: x\n'],
    [['inspect', '--format', '{{.Id}}', 'x'], 1, '\n', 'Error: No such object: x\n'],
    [['container', 'inspect', 'x'], 1, '[]\n', 'Error response from daemon: No such container: x\n'],
    [['image', 'inspect', 'x'], 1, '[]\n', 'Error response from daemon: No such image: x:latest\n'],
    [['rmi', 'x'], 1, '', 'Error response from daemon: No such image: x:latest\n'],
    [['network', 'inspect', 'x'], 1, '[]\n', 'Error response from daemon: network x not found\n'],
    [['load', '-i', '/nonexistent'], 1, '', 'open /nonexistent: no such file or directory\n'],
    [
      ['run', 'noimg'],
      125,
      '',
      "Unable to find image 'noimg:latest' locally\ndocker: Error response from daemon: pull access denied for noimg, repository " +
        `does not exist or may require 'docker login': denied: requested access to the resource is denied${SEE_RUN}`,
    ],
    [['ps'], 0, 'CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES\n', ''],
    [['ps', '-aq'], 0, '', ''],
  ])('%j', async (args, ...expected) => {
    expect(await said(...args)).toEqual(expected);
  });
});

describe('without a daemon', () => {
  let down: Bench;
  beforeAll(async () => {
    down = await Bench.open({ faults: { daemon: 'down' } });
  });
  afterAll(() => down.close());

  test.each<[readonly string[], number, string, string]>([
    [['version', '--format', '{{.Server.Version}}'], 1, '\n', DOWN],
    [['info', '--format', '{{.ServerVersion}}'], 1, '\n', DOWN],
    [['ps', '-aq'], 1, '', DOWN],
    [['rm', '-f', 'x'], 1, '', DOWN],
    [['inspect', 'x'], 1, '[]\n', DOWN],
    [['inspect', '--format', '{{.Id}}', 'x'], 1, '\n', DOWN],
    [['run', 'x'], 125, '', `docker: ${DOWN.trimEnd()}${SEE_RUN}`],
    [['run', '--bogus', 'x'], 125, '', `unknown flag: --bogus${RUN_USAGE}`],
  ])('%j', async (args, code, stdout, stderr) => {
    expect(await down.cli(...args)).toEqual({ code, signal: undefined, stdout, stderr });
  });

  test('or without the right to use it', async () => {
    await down.docker.faults({ daemon: 'denied' });
    const dial = 'dial unix /var/run/docker.sock: connect: permission denied';
    const denied =
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock:';
    expect(await down.cli('ps')).toMatchObject({
      code: 1,
      stderr: `${denied} Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.50/containers/json": ${dial}\n`,
    });
    expect(await down.cli('run', 'x')).toMatchObject({
      code: 126,
      stderr: `docker: ${denied} Head "http://%2Fvar%2Frun%2Fdocker.sock/_ping": ${dial}${SEE_RUN}`,
    });
  });
});

describe('other faults', () => {
  test('a command fails in the words of the daemon, all the time or for some calls', async () => {
    await bench.docker.faults({ fail: { rm: 'device or resource busy', ps: { text: 'later', times: 1 } } });
    expect(await said('rm', '-f', 'x')).toEqual([
      1,
      '',
      'Error response from daemon: device or resource busy\n',
    ]);
    expect(await said('ps', '-q')).toEqual([1, '', 'Error response from daemon: later\n']);
    expect(await said('ps', '-q')).toEqual([0, '', '']);
    await bench.docker.faults({});
  });

  test('a command that hangs ends by SIGTERM', async () => {
    await bench.docker.faults({ hang: ['ps'] });
    const hanging = bench.start(bench.docker.path, ['ps']);
    while ((await bench.docker.calls()).at(-1)?.pid !== hanging.pid) await setTimeout(10);
    hanging.process.kill('SIGTERM');
    expect((await hanging.done).code).toBe(143);
    await bench.docker.faults({});
  });
});

test('a tar brings an image; a file that is none is refused', async () => {
  writeFileSync(bench.at('other.tar'), JSON.stringify({ image: 'other', id: `sha256:${'ab'.repeat(32)}` }));
  writeFileSync(bench.at('bad.tar'), 'not a tar');
  writeFileSync(bench.at('empty.tar'), '');
  expect(await said('load', '-i', bench.at('other.tar'))).toEqual([0, 'Loaded image: other:latest\n', '']);
  expect(await said('load', '-i', bench.at('bad.tar'))).toEqual([1, '', 'archive/tar: invalid tar header\n']);
  expect(await said('load', '-i', bench.at('empty.tar'))).toEqual([1, '', 'unexpected EOF\n']);
  expect(await said('images', '-q', '--no-trunc', 'other')).toEqual([0, `sha256:${'ab'.repeat(32)}\n`, '']);
  expect(await said('image', 'inspect', '--format', '{{.Id}} {{json .RepoTags}}', 'other')).toEqual([
    0,
    `sha256:${'ab'.repeat(32)} ["other:latest"]\n`,
    '',
  ]);
  writeFileSync(bench.at('other.tar'), JSON.stringify({ image: 'other', id: `sha256:${'cd'.repeat(32)}` }));
  expect((await said('load', '-i', bench.at('other.tar')))[1]).toContain(
    'renaming the old one with ID sha256:abab',
  );
  expect((await said('images', '--filter', 'dangling=true', '-q'))[1]).toBe('abababababab\n');
});

test('an image stays while a container uses it, also a stopped one, or several names', async () => {
  const identity = (await bench.docker.command('images', '-q', '--no-trunc', 'pantavisor-appengine')).trim();
  const short = identity.slice('sha256:'.length, 'sha256:'.length + 12);
  const user = (await bench.docker.command('run', '-d', 'pantavisor-appengine', 'true')).trim();
  await bench.docker.command('wait', user);
  expect(await said('rmi', 'pantavisor-appengine')).toEqual([
    1,
    '',
    'Error response from daemon: conflict: unable to remove repository reference "pantavisor-appengine" (must force) - ' +
      `container ${user.slice(0, 12)} is using its referenced image ${short}\n`,
  ]);
  expect((await said('rmi', identity))[2]).toBe(
    `Error response from daemon: conflict: unable to delete ${short} (must be forced) - image is being used by stopped ` +
      `container ${user.slice(0, 12)}\n`,
  );
  await bench.docker.command('tag', 'pantavisor-appengine', 'mine:1');
  await bench.docker.command('rm', user);
  expect((await said('rmi', identity))[2]).toContain(
    '(must be forced) - image is referenced in multiple repositories',
  );
  expect(await said('rmi', 'mine:1')).toEqual([0, 'Untagged: mine:1\n', '']);
  expect(await said('rmi', identity)).toEqual([
    0,
    `Untagged: pantavisor-appengine:latest\nDeleted: ${identity}\n`,
    '',
  ]);
});

test('networks', async () => {
  expect((await said('network', 'create', 'mine'))[0]).toBe(0);
  expect((await said('network', 'create', 'mine'))[2]).toBe(
    'Error response from daemon: network with name mine already exists\n',
  );
  expect((await said('network', 'inspect', '--format', '{{.Name}} {{.Driver}}', 'mine'))[1]).toBe(
    'mine bridge\n',
  );
  expect((await said('network', 'ls', '--format', '{{.Name}}'))[1]).toBe('bridge\nhost\nnone\nmine\n');
  expect((await said('run', '--network', 'nowhere', 'alpine', 'true'))[2]).toContain(
    'network nowhere not found',
  );
  expect(await bench.docker.networks()).toEqual(['mine']);
});

test('every call is kept, with its environment', async () => {
  await bench.start(bench.docker.path, ['version'], { PH_USER: 'me' }).done;
  const call = (await bench.docker.calls()).at(-1);
  expect([call?.argv, call?.env['PH_USER']]).toEqual([['version'], 'me']);
});
