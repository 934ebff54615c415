import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Bench, isAlive, openFilesOf, type Running, sessionOf } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open({ images: ['alpine', 'pantavisor-appengine'] });
});
afterEach(() => bench.close());

const docker = (...args: string[]): Promise<string> => bench.docker.command(...args);
const start = (...args: string[]): Running => bench.start(bench.docker.path, ['run', ...args]);
const named = (name: string) => bench.docker.until((one) => one.name === name && one.status === 'running');

describe('the processes of a container', () => {
  test('are in a session of their own, and survive the client', async () => {
    const client = start('--rm', '--name', 'one', 'alpine', 'sh', '-c', 'sleep 1000 & sleep 1000');
    const { pid } = await named('one');
    expect(sessionOf(pid)).toBe(pid);
    expect(sessionOf(client.pid)).toBe(client.pid);
    client.process.kill('SIGKILL');
    // The output of the client is closed although the container lives: `done` waits for both.
    expect((await client.done).signal).toBe('SIGKILL');
    expect(isAlive(pid)).toBe(true);
    await docker('rm', '-f', 'one');
    expect(isAlive(pid)).toBe(false);
    expect(await bench.docker.containers()).toEqual([]);
  });

  test('all end with the first one', async () => {
    const file = bench.at('pids');
    writeFileSync(file, '');
    const program = 'setsid sleep 1000 & echo $! > /x/pids; (sleep 1000 & echo $! >> /x/pids); exit 7';
    const done = await start('--rm', '-v', `${bench.root}:/x`, 'alpine', 'sh', '-c', program).done;
    expect(done.code).toBe(7);
    const pids = readFileSync(file, 'utf8').trim().split('\n').map(Number);
    expect(pids.map(isAlive)).toEqual([false, false]);
  });

  test('get SIGTERM through the client, and a first process ignores it; rm -f ends both, with 137', async () => {
    const client = start('--rm', '--name', 'deaf', 'pantavisor-appengine');
    const { pid } = await named('deaf');
    client.process.kill('SIGTERM');
    client.process.kill('SIGINT');
    await docker('ps');
    expect([isAlive(pid), isAlive(client.pid)]).toEqual([true, true]);
    expect(await docker('rm', '-f', 'deaf')).toBe('deaf\n');
    expect(await client.done).toEqual({ code: 137, signal: undefined, stdout: '', stderr: '' });
    expect(isAlive(pid)).toBe(false);
  });

  test('the third signal ends the client, not the container', async () => {
    const client = start('--name', 'deaf', 'pantavisor-appengine');
    const { pid } = await named('deaf');
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      client.process.kill(signal);
      await docker('ps');
    }
    expect(await client.done).toMatchObject({
      code: 1,
      stderr: 'got 3 SIGTERM/SIGINTs, forcefully exiting\n',
    });
    expect(isAlive(pid)).toBe(true);
  });

  test('stop asks first, and kills after its time', async () => {
    await docker('run', '-d', '--name', 'deaf', 'pantavisor-appengine');
    expect(await docker('kill', '--signal', 'TERM', 'deaf')).toBe('deaf\n');
    expect((await named('deaf')).pid).toBeGreaterThan(0);
    expect(await docker('stop', '-t', '0', 'deaf')).toBe('deaf\n');
    expect(
      await docker('inspect', '--format', '{{.State.Status}} {{.State.ExitCode}} {{.State.Pid}}', 'deaf'),
    ).toBe('exited 137 0\n');
    expect((await bench.cli('kill', 'deaf')).stderr).toMatch(
      /^Error response from daemon: cannot kill container: deaf: container [0-9a-f]{64} is not running\n$/,
    );
  });

  test('a container whose processes were killed from outside has exited', async () => {
    await docker('run', '-d', '--name', 'one', 'pantavisor-appengine');
    process.kill((await named('one')).pid, 'SIGKILL');
    expect(await docker('wait', 'one')).toBe('137\n');
  });

  test('wait knows the code of a container that is removed as it ends', async () => {
    const program = 'while ! [ -e /x/go ]; do sleep 0.01; done; exit 5';
    await docker(
      'run',
      '-d',
      '--rm',
      '--name',
      'one',
      '-v',
      `${bench.root}:/x`,
      'alpine',
      'sh',
      '-c',
      program,
    );
    const waiting = bench.start(bench.docker.path, ['wait', 'one']);
    while (!openFilesOf(waiting.pid).some((file) => file.endsWith('/alive'))) await setTimeout(5);
    writeFileSync(bench.at('go'), '');
    expect((await waiting.done).stdout).toBe('5\n');
  });
});

