import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { findKas } from '@pv-actions/core/kas/find-kas.ts';
import { installKas5 } from '@pv-actions/testkit/kas/kas5.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'find-kas-'));
  await installKas5(join(folder, 'bin'));
  await writeFile(join(folder, 'other'), '#!/bin/sh\necho something else\n');
  await chmod(join(folder, 'other'), 0o755);
  await writeFile(join(folder, 'silent'), '#!/bin/sh\nexit 1\n');
  await chmod(join(folder, 'silent'), 0o755);
  await writeFile(join(folder, 'plain'), '#!/bin/sh\n');
  const python = (name: string, text: string) =>
    writeFile(join(folder, name), `#!/usr/bin/env python3\n${text}\n`, { mode: 0o755 });
  await python('no-module', 'import kas_without_gitpython.git');
  await python(
    'chained',
    'try:\n    import a_module_of_kas\nexcept ImportError:\n    raise RuntimeError("no git\\nat all")',
  );
  await python('no-python', 'def main(:\n    pass');
  await writeFile(join(folder, 'no-interpreter'), '#!/opt/gone/bin/python3\n', { mode: 0o755 });
  await writeFile(join(folder, 'bin/kas-gone'), '#!/opt/gone/bin/python3\n', { mode: 0o755 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const deps = () => ({
  exec: systemExec,
  log: quietLog,
  env: { PATH: `${join(folder, 'bin')}:${process.env['PATH']}` },
});

describe('findKas', () => {
  test('of the PATH', async () =>
    expect(await findKas('kas', folder, deps())).toMatchObject({ kas: 'kas', kind: 'kas', version: '5.4' }));

  test('by a path that is relative to the working directory', async () =>
    expect(await findKas('bin/kas', folder, deps())).toMatchObject({ kas: join(folder, 'bin/kas') }));

  test('behind another program', async () =>
    expect(await findKas('kas', folder, deps(), (argv) => ['env', ...argv])).toMatchObject({
      version: '5.4',
    }));

  test('kas-container leaves nothing where it is asked: a build user may not write there', async () => {
    await writeFile(join(folder, 'bin/docker'), '#!/bin/sh\n', { mode: 0o755 });
    const cwd = await mkdtemp(join(folder, 'cwd-'));
    expect(await findKas('/usr/bin/kas-container', cwd, deps())).toMatchObject({ kind: 'kas-container' });
    expect(await readdir(cwd)).toEqual([]);
  });

  test.each<[string, string]>([
    ['no-such-kas', 'kas was not found: "no-such-kas".'],
    ['./plain', 'plain" cannot be executed in '],
    ['./other', 'other" does not say its version as kas does: something else.'],
    ['./silent', 'silent" does not say its version as kas does.'],
    [
      './no-module',
      `no-module" is broken: it ends with "ModuleNotFoundError: No module named 'kas_without_gitpython'" when `,
    ],
    [
      './chained',
      'chained" is broken: it ends with "RuntimeError: no git" when it is asked for its version.',
    ],
    ['./no-python', 'no-python" is broken: it ends with "SyntaxError: '],
    ['./no-interpreter', 'no-interpreter" is broken: the program that its first line names is not there.'],
    ['kas-gone', 'bin/kas-gone" is broken: the program that its first line names is not there.'],
  ])('%s is an error', async (given, cause) =>
    expect((await userErrorOfWork(findKas(given, folder, deps()))).message).toContain(cause),
  );

  test('one that another program does not find was not found', async () =>
    expect(
      (await userErrorOfWork(findKas('no-kas', folder, deps(), (argv) => ['env', ...argv]))).message,
    ).toBe('kas was not found: "no-kas".'));
});
