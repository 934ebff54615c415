import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { verdictOf } from '@pv-actions/core/pvtest/report.ts';
import { runLogReader } from '@pv-actions/core/pvtest/run-log.ts';
import { linesOfTries, read } from './run-log-notation.ts';

/** What each generation of the runner prints, by its own sources. */
function generation(name: string, expected?: readonly string[]): string[] {
  const path = join(import.meta.dirname, 'fixtures', 'generations', `${name}.log`);
  const reader = runLogReader(expected === undefined ? {} : { expected });
  for (const line of readFileSync(path, 'utf8').split('\n')) reader.read(line);
  return reader.results().flatMap((one) => [`${one.id}: ${verdictOf(one.tries)}`, ...linesOfTries([one])]);
}

const OWN_LOG = [
  'local/control/status-codes: passed',
  'local/control/status-codes passed 31s',
  'local/core/flaky: flaky',
  'local/core/flaky failed 44s',
  'local/core/flaky#1 passed 41s',
  'local/core/update-1: failed',
  'local/core/update-1 failed 20s',
  'local/core/update-1#1 failed 21s',
  'local/core/update-1#2 failed 22s',
  'local/core/update-1.2: passed',
  'local/core/update-1.2 passed 19s',
  'local/runtime/remount-policies: skipped',
  'local/runtime/remount-policies skipped',
  'local/security/oem-secureboot: aborted',
  'local/security/oem-secureboot aborted 3s',
];

test('lines of the oldest form with the suffix of a retry, beside a test whose own name ends like one', () => {
  const ids = OWN_LOG.filter((line) => line.includes(': ')).map((line) => line.split(':')[0] ?? '');
  expect(generation('own-log', ids)).toEqual(OWN_LOG);
});

test('the pool with a policy after the other: a retry has the name of its test', () => {
  expect(generation('slot-pool')).toEqual([
    'local/core/boot: passed',
    'local/core/boot passed 10s @1795205410',
    'local/core/flaky: flaky',
    'local/core/flaky failed 20s @1795205411',
    'local/core/flaky#1 passed 14s @1795205436',
    'local/core/gc: failed',
    'local/core/gc failed 20s @1795205432',
    'local/core/gc#1 failed 15s @1795205460',
    'local/runtime/exports: skipped',
    'local/runtime/exports skipped (device=appengine not in: rpi)',
    'remote/hub/claim: passed',
    'remote/hub/claim passed 17s @1795205482',
    'remote/hub/step: incomplete',
    'remote/hub/step incomplete @1795205490',
  ]);
});

test('the latest one, whose lines name the device', () => {
  expect(generation('latest')).toEqual([
    'local/core/boot: passed',
    'local/core/boot passed 10s @1795205410',
    'local/core/gc: failed',
    'local/core/gc failed 20s @1795205411',
    'local/core/usrmeta: aborted',
    'local/core/usrmeta aborted (retype failed)',
    'remote/hub/claim: skipped',
    'remote/hub/claim skipped (PH_USER/PH_PASS not set)',
  ]);
});

describe('the suffix of a retry in the oldest form', () => {
  const failed = "Info: 'local/x' FAILED (3 s)";

  test('is one although no line announces it', () => {
    const log = [failed, "Info: 'local/x.1' PASSED (4 s)"];
    const tries = ['local/x failed 3s', 'local/x#1 passed 4s'];
    expect(read(log)).toEqual(tries);
    expect(read(log, ['local/x'])).toEqual(tries);
    expect(read(log.slice(1), ['local/x'])).toEqual(['local/x failed', 'local/x#1 passed 4s']);
  });

  test('is the name of a test that the distro has', () => {
    expect(read([failed, "Info: 'local/x.1' PASSED (4 s)"], ['local/x', 'local/x.1'])).toEqual([
      'local/x failed 3s',
      'local/x.1 passed 4s',
    ]);
  });

  test('counts in a diff whose end is missing', () => {
    const retry = "Retry: 'local/x' attempt 1/1 after failure...";
    const log = [failed, retry, '--- diff: local/y ---', "Info: 'local/x.1' PASSED (4 s)"];
    expect(read(log, ['local/x', 'local/y'])).toEqual(['local/x failed 3s', 'local/x#1 passed 4s']);
  });
});

describe('a retry that has the name of its test', () => {
  const start = ["@5 'local/x' START", "@8 'local/x' FAILED (3 s)"];
  const passed = ["@9 'local/x' START", "@12 'local/x' PASSED (3 s)"];
  const FLAKY = ['local/x failed 3s @5', 'local/x#1 passed 3s @9'];

  test.each([
    '[device 0] retry attempt 1/1 for local/x',
    '[device a b] retry attempt 1/2 for local/x...',
    "[device a] retry attempt 1/1 for 'local/x' after failure",
    '@8 [device a] retry attempt 1/1 for ./local/x: failed',
    '@8 retry attempt 1/1 for test local/x',
  ])('%s', (line) => expect(read([...start, line, ...passed])).toEqual(FLAKY));

  test('without the line, the worse of two results counts', () => {
    expect(read([...start, ...passed])).toEqual(['local/x failed 3s @5']);
    expect(read([...passed, ...start])).toEqual(['local/x failed 3s @9']);
  });

  test('a second device that tries it anew counts from 1 again', () => {
    const retry = '[device a] retry attempt 1/1 for local/x';
    const other = ["@20 'local/x' START", "@21 'local/x' FAILED (1 s)"];
    const log = [...start, retry, ...passed, ...other];
    expect(read(log)).toEqual(['local/x failed 3s @5', 'local/x#1 failed 1s @9']);
    expect(read([...log, retry, "@22 'local/x' START", "@24 'local/x' PASSED (2 s)"])).toEqual([
      'local/x failed 3s @5',
      'local/x#1 failed 1s @9',
      'local/x#2 passed 2s @22',
    ]);
  });

  test('one that was announced and has no result is incomplete', () => {
    const retry = '[device a] retry attempt 1/1 for local/x';
    expect(read([...start, retry, "@9 'local/x' START"])).toEqual([
      'local/x failed 3s @5',
      'local/x#1 incomplete @9',
    ]);
  });

  test('what passed, and what is no test, is not tried again', () => {
    expect(read([...passed, '[device a] retry attempt 1/1 for local/x'])).toEqual(['local/x passed 3s @9']);
    expect(read(['[device a] retry attempt 1/1 for the hub'])).toEqual([]);
  });
});
