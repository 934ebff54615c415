import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Call, callsIn, type Replay } from '@pv-actions/testkit/kas/install.ts';
import { installKas5 } from '@pv-actions/testkit/kas/kas5.ts';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { makeRemoteLayer, type RemoteLayer } from '@pv-actions/testkit/sample-layer/remote-layer.ts';
import { expectApproved } from './approved.ts';
import { readStaged, sampleWorkspace, type Workspace } from './layer.ts';
import { pidsWithin } from './running-program.ts';
import { sha256sum } from './told.ts';

const CONFIG = 'kas/build-configs/release/docker-x86_64-scarthgap.yaml';
const WITH_REMOTE = 'kas/with-remote.yaml';

let programs: string;
let remote: RemoteLayer;
let sample: Workspace;
beforeAll(async () => {
  programs = await mkdtemp(join(tmpdir(), 'kas5-'));
  remote = await makeRemoteLayer(programs);
  sample = await sampleWorkspace({ remote: remote.url });
});
afterAll(async () => {
  await sample.remove();
  await rm(programs, { recursive: true, force: true });
});

/** A kas 5.4 of its own, so that its calls are its own. */
async function kas5(
  name: string,
  replay?: Replay,
): Promise<{ kas: string; calls: () => Promise<readonly Call[]> }> {
  const folder = join(programs, name);
  const kas = await installKas5(folder, replay === undefined ? {} : { replay });
  return { kas, calls: () => callsIn(folder) };
}

function messages(result: ActionResult, level: string): string[] {
  return result.annotations.filter((said) => said.level === level).map(({ message }) => message);
}

