import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeDocker } from '@pv-actions/testkit/docker/daemon.ts';

const SCRIPT = resolve(import.meta.dirname, '../../../../scripts/docker-daemon');
const run = promisify(execFile);

describeDocker('scripts/docker-daemon', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'docker-daemon-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** The processes, mounts and cgroups of this machine that name the folder. */
  function left(): readonly string[] {
    const name = basename(folder);
    const commands = readdirSync('/proc').flatMap((pid) => {
      try {
        return /^\d+$/.test(pid) ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8')] : [];
      } catch {
        return [];
      }
    });
    const cgroups = readdirSync('/sys/fs/cgroup', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap((entry) => [entry.name, ...readdirSync(join('/sys/fs/cgroup', entry.name))]);
    const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
    return [...commands, ...cgroups, ...mounts].filter((text) => text.includes(name));
  }

  test('goes down with its owner, and leaves nothing of itself and of its containers', async () => {
    const dir = join(folder, 'docker');
    const owner = spawn('sleep', ['1000']);
    const { stdout } = await run(SCRIPT, ['up', dir, '--with', String(owner.pid)]);
    expect(stdout).toBe(`DOCKER_HOST=unix://${dir}/docker.sock\n`);
    const tar = join(folder, 'root.tar');
    await run('tar', ['-cf', tar, '--files-from', '/dev/null']);
    const docker = ['--host', `unix://${dir}/docker.sock`];
    await run('docker', [...docker, 'import', tar, 'empty']);
    const mounts = ['/usr', '/lib', '/lib64'].flatMap((path) => ['--volume', `${path}:${path}:ro`]);
    await run('docker', [...docker, 'run', '--detach', ...mounts, 'empty', '/usr/bin/sleep', 'infinity']);
    expect(left().length).toBeGreaterThan(2);
    owner.kill();
    while (left().length > 0) await setTimeout(50);
    expect(existsSync(dir)).toBe(false);
  });

  test('leaves nothing where it cannot start, and says why', async () => {
    const dir = join(folder, 'docker');
    await writeFile(join(folder, 'dockerd'), '#!/bin/sh\necho no devices cgroup >&2; exit 1\n', {
      mode: 0o755,
    });
    const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
    await expect(run(SCRIPT, ['up', dir, '--with', String(process.pid)], { env })).rejects.toMatchObject({
      code: 1,
      stderr: 'no devices cgroup\ndocker-daemon: it did not start; the reason is above.\n',
    });
    expect(existsSync(dir)).toBe(false);
    expect(left()).toEqual([]);
  });
});
