import { type InputsOf, list, text } from '@pv-actions/core/action/inputs.ts';
import type { SetOutput } from '@pv-actions/core/action/stage.ts';
import { judgementInputs } from '@pv-actions/core/pvtest/inputs.ts';
import { VERDICTS } from '@pv-actions/core/pvtest/report.ts';

export const inputs = {
  reports: list(),
  artifacts: text().transform((pattern) => pattern ?? 'pvtest-workspace-*'),
  ...judgementInputs,
};

export const outputs = ['verdict', 'total', ...VERDICTS, 'junit', 'report'] as const;

export const initial = {
  verdict: 'failed',
  total: 0,
  passed: 0,
  failed: 0,
  flaky: 0,
  skipped: 0,
  aborted: 0,
  infrastructure: 0,
  incomplete: 0,
};

export type Inputs = InputsOf<typeof inputs>;
export type Output = SetOutput<(typeof outputs)[number]>;