describe('a build under kas 5.4', () => {
  test('keeps the resolved configuration and its lock, whose digests tell two builds apart', async () => {
    const { kas, calls } = await kas5('resolved');
    const sha = await remote.sha();
    const result = await sample.kasBuild({ config: WITH_REMOTE, kas });
    expect(result.exitCode).toBe(0);
    expect(result.undeclaredOutputs).toEqual({});
    expect(result.outputs['verdict']).toBe('success');

    const folder = result.outputs['artifact-dir'] ?? '';
    const resolved = join(folder, 'kas-config.json');
    expect(result.outputs['config-resolved']).toBe(resolved);
    const { repos } = JSON.parse(await readFile(resolved, 'utf8'));
    expect(repos['meta-remote']).toMatchObject({ url: remote.url, commit: sha });
    expect(repos['meta-pantavisor-sample'].commit).toBe(sample.layer.sha);
    expect(await readFile(join(folder, 'kas-lock.yaml'), 'utf8')).toBe(
      `header:\n    version: 14\noverrides:\n    repos:\n        meta-remote:\n            commit: ${sha}\n`,
    );
    const lockSum = sha256sum(join(folder, 'kas-lock.yaml'));
    expect(lockSum).toMatch(/^[0-9a-f]{64}$/);
    expect(result.outputs['lock-sha256']).toBe(lockSum);
    expect((await readStaged(folder))['build']).toMatchObject({
      'config-sha256': sha256sum(resolved),
      'lock-sha256': lockSum,
    });
    expect((await calls()).map(({ argv }) => argv)).toEqual([
      ['--version'],
      ['build', WITH_REMOTE],
      ['shell', '--keep-config-unchanged', '--command', 'bitbake -e', WITH_REMOTE],
      ['dump', '--resolve-refs', '--resolve-local', '--format=json', WITH_REMOTE],
      ['dump', '--resolve-refs', '--lock', '--format=yaml', WITH_REMOTE],
    ]);

    const next = await remote.advance();
    const second = await sample.kasBuild({ config: WITH_REMOTE, kas, 'kas-args': '--update' });
    expect(await readFile(join(folder, 'kas-lock.yaml'), 'utf8')).toContain(`commit: ${next}\n`);
    expect(second.outputs['lock-sha256']).toBe(sha256sum(join(folder, 'kas-lock.yaml')));
    expect(second.outputs['lock-sha256']).not.toBe(lockSum);
  });

  test('hands task, targets, keep-going and provenance to kas, each in its place', async () => {
    const { kas, calls } = await kas5('options');
    const result = await sample.kasBuild({
      config: CONFIG,
      kas,
      target: 'libthttp pantavisor-starter',
      provenance: 'mode=max',
      'keep-going': 'true',
      'kas-args': '--log-level debug --force-checkout',
    });
    expect(result.exitCode).toBe(0);
    expect((await calls())[1]?.argv).toEqual([
      ...[
        '--log-level',
        'debug',
        'build',
        '--force-checkout',
        '--target=libthttp',
        '--target=pantavisor-starter',
      ],
      ...['--provenance=mode=max', CONFIG, '--', '-k'],
    ]);
    const attested = join(sample.workspace, 'build/attestation/kas-build.provenance.json');
    expect(JSON.parse(await readFile(attested, 'utf8')).predicate.buildDefinition.internalParameters).toEqual(
      {
        mode: 'mode=max',
      },
    );
  });

  test('gets its variables by name; an input wins over a variable', async () => {
    const { kas, calls } = await kas5('variables');
    const references = join(sample.folder, 'references');
    const result = await sample.kasBuild(
      {
        config: WITH_REMOTE,
        kas,
        premirrors: 'https://git.example.com/(.*) https://mirror.example.com/\\1',
        'clone-depth': '1',
        'repo-ref-dir': '../references',
        'sstate-mirrors': 'file://.* https://sstate.example.com/PATH',
        'sstate-dir': '../sstate-of-the-input',
        env: 'KAS_DISTRO=panta-distro\nMY_SETTING=a b',
        task: 'fetch',
        target: 'libthttp',
        'dl-dir': '../downloads',
      },
      {
        env: {
          KAS_CLONE_DEPTH: '7',
          KAS_REPO_REF_DIR: '/of/the/job',
          KAS_MACHINE: 'docker-x86_64',
          SSTATE_DIR: '/of/the/job',
          SSH_PRIVATE_KEY_FILE: '/keys/deploy',
          no_proxy: 'localhost',
          https_proxy: 'http://proxy.example.com:3128',
          KAS_API_TOKEN: 'secret-1',
          GITHUB_TOKEN: 'secret-2',
          ACTIONS_RUNTIME_TOKEN: 'secret-3',
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret-4',
          AWS_SECRET_ACCESS_KEY: 'secret-5',
          TMPDIR: join(sample.folder, 'tmp-of-the-runner'),
          OTHER: 'yes',
        },
      },
    );
    const build = (await calls()).find(({ argv }) => argv[0] === 'build');
    expect(build?.env).toMatchObject({
      KAS_PREMIRRORS: 'https://git.example.com/(.*) https://mirror.example.com/\\1',
      KAS_CLONE_DEPTH: '1',
      KAS_REPO_REF_DIR: references,
      KAS_MACHINE: 'docker-x86_64',
      KAS_DISTRO: 'panta-distro',
      SSTATE_MIRRORS: 'file://.* https://sstate.example.com/PATH',
      SSTATE_DIR: join(sample.folder, 'sstate-of-the-input'),
      DL_DIR: join(sample.folder, 'downloads'),
      SSH_PRIVATE_KEY_FILE: '/keys/deploy',
      no_proxy: 'localhost',
      https_proxy: 'http://proxy.example.com:3128',
      MY_SETTING: 'a b',
    });
    const names = Object.keys(build?.env ?? {});
    expect(
      names.filter((name) => /^(INPUT|STATE|RUNNER|ACTIONS)_|TOKEN|^TMPDIR$|^OTHER$/.test(name)),
    ).toEqual([]);
    expect(JSON.stringify(build?.env)).not.toContain('secret-');
    expect(existsSync(join(sample.folder, 'tmp-of-the-runner'))).toBe(false);
    expect(messages(result, 'warning')).toContainEqual(
      expect.stringMatching(
        /^The variable MY_SETTING of the input env does not reach bitbake: kas 5\.4 passes on/,
      ),
    );
  });

  test('a dump that fails costs the lock, not the build', async () => {
    const { kas } = await kas5('no-dump', { dump: 'kas5.4-missing-config' });
    const result = await sample.kasBuild({ config: CONFIG, kas });
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ verdict: 'success', 'config-resolved': '', 'lock-sha256': '' });
    expect(messages(result, 'warning')).toContainEqual(
      expect.stringMatching(
        /^The resolved configuration and its lock are not kept beside the artifacts\. kas dump failed with exit code 2: Configuration file not found: .+\nIts last lines are above\.$/,
      ),
    );
    const staged = await readStaged(result.outputs['artifact-dir'] ?? '');
    expect(staged['build']).not.toHaveProperty('lock-sha256');
    expect(existsSync(join(result.outputs['artifact-dir'] ?? '', 'kas-lock.yaml'))).toBe(false);
  });
});

