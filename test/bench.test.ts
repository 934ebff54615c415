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

test('npm run bench measures everything, and leaves nothing behind', () => {
  const { status, out, err } = bench('--quick');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect([...out.matchAll(/^(.+)\n\n +MIN +MEDIAN +MAX +TARGET$/gm)].map(([, title]) => title)).toEqual([
    'The parser and its reporter: 5,000 lines of recorded consoles',
    'A build that prints 200 lines: in the stage, against the same kas command in a shell',
    'Staging 2 images of 1 MiB that can be hard-linked, against sha256sum',
    'Publishing an image of 2 MiB, half noise, in runs of 2 to 12 MiB: the stage, against tar -czf, sha256sum and an upload',
    'Memory of the stage at its peak',
    'An update of an index with 20 tags, against one with 2',
    '4 writers of one index at the same time, against 4 updates one after the other',
    '8 reports of pvtest with 100 tests in two attempts',
    '2 components, each 5 commits behind, whose remotes take 10 ms to answer',
    'A log of 20 commits',
    'Readers: four and sixteen times as much of what takes longest',
    'The start of a stage, to its end at wrong inputs: above an empty script',
    'The same as CPU time of all threads, which other work on the machine changes less',
  ]);
  expect(out).toMatch(/^\d+ cores .+\nLoad before: .+\nNode 24\.[\d.]+, kas \d/);
  for (const row of [
    "with kas's prefix",
    'the stage adds to kas build',
    'staging costs more than hashing by',
    'tar.gz: faster than the shell',
    'tar.zst: larger than gzip -6',
    'tar.gz: its time, of the greatest of three',
    'tar.zst, the largest of the smallest',
    'the embedded S3, 3 devices of 4 parts: the stage',
    'the embedded S3, 2 tags',
    'read and merged',
    'index, devices of one name: 4 times as many',
    'kas-build',
  ]) {
    expect(out).toMatch(new RegExp(`^${row} .+ (?:met|missed)$`, 'm'));
  }
  expect(readdirSync(folder)).toEqual([]);
}, 300_000);

test('one of them can be named, and nothing else', () => {
  const { status, out } = bench('--quick', 'reports');
  expect(status).toBe(0);
  expect(out.match(/MEDIAN/g)).toHaveLength(1);
  expect(bench('parsers')).toEqual({
    status: 1,
    out: '',
    err: 'There is no measurement parsers.\nName any of: parser, build, staging, publish, index, writers, reports, updates, readers, start.\n',
  });
});
