import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { makePlan } from '@pv-actions/testkit/runner/make-plan.ts';
import { expandStrategy } from '@pv-actions/testkit/runner/matrix.ts';
import { resolve as resolveTemplate } from '@pv-actions/testkit/runner/template.ts';
import { SAMPLE_MACHINES } from '@pv-actions/testkit/sample-layer/sample-layer.ts';

const root = resolve(import.meta.dirname, '../../../..');
const examples = join(root, 'examples');
const names = (await readdir(examples)).filter((name) => name.endsWith('.yml'));

test.each(names)(
  '%s is a workflow that the local runner does, with the inputs that the stages have',
  async (name) => {
    const plan = await makePlan(join(examples, name), { repository: 'pantacor/pv-actions', folder: root });
    expect(plan.jobs.length).toBeGreaterThan(0);
  },
);

test('release.yml builds the machines of the sample layer', async () => {
  const plan = await makePlan(join(examples, 'release.yml'), {
    repository: 'pantacor/pv-actions',
    folder: root,
  });
  const strategy = plan.jobs[0]?.strategy ?? { kind: 'literal', value: null };
  const { legs } = expandStrategy(resolveTemplate(strategy, { contexts: {} }));
  const given = SAMPLE_MACHINES.map(({ name, config, target, output }) => ({
    machine: name,
    config,
    ...(target === '' ? {} : { target }),
    ...(output === '' ? {} : { output }),
  }));
  expect(legs).toEqual(given);
});
