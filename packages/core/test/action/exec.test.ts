import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type OutputStream, systemExec } from '@pv-actions/core/action/exec.ts';

const folder = mkdtempSync(join(tmpdir(), 'pv-exec-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const env = { PATH: process.env['PATH'] };

function python(script: string): readonly [string, ...string[]] {
  return ['python3', '-c', script];
}

async function linesOf(script: string): Promise<[OutputStream, string][]> {
  const lines: [OutputStream, string][] = [];
  const { code } = await systemExec(python(script), {
    env,
    onLine: (line, stream) => void lines.push([stream, line]),
  });
  expect(code).toBe(0);
  return lines;
}

describe('the lines of a child', () => {
  test('come whole, without their ends, of each stream in order', async () => {
    const lines = await linesOf(
      'import sys\nsys.stdout.write("a\\r\\nb\\n\\nc")\nsys.stdout.flush()\nsys.stderr.write("x\\ny")',
    );
    expect(lines.filter(([stream]) => stream === 'stdout').map(([, line]) => line)).toEqual([
      'a',
      'b',
      '',
      'c',
    ]);
    expect(lines.filter(([stream]) => stream === 'stderr').map(([, line]) => line)).toEqual(['x', 'y']);
  });

  test('bytes that are not UTF-8 become U+FFFD, and a letter that two reads share stays one', async () => {
    const lines = await linesOf(
      [
        'import os, time',
        'os.write(1, b"caf\\xe9\\n\\xc3")',
        'time.sleep(0.2)',
        'os.write(1, b"\\xa4\\n")',
      ].join('\n'),
    );
    expect(lines.map(([, line]) => line)).toEqual(['caf\ufffd', '\u00e4']);
  });

  test('a line of 3 MiB is given in pieces, and nothing of it is lost', async () => {
    const lines = await linesOf('import sys\nsys.stdout.write("x" * (3 << 20) + "\\nend\\n")');
    expect(lines.at(-1)).toEqual(['stdout', 'end']);
    expect(lines.slice(0, -1).reduce((sum, [, line]) => sum + line.length, 0)).toBe(3 << 20);
    expect(lines.length).toBeGreaterThan(2);
  });

  test('lines that came at once are given at once', async () => {
    const batches: number[] = [];
    await systemExec(python('print("\\n".join(str(n) for n in range(20000)))'), {
      env,
      onLines: (lines) => void batches.push(lines.length),
    });
    expect(batches.reduce((sum, length) => sum + length, 0)).toBe(20000);
    expect(batches.length).toBeLessThan(500);
  });
});

const leftBehind: number[] = [];

test('a child that was left behind with the output open does not keep its parent from ending', async () => {
  const { code } = await systemExec(
    python('import subprocess\nprint(subprocess.Popen(["sleep", "600"]).pid, flush=True)'),
    { env, onLine: (line) => void leftBehind.push(Number(line)) },
  );
  for (const pid of leftBehind) process.kill(pid);
  expect({ code, left: leftBehind.length }).toEqual({ code: 0, left: 1 });
});

test('a child leads a session of its own, and is known by its pid at once', async () => {
  const pids: number[] = [];
  const lines: string[] = [];
  await systemExec(python('import os\nprint(os.getpid(), os.getsid(0))'), {
    env,
    onStart: (pid) => void pids.push(pid),
    onLine: (line) => void lines.push(line),
  });
  expect(lines).toEqual([`${pids[0]} ${pids[0]}`]);
});

test('a child that takes longer than it may is killed', async () => {
  const result = await systemExec(python('import time\ntime.sleep(600)'), { env, timeLimitSeconds: 0.2 });
  expect(result).toEqual({ code: null, signal: 'SIGKILL' });
});

test('says what signal ended a child', async () => {
  const result = await systemExec(python('import os, signal\nos.kill(os.getpid(), signal.SIGKILL)'), { env });
  expect(result).toEqual({ code: null, signal: 'SIGKILL' });
});

test('a mistake in the reader of the lines is not swallowed', async () => {
  const run = systemExec(python('print(1)'), {
    env,
    onLine: () => {
      throw new Error('the reader is wrong');
    },
  });
  await expect(run).rejects.toThrow('the reader is wrong');
});

describe('a child that prints to a file', () => {
  async function run(name: string, script: string): Promise<{ lines: string[]; kept: string }> {
    const outputFile = join(folder, name);
    const lines: string[] = [];
    const onLines = (more: readonly string[]): void => void lines.push(...more);
    const result = await systemExec(python(script), { env, outputFile, onLines });
    expect(result).toEqual({ code: 0, signal: null });
    return { lines, kept: readFileSync(outputFile, 'utf8') };
  }

  test('gives the lines of both streams, and the file keeps them', async () => {
    const { lines, kept } = await run(
      'both',
      'import sys\nprint("a\\r", flush=True)\nprint("b", file=sys.stderr, flush=True)\nsys.stdout.write("c")',
    );
    expect(lines).toEqual(['a', 'b', 'c']);
    expect(kept).toBe('a\r\nb\nc');
  });

  test('gives only what it adds to the file', async () => {
    appendFileSync(join(folder, 'twice'), 'from before\n');
    const { lines, kept } = await run('twice', 'print("new")');
    expect(lines).toEqual(['new']);
    expect(kept).toBe('from before\nnew\n');
  });

  test('gives lines while it runs, not at its end only', async () => {
    const script = [
      'import os, sys, time',
      'print("first", flush=True)',
      `while not os.path.exists(${JSON.stringify(join(folder, 'seen'))}): time.sleep(0.01)`,
      'print("second")',
    ].join('\n');
    const lines: string[] = [];
    await systemExec(python(script), {
      env,
      outputFile: join(folder, 'live'),
      onLine: (line) => {
        lines.push(line);
        if (line === 'first') appendFileSync(join(folder, 'seen'), '');
      },
    });
    expect(lines).toEqual(['first', 'second']);
  });

  test('loses none of 200,000 lines, nor a letter that two reads share', async () => {
    const { lines } = await run('many', 'for n in range(200000): print(n, "\u00e4" * 7)');
    expect(lines.length).toBe(200_000);
    expect(lines.findIndex((line, at) => line !== `${at} ${'\u00e4'.repeat(7)}`)).toBe(-1);
  });

  test('that is not there is an error of the system', async () => {
    const run = systemExec(['no-such-program-of-pv-actions'], { env, outputFile: join(folder, 'none') });
    await expect(run).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a mistake in the reader of the lines is not swallowed', async () => {
    const run = systemExec(python('print(1)'), {
      env,
      outputFile: join(folder, 'mistake'),
      onLine: () => {
        throw new Error('the reader is wrong');
      },
    });
    await expect(run).rejects.toThrow('the reader is wrong');
  });
});
