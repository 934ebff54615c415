import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Report, Verdict } from '@pv-actions/core/pvtest/report.ts';
import type { TryBehaviour } from '@pv-actions/testkit/pvtest/behaviour.ts';
import type { DistroTest } from '@pv-actions/testkit/pvtest/distro.ts';
import { type Seeded, seeded } from '@pv-actions/testkit/seeded.ts';
import { type Host, openHost } from './host.ts';

const COUNT = process.env['PV_TEST_LONG'] === 'true' ? 200 : 20;
const RETRIES = 2;

let host: Host;
beforeEach(async () => {
  host = await openHost();
});
afterEach(() => host.close());

type Outcome = Report['tests'][number]['tries'][number]['outcome'];

/** What a try does, and what is to be said of it. */
const TRIES: readonly (readonly [Outcome, TryBehaviour])[] = [
  ['passed', {}],
  ['passed', { steps: [{ print: "'local/core/t0' FAILED (0 s)" }] }],
  ['failed', { end: 'fail', diff: "1c1\n< a\n---\n> 'local/core/t1' PASSED (0 s)\n" }],
  ['failed', { end: 'not-ready' }],
  ['failed', { end: 'fail', code: 137 }],
  ['aborted', { end: 'abort' }],
  ['infrastructure', { refuse: 'port' }],
  ['infrastructure', { refuse: 'name' }],
];

interface Model {
  readonly test: DistroTest;
  readonly outcomes: readonly Outcome[];
  readonly verdict: Verdict;
}

/** A test that is retried until it has passed, was aborted, or has no retry left. */
function modelOf(id: string, random: Seeded): Model {
  if (random.below(8) === 0) return { test: { id, skip: true }, outcomes: ['skipped'], verdict: 'skipped' };
  const tries = Array.from({ length: RETRIES + 1 }, () => random.pick(TRIES));
  const last = tries.findIndex(([outcome]) => outcome === 'passed' || outcome === 'aborted');
  const outcomes = tries.slice(0, last < 0 ? undefined : last + 1).map(([outcome]) => outcome);
  const end = outcomes.at(-1) ?? 'incomplete';
  return {
    test: { id, behaviour: { tries: tries.map(([, behaviour]) => behaviour) } },
    outcomes,
    verdict: end === 'passed' && outcomes.length > 1 ? 'flaky' : end,
  };
}

test(`${COUNT} tests that do anything, eight at a time, are reported as they were`, async () => {
  const random = seeded(20261126);
  const models = Array.from({ length: COUNT }, (_, at) =>
    modelOf(`local/${random.pick(['core', 'net'])}/t${at}`, random),
  ).sort((a, b) => (a.test.id < b.test.id ? -1 : 1));
  await host.write({ tests: models.map(({ test }) => test), retryPause: 0 });
  const result = await host.run({
    'test-path': 'local',
    parallel: '8',
    retries: String(RETRIES),
    valgrind: 'false',
    upload: 'false',
  });
  const { tests, problems } = await host.report(result);
  expect(tests.map(({ id, verdict, tries }) => [id, verdict, tries.map(({ outcome }) => outcome)])).toEqual(
    models.map(({ test: { id }, verdict, outcomes }) => [id, verdict, outcomes]),
  );
  expect(problems).toEqual([]);
  for (const verdict of ['passed', 'flaky', 'failed', 'skipped', 'aborted', 'infrastructure'] as const) {
    const count = models.filter((model) => model.verdict === verdict).length;
    expect([verdict, result.outputs[verdict]]).toEqual([verdict, String(count)]);
  }
  expect(await host.docker.containers()).toEqual([]);
}, 180_000);
