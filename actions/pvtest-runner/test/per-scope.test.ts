import { expect, test } from '@jest/globals';
import { type InputsOf, parseInputs } from '@pv-actions/core/action/inputs.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { perScope, perScopeText } from '../src/per-scope.ts';

const shape = { retries: perScope(0, 20, 'local=1 remote=3') };
const read = (value: string): InputsOf<typeof shape>['retries'] =>
  parseInputs(shape, { INPUT_RETRIES: value }).retries;

test.each([
  ['', {}, ''],
  [' 2 ', { all: 2 }, '2'],
  ['0', { all: 0 }, '0'],
  ['local=0 remote=2', { local: 0, remote: 2 }, 'local=0 remote=2'],
  ['remote=2,\nlocal=20', { local: 20, remote: 2 }, 'local=20 remote=2'],
  ['remote=3', { remote: 3 }, 'remote=3'],
])('%j', (value, expected, text) => {
  expect(read(value)).toEqual(expected);
  expect(perScopeText(read(value))).toBe(text);
});

test.each([
  '21',
  '-1',
  '1.5',
  'many',
  'local=21',
  'local=',
  'local = 1',
  'other=1',
  'local=1 local=2',
  '1 2',
  '1 remote=2',
  'local=1 x',
])('%j is none', (value) => {
  expect(userErrorOf(() => read(value)).message).toBe(
    `Input "retries" is "${value}". Use a whole number from 0 to 20. Or give one for each scope: local=1 remote=3.`,
  );
});
