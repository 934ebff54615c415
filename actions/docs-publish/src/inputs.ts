import {
  checked,
  choice,
  flag,
  type InputsOf,
  list,
  number,
  requiredText,
  text,
} from '@pv-actions/core/action/inputs.ts';
import type { SetOutput } from '@pv-actions/core/action/stage.ts';
import { githubInputs, repositoryProblem, runId, token } from '@pv-actions/core/github/settings.ts';
import { checkDocsName, LATEST } from '@pv-actions/core/release/docs.ts';
import { checkChannel, checkTag } from '@pv-actions/core/release/names.ts';
import { fileInputs, storeInputs } from '@pv-actions/core/store/inputs.ts';

/** What `require-conclusion` is for a run that is not looked at. */
export const NOT_CHECKED = 'none';

const CONCLUSIONS = [
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
  'stale',
  'startup_failure',
  NOT_CHECKED,
];
const LONGEST_EVENT = 100;

export const inputs = {
  file: requiredText('Give the path of the docs tarball, or a glob that one file matches.'),
  artifact: text(),
  name: checked(text(), checkDocsName),
  tag: checked(requiredText('Give the tag of the release, or latest for development docs.'), (tag) =>
    tag === LATEST ? undefined : checkTag(tag),
  ),
  channel: checked(text(), checkChannel),
  ...storeInputs,
  'run-id': runId(),
  ...fileInputs,
  'index-form': choice(['devices', 'list'], 'devices'),
  'release-asset': flag(true),
  'release-timeout-seconds': number(0, 21_600).transform((seconds) => seconds ?? 600),
  ...githubInputs,
  'dispatch-repository': checked(text(), repositoryProblem),
  'dispatch-event': checked(text(), eventProblem).transform((event) => event ?? 'docs-release'),
  'dispatch-token': token(),
  'expected-sha': checked(text(), shaProblem),
  'require-conclusion': checked(list(['success']), conclusionsProblem),
  'dry-run': flag(false),
};

export const outputs = ['url', 'sha256', 'name', 'asset-url', 'dispatched'] as const;

export const initial = { dispatched: 'false' };

export type Inputs = InputsOf<typeof inputs>;
export type Output = SetOutput<(typeof outputs)[number]>;

function eventProblem(event: string): string | undefined {
  return event.length <= LONGEST_EVENT ? undefined : `GitHub takes at most ${LONGEST_EVENT} characters.`;
}

function shaProblem(sha: string): string | undefined {
  return /^[0-9a-f]{40}$/.test(sha)
    ? undefined
    : 'Use the full hash of a commit, as github.sha has it: 40 hex digits in lower case.';
}

function conclusionsProblem(conclusions: readonly string[]): string | undefined {
  const unknown = conclusions.find((each) => !CONCLUSIONS.includes(each));
  if (unknown !== undefined || conclusions.length === 0) return `Use any of: ${CONCLUSIONS.join(', ')}.`;
  const both = conclusions.includes(NOT_CHECKED) && conclusions.length > 1;
  return both ? `Use ${NOT_CHECKED} alone: the run is not looked at then.` : undefined;
}
