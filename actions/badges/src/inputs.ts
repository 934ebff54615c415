import { checked, flag, type InputsOf, list, requiredText, text } from '@pv-actions/core/action/inputs.ts';
import { pattern, patternWith } from '@pv-actions/core/action/pattern.ts';
import type { SetOutput } from '@pv-actions/core/action/stage.ts';
import { githubInputs, runId } from '@pv-actions/core/github/settings.ts';
import type { BadgeFormat } from '@pv-actions/core/release/keys.ts';
import { checkChannel, checkRelativePath, checkTag } from '@pv-actions/core/release/names.ts';
import { storeInputs } from '@pv-actions/core/store/inputs.ts';

const FORMATS: readonly string[] = ['json', 'svg'] satisfies BadgeFormat[];

export const inputs = {
  tag: checked(requiredText('Give the tag of the release.'), checkTag),
  channel: checked(text(), checkChannel),
  ...storeInputs,
  ...githubInputs,
  'run-id': runId(),
  'job-pattern': patternWith('machine', 'build \\((?<machine>[^)]+)\\)'),
  'test-pattern': pattern(),
  formats: checked(list(FORMATS), formatsProblem).transform((words) =>
    FORMATS.filter((format): format is BadgeFormat => words.includes(format)),
  ),
  prune: flag(false),
  readme: checked(text(), checkRelativePath),
  summary: flag(true),
  'allow-empty': flag(false),
  'dry-run': flag(false),
};

export const outputs = ['badges', 'passing', 'failing', 'changed'] as const;

export const initial = { badges: '[]', passing: 0, failing: 0, changed: 'false' };

export type Inputs = InputsOf<typeof inputs>;
export type Output = SetOutput<(typeof outputs)[number]>;

function formatsProblem(words: readonly string[]): string | undefined {
  return words.length > 0 && words.every((word) => FORMATS.includes(word))
    ? undefined
    : 'Use json, svg, or both.';
}
