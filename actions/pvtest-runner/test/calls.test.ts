import { describe, expect, test } from '@jest/globals';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { callArgv, lackingOptions, planCalls } from '../src/calls.ts';
import { type Distro, scriptOptions } from '../src/distro.ts';
import { workspaceArtifact } from '../src/finish.ts';

const ALL = { parallel: true, retries: true, valgrind: true, netsim: true };
const distro: Distro = {
  folder: '/distro',
  name: 'distro',
  tests: ['local/core/a', 'local/core/b', 'local/security/c', 'remote/hub/d', 'remote/hub/e'],
  options: ALL,
  script: '',
};
const GIVEN = {
  'test-path': [] as string[],
  shard: undefined,
  parallel: {},
  retries: {},
  valgrind: true,
  netsim: false,
};
const plan = (given: Partial<Parameters<typeof planCalls>[1]> = {}, of: Distro = distro) =>
  planCalls(of, { ...GIVEN, ...given }, new Map());
const argvs = (given: Partial<Parameters<typeof planCalls>[1]> = {}, of: Distro = distro): string[] =>
  plan(given, of).map((call) => callArgv(call, of, '/ws').join(' '));

test('without a path all local tests run, then all remote ones, one at a time', () => {
  expect(argvs()).toEqual([
    'bash ./test.docker.sh run local -p 4 -r 1 -V -w /ws',
    'bash ./test.docker.sh run remote -p 1 -r 3 -V -w /ws',
  ]);
});

test('a scope that the distro has no tests of is not called', () => {
  expect(argvs({}, { ...distro, tests: ['local/core/a'] })).toEqual([
    'bash ./test.docker.sh run local -p 4 -r 1 -V -w /ws',
  ]);
});

test('a path goes to the script as it is', () => {
  expect(
    argvs({ 'test-path': ['local/core/b'], parallel: { all: 2 }, retries: { all: 0 }, valgrind: false }),
  ).toEqual(['bash ./test.docker.sh run local/core/b -p 2 -r 0 -w /ws']);
});

test('several paths of a scope are one call on a copy that has these tests only', () => {
  const [call, ...more] = plan({ 'test-path': ['local/security', 'local/core/a'] });
  expect(more).toEqual([]);
  expect(call).toMatchObject({
    path: 'local',
    isSelection: true,
    tests: ['local/core/a', 'local/security/c'],
  });
});

test('paths of both scopes are a call each', () => {
  const calls = plan({ 'test-path': ['remote/hub', 'local/core'] });
  expect(calls.map(({ path, isSelection }) => [path, isSelection])).toEqual([
    ['local/core', false],
    ['remote/hub', false],
  ]);
});

test('paths that together are a whole folder of another path need no copy', () => {
  expect(plan({ 'test-path': ['local/core', 'local/core/a'] })).toMatchObject([
    { path: 'local/core', isSelection: false },
  ]);
});

test('a path whose tests are not those of the shard, although as many, is not called', () => {
  const two = { ...distro, tests: ['local/core/a', 'local/net/b'] };
  const durations = new Map(Object.entries({ 'local/core/a': 1, 'local/net/b': 9 }));
  const given = { ...GIVEN, 'test-path': ['local/core', 'local/net'], shard: { index: 1, of: 2 } };
  expect(planCalls(two, given, durations)).toMatchObject([{ path: 'local/net', tests: ['local/net/b'] }]);
});

test('a shard runs on a copy, and one that has nothing of a scope does not call it', () => {
  expect(plan({ shard: { index: 3, of: 3 } })).toMatchObject([
    { path: 'local', isSelection: true, tests: ['local/security/c'] },
  ]);
});

test("with netsim tests run one at a time: the radios are the host's", () => {
  expect(argvs({ netsim: true, 'test-path': ['local'] })).toEqual([
    'bash ./test.docker.sh run local -p 1 -r 1 -V -n -w /ws',
  ]);
});

describe('numbers', () => {
  const script = (given: Parameters<typeof argvs>[0]): string[] =>
    argvs({ valgrind: false, ...given }).map((argv) => argv.replace(/^.* run (.*) -w .*$/, '$1'));

  test('of one value are those of both scopes, but remote tests go one at a time', () => {
    expect(script({ parallel: { all: 2 }, retries: { all: 5 } })).toEqual([
      'local -p 2 -r 5',
      'remote -p 1 -r 5',
    ]);
  });

  test('of a scope are its own, and the other has the usual ones', () => {
    expect(script({ parallel: { remote: 2 }, retries: { local: 0, remote: 2 } })).toEqual([
      'local -p 4 -r 0',
      'remote -p 2 -r 2',
    ]);
    expect(script({ parallel: { local: 8 }, retries: { remote: 0 } })).toEqual([
      'local -p 8 -r 1',
      'remote -p 1 -r 0',
    ]);
  });
});

