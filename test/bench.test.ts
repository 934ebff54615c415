import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function bench(...args: readonly string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['bench/run.ts', '--folder', folder, ...args],
    { cwd: root, encoding: 'utf8' },
  );
  return { status, out: stdout, err: stderr };
}

test('npm run bench measures the parser, a build and staging, and leaves nothing behind', () => {
  const { status, out, err } = bench('--quick');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  const titles = ['The parser and its reporter: ', 'A build that prints ', 'Staging 2 images of 2 MiB '];
  expect(out.split('\n').filter((line) => titles.some((title) => line.startsWith(title)))).toHaveLength(3);
  expect(out.match(/^ +MIN +MEDIAN +MAX +TARGET$/gm)).toHaveLength(3);
  expect(out).toMatch(/^\d+ cores .+\nLoad before: .+\nNode 24\.[\d.]+, kas \d/);
  for (const row of [
    "with kas's prefix",
    'the stage adds to kas build',
    'staging costs more than hashing by',
  ]) {
    expect(out).toMatch(new RegExp(`^${row} .+ (?:met|missed)$`, 'm'));
  }
  expect(readdirSync(folder)).toEqual([]);
});

test('one of them can be named, and nothing else', () => {
  const { status, out } = bench('--quick', 'parser');
  expect(status).toBe(0);
  expect(out.match(/MEDIAN/g)).toHaveLength(1);
  expect(bench('parsers')).toEqual({
    status: 1,
    out: '',
    err: 'There is no measurement parsers.\nName any of: parser, build, staging.\n',
  });
});
