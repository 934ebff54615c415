import { expect, test } from '@jest/globals';
import { run } from '../actions/index.ts';
import { stageNames } from '../scripts/stage-names.ts';

test.each(stageNames)('%s declares in inputs.ts what its stage has', async (name) => {
  const declared = await import(`../actions/${name}/src/inputs.ts`);
  const { stage } = await import(`../actions/${name}/src/main.ts`);
  expect(stage.inputs).toBe(declared.inputs);
  expect(stage.outputs).toBe(declared.outputs);
  expect(stage.initial).toBe(declared.initial);
});

test('a stage that does not exist is named', async () => {
  await expect(run('badge')).rejects.toThrow('The stage "badge" cannot be loaded.');
});
