import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ArtifactService, startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { installDocker, installKasContainer } from '@pv-actions/testkit/kas/container.ts';
import { type Call, callsIn } from '@pv-actions/testkit/kas/install.ts';
import type { ActionOptions, ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { expectApproved } from './approved.ts';
import { readStaged, sampleWorkspace, type Workspace } from './layer.ts';
import { pidsWithin } from './running-program.ts';

const CONFIG = 'kas/build-configs/release/docker-x86_64-scarthgap.yaml';
/** The build folder has been used: whether what lies there is of this build is asked. */
const GRAPH = 'bitbake -g -c build pantavisor-appengine-distro pantavisor-starter';
const NAME = expect.stringMatching(/^pv-kas-build-[0-9a-f]{8}$/);
/** A path of the container, in a text. */
const CONTAINER_PATH = /(?<![\w./-])\/(build|repo|work|sstate|downloads)\b/;
const testAsRoot = process.getuid?.() === 0 ? test : test.skip;

let sample: Workspace;
let programs: string;
let docker: string;
beforeAll(async () => {
  programs = await mkdtemp(join(tmpdir(), 'kas-container-'));
  docker = join(programs, 'docker');
  await installDocker(docker);
  sample = await sampleWorkspace();
});
afterAll(async () => {
  await sample.remove();
  await rm(programs, { recursive: true, force: true });
});

/** The stage with the real kas-container, which finds the stand-in for docker first. */
function build(
  inputs: Readonly<Record<string, string>>,
  options: Partial<ActionOptions> = {},
): Promise<ActionResult> {
  return sample.kasBuild(
    { config: CONFIG, kas: 'kas-container', ...inputs },
    { path: [docker], ...options, env: { KAS_ALLOW_ROOT: 'yes', ...options.env } },
  );
}

/** What docker was called with since `from` calls. */
async function dockerCalls(from: number): Promise<readonly Call['argv'][]> {
  return (await callsIn(docker)).slice(from).map(({ argv }) => argv);
}

function errors(result: ActionResult) {
  return result.annotations.filter(({ level }) => level === 'error');
}

describe('the real kas-container', () => {
  let service: ArtifactService;
  beforeAll(async () => {
    service = await startArtifactService();
  });
  afterAll(() => service.close());

  test('a failed task has the paths of the host, wherever it is told', async () => {
    const from = (await callsIn(docker)).length;
    const result = await build(
      { config: `${CONFIG}:kas/faults/compile.yaml`, 'sstate-dir': '../sstate', 'keep-going': 'true' },
      { env: service.env },
    );
    expect(result.exitCode).toBe(1);
    const { workspace, folder } = sample;
    expect(await dockerCalls(from)).toEqual([
      [
        ...['run', '-v', `${workspace}:/repo:ro`, '-v', `${workspace}:/work:rw`, '-e', 'KAS_WORK_DIR=/work'],
        ...['-v', `${workspace}/build:/build:rw`, '--workdir=/repo', '-e', 'KAS_BUILD_DIR=/build'],
        ...['-e', `USER_ID=${process.getuid?.()}`, '-e', `GROUP_ID=${process.getgid?.()}`, '--rm', '--init'],
        ...['-v', `${folder}/sstate:/sstate:rw`, '-e', 'SSTATE_DIR=/sstate', '-e', 'SHELL=/bin/bash'],
        ...['--name', NAME, 'ghcr.io/siemens/kas/kas:3.1', 'build'],
        ...[`/repo/${CONFIG}:/repo/kas/faults/compile.yaml`, '--', '-k'],
      ],
    ]);
    const [task, stage] = errors(result);
    expect(task).toMatchObject({
      title: 'pantavisor do_compile',
      file: 'recipes-pv/pantavisor/pantavisor_git.bb',
      message: "foo.c:3:5: error: expected ';' before '}' token",
    });
    const [, log = ''] = /^pantavisor do_compile failed\. Its log: (.+)\n/.exec(stage?.message ?? '') ?? [];
    expect(log).toMatch(/\/workspace\/build\/tmp-scarthgap\/work\/.+\/temp\/log\.do_compile\.\d+$/);
    expect(existsSync(log)).toBe(true);
    for (const text of [result.log, result.summary]) expect(text).not.toMatch(CONTAINER_PATH);
    expect(await service.artifacts()).toMatchObject([
      {
        name: 'build-logs-docker-x86_64',
        files: [expect.stringMatching(/^pantavisor\/log\.do_compile\.\d+$/)],
      },
    ]);
    await expectApproved('kas-container-compile.md', result.summary, [
      [folder, '<runner>'],
      [/\d+&nbsp;B\b/g, '<size>'],
    ]);
  });

  test('what it deployed is found and staged; bitbake is asked in a container, too', async () => {
    const from = (await callsIn(docker)).length;
    const result = await build({ upload: 'none' });
    expect(result.exitCode).toBe(0);
    const calls = await dockerCalls(from);
    expect(calls.map((argv) => argv.slice(argv.indexOf('ghcr.io/siemens/kas/kas:3.1') + 1))).toEqual([
      ['build', `/repo/${CONFIG}`],
      ['shell', '--keep-config-unchanged', '-c', 'bitbake -e', `/repo/${CONFIG}`],
      ['shell', '--keep-config-unchanged', '-c', GRAPH, `/repo/${CONFIG}`],
    ]);
    const staged = await readStaged(result.outputs['artifact-dir'] ?? '');
    expect(staged.artifacts.map(({ kind }) => kind)).toContain('image');
  });

  test('its own options, those of the engine, and the variables of env stand before the sub-command', async () => {
    const from = (await callsIn(docker)).length;
    const keys = join(sample.folder, 'keys');
    await mkdir(keys);
    const result = await build({
      target: 'libthttp',
      task: 'fetch',
      'kas-args': `--ssh-dir ${keys} --runtime-args "--cpus 2" --docker-args="--memory 4g" --update --repo-rw`,
      env: 'MY_SETTING=1',
    });
    const [argv = []] = await dockerCalls(from);
    expect(argv).toEqual(
      expect.arrayContaining([`${sample.workspace}:/repo:rw`, `${keys}:/etc/skel/.ssh:ro`]),
    );
    expect(argv.slice(argv.indexOf('--cpus'))).toEqual([
      ...['--cpus', '2', '--memory', '4g', '--name', NAME, '-e', 'MY_SETTING', 'ghcr.io/siemens/kas/kas:3.1'],
      ...['build', '--update', '--target=libthttp', '--task=fetch', `/repo/${CONFIG}`],
    ]);
    expect((await callsIn(docker))[from]?.env['MY_SETTING']).toBe('1');
    expect(result.outputs['verdict']).toBe('success');
  });

  test('a value that it would tear apart is refused', async () => {
    await writeFile(join(sample.workspace, 'kas/my config.yaml'), 'header:\n  version: 12\n');
    const result = await build({ config: 'kas/my config.yaml' });
    expect(result.exitCode).toBe(1);
    expect(errors(result).map(({ message }) => message)).toEqual([
      'kas-container cannot pass on the value "kas/my config.yaml": it splits values at blanks and expands * ? and [.\n' +
        'Use a value without these characters, or use kas instead of kas-container.',
    ]);
  });

  testAsRoot('git in the container works in a repository of somebody else', async () => {
    const of = async (uid: number): Promise<void> => {
      for (const path of ['.', '.git']) await chown(join(sample.workspace, path), uid, uid);
    };
    const temp = join(sample.folder, 'temp');
    let text: string | undefined;
    const onLine = (line: string): void => {
      if (!line.includes(' - INFO ') || text !== undefined) return;
      const [run = ''] = readdirSync(temp).filter((name) => name.startsWith('pv-kas-build-'));
      text = readFileSync(join(temp, run, 'container-gitconfig'), 'utf8');
    };
    const from = (await callsIn(docker)).length;
    await of(54_321);
    try {
      const result = await build({ target: 'libthttp', task: 'fetch' }, { onLine });
      expect(result.outputs['verdict']).toBe('success');
    } finally {
      await of(0);
    }
    expect((await dockerCalls(from))[0]).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^\/.+\/pv-kas-build-[^/]+\/container-gitconfig:\/etc\/gitconfig:ro$/),
      ]),
    );
    expect(text).toBe('[safe]\n\tdirectory = /repo\n\tdirectory = /work\n');
  });

  testAsRoot('as root, it is refused with what to do', async () => {
    const from = (await callsIn(docker)).length;
    const result = await build({}, { env: { KAS_ALLOW_ROOT: '' } });
    expect(result.exitCode).toBe(1);
    expect(errors(result).map(({ message }) => message)).toEqual([
      'kas-container refuses to run as root.\n' +
        'Run the job as a user who is not root and owns the checkout, or hand the checkout to the user of the input build-user first (`chown -R`): git in the container refuses files of somebody else. KAS_ALLOW_ROOT=yes in the env of the step helps only a bitbake that may run as root.',
    ]);
    expect(await dockerCalls(from)).toEqual([]);
  });
});