describe('names, ports, programs', () => {
  test('a name in use', async () => {
    const id = (await docker('run', '-d', '--name', 'pantavisor-tester-0', 'pantavisor-appengine')).trim();
    expect(await start('--rm', '--name', 'pantavisor-tester-0', 'alpine', 'true').done).toEqual({
      code: 125,
      signal: undefined,
      stdout: '',
      stderr:
        'docker: Error response from daemon: Conflict. The container name "/pantavisor-tester-0" is already in use by container ' +
        `"${id}". You have to remove (or rename) that container to be able to reuse that name.\n\n` +
        "Run 'docker run --help' for more information\n",
    });
    await docker('stop', '-t0', id);
    expect((await start('--name', 'pantavisor-tester-0', 'alpine', 'true').done).code).toBe(125);
    await docker('rm', id);
    expect((await start('--name', 'pantavisor-tester-0', 'alpine', 'true').done).code).toBe(0);
  });

  test('one of many clients gets the name', async () => {
    const all = Array.from({ length: 6 }, () => start('-d', '--name', 'one', 'pantavisor-appengine').done);
    const codes = (await Promise.all(all)).map(({ code }) => code);
    expect(codes.sort()).toEqual([0, 125, 125, 125, 125, 125]);
    expect(await bench.docker.containers()).toHaveLength(1);
  });

  test('a port in use; the container stays behind, unless it is to be removed', async () => {
    await docker('run', '-d', '-p', '8080:80', 'pantavisor-appengine');
    const second = await start('--name', 'two', '-p', '127.0.0.1:8080:81', 'alpine', 'true').done;
    expect(second.code).toBe(125);
    expect(second.stderr).toContain('Bind for 0.0.0.0:8080 failed: port is already allocated');
    expect(await docker('ps', '-a', '--filter', 'status=created', '--format', '{{.Names}}')).toBe('two\n');
    await start('--rm', '--name', 'three', '-p', '8080:81', 'alpine', 'true').done;
    expect(await docker('ps', '-aq', '--filter', 'name=three')).toBe('');
  });

  test('a program that is not there', async () => {
    const done = await start('--rm', '--entrypoint', 'no-such-program', 'alpine').done;
    expect([done.code, done.stderr]).toEqual([
      127,
      expect.stringContaining('exec: "no-such-program": executable file not found in $PATH'),
    ]);
    expect(await bench.docker.containers()).toEqual([]);
  });
});

