import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { layOut } from '../src/artifact-layout.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'layout-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return join(root, path);
}
const calls = () => ['local', 'remote'].map((scope) => ({ workspace: join(root, 'ws', scope) }));

test('the files of both calls are where one workspace would have them, and what both have is one file', async () => {
  const files = [
    write('ws/report.json', '{}'),
    write('ws/local/run.log', 'local\n'),
    write('ws/local/test.docker.log', 'cut'),
    write('ws/local/local/core/a/test.log', 'a'),
    write('ws/local/results/main/local/core/b/diff', 'b'),
    write('ws/remote/run.log', 'remote\n'),
    write('ws/remote/test.docker.log', 'remote\n'),
    write('ws/remote/remote/hub/c.1/test.log', 'c'),
  ];
  const folder = join(root, 'artifact');
  const laid = await layOut(files, calls(), folder);
  const read = Object.fromEntries(
    laid.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
  expect(read).toEqual({
    'report.json': '{}',
    'run.log': 'local\nremote\n',
    'test.docker.log': 'cut\nremote\n',
    'local/core/a/test.log': 'a',
    'results/main/local/core/b/diff': 'b',
    'remote/hub/c.1/test.log': 'c',
  });
  expect(readFileSync(join(root, 'ws/local/run.log'), 'utf8')).toBe('local\n');
  expect(readdirSync(folder).filter((name) => name.endsWith('.copy'))).toEqual([]);
});

test('what became a link or is gone is left out', async () => {
  const outside = write('secret', 'a-password');
  write('ws/local/run.log', 'x');
  symlinkSync(outside, join(root, 'ws/local/test.docker.log'));
  const files = ['run.log', 'test.docker.log', 'gone.log'].map((name) => join(root, 'ws/local', name));
  const folder = join(root, 'artifact');
  expect(await layOut(files, calls(), folder)).toEqual([join(folder, 'run.log')]);
  expect(readdirSync(folder)).toEqual(['run.log']);
});
