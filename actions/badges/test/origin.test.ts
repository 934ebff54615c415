import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Bench, errorOf, openBench, REPOSITORY } from './bench.ts';
import { badgesHere } from './here.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** Nothing is written for a run whose jobs say nothing about the release. */
async function refused(run: string, inputs: Readonly<Record<string, string>> = {}): Promise<string> {
  bench.requests();
  const result = await badgesHere(bench, run, inputs);
  expect(result.exitCode).toBe(1);
  expect(result.outputs).toEqual({ badges: '[]', passing: '0', failing: '0', changed: 'false' });
  expect(bench.written()).toEqual([]);
  return errorOf(result);
}

const urlOf = (run: string): string => `${bench.github.url}/${REPOSITORY}/actions/runs/${run}`;

test.each([
  ['mallory/sample', 'mallory/sample'],
  [null, 'a fork that was deleted'],
])('a run that built %s', async (headRepository, shown) => {
  const run = await bench.seed(['build (a)'], { headRepository, headBranch: '029' });
  expect(await refused(run)).toBe(
    `The run ${urlOf(run)} built ${shown}, not ${REPOSITORY}.\n` +
      'Its badges would be those of a release. Let this workflow start for runs of this repository only.',
  );
});

test('a tag that is not there, also where a branch has its name', async () => {
  const { headSha: sha } = await bench.github.seedRun();
  await bench.github.ask('POST', `/repos/${REPOSITORY}/git/refs`, { ref: 'refs/heads/031', sha });
  const run = await bench.seed(['build (a)'], { headBranch: '031' });
  for (const dryRun of ['false', 'true']) {
    expect(await refused(run, { tag: '031', 'dry-run': dryRun })).toBe(
      `There is no tag "031" in ${REPOSITORY}.\nA branch is not enough, nor is a tag of a fork. Push the tag, or correct the input \`tag\`. ` +
        'In a private repository the token of `github-token` needs `contents: read` to see it.',
    );
  }
});

test('a run that built another commit than that of the tag', async () => {
  const { headSha } = await bench.github.seedRun();
  const run = await bench.seed(['build (a)'], { headSha: 'e'.repeat(40) });
  expect(await refused(run, { tag: '030' })).toBe(
    `The tag "030" is on ${headSha}, and the run ${urlOf(run)} built ${'e'.repeat(40)}.\n` +
      'Its jobs say nothing about that release. Correct `tag` or `run-id`, or run the workflow for the tag.',
  );
});
