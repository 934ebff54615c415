import { UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import { isBelow, SCOPES, type Scope, scopeOf } from '@pv-actions/core/pvtest/test-id.ts';
import { type Distro, SCRIPT } from './distro.ts';
import type { Inputs } from './inputs.ts';
import { type Durations, testsOfShard } from './shards.ts';

/** One call of the script: all tests of a scope that are to run. */
export interface Call {
  readonly scope: Scope;
  /** The ids of the tests, in the script's order. */
  readonly tests: readonly string[];
  /** What the script is told to run: the path that has these tests and no other, or the scope of a copy that has only these. */
  readonly path: string;
  /** Whether it runs in a copy of the distro that holds only its tests: the script takes one path. */
  readonly isSelection: boolean;
  /** How many tests run at a time. */
  readonly parallel: number;
  readonly retries: number;
  readonly valgrind: boolean;
  readonly netsim: boolean;
}

const PARALLEL = 4;
const RETRIES: Readonly<Record<Scope, number>> = { local: 1, remote: 3 };

type Wanted = Pick<Inputs, 'test-path' | 'shard' | 'parallel' | 'retries' | 'valgrind' | 'netsim'>;

/**
 * The calls that run the tests that are asked for: local ones first. A shard that has no tests of a scope has no call for it.
 *
 * @throws UserError for a path that has no tests, with those that are near.
 */
export function planCalls(distro: Distro, given: Wanted, durations: Durations): Call[] {
  const paths =
    given['test-path'].length === 0 ? SCOPES.filter((scope) => has(distro, scope)) : given['test-path'];
  const empty = paths.filter((path) => !has(distro, path));
  if (empty.length > 0) throw noTests(empty, distro);
  const wanted = distro.tests.filter((id) => paths.some((path) => isBelow(id, path)));
  const mine = given.shard === undefined ? wanted : testsOfShard(wanted, given.shard, durations);
  return SCOPES.flatMap((scope) => {
    const tests = mine.filter((id) => scopeOf(id) === scope);
    if (tests.length === 0) return [];
    const path = paths.find((each) => isExactly(distro, each, tests));
    return [
      { scope, tests, path: path ?? scope, isSelection: path === undefined, ...settings(scope, given) },
    ];
  });
}

/** The arguments of a call: the path comes first. @param workspace Absolute, must not exist. */
export function callArgv(call: Call, { options }: Distro, workspace: string): [string, ...string[]] {
  return [
    'bash',
    `./${SCRIPT}`,
    'run',
    call.path,
    ...(options.parallel ? ['-p', String(call.parallel)] : []),
    ...(options.retries ? ['-r', String(call.retries)] : []),
    ...(call.valgrind && options.valgrind ? ['-V'] : []),
    ...(call.netsim && options.netsim ? ['-n'] : []),
    '-w',
    workspace,
  ];
}

/** Sentences on what the calls ask of the script that it cannot do. */
export function lackingOptions(calls: readonly Call[], { options }: Distro): string[] {
  const asked = [
    ['parallel', options.parallel, calls.some(({ parallel }) => parallel > 1)],
    ['retries', options.retries, calls.some(({ retries }) => retries > 0)],
    ['valgrind', options.valgrind, calls.some(({ valgrind }) => valgrind)],
    ['netsim', options.netsim, calls.some(({ netsim }) => netsim)],
  ] as const;
  return asked
    .filter(([, can, wanted]) => wanted && !can)
    .map(([input]) => `The ${SCRIPT} of this distro has no option for ${input}: it goes its own way there.`);
}

/**
 * Remote tests share one account, and run side by side only where that is asked for them; netsim has one set of radios for the whole
 * host.
 */
function settings(scope: Scope, given: Wanted): Pick<Call, 'parallel' | 'retries' | 'valgrind' | 'netsim'> {
  const { parallel, retries } = given;
  const usual = scope === 'remote' ? 1 : (parallel.all ?? PARALLEL);
  return {
    parallel: given.netsim ? 1 : (parallel[scope] ?? usual),
    retries: retries[scope] ?? retries.all ?? RETRIES[scope],
    valgrind: given.valgrind,
    netsim: given.netsim,
  };
}

function has({ tests }: Distro, path: string): boolean {
  return tests.some((id) => isBelow(id, path));
}

function isExactly(distro: Distro, path: string, tests: readonly string[]): boolean {
  return (
    distro.tests.filter((id) => isBelow(id, path)).length === tests.length &&
    tests.every((id) => isBelow(id, path))
  );
}

function noTests(paths: readonly string[], { tests }: Distro): UserError {
  const near = paths.flatMap((path) => nearTests(path, tests));
  const known = near.length > 0 ? near : categoriesOf(tests);
  return new UserError(
    `The distro has no tests at ${paths.map(quote).join(', ')}.`,
    `Correct the input \`test-path\`. There ${known.length === 1 ? 'is' : 'are'}: ${shortList([...new Set(known)], ', ')}.`,
  );
}

/** What has the same parent, or the same name elsewhere. */
function nearTests(path: string, tests: readonly string[]): string[] {
  const parent = path.split('/').slice(0, -1).join('/');
  const name = path.split('/').at(-1) ?? '';
  return tests.filter((id) => (parent.includes('/') && isBelow(id, parent)) || id.split('/').includes(name));
}

function categoriesOf(tests: readonly string[]): string[] {
  return [...new Set(tests.map((id) => id.split('/').slice(0, 2).join('/')))];
}