describe('what is said of them', () => {
  test('ps: filters and formats', async () => {
    const one = (await docker('run', '-d', '--name', 'pantavisor-tester-0', 'pantavisor-appengine')).trim();
    const two = (
      await docker('run', '-d', '--name', 'other', '-v', `${bench.root}:/x:ro`, 'alpine', 'sleep', '100')
    ).trim();
    const three = (await docker('run', '-d', '--name', 'pantavisor-tester-10', 'alpine', 'false')).trim();
    await docker('wait', three);
    expect(await docker('ps', '-q', '--no-trunc')).toBe(`${two}\n${one}\n`);
    expect(await docker('ps', '-aq')).toBe([three, two, one].map((id) => `${id.slice(0, 12)}\n`).join(''));
    expect(await docker('ps', '-a', '--filter', 'name=tester', '--format', '{{.Names}}')).toBe(
      'pantavisor-tester-10\npantavisor-tester-0\n',
    );
    expect(await docker('ps', '-a', '--filter', 'name=^/pantavisor-tester-1', '--format', '{{.Names}}')).toBe(
      'pantavisor-tester-10\n',
    );
    expect(
      await docker('ps', '-a', '-f', 'ancestor=alpine', '-f', 'status=running', '--format', '{{.Names}}'),
    ).toBe('other\n');
    expect(await docker('container', 'ls', '-f', 'name=other', '-f', 'name=tester', '-q')).toBe(
      `${two.slice(0, 12)}\n${one.slice(0, 12)}\n`,
    );
    expect(
      await docker('ps', '--filter', `id=${two.slice(0, 6)}`, '--format', '{{.ID}} {{.Names}}\\t{{.State}}'),
    ).toBe(`${two.slice(0, 12)} other\trunning\n`);
    expect(
      JSON.parse(await docker('ps', '--no-trunc', '--filter', 'name=other', '--format', 'json')),
    ).toMatchObject({
      ID: two,
      Names: 'other',
      Image: 'alpine',
      Mounts: bench.root,
    });
    expect((await bench.cli('ps', '--format', '{{.Foo}}')).stderr).toContain(
      "can't evaluate field Foo in type",
    );
    expect((await bench.cli('ps', '--format', '{{.ID')).stderr).toBe(
      'failed to parse template: template: :1: unclosed action\n',
    );
  });

  test('inspect: whole, by template, and what of it is there', async () => {
    const id = (
      await docker(
        ...['run', '-d', '--name', 'one', '-e', 'A=1', '-v', `${bench.root}:/x:ro`],
        ...['--mount', `type=bind,src=${bench.at('cwd')},dst=/y`, 'pantavisor-appengine'],
      )
    ).trim();
    const [known] = JSON.parse(await docker('inspect', 'one'));
    expect(known).toMatchObject({ Id: id, Name: '/one', State: { Running: true, Status: 'running' } });
    expect(known.Mounts).toMatchObject([
      { Type: 'bind', Source: bench.root, Destination: '/x', RW: false },
      { Type: 'bind', Source: bench.at('cwd'), Destination: '/y', RW: true },
    ]);
    expect(known.Config).toMatchObject({
      Image: 'pantavisor-appengine',
      Env: ['A=1', expect.stringMatching(/^PATH=/)],
    });
    expect(Date.parse(known.Created)).toBeGreaterThan(0);
    expect(JSON.parse(await docker('inspect', '--format', '{{json .}}', id.slice(0, 12)))).toEqual(known);
    expect(await docker('inspect', '-f', '{{.State.Pid}}', 'one')).toBe(`${known.State.Pid}\n`);
    expect(
      await docker(
        'inspect',
        '-f',
        '{{range .Mounts}}{{.Source}}{{if .RW}} rw{{else}} ro{{end}}{{"\\n"}}{{end}}',
        'one',
      ),
    ).toBe(`${bench.root} ro\n${bench.at('cwd')} rw\n\n`);
    expect(await bench.cli('inspect', '-f', '{{.Name}}', 'one', 'two')).toEqual({
      code: 1,
      signal: undefined,
      stdout: '/one\n',
      stderr: 'Error: No such object: two\n',
    });
    expect((await bench.cli('inspect', '-f', '{{', 'one')).code).toBe(64);
  });

  test('logs keep both streams, and bytes that are no text', async () => {
    const client = await start(
      '--name',
      'one',
      'alpine',
      'sh',
      '-c',
      'echo out; echo err >&2; printf "\\377\\n"',
    ).done;
    expect(client).toMatchObject({ code: 0, stdout: 'out\n\ufffd\n', stderr: 'err\n' });
    expect(spawnSync(bench.docker.path, ['logs', 'one']).stdout).toEqual(
      Buffer.from('out\n\xff\n', 'latin1'),
    );
  });
});

