import { UserError } from '@pv-actions/core/action/errors.ts';
import {
  checked,
  choice,
  flag,
  type InputsOf,
  list,
  number,
  quote,
  requiredText,
  text,
} from '@pv-actions/core/action/inputs.ts';
import type { SetOutput } from '@pv-actions/core/action/stage.ts';
import { githubInputs, runId } from '@pv-actions/core/github/settings.ts';
import { isListedKind } from '@pv-actions/core/release/device.ts';
import { KINDS } from '@pv-actions/core/release/kinds.ts';
import { checkChannel, checkMachine, checkTag } from '@pv-actions/core/release/names.ts';
import { fileInputs, storeInputs } from '@pv-actions/core/store/inputs.ts';
import { ALL, LAYOUTS } from './plan.ts';

/** What `tag` is for `phase: verify` to mean every tag of the index. */
export const ALL_TAGS = '*';

/** What `files` is for no further kind. */
const NONE = 'none';

const MAX_GZIP_LEVEL = 9;

export const inputs = {
  phase: choice(['publish', 'stage', 'promote', 'verify'], 'publish'),
  'artifact-dir': text(),
  artifact: text(),
  tag: checked(requiredText('Give the tag of the release.'), (tag) =>
    tag === ALL_TAGS ? undefined : checkTag(tag),
  ),
  channel: checked(text(), checkChannel),
  machine: checked(text(), checkMachine),
  ...storeInputs,
  'index-form': choice(['devices', 'list'], 'devices'),
  overwrite: choice(['never', 'always'], 'never'),
  sha: checked(text(), shaProblem),
  'expected-machines': checked(list(), (names) => names.map(checkMachine).find((each) => each)),
  deep: flag(false),
  repair: flag(false),
  layout: checked(list(['bundle']), layoutProblem),
  files: checked(list([ALL]), filesProblem),
  'bundle-format': choice(['tar.gz', 'tar.zst'], 'tar.gz'),
  'compression-level': number(1, 19),
  'gzip-members': choice(['many', 'one'], 'many'),
  sha256sums: flag(false),
  ...fileInputs,
  'run-id': runId(),
  ...githubInputs,
  'part-size-mb': number(5, 1024),
  concurrency: number(1, 64).transform((parts) => parts ?? 4),
  'dry-run': flag(false),
};

export const outputs = [
  'entry',
  'files',
  'subjects',
  'manifest-url',
  'index-url',
  'bytes-read',
  'bytes-uploaded',
  'files-skipped',
  'problems',
] as const;

export const initial = { 'bytes-read': 0, 'bytes-uploaded': 0, 'files-skipped': 0 };

export type Inputs = InputsOf<typeof inputs>;
export type Output = SetOutput<(typeof outputs)[number]>;

/**
 * Holds the inputs against each other.
 *
 * @throws UserError with a line for each that the phase lacks, or that does not go with another.
 */
export function checkTogether(given: Inputs): void {
  const { phase } = given;
  const publishes = phase === 'publish' || phase === 'stage';
  const level = given['compression-level'] ?? 0;
  const only = (wrong: boolean, name: string, value: string, phases: string): string[] =>
    wrong ? [`Input "${name}" is "${value}", which goes with ${phases} only.`] : [];
  const problems = [
    ...(publishes ? stagedProblem(given) : []),
    ...(phase === 'promote' && given.sha === undefined
      ? ['Input "sha" is missing. Give the commit that the machines were staged from.']
      : []),
    ...(phase !== 'verify' && given.tag === ALL_TAGS
      ? [`Input "tag" is "${ALL_TAGS}". Only \`phase: verify\` takes all tags. Give the tag of the release.`]
      : []),
    ...(given['bundle-format'] === 'tar.gz' && level > MAX_GZIP_LEVEL
      ? [
          `Input "compression-level" is "${level}". gzip knows 1 to ${MAX_GZIP_LEVEL}; 10 to 19 go with \`bundle-format: tar.zst\`.`,
        ]
      : []),
    ...(given['bundle-format'] !== 'tar.gz' && given['gzip-members'] === 'one'
      ? ['Input "gzip-members" is "one", which goes with `bundle-format: tar.gz` only.']
      : []),
    ...only(
      !publishes && given.machine !== undefined,
      'machine',
      given.machine ?? '',
      '`publish` and `stage`',
    ),
    ...only(!publishes && given.overwrite === 'always', 'overwrite', 'always', '`publish` and `stage`'),
    ...only(publishes && given.deep, 'deep', 'true', '`promote` and `verify`'),
    ...only(phase !== 'verify' && given.repair, 'repair', 'true', '`verify`'),
    ...only(
      phase !== 'promote' && given['expected-machines'].length > 0,
      'expected-machines',
      given['expected-machines'].join(' '),
      '`promote`',
    ),
  ];
  if (problems.length > 0)
    throw new UserError(problems.join('\n'), 'Correct the `with:` block of this step.');
}

function stagedProblem({ artifact, 'artifact-dir': folder }: Inputs): string[] {
  if (artifact === undefined && folder === undefined) {
    return [
      'Input "artifact-dir" is missing. Name the folder that kas-build staged: its output artifact-dir. Or name the `artifact` that holds it.',
    ];
  }
  if (artifact === undefined || folder === undefined) return [];
  return [
    'Input "artifact" and input "artifact-dir" are given both. Give the one that holds what was staged.',
  ];
}

function layoutProblem(layouts: readonly string[]): string | undefined {
  const known: readonly string[] = LAYOUTS;
  return layouts.every((layout) => known.includes(layout)) ? undefined : 'Use bundle, files, or both.';
}

function filesProblem(kinds: readonly string[]): string | undefined {
  const unknown = kinds.filter((kind) => !isKind(kind) && kind !== ALL && kind !== NONE);
  if (unknown.length > 0) {
    const known = KINDS.filter(isListedKind).filter((kind) => kind !== 'image');
    return `There is no such kind: ${unknown.map(quote).join(', ')}. Use all, none, or any of ${known.join(', ')}.`;
  }
  return kinds.length > 1 && kinds.some((kind) => !isKind(kind))
    ? 'Use all or none alone, or the kinds that you want.'
    : undefined;
}

function isKind(word: string): boolean {
  return KINDS.some((kind) => kind === word);
}

function shaProblem(sha: string): string | undefined {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)
    ? undefined
    : 'Use the full hash of a commit, as github.sha has it: 40 hex digits in lower case.';
}
