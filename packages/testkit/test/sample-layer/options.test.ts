import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SAMPLE_MACHINES } from '@pv-actions/testkit/sample-layer/sample-layer.ts';
import { Bench } from './kas.ts';

describe('tasks, targets and options of bitbake', () => {
  let bench: Bench;
  const [raspberry, docker] = SAMPLE_MACHINES;
  if (raspberry === undefined || docker === undefined)
    throw new Error('The sample layer has too few machines.');

  beforeAll(async () => {
    bench = await Bench.open();
  });
  afterAll(() => bench.close());

  const deploy = (work: string): string => path.join(bench.build(work), 'tmp-scarthgap/deploy');

  test('create_pantacor_docs leaves the docs and no image', async () => {
    const run = await bench.kas('docs', ['build', '--task', 'create_pantacor_docs', raspberry.config]);
    expect(run.code).toBe(0);
    expect(readdirSync(deploy('docs'))).toEqual(['images']);
    expect(readdirSync(path.join(deploy('docs'), 'images/raspberrypi-armv8')).sort()).toEqual([
      'pantavisor-starter-raspberrypi-armv8-029-abc1234+v23.rootfs.docs.tar.zst',
      'pantavisor-starter-raspberrypi-armv8.rootfs.docs.tar.zst',
    ]);
  });

  test('populate_sdk leaves the installer and no image', async () => {
    const run = await bench.kas('sdk', ['build', '--task', 'populate_sdk', raspberry.config]);
    expect(run.code).toBe(0);
    expect(readdirSync(deploy('sdk'))).toEqual(['sdk']);
    expect(readdirSync(path.join(deploy('sdk'), 'sdk'))).toContain(
      'panta-distro-glibc-x86_64-pantavisor-starter-armv8a-toolchain-029.sh',
    );
  });

  test('a task that a target does not have', async () => {
    const args = ['build', '--target', 'pantavisor-bsp', '--task'];
    const none = await bench.kas('none', [...args, 'populate_sdk', docker.config]);
    expect(none.code).toBe(1);
    expect(none.stderr).toMatch(
      /ERROR: Task do_populate_sdk does not exist for target pantavisor-bsp \(\/.*\/pantavisor-bsp_1\.0\.bb:do_populate_sdk\)\n/,
    );
    const near = await bench.kas('none', [...args, 'instal', docker.config]);
    expect(near.stderr).toContain(':do_instal). Close matches:\n  do_install\n');
  });

  test('several targets with tasks of their own', async () => {
    const targets = ['pv-avahi:do_deploy', 'libthttp:do_compile'];
    const command = `bitbake ${targets.join(' ')}`;
    const run = await bench.kas('two', ['shell', docker.config, '-c', command]);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('NOTE: recipe pv-avahi-0.8-r0: task do_deploy: Succeeded');
    expect(run.stdout).toContain('NOTE: recipe libthttp-1.0+git-r0: task do_compile: Succeeded');
    expect(run.stdout).not.toContain('libthttp-1.0+git-r0: task do_install');
  });

  test('near names for a target, as bitbake words them', async () => {
    const run = await bench.kas('near', ['build', '--target', 'pantavisor-startr', docker.config]);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(
      "ERROR: Nothing PROVIDES 'pantavisor-startr'. Close matches:\n  pantavisor\n  pantavisor-bsp\n  pantavisor-starter\n",
    );
  });

  test('-R wins over the configuration, -r does not', async () => {
    const before = path.join(bench.root, 'before.conf');
    const after = path.join(bench.root, 'after.conf');
    await writeFile(before, 'DISTRO_VERSION = "001"\nBB_NUMBER_THREADS = "7"\n');
    await writeFile(after, 'DISTRO_NAME = "of the file"\n');
    for (const option of [`-R ${after}`, `--postread=${after}`]) {
      const command = `bitbake -e -r ${before} ${option}`;
      const { stdout, code } = await bench.kas('read', ['shell', docker.config, '-c', command]);
      expect(code).toBe(0);
      expect(stdout).toContain('\nDISTRO_NAME="of the file"\n');
      expect(stdout).toContain('\nDISTRO_VERSION="029"\n');
      expect(stdout).toContain('\nBB_NUMBER_THREADS="7"\n');
    }
    const gone = await bench.kas('read', ['build', docker.config, '--', '-R', '/nonexistent/x.conf']);
    expect(gone.code).toBe(1);
    expect(gone.stderr).toContain('ERROR: Unable to parse /nonexistent/x.conf: [Errno 2] file');
  });

  test('options that change nothing here are taken, an unknown one is refused', async () => {
    const command = (options: string): string[] => ['shell', docker.config, '-c', `bitbake ${options}`];
    const taken = await bench.kas('options', command('-k -v -DD -c fetch libthttp'));
    expect(taken.code).toBe(0);
    const refused = await bench.kas('options', command('--frobnicate libthttp'));
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(
      /^usage: bitbake [\s\S]*\nbitbake: error: unrecognized arguments: --frobnicate\n/m,
    );
    expect(refused.stderr).toContain('Shell returned non-zero exit status 2');
  });
});
