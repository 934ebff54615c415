import { globProblem } from '@pv-actions/core/action/glob.ts';
import { checked, type InputsOf, list, text } from '@pv-actions/core/action/inputs.ts';
import type { SetOutput } from '@pv-actions/core/action/stage.ts';
import { countOf } from '@pv-actions/core/pvtest/counts.ts';
import { judgementInputs } from '@pv-actions/core/pvtest/inputs.ts';
import { VERDICTS } from '@pv-actions/core/pvtest/report.ts';

export const inputs = {
  reports: list(),
  artifacts: checked(text(), globProblem).transform((pattern) => pattern ?? 'pvtest-workspace-*'),
  ...judgementInputs,
};

export const outputs = ['verdict', 'total', ...VERDICTS, 'junit', 'report'] as const;

export const initial = { verdict: 'failed', ...countOf([]) };

export type Inputs = InputsOf<typeof inputs>;
export type Output = SetOutput<(typeof outputs)[number]>;
