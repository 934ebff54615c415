import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as toolkit from '@actions/core';
import { afterAll, expect, jest, test } from '@jest/globals';
import { runnerLog } from '@pv-actions/core/action/log.ts';
import { getState, saveState, setOutput } from '@pv-actions/core/action/runner-commands.ts';
import fc from 'fast-check';

const file = join(mkdtempSync(join(tmpdir(), 'commands-')), 'file');
afterAll(() => rmSync(join(file, '..'), { recursive: true, force: true }));

/** What is written to stdout meanwhile. */
function printed(work: () => void): string {
  let all = '';
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    all += String(chunk);
    return true;
  });
  try {
    work();
  } finally {
    spy.mockRestore();
  }
  return all;
}

/** What is appended to the runner's file meanwhile: a delimiter is different each time. */
function appended(variable: string, work: () => void): string {
  writeFileSync(file, '');
  process.env[variable] = file;
  try {
    work();
  } finally {
    delete process.env[variable];
  }
  return readFileSync(file, 'utf8').replaceAll(/ghadelimiter_[0-9a-f-]{36}/g, 'ghadelimiter');
}

const text = fc.stringMatching(/^[a-z%:,\r\n ü]{1,12}$/);

test.each([
  ['notice', toolkit.notice],
  ['warning', toolkit.warning],
  ['error', toolkit.error],
] as const)('a %s is written as @actions/core does', (level, theirs) => {
  const where = fc.record(
    { title: text, file: text, startLine: fc.nat({ max: 3 }) },
    { requiredKeys: ['title'] },
  );
  fc.assert(
    fc.property(text, fc.option(where, { nil: undefined }), (message, at) => {
      expect(printed(() => runnerLog()[level](message, at))).toBe(printed(() => theirs(message, at)));
    }),
  );
});

test('a mask is written as @actions/core does', () => {
  expect(printed(() => runnerLog().mask('a%b\nc'))).toBe(printed(() => toolkit.setSecret('a%b\nc')));
});

test.each([
  ['an output', 'GITHUB_OUTPUT', setOutput, toolkit.setOutput],
  ['a state', 'GITHUB_STATE', saveState, toolkit.saveState],
] as const)('%s is written as @actions/core does', (_, variable, ours, theirs) => {
  fc.assert(
    fc.property(text, (value) => {
      expect(appended(variable, () => ours('name', value))).toBe(
        appended(variable, () => theirs('name', value)),
      );
      expect(printed(() => ours('name', value)).trim()).toBe(printed(() => theirs('name', value)).trim());
    }),
  );
});

test('a state is read from the variable of the runner', () => {
  process.env['STATE_half'] = 'done';
  expect([getState('half'), getState('other')]).toEqual([
    toolkit.getState('half'),
    toolkit.getState('other'),
  ]);
  delete process.env['STATE_half'];
});