describe('programs on mounted folders', () => {
  test('are really run, with the paths of the host', async () => {
    mkdirSync(bench.at('ws/storage'), { recursive: true });
    writeFileSync(bench.at('ws/storage/secret'), 'x', { mode: 0o600 });
    const mount = ['-v', `${bench.at('ws')}:/ws`];
    expect(
      await docker('run', '--rm', ...mount, '--entrypoint', 'chmod', 'alpine', '-R', 'a+rX', '/ws/storage'),
    ).toBe('');
    expect(statSync(bench.at('ws/storage/secret')).mode & 0o777).toBe(0o644);
    expect(await docker('run', '--rm', ...mount, '--entrypoint', 'find', 'alpine', '/ws', '-type', 'f')).toBe(
      '/ws/storage/secret\n',
    );
    await docker(
      'run',
      '--rm',
      ...mount,
      '--entrypoint',
      'sh',
      'alpine',
      '-c',
      'rm -rf "/ws/storage" /ws/nothing',
    );
    expect(existsSync(bench.at('ws/storage'))).toBe(false);
  });

  test('find the paths in scripts, with their slashes, and those with blanks', async () => {
    mkdirSync(bench.at('a b/storage/x'), { recursive: true });
    mkdirSync(bench.at('a b/storage-of-another'));
    const script = (text: string, ...args: string[]): Promise<string> =>
      docker(
        'run',
        '--rm',
        '-v',
        `${bench.at('a b')}:/ws`,
        '--entrypoint',
        'sh',
        'alpine',
        '-c',
        text,
        'sh',
        ...args,
      );
    expect(await script('ls "$1"/storage "/ws/storage-of-another"', '/ws')).toBe(
      '/ws/storage:\nx\n\n/ws/storage-of-another:\n',
    );
    const same = ['run', '--rm', '-v', `${bench.at('a b')}:${bench.at('a b')}`];
    expect(await docker(...same, '--entrypoint', 'ls', 'alpine', bench.at('a b/storage'))).toBe('x\n');
    mkdirSync(bench.at('ws/storage/x'), { recursive: true });
    mkdirSync(bench.at('ws/storage-of-another'));
    await docker(
      'run',
      '--rm',
      '-v',
      `${bench.at('ws')}:/ws`,
      '--entrypoint',
      'sh',
      'alpine',
      '-c',
      'rm -rf /ws/storage/*',
    );
    expect(readdirSync(bench.at('ws')).sort()).toEqual(['storage', 'storage-of-another']);
    expect(readdirSync(bench.at('ws/storage'))).toEqual([]);
  });

  test('reach nothing that is not mounted, and change nothing that is mounted read-only', async () => {
    writeFileSync(bench.at('precious'), '');
    const remove = ['--rm', '--entrypoint', 'rm'];
    const outside = await start(...remove, 'alpine', bench.at('precious')).done;
    expect([outside.code, outside.stderr]).toEqual([1, expect.stringContaining('No such file or directory')]);
    await start('--rm', '--entrypoint', 'sh', 'alpine', '-c', `rm -rf '${bench.at('precious')}'`).done;
    const readOnly = await start(...remove, '-v', `${bench.root}:/x:ro`, 'alpine', '/x/precious').done;
    expect([readOnly.code, readOnly.stderr]).toEqual([1, "rm: '/x/precious': Read-only file system\n"]);
    expect(existsSync(bench.at('precious'))).toBe(true);
  });

  test('can be told to fail', async () => {
    await bench.docker.faults({ entrypoints: { chmod: { text: 'chmod: no', code: 3 } } });
    const done = await start('--rm', '--entrypoint', 'chmod', 'alpine', '-R', 'a+rX', '/').done;
    expect([done.code, done.stderr]).toEqual([3, 'chmod: no\n']);
  });

  test('a folder that is not there is made for -v, and an error for --mount', async () => {
    await docker('run', '--rm', '-v', `${bench.at('new/one')}:/x`, 'alpine', 'true');
    expect(existsSync(bench.at('new/one'))).toBe(true);
    const done = await start('--mount', `type=bind,src=${bench.at('not')},dst=/x`, 'alpine', 'true').done;
    expect([done.code, done.stderr]).toEqual([
      125,
      expect.stringContaining(`bind source path does not exist: ${bench.at('not')}`),
    ]);
  });
});
