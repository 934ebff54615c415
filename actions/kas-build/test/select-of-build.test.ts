import { expect, test } from '@jest/globals';
import { parseWords } from '@pv-actions/core/kas/kas-argv.ts';
import { callsOf } from '../src/staging/select-of-build.ts';

const SAID = [
  '2026-06-03 10:00:12 - INFO     - To start the default build, run: bitbake -c build core-image',
];

/** As `bitbake -c task targets`. */
function calls(kasArgs: string, inputs: object = {}, said: readonly string[] = SAID): string[] {
  const parsed = parseWords(kasArgs);
  if ('problem' in parsed) throw new Error(parsed.problem);
  const given = { target: [], 'kas-args': parsed.words, 'bitbake-args': [], sdk: false, ...inputs } as never;
  const left = { result: { since: 0, call: undefined }, said };
  return callsOf({ given }, left).map(({ task, targets }) => ['-c', task, ...targets].join(' '));
}

test.each([
  ['', {}, ['-c build core-image']],
  ['', { target: ['a', 'b'], task: 'do_fetch' }, ['-c fetch a b']],
  ['--update --target app', {}, ['-c build app']],
  ['--target=app', { target: ['lib'] }, ['-c build app lib']],
  ['--task deploy', {}, ['-c deploy core-image']],
  ['-c deploy', { task: 'compile' }, ['-c compile core-image']],
  ['--cmd=deploy', { 'bitbake-args': ['-c', 'fetch'] }, ['-c fetch core-image']],
  ['--target app', { sdk: true }, ['-c build app', '-c populate_sdk app']],
])('what bitbake is asked for with kas-args %j and %j', (kasArgs, inputs, expected) => {
  expect(calls(kasArgs, inputs)).toEqual(expected);
});
