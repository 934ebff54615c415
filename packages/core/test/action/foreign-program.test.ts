import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import {
  type ForeignOptions,
  type ForeignResult,
  killBelowGuard,
  type RunningProgram,
  runForeign,
  warnOfEnded,
} from '@pv-actions/core/action/foreign-program.ts';
import { startTimeNow } from '@pv-actions/core/action/process-tree.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';

const { PATH } = process.env;

let folder: string;
let lines: string[];
let log: ReturnType<typeof keptLog>;
let running: RunningProgram | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foreign-'));
  lines = [];
  log = keptLog();
});
afterEach(() => {
  for (const name of ['spy', 'next'])
    if (existsSync(join(folder, name)) && runs(name)) process.kill(pidIn(name), 9);
  rmSync(folder, { recursive: true, force: true });
});

const pidIn = (name: string): number => Number(readFileSync(join(folder, name), 'utf8'));
const runs = (name: string): boolean => startTimeNow(pidIn(name)) !== undefined;

function run(
  argv: readonly [string, ...string[]],
  options: Partial<ForeignOptions> = {},
): Promise<ForeignResult> {
  return runForeign(
    argv,
    {
      called: 'The build',
      cwd: folder,
      env: { PATH },
      lingerSeconds: 0.2,
      onLine: (line) => void lines.push(line),
      onStart: (started) => {
        running = started;
      },
      ...options,
    },
    { exec: systemExec, log },
  );
}

/** A script that leaves `program`, a text of Python, as a daemon: in a session of its own, without a parent, with an empty environment. */
function leaving(program: string, name = 'spy'): readonly ['sh', '-c', string] {
  const text = `import os, signal, sys, time\nif os.fork(): os._exit(0)\nos.setsid()\nif os.fork(): os._exit(0)\n${program}`;
  writeFileSync(join(folder, `${name}.py`), text);
  return [
    'sh',
    '-c',
    `env -i ${pythonPath()} ${name}.py >/dev/null 2>&1; until [ -s ${name} ]; do sleep 0.01; done`,
  ];
}
const pythonPath = (): string => spawnSync('which', ['python3'], { encoding: 'utf8' }).stdout.trim();
/** Writes its pid, as a whole. */
const writePid = (name: string): string =>
  `open('${name}.new', 'w').write(str(os.getpid())); os.rename('${name}.new', '${name}')\n`;
const FOR_EVER = 'while True: time.sleep(600)\n';

