import { checked, choice, flag, type InputsOf, number, text } from '@pv-actions/core/action/inputs.ts';
import type { SetOutput } from '@pv-actions/core/action/stage.ts';
import { initialOutputs, updateInputs, updateOutputs } from '@pv-actions/core/updates/inputs.ts';

export const inputs = {
  machines: text(),
  configs: text().transform((value) =>
    (value ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
  mode: choice(['resolve', 'lock', 'inline'], 'resolve'),
  'keep-revisions': flag(false),
  'config-prefix': checked(text(), noDash),
  kas: checked(text(), noDash).transform((value) => value ?? 'kas'),
  'timeout-minutes': number(0.01, 30_000, 'any'),
  ...updateInputs(),
};

export const outputs = updateOutputs;

export const initial = initialOutputs;

export type Inputs = InputsOf<typeof inputs>;
export type Output = SetOutput<(typeof outputs)[number]>;

function noDash(value: string): string | undefined {
  return value.startsWith('-') ? 'A value that starts with a dash would be an option.' : undefined;
}
