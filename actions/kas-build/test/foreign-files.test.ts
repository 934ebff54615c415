import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { installDocker } from '@pv-actions/testkit/kas/container.ts';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { buildProcesses } from '../src/stop/build-processes.ts';
import { readStaged, sampleWorkspace, type Workspace } from './layer.ts';
import { errorsOf } from './told.ts';

const CONFIG = 'kas/build-configs/release/docker-x86_64-scarthgap.yaml';
const SECRET = 'fatal: error: https://user:a-password@other.example/ failed';

let sample: Workspace;
let secret: string;
beforeAll(async () => {
  sample = await sampleWorkspace();
  secret = join(sample.folder, 'secret');
  await mkdir(join(secret, 'temp'), { recursive: true });
  await writeFile(join(secret, 'temp', 'log.do_fetch.77'), SECRET);
  await mkdir(join(secret, 'images', 'docker-x86_64'), { recursive: true });
});
afterAll(() => sample.remove());
beforeEach(() => rm(join(sample.workspace, 'build'), { recursive: true, force: true }));

/** A kas that runs `script` before the sub-command `at`, and is run by `run`. */
async function kasThat(at: string, script: string, run = 'exec kas "$@"'): Promise<string> {
  const path = join(sample.folder, 'kas-that');
  const lines = ['#!/bin/bash', 'set -o pipefail', `case " $* " in *" ${at} "*) ${script} ;; esac`, run];
  await writeFile(path, `${lines.join('\n')}\n`);
  await chmod(path, 0o755);
  return path;
}

/** Nothing of a file that is not the build's is in the log, the summary, an annotation or the artifacts. */
function expectNoSecret(result: ActionResult): void {
  expect(JSON.stringify([result.log, result.rawStderr, result.summary, result.annotations])).not.toContain(
    'a-password',
  );
}

test.each(['build/tmp-scarthgap/deploy/images/docker-x86_64', 'build/tmp-scarthgap/deploy'])(
  '%s that becomes a link after it was listed is not staged',
  async (path) => {
    const swapped = join(sample.workspace, path);
    // `kas dump` runs between the listing and the staging.
    const kas = await kasThat(
      'dump',
      `[ -h ${swapped} ] || { mv ${swapped} ${secret}/swapped; ln -s ${secret}/swapped ${swapped}; }; echo {}; exit`,
      'if [ "$1" = --version ]; then echo "kas 4.0"; else exec kas "$@"; fi',
    );
    const result = await sample.kasBuild({ config: CONFIG, kas, 'artifact-dir': 'out' });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result).join()).toMatch(/ When the deploy folder was listed, it was a file\./);
    expect(existsSync(join(sample.workspace, 'out'))).toBe(false);
  },
);

test('a lock of bitbake that is a pipe is not waited for', async () => {
  await mkdir(join(sample.workspace, 'build'));
  spawnSync('mkfifo', [join(sample.workspace, 'build/bitbake.lock')]);
  const build = { pid: process.pid, startTime: '0', buildDir: join(sample.workspace, 'build') };
  await expect(buildProcesses(build).findServers()).resolves.toBeUndefined();
});

describe('a build in a container names files of the host', () => {
  const build = async (inputs: Readonly<Record<string, string>>, kas: string): Promise<ActionResult> => {
    const docker = join(sample.folder, 'docker');
    await rm(docker, { recursive: true, force: true });
    await installDocker(docker, { kas });
    return sample.kasBuild(
      { config: CONFIG, kas: 'kas-container', ...inputs },
      { path: [docker], env: { KAS_ALLOW_ROOT: 'yes' } },
    );
  };

  test('as the log of a failed task', async () => {
    const filter = `kas "$@" 2>&1 | sed -u -E 's#[^ ]*/temp/log.do_compile[.0-9]*#${secret}/temp/log.do_fetch.77#'`;
    const kas = await kasThat('none', ':', filter);
    const result = await build({ config: `${CONFIG}:kas/faults/compile.yaml` }, kas);
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result).join()).toContain(`${secret}/temp/log.do_fetch.77`);
    expectNoSecret(result);
  });

  test('as its deploy folder', async () => {
    const filter = `kas "$@" | sed -u 's#^DEPLOY_DIR_IMAGE=.*#DEPLOY_DIR_IMAGE="${secret}/images"#'`;
    await writeFile(join(secret, 'images', 'pantavisor-starter-docker-x86_64.wic'), SECRET);
    const result = await build({}, await kasThat('none', ':', filter));
    expect(errorsOf(result)).toEqual([]);
    const staged = await readStaged(result.outputs['artifact-dir'] ?? '');
    expect(staged.artifacts.map(({ name }) => name)).not.toContain('pantavisor-starter-docker-x86_64.wic');
  });

  test('through a link in its deploy folder', async () => {
    const deploy = join(sample.workspace, 'build/tmp-scarthgap/deploy');
    const kas = await kasThat('shell', `mv ${deploy} ${deploy}-kept; ln -s ${secret} ${deploy}`);
    const result = await build({}, kas);
    expect(errorsOf(result).join()).toContain(
      ` is ${secret}/images/docker-x86_64, links resolved, which is no folder of the container that the build ran in.`,
    );
  });
});