describe('how a program ends is told as it was', () => {
  test.each([0, 1, 77, 127, 255])('with the code %s', async (code) => {
    expect(await run(['sh', '-c', `exit ${code}`])).toEqual({
      code,
      signal: null,
      isAllEnded: true,
      ended: [],
    });
  });

  test.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGSEGV', 'SIGUSR1', 'SIGPIPE'] as const)(
    'by %s',
    async (signal) => {
      const ends: unknown[] = [];
      const result = await run(['sh', '-c', `kill -${signal.slice(3)} $$`], {
        onEnd: (how) => void ends.push(how),
      });
      expect(result).toMatchObject({ code: null, signal, isAllEnded: true });
      expect(ends).toEqual([{ code: null, signal }]);
    },
  );

  test.each([
    ['no-such-program-of-pv-actions', 'ENOENT'],
    ['./plain', 'EACCES'],
    ['./missing', 'ENOENT'],
  ])('%s cannot be started: %s', async (program, code) => {
    writeFileSync(join(folder, 'plain'), '#!/bin/sh\n');
    await expect(run([program])).rejects.toMatchObject({ code });
  });

  test('a folder that is not there is an error of the system', async () => {
    await expect(run(['true'], { cwd: join(folder, 'none') })).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a program gets', () => {
  test('the environment that was chosen, and no other variable', async () => {
    await run(['env'], { env: { PATH, A: 'b c' } });
    expect(lines.filter((line) => !/^(PWD|SHLVL|_)=/.test(line)).sort()).toEqual(['A=b c', `PATH=${PATH}`]);
  });

  test('no descriptors but the standard streams, and no signal that is ignored', async () => {
    const fd = openSync(join(folder, 'lock'), 'w');
    const script =
      'import os\nprint(sorted(os.listdir("/proc/self/fd"))[:-1])\nprint(*open("/proc/self/status"))';
    await run(['python3', '-c', script], { holdOpen: [fd] });
    expect(lines[0]).toBe("['0', '1', '2']");
    // Python itself ignores SIGPIPE and SIGXFSZ.
    expect(lines.find((line) => line.includes('SigIgn'))).toMatch(/0*1001000$/);
  });

  test('a session of its own', async () => {
    await run(['sh', '-c', 'ps -o sid= -p $$; ps -o sid= -p $PPID']);
    expect(lines.map(Number)).toEqual([running?.pid, running?.pid]);
    expect(running).toMatchObject({ isGuard: true });
  });

  test('its lines to a file, too', async () => {
    const outputFile = join(folder, 'console');
    const result = await run(['sh', '-c', 'echo one; echo two >&2'], { outputFile });
    expect({ ...result, lines }).toMatchObject({ code: 0, isAllEnded: true, lines: ['one', 'two'] });
  });
});

describe('what it leaves running has ended when the promise resolves', () => {
  test('a daemon that is in no session of it and has no variable', async () => {
    const result = await run(leaving(`${writePid('spy')}${FOR_EVER}`));
    expect(runs('spy')).toBe(false);
    expect(result).toEqual({
      code: 0,
      signal: null,
      isAllEnded: true,
      ended: [expect.stringMatching(new RegExp(`^${pidIn('spy')} .*python3.* spy\\.py$`))],
    });
    warnOfEnded('The build', result, log);
    expect(log.said).toEqual([
      { level: 'warning', text: `The build left a process running, which was ended: "${result.ended[0]}".` },
    ]);
  });

  test('one that does not listen to SIGTERM', async () => {
    const program = `signal.signal(signal.SIGTERM, signal.SIG_IGN)\n${writePid('spy')}${FOR_EVER}`;
    expect(await run(leaving(program))).toMatchObject({ code: 0, isAllEnded: true });
    expect(runs('spy')).toBe(false);
  });

  test('one that is followed by another one when it is asked to end', async () => {
    const program = [
      'def again(*_):',
      '    if os.fork() == 0:',
      '        os.setsid()',
      '        signal.signal(signal.SIGTERM, signal.SIG_IGN)',
      `        ${writePid('next').trim()}`,
      '        time.sleep(600)',
      '    while not os.path.exists("next"): time.sleep(0.01)',
      '    os._exit(0)',
      'signal.signal(signal.SIGTERM, again)',
      `${writePid('spy')}${FOR_EVER}`,
    ].join('\n');
    expect(await run(leaving(program))).toMatchObject({ code: 0, isAllEnded: true });
    expect({ spy: runs('spy'), next: runs('next') }).toEqual({ spy: false, next: false });
  });

  test('of what may end by itself, nothing is said', async () => {
    const result = await run(leaving(`${writePid('spy')}time.sleep(0.3)`), { lingerSeconds: 30 });
    expect(result).toEqual({ code: 0, signal: null, isAllEnded: true, ended: [] });
  });

  test('one that closes slowly gets the time for it, by its name, and others do not', async () => {
    const program = `
def close(*_):
    time.sleep(6)
    open('closed', 'w')
    os._exit(0)
signal.signal(signal.SIGTERM, close)
${writePid('spy')}${FOR_EVER}`;
    const deaf = `signal.signal(signal.SIGTERM, signal.SIG_IGN)\n${writePid('next')}${FOR_EVER}`;
    const script = `${leaving(program)[2]}; ${leaving(deaf, 'next')[2]}`;
    const result = await run(['sh', '-c', script], { slow: { names: ['spy.py'], seconds: 60 } });
    expect({ ...result, closed: existsSync(join(folder, 'closed')) }).toEqual({
      ...{ code: 0, signal: null, isAllEnded: true },
      ended: [expect.stringMatching(/^\d+ .* next\.py$/)],
      closed: true,
    });
  });

  test('all at once, when it is to be', async () => {
    const [, , script] = leaving(
      `signal.signal(signal.SIGTERM, signal.SIG_IGN)\n${writePid('spy')}${FOR_EVER}`,
    );
    const ended = run(['sh', '-c', `${script}; echo up; trap "" TERM; sleep 600; sleep 600`], {
      lingerSeconds: 600,
      onLine: () => void (running !== undefined && killBelowGuard(running)),
    });
    expect(await ended).toEqual({ code: null, signal: 'SIGKILL', isAllEnded: true, ended: [] });
    expect(runs('spy')).toBe(false);
    expect(running !== undefined && killBelowGuard(running)).toBe(false);
  });

  test('SIGTERM and SIGINT to the session end the program, and not the guard before it', async () => {
    const result = await run(
      ['sh', '-c', 'trap "sleep 0.2; echo bye; exit 7" TERM; echo up; while :; do :; done'],
      {
        onLine: (line) => {
          lines.push(line);
          if (line === 'up') process.kill(-(running?.pid ?? 0), 'SIGTERM');
        },
      },
    );
    expect({ ...result, lines }).toMatchObject({ code: 7, isAllEnded: true, lines: ['up', 'bye'] });
  });

  test.each(['SIGTERM', 'SIGUSR1'] as const)(
    '%s before there is a guard: it does not begin',
    async (signal) => {
      const result = await run(['sh', '-c', 'echo up'], { onStart: ({ pid }) => process.kill(pid, signal) });
      expect({ ...result, lines }).toEqual({ code: null, signal, isAllEnded: false, ended: [], lines: [] });
      expect(log.said).toEqual([]);
    },
  );

  test('unless the guard is killed, which is said', async () => {
    const ended = run(['sh', '-c', 'echo up; sleep 2'], {
      onLine: () => process.kill(running?.pid ?? 0, 'SIGKILL'),
    });
    expect(await ended).toMatchObject({ code: null, signal: 'SIGKILL', isAllEnded: false });
  });
});

describe('without a guard', () => {
  /** A PATH with the programs of the script, and no python3. */
  function withoutPython(): string {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    for (const name of ['sh', 'env', 'ps']) {
      symlinkSync(spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim(), join(bin, name));
    }
    return bin;
  }
  const SAYS =
    'The build runs without a guard, for which python3 is needed on the host: what leaves its session cannot be found again.';

  test('it runs all the same, in a session of its own, and is given no descriptor', async () => {
    const fd = openSync(join(folder, 'lock'), 'w');
    const result = await run(['sh', '-c', 'ps -o sid= -p $$; echo /proc/$$/fd/*; exit 3'], {
      env: { PATH: withoutPython() },
      holdOpen: [fd],
    });
    expect(result).toEqual({ code: 3, signal: null, isAllEnded: false, ended: [] });
    expect(running).toMatchObject({ isGuard: false, pid: Number(lines[0]) });
    expect(lines[1]).not.toContain('/fd/10');
    expect(log.said).toEqual([{ level: 'info', text: SAYS }]);
  });

  test('also where python3 does not serve', async () => {
    const bin = withoutPython();
    writeFileSync(join(bin, 'python3'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    expect(await run(['sh', '-c', 'exit 3'], { env: { PATH: bin } })).toMatchObject({
      code: 3,
      isAllEnded: false,
    });
    expect(log.said).toEqual([{ level: 'info', text: SAYS }]);
  });
});
