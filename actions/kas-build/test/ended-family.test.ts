import type { ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { childOf, type EndlessWorkspace, endlessWorkspace, FAST_TIMERS } from './ended-build.ts';
import { startProgram } from './running-program.ts';
import { errorsOf } from './told.ts';

let sample: EndlessWorkspace;
beforeEach(async () => {
  sample = await endlessWorkspace();
});
afterEach(() => sample.remove());

/**
 * A kas with a task that ignores all signals that can be ignored, in a session of its own and with nobody left that started it.
 *
 * @param where the folder that the task works in
 */
async function deafKas(where: string): Promise<string> {
  const kas = join(sample.root, 'kas');
  const script = `#!/usr/bin/env python3
import os, signal, sys, time
if sys.argv[1] == '--version':
    os.execvp('kas', ['kas', '--version'])
between = os.fork()
if between == 0:
    os.setsid()
    if os.fork() != 0:
        os._exit(0)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    os.chdir(${JSON.stringify(where)})
    print('the task is deaf', flush=True)
    time.sleep(86400)
os.waitpid(between, 0)
time.sleep(86400)
`;
  await writeFile(kas, script, { mode: 0o755 });
  return kas;
}

/** Ends main and the guard below it at once. */
async function killBoth(main: ChildProcess): Promise<void> {
  const guard = await childOf(main.pid);
  main.kill('SIGKILL');
  process.kill(guard, 'SIGKILL');
}

const KILLED = [expect.stringMatching(/^The step was killed/)];

describe('main and the guard are killed', () => {
  test('what was running is known from before', async () => {
    let main: ChildProcess | undefined;
    const result = await sample.kasBuild(
      { config: sample.config(), kas: await deafKas('/') },
      {
        env: FAST_TIMERS,
        onSpawn: (child, phase) => {
          if (phase === 'main') main = child;
        },
        onLine: (line) => {
          if (main === undefined) return;
          if (line.includes('the task is deaf')) main.kill('SIGINT');
          if (line.includes('Stopping what is left of the build.')) {
            void killBoth(main);
            main = undefined;
          }
        },
      },
    );
    expect(result.phases.main?.signal).toBe('SIGKILL');
    expect(sample.left()).toEqual([]);
  });

  test('what works in the build folder is of the build, but not what did before', async () => {
    const build = join(sample.workspace, 'build');
    await mkdir(build);
    const other = startProgram(['sleep', '86400'], build);
    const result = await sample.endAt('the task is deaf', (main) => void killBoth(main), {
      inputs: { kas: await deafKas(build) },
      env: FAST_TIMERS,
    });
    expect(result.phases.main?.signal).toBe('SIGKILL');
    expect(result.phases.post?.exitCode).toBe(0);
    expect(errorsOf(result)).toEqual(KILLED);
    expect(sample.left()).toEqual([other.pid]);
  });
});
