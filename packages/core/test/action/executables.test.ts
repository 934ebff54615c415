import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { restoreExecutables } from '@pv-actions/core/action/executables.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'executables-'));
  folder = join(root, 'folder');
  mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string | Buffer, mode = 0o644): void {
  writeFileSync(join(root, path), content);
  chmodSync(join(root, path), mode);
}
function modeOf(path: string): number {
  return statSync(join(root, path)).mode & 0o7777;
}

test.each<[string, string | Buffer, number, number]>([
  ['a script', '#!/bin/sh\n', 0o644, 0o755],
  ['a script that only its owner reads', '#!', 0o600, 0o700],
  ['a script of a group', '#!/bin/sh\n', 0o640, 0o750],
  ['an ELF file', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]), 0o644, 0o755],
  ['the beginning of an ELF file', Buffer.from([0x7f, 0x45, 0x4c]), 0o644, 0o644],
  ['a text', '# !/bin/sh\n', 0o644, 0o644],
  ['a file of one byte', '#', 0o644, 0o644],
  ['an empty file', '', 0o644, 0o644],
])('%s', async (_what, content, before, after) => {
  write('folder/deep/er/file', content, before);
  expect(await restoreExecutables(folder)).toBe(before === after ? 0 : 1);
  expect(modeOf('folder/deep/er/file')).toBe(after);
  expect(await restoreExecutables(folder)).toBe(0);
});

test('what links lead to stays as it is', async () => {
  mkdirSync(join(root, 'outside'));
  write('outside/script', '#!/bin/sh\n');
  symlinkSync(join(root, 'outside', 'script'), join(folder, 'link'));
  symlinkSync(join(root, 'outside'), join(folder, 'way'));
  symlinkSync('nowhere', join(folder, 'lost'));
  expect(await restoreExecutables(folder)).toBe(0);
  expect(modeOf('outside/script')).toBe(0o644);
});