describe('the lock', () => {
  const lockFile = () => join(sample.workspace, 'kas/with-remote.lock.yaml');
  afterEach(() => rm(lockFile(), { force: true }));

  test('required, where a repository floats: an error that names it, before anything is built', async () => {
    const { kas, calls } = await kas5('floating');
    const result = await sample.kasBuild({ config: WITH_REMOTE, kas, lock: 'require' });
    expect(result.exitCode).toBe(1);
    expect(messages(result, 'error')).toEqual([
      `The input lock is "require", but a revision floats:\nmeta-remote (${remote.url}): It follows the branch "main".\n` +
        'Give each of them a commit in the configuration, or commit the lock file that `kas lock` writes.',
    ]);
    expect((await calls()).map(({ argv }) => argv[0])).toEqual(['--version', 'dump']);
    expect(result.outputs['verdict']).toBe('failed');
  });

  test('update writes the lock file; then it is as required', async () => {
    const { kas, calls } = await kas5('update');
    const given = { config: WITH_REMOTE, kas, target: 'libthttp', task: 'fetch' };
    await sample.kasBuild({ ...given, lock: 'update' });
    const sha = await remote.sha();
    expect(await readFile(lockFile(), 'utf8')).toBe(
      `header:\n    version: 14\noverrides:\n    repos:\n        meta-remote:\n            commit: ${sha}\n`,
    );
    expect((await calls())[1]?.argv).toEqual(['lock', '--update', WITH_REMOTE]);

    await remote.advance();
    const result = await sample.kasBuild({ config: WITH_REMOTE, kas, lock: 'require' });
    expect(result.exitCode).toBe(0);
    const lock = await readFile(join(result.outputs['artifact-dir'] ?? '', 'kas-lock.yaml'), 'utf8');
    expect(lock).toContain(`commit: ${sha}\n`);
  });

  test('required, where kas dump fails: an error with what kas says', async () => {
    const { kas } = await kas5('require-no-dump', { dump: 'kas5.4-missing-config' });
    const result = await sample.kasBuild({ config: WITH_REMOTE, kas, lock: 'require' });
    expect(result.exitCode).toBe(1);
    expect(messages(result, 'error')).toEqual([
      expect.stringMatching(/^kas dump failed with exit code 2: Configuration file not found: /),
    ]);
  });
});