describe('a container that is left', () => {
  const config = `${CONFIG}:kas/faults/slow.yaml`;

  /** Which calls of docker ended it, by their first words. */
  async function ending(from: number): Promise<string[]> {
    const calls = (await dockerCalls(from)).slice(1);
    return [...new Set(calls.map((argv) => (argv[0] === 'exec' ? `exec ${argv[2]}` : (argv[0] ?? ''))))];
  }

  test('by a cancelled job: bitbake in it is interrupted, and it is gone', async () => {
    const from = (await callsIn(docker)).length;
    const controller = new AbortController();
    const result = await build(
      { config },
      {
        signal: controller.signal,
        grace: { interrupt: 120_000, terminate: 10_000 },
        onLine: (line) => void (line.includes('do_compile takes 30 s') && controller.abort()),
      },
    );
    expect(result.outcome).toBe('cancelled');
    expect(result.outputs['verdict']).toBe('cancelled');
    expect(await ending(from)).toEqual(expect.arrayContaining(['ps', 'exec pkill']));
    const name = (await dockerCalls(from))[0]?.find((word) => word.startsWith('pv-kas-build-'));
    expect((await dockerCalls(from)).find(([first]) => first === 'exec')).toEqual([
      ...['exec', name, 'pkill', '-INT', '-f', 'bin/bitbake( |$)'],
    ]);
    expect(await readdir(join(docker, 'containers'))).toEqual([]);
    expect(pidsWithin(sample.workspace)).toEqual([]);
  });

  test('by a step that was killed: the post step ends it, and tells of it', async () => {
    const from = (await callsIn(docker)).length;
    let main: number | undefined;
    const result = await build(
      { config },
      {
        onSpawn: ({ pid }, phase) => {
          if (phase === 'main') main = pid;
        },
        onLine: (line) => {
          if (line.includes('do_compile takes 30 s') && main !== undefined) process.kill(main, 'SIGKILL');
        },
      },
    );
    expect(result.signal).toBe('SIGKILL');
    expect(result.phases.post?.exitCode).toBe(0);
    expect(await ending(from)).toEqual(expect.arrayContaining(['ps', 'exec pkill']));
    expect(await readdir(join(docker, 'containers'))).toEqual([]);
    expect(pidsWithin(sample.workspace)).toEqual([]);
    expect(result.summary).toContain('**Killed**: <code>docker-x86&#95;64</code>');
  });
});

describe('kas-container 5.4, whose arguments are kept', () => {
  test('gets options of its own first, each value as one word', async () => {
    const folder = join(programs, 'kas-container5');
    const kas = await installKasContainer(folder, { replay: 'kas5.4-fail-shell' });
    const result = await build({
      kas,
      'kas-args': '--ssh-dir=/keys --runtime-args "-v /efs:/efs" --force-checkout',
      target: 'a b',
      task: 'fetch',
      'bitbake-args': '-v "two words"',
      provenance: 'true',
    });
    const calls = await callsIn(folder);
    expect(calls.map(({ argv }) => argv)).toEqual([
      ['--version'],
      [
        ...[
          '--ssh-dir',
          '/keys',
          '--runtime-args',
          expect.stringMatching(/^-v \/efs:\/efs --name pv-kas-build-[0-9a-f]{8}$/),
        ],
        ...[
          'build',
          '--force-checkout',
          '--target=a',
          '--target=b',
          '--task=fetch',
          '--provenance=true',
          CONFIG,
        ],
        ...['--', '-v', 'two words'],
      ],
    ]);
    expect(result.outputs['verdict']).toBe('failed');
    expect(errors(result)[0]?.title).toBe('fail-shell do_compile');
  });
});
