import { describe, expect, test } from '@jest/globals';
import { kasKind, kasProgram } from '@pv-actions/core/kas/kas-program.ts';

const NOTHING = {
  dump: false,
  resolveLocal: false,
  lock: false,
  provenance: false,
  cloneDepth: false,
  premirrors: true,
  sstateMirrors: false,
  concurrency: false,
  gitconfigFile: false,
};
const ALL = {
  dump: true,
  resolveLocal: true,
  lock: true,
  provenance: true,
  cloneDepth: true,
  premirrors: true,
  sstateMirrors: true,
  concurrency: true,
  gitconfigFile: true,
};

test.each([
  ['kas', 'kas'],
  ['/opt/kas-container/bin/kas', 'kas'],
  ['kas-container', 'kas-container'],
  ['./scripts/kas-container-5.1', 'kas-container'],
])('%s is %s', (kas, kind) => expect(kasKind(kas)).toBe(kind));

describe('the version', () => {
  test('of kas 3.1, as it says it', () => {
    const said = 'kas 3.1 (configuration format version 12, earliest compatible version 1)\n';
    expect(kasProgram('/usr/bin/kas', said)).toEqual({
      kas: '/usr/bin/kas',
      kind: 'kas',
      version: '3.1',
      can: NOTHING,
    });
  });

  test('of kas-container, behind a warning', () => {
    expect(kasProgram('kas-container', 'warning: no tty\nkas-container 5.1\n')).toEqual({
      kas: 'kas-container',
      kind: 'kas-container',
      version: '5.1',
      can: ALL,
    });
  });

  test('of a kas that goes by another name', () => {
    const said = 'our-build 4.8.2 (configuration format version 19, earliest compatible version 1)';
    expect(kasProgram('./our-build', said)?.version).toBe('4.8.2');
  });

  test.each(['bash 5.2', 'GNU bash, version 5.2.15(1)-release', ''])('%j is none of kas', (said) =>
    expect(kasProgram('kas', said)).toBeUndefined(),
  );
});

describe('what a version can', () => {
  const can = (version: string) => kasProgram('kas', `kas ${version}`)?.can;

  test.each([
    ['3.2', { dump: true, concurrency: true, sstateMirrors: false }],
    ['4.0', { dump: true, sstateMirrors: false }],
    ['4.1', { sstateMirrors: true, gitconfigFile: false }],
    ['4.3.2', { gitconfigFile: true, cloneDepth: false, provenance: false, resolveLocal: false }],
    ['4.4', { cloneDepth: true, provenance: true, resolveLocal: true, lock: false }],
    ['4.6', { lock: true }],
    ['4.10', { lock: true }],
  ])('%s: %j', (version, expected) => expect(can(version)).toMatchObject(expected));

  test.each(['next', '5.4', '10.0', 'v5.0'])('%s: everything', (version) =>
    expect(can(version)).toEqual(ALL),
  );
});