/** What the recorded runs say, read off their consoles. */
const RECORDED = [
  {
    name: 'fail-shell',
    exitCode: 1,
    outputs: { verdict: 'failed', 'tasks-failed': '1', 'tasks-attempted': '4', errors: '1', warnings: '0' },
    annotated: [['fail-shell do_compile', "foo.c:3:5: error: expected ';' before '}' token"]],
  },
  {
    name: 'fail-dep',
    exitCode: 1,
    outputs: { verdict: 'failed', 'tasks-failed': '0', 'tasks-attempted': '0', errors: '2', warnings: '0' },
    annotated: [
      ['fail-dep', /^Nothing PROVIDES 'no-such-thing' \(but .+fail-dep_1\.0\.bb DEPENDS on/],
      ['Providers', /^Required build target 'fail-dep' has no buildable providers\.\nMissing or unbuildable/],
    ],
  },
  {
    name: 'nosuchrecipe',
    exitCode: 1,
    outputs: { verdict: 'failed', 'tasks-failed': '0', 'tasks-attempted': '0', errors: '1', warnings: '0' },
    // The only error is that of the stage.
    annotated: [],
  },
  {
    name: 'soft-error',
    exitCode: 1,
    outputs: {
      verdict: 'errors-logged',
      'tasks-failed': '0',
      'tasks-attempted': '7',
      errors: '1',
      warnings: '0',
    },
    annotated: [['soft-error do_compile', 'non fatal error']],
  },
  {
    name: 'parsewarn',
    exitCode: 0,
    outputs: { verdict: 'success', 'tasks-failed': '0', 'tasks-attempted': '19', errors: '0', warnings: '1' },
    annotated: [['soft-error', /recipes\/soft-error_1\.0\.bb: recipe-level warning at parse time$/]],
  },
] as const;

describe('a recorded run of kas 5.4', () => {
  beforeAll(async () => {
    const { kas } = await kas5('before-replays');
    expect((await sample.kasBuild({ config: CONFIG, kas })).exitCode).toBe(0);
  });

  test.each(RECORDED)('$name', async ({ name, exitCode, outputs, annotated }) => {
    const { kas } = await kas5(`replay-${name}`, `kas5.4-${name}`);
    const result = await sample.kasBuild({ config: CONFIG, kas });
    expect(result.exitCode).toBe(exitCode);
    expect(result.outputs).toMatchObject(outputs);
    const titled = result.annotations.filter(({ title }) => title !== undefined);
    expect(titled.map(({ title, message }) => [title, message])).toEqual(
      annotated.map(([title, text]) => [
        title,
        typeof text === 'string' ? text : expect.stringMatching(text),
      ]),
    );
    await expectApproved(`kas5-${name}.md`, result.summary, [[sample.folder, '<runner>']]);
  });
});

describe('what kas 5.4 refuses, with exit code 2', () => {
  test.each([
    [
      'header:\n  version: 12\ntarget: [\n',
      /^kas could not build kas\/wrong\.yaml: Configuration file is not valid YAML: Error in line \d: \/.+\/kas\/wrong\.yaml\n/,
    ],
    [
      'header:\n  version: 12\nmachines: x\n',
      /^kas could not build kas\/wrong\.yaml: Config file validation Error:\nAdditional properties are not allowed \('machines' was unexpected\)/,
    ],
    [
      'header:\n  version: 99\n',
      /This version of kas is compatible with version 1 to 22, file has version 99/,
    ],
  ])('%j', async (text, message) => {
    await writeFile(join(sample.workspace, 'kas/wrong.yaml'), text);
    const { kas } = await kas5('refuses');
    const result = await sample.kasBuild({ config: 'kas/wrong.yaml', kas });
    expect(result.exitCode).toBe(1);
    expect(result.outputs['verdict']).toBe('failed');
    expect(messages(result, 'error')).toEqual([expect.stringMatching(message)]);
  });
});

describe('an interrupt, at which kas 5.4 leaves bitbake alone', () => {
  const grace = { interrupt: 120_000, terminate: 10_000 };

  /** Calls `act` once the build runs a task that takes long. */
  async function during(
    name: string,
    act: (kasPid: number) => void,
    signal?: AbortSignal,
  ): Promise<ActionResult> {
    const { kas, calls } = await kas5(name);
    let acted: Promise<void> | undefined;
    const result = await sample.kasBuild(
      { config: `${CONFIG}:kas/faults/slow.yaml`, kas },
      {
        grace,
        ...(signal === undefined ? {} : { signal }),
        onLine: (line) => {
          if (!line.includes('do_compile takes 30 s')) return;
          acted ??= calls().then((made) => act(made.find(({ argv }) => argv[0] === 'build')?.pid ?? 0));
        },
      },
    );
    expect(acted).toBeDefined();
    await acted;
    return result;
  }

  test('of kas itself: bitbake is stopped', async () => {
    const result = await during('interrupted', (pid) => process.kill(pid, 'SIGINT'));
    expect(result.exitCode).toBe(1);
    expect(result.outputs['verdict']).toBe('failed');
    expect(result.log).toContain('kas execution cancelled');
    expect(pidsWithin(sample.workspace)).toEqual([]);
  });

  test('of the step and of kas at once, as a cancelled job does it: bitbake is stopped, and it is told', async () => {
    const controller = new AbortController();
    const cancel = (pid: number): void => {
      controller.abort();
      process.kill(pid, 'SIGINT');
    };
    const result = await during('cancelled', cancel, controller.signal);
    expect(result.outcome).toBe('cancelled');
    expect(result.outputs['verdict']).toBe('cancelled');
    expect(result.summary).toMatch(/^\*\*Cancelled\*\*: /);
    expect(pidsWithin(sample.workspace)).toEqual([]);
  });
});
