import { choice, flag, type InputsOf, text } from '@pv-actions/core/action/inputs.ts';
import type { SetOutput } from '@pv-actions/core/action/stage.ts';
import { initialOutputs, updateInputs, updateOutputs } from '@pv-actions/core/updates/inputs.ts';

export const inputs = {
  components: text(),
  group: choice(['all', 'component'], 'all'),
  'version-comments': flag(false),
  ...updateInputs(),
};

export const outputs = updateOutputs;

export const initial = initialOutputs;

export type Inputs = InputsOf<typeof inputs>;
export type Output = SetOutput<(typeof outputs)[number]>;