test('an option that the script does not know is left out, and that is said', () => {
  const old: Distro = { ...distro, options: { ...ALL, parallel: false, retries: false } };
  expect(argvs({ 'test-path': ['local'] }, old)).toEqual(['bash ./test.docker.sh run local -V -w /ws']);
  expect(lackingOptions(plan({ 'test-path': ['local'] }, old), old)).toEqual([
    'The test.docker.sh of this distro has no option for parallel: it goes its own way there.',
    'The test.docker.sh of this distro has no option for retries: it goes its own way there.',
  ]);
});

test('a script without valgrind and netsim is not told of them, and is not said to lack what nobody asks for', () => {
  const none = { parallel: false, retries: false, valgrind: false, netsim: false };
  const old: Distro = { ...distro, options: none };
  const asked = { 'test-path': ['local'], netsim: true, retries: { all: 0 } };
  expect(argvs(asked, old)).toEqual(['bash ./test.docker.sh run local -w /ws']);
  expect(lackingOptions(plan(asked, old), old)).toEqual([
    'The test.docker.sh of this distro has no option for valgrind: it goes its own way there.',
    'The test.docker.sh of this distro has no option for netsim: it goes its own way there.',
  ]);
  const modest = { 'test-path': ['local'], parallel: { all: 1 }, retries: { all: 0 }, valgrind: false };
  expect(lackingOptions(plan(modest, old), old)).toEqual([]);
});

test('one path without tests is refused, although others have some', () => {
  expect(userErrorOf(() => plan({ 'test-path': ['local/core', 'local/cor'] })).message).toBe(
    'The distro has no tests at "local/cor".',
  );
});

describe('a path without tests is an error that names what is near', () => {
  test.each([
    ['local/core/x', 'The distro has no tests at "local/core/x".', 'There are: local/core/a, local/core/b.'],
    ['local/hub/d', 'The distro has no tests at "local/hub/d".', 'There is: remote/hub/d.'],
    [
      'local/nothing',
      'The distro has no tests at "local/nothing".',
      'There are: local/core, local/security, remote/hub.',
    ],
    [
      'local/cor',
      'The distro has no tests at "local/cor".',
      'There are: local/core, local/security, remote/hub.',
    ],
  ])('%s', (path, message, known) => {
    const error = userErrorOf(() => plan({ 'test-path': [path] }));
    expect(error.message).toBe(message);
    expect(error.advice).toContain(known);
  });
});

test('the options of a script are the patterns of its case', () => {
  const script =
    '\tcase "$1" in\n\t\t-r|--retry)\n\t\t\tshift 2\n\t\t\t;;\n\t\t(-V | --valgrind) x=1 ;;\n\techo "-p N)"\n# -n)\n';
  expect(scriptOptions(script)).toEqual({ parallel: false, retries: true, valgrind: true, netsim: false });
  expect(scriptOptions('  -n|--netsim)\n  -p # -p)\n')).toMatchObject({ parallel: false, netsim: true });
});

describe('the name of the artifact', () => {
  const about = { sha: '0123456789abcdef', paths: [] as string[], shard: undefined, runAttempt: 1 };
  test.each([
    [about, 'pvtest-workspace-0123456-all'],
    [{ ...about, paths: ['local/core'] }, 'pvtest-workspace-0123456-local-core'],
    [{ ...about, paths: ['local', 'remote/hub+x'] }, 'pvtest-workspace-0123456-local-remote-hub-x'],
    [{ ...about, shard: { index: 2, of: 3 } }, 'pvtest-workspace-0123456-all-2of3'],
    [
      { ...about, paths: ['local'], shard: { index: 1, of: 2 }, runAttempt: 3 },
      'pvtest-workspace-0123456-local-1of2-3',
    ],
    [{ ...about, sha: undefined }, 'pvtest-workspace-unknown-all'],
  ])('%j', (given, name) => {
    expect(workspaceArtifact(given)).toBe(name);
  });

  test('is not endless', () => {
    const name = workspaceArtifact({ ...about, paths: [`local/${'x'.repeat(300)}`], runAttempt: 2 });
    expect(name).toBe(`pvtest-workspace-0123456-local-${'x'.repeat(114)}-2`);
  });
});
