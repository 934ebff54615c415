import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { errorOf, messagesOf } from '@pv-actions/testkit/harness/annotations.ts';
import { openFolder, writeBelow } from '@pv-actions/testkit/harness/folder.ts';
import { startProgram } from '@pv-actions/testkit/harness/program.ts';
import { sinceLastLook } from '@pv-actions/testkit/harness/since.ts';
import { openStore } from '@pv-actions/testkit/harness/store.ts';

test('a store tells what came since the last look, and leaves nothing behind', async () => {
  const store = await openStore('releases');
  await store.put('a/b', 'text');
  expect(await store.text('a/b')).toBe('text');
  expect(store.written()).toEqual(['PUT a/b']);
  expect(store.requests()).toEqual([]);
  expect(await store.text('none')).toBeUndefined();
  expect(store.requests().map(({ method, key }) => `${method} ${key}`)).toEqual(['GET none']);
  const { dir } = store.server;
  expect(existsSync(dir)).toBe(true);
  await store.close();
  expect(existsSync(dir)).toBe(false);
});

test('a folder goes with all that is in it', async () => {
  const folder = await openFolder('pv-harness');
  expect(await writeBelow(folder.path, 'a/b/c', 'x')).toBe(folder.at('a', 'b', 'c'));
  await folder.close();
  expect(existsSync(folder.path)).toBe(false);
});

test('what is in a list at first is not new', () => {
  const list = [1];
  const fresh = sinceLastLook(list);
  list.push(2, 3);
  expect([fresh(), fresh()]).toEqual([[2, 3], []]);
});

test('annotations are told by their level', () => {
  const annotations = [
    { level: 'error', message: 'first' },
    { level: 'warning', message: 'then' },
    { level: 'error', message: 'last' },
  ] as const;
  expect(messagesOf({ annotations }, 'error')).toEqual(['first', 'last']);
  expect([errorOf({ annotations }), errorOf({ annotations: [] })]).toEqual(['last', '']);
});

test('a program is waited for by what it prints', async () => {
  const program = startProgram(['sh', '-c', 'echo out; echo err >&2; exit 3'], tmpdir());
  await Promise.all(['out\n', 'err\n'].map(program.printed));
  expect(await program.ended).toEqual({ code: 3, signal: undefined, stdout: 'out\n', stderr: 'err\n' });
  await expect(program.printed('more')).rejects.toThrow('"more" is not in:');
  const killed = startProgram(['sleep', '60'], tmpdir());
  killed.process.kill('SIGKILL');
  expect(await killed.ended).toMatchObject({ code: undefined, signal: 'SIGKILL' });
  await expect(startProgram(['/none'], tmpdir()).ended).rejects.toThrow('ENOENT');
});
