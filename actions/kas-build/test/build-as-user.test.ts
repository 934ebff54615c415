import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type EndlessWorkspace, endlessWorkspace, NEVER_ENDS } from './ended-build.ts';
import { readStaged } from './layer.ts';
import { errorsOf } from './told.ts';

const CONFIG = 'kas/build-configs/release/docker-x86_64-scarthgap.yaml';
/** Whose the checked-out workspace is: neither root's nor the build user's. */
const SOMEBODY = 54_321;
const NAME = `pv-build-${process.pid}`;

function run(...argv: readonly [string, ...string[]]): string {
  const [file, ...args] = argv;
  const { status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
  return stdout.trimEnd();
}

const canMakeUsers = process.getuid?.() === 0 && spawnSync('useradd', ['--help']).status === 0;

(canMakeUsers ? describe : describe.skip)('build-user (needs root, and useradd)', () => {
  let uid: number;
  let gid: number;
  let sample: EndlessWorkspace;
  beforeAll(() => {
    run('useradd', '--no-create-home', '--home-dir', `/nonexistent/${NAME}`, '--groups', 'daemon', NAME);
    uid = Number(run('id', '-u', NAME));
    gid = Number(run('id', '-g', NAME));
  });
  afterAll(() => void run('userdel', NAME));

  beforeEach(async () => {
    sample = await endlessWorkspace();
    await chmod(sample.root, 0o755);
    run('chown', '-R', `${SOMEBODY}:${SOMEBODY}`, sample.workspace);
  });
  afterEach(() => sample.remove());

  /** Which of our folders git trusts on this system. */
  function trusted(): readonly string[] {
    const { stdout } = spawnSync('git', ['config', '--system', '--get-all', 'safe.directory'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    return stdout.split('\n').filter((path) => path.startsWith(sample.root));
  }

  /** The owners of all files below `folder`, itself included. */
  async function ownersIn(folder: string): Promise<ReadonlySet<number>> {
    const names = await readdir(folder, { recursive: true });
    const stats = await Promise.all(['.', ...names].map((name) => lstat(join(folder, name))));
    return new Set(stats.map((status) => status.uid));
  }

  async function ownerOf(path: string): Promise<number> {
    return (await stat(path)).uid;
  }

  test('kas runs as that user, with its groups and its home, and without the TMPDIR of the runner', async () => {
    const kas = join(sample.root, 'kas');
    await writeFile(
      kas,
      `#!/bin/sh
[ "$1" != --version ] || exec kas --version
{ id -u; id -g; id -G; echo "$HOME"; echo "$USER"; echo "$LOGNAME"; echo "\${TMPDIR-none}"; } > build/who
echo 'this kas builds nothing' >&2
exit 3
`,
    );
    await chmod(kas, 0o755);
    const result = await sample.kasBuild(
      { config: CONFIG, kas, 'build-user': NAME },
      { env: { TMPDIR: join(sample.root, 'tmp-of-the-runner') } },
    );
    expect(result.exitCode).toBe(1);
    const who = (await readFile(join(sample.workspace, 'build/who'), 'utf8')).trimEnd().split('\n');
    expect(who).toEqual([
      String(uid),
      String(gid),
      `${gid} ${run('id', '-g', 'daemon')}`,
      `/nonexistent/${NAME}`,
      NAME,
      NAME,
      'none',
    ]);
    expect(await ownerOf(join(sample.workspace, 'build/who'))).toBe(uid);
  });

  test('a whole build, in a workspace that belongs to somebody else', async () => {
    const [sstate, downloads] = [join(sample.root, 'sstate'), join(sample.root, 'downloads')];
    for (const folder of [sstate, downloads]) {
      await mkdir(folder);
      await writeFile(join(folder, 'of-another-build'), '');
      await chown(join(folder, 'of-another-build'), SOMEBODY, SOMEBODY);
    }
    await mkdir(join(sample.workspace, 'build/tmp-old/work'), { recursive: true });
    await writeFile(join(sample.workspace, 'build/tmp-old/work/file'), '');
    let during: readonly string[] = [];
    const result = await sample.endAt(
      'Running task 1 of',
      () => {
        during = trusted();
      },
      {
        env: { TMPDIR: join(sample.root, 'tmp-of-the-runner') },
        inputs: { config: CONFIG, 'build-user': NAME, 'sstate-dir': sstate, 'dl-dir': downloads },
      },
    );
    expect(errorsOf(result)).toEqual([]);
    expect(result.outputs).toMatchObject({ verdict: 'success', machine: 'docker' });

    expect(during).toEqual([sample.workspace]);
    expect(trusted()).toEqual([]);
    expect(existsSync(join(sample.root, 'tmp-of-the-runner'))).toBe(false);
    expect(await ownersIn(join(sample.workspace, 'build'))).toEqual(new Set([uid]));
    expect(await ownerOf(sample.workspace)).toBe(SOMEBODY);
    expect(await ownersIn(join(sample.workspace, 'kas'))).toEqual(new Set([SOMEBODY]));
    for (const folder of [sstate, downloads]) {
      expect(await ownerOf(folder)).toBe(uid);
      expect(await ownerOf(join(folder, 'of-another-build'))).toBe(SOMEBODY);
      expect(await ownersIn(folder)).toEqual(new Set([uid, SOMEBODY]));
    }

    const folder = result.outputs['artifact-dir'] ?? '';
    const { artifacts } = await readStaged(folder);
    expect(artifacts).not.toEqual([]);
    for (const path of ['artifacts.json', ...artifacts.map((artifact) => artifact.path)]) {
      expect({ path, mode: (await stat(join(folder, path))).mode & 0o444 }).toEqual({ path, mode: 0o444 });
    }
  });

  test('a main that is killed: the post step ends the processes of the user, and takes all back', async () => {
    let during: readonly string[] = [];
    let owner = -1;
    const result = await sample.endAt(
      NEVER_ENDS,
      (main) => {
        during = trusted();
        void ownerOf(sample.workspace).then((found) => {
          owner = found;
          main.kill('SIGKILL');
        });
      },
      { inputs: { 'build-user': NAME } },
    );
    expect(result.phases.main?.signal).toBe('SIGKILL');
    expect({ during, owner }).toEqual({ during: [sample.workspace], owner: uid });
    expect(result.phases.post?.exitCode).toBe(0);
    expect(errorsOf(result)).toEqual([expect.stringMatching(/^The step was killed after /)]);
    expect(sample.left()).toEqual([]);
    expect(trusted()).toEqual([]);
    expect(await ownerOf(sample.workspace)).toBe(SOMEBODY);
  });

  test('a RUNNER_TEMP that the user cannot pass is named before anything runs', async () => {
    const temp = join(sample.root, 'temp');
    await mkdir(temp, { recursive: true });
    await chmod(temp, 0o700);
    const inputs = { config: CONFIG, 'build-user': NAME, 'cache-mode': 'read-only' };
    const result = await sample.kasBuild(inputs);
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^The build user "${NAME}" cannot reach ${temp}/pv-kas-build-[^/]+/file: the mode of ${temp} \\(0700\\) bars the way\\.\n` +
            `Let it pass \\(\`chmod o\\+x ${temp}\`\\) in a step before`,
        ),
      ),
    ]);
    expect(result.log).not.toContain('kas build');
    expect(await ownerOf(sample.workspace)).toBe(SOMEBODY);
    expect(trusted()).toEqual([]);
  });

  test('a folder that the user cannot pass is named, and nothing is changed', async () => {
    await chmod(sample.root, 0o700);
    const result = await sample.kasBuild({ config: CONFIG, 'build-user': NAME });
    expect(result).toMatchObject({ exitCode: 1, outcome: 'failure' });
    expect(result.outputs['verdict']).toBe('failed');
    expect(errorsOf(result)).toEqual([
      `The build user "${NAME}" cannot reach ${sample.workspace}/build: the mode of ${sample.root} (0700) bars the way.\n` +
        `Let it pass (\`chmod o+x ${sample.root}\`) in a step before, or put the folder elsewhere.`,
    ]);
    expect(await ownersIn(sample.workspace)).toEqual(new Set([SOMEBODY]));
    expect(trusted()).toEqual([]);
  });
});
