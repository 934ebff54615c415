import { UserError } from '@pv-actions/core/action/errors.ts';
import { are, counted, shortList } from '@pv-actions/core/action/wording.ts';
import type { Manifest } from '@pv-actions/core/release/manifest.ts';
import type { Release } from '../release.ts';
import type { StagedMachine } from './staged.ts';

/** A machine that may be promoted. */
interface Promotable {
  readonly manifest: Manifest;
  /** Its manifest.json as it stands. */
  readonly text: string;
}

/**
 * Decides whether all that is staged may be promoted.
 *
 * @returns The machines by name.
 * @throws UserError when nothing is staged, when an expected machine is missing, or when one is not complete, of another channel or
 * of another commit; it names each of them.
 */
export function promotable(
  staged: readonly StagedMachine[],
  release: Release,
  wanted: { readonly sha: string | undefined; readonly expected: readonly string[]; readonly where: string },
): Promotable[] {
  const { tag } = release;
  if (staged.length === 0) {
    throw new UserError(
      `No machine of ${tag} is staged in ${wanted.where}: there is no manifest.json below ${tag}/.`,
      'Stage the machines first (`phase: stage`), and check `tag`, `bucket` and `prefix`.',
    );
  }
  const missing = [...new Set(wanted.expected)].filter(
    (name) => !staged.some(({ machine }) => machine === name),
  );
  if (missing.length > 0) {
    const there = staged.map(
      (each) => `${each.machine}${each.state.kind === 'claim' ? ' (not complete)' : ''}`,
    );
    throw new UserError(
      `${counted(missing.length, 'machine')} of ${tag} ${are(missing.length)} not staged: ${shortList(missing, ', ')}. ` +
        `Staged ${are(there.length)}: ${shortList(there, ', ')}.`,
      'Nothing was changed. See why their jobs staged nothing, or correct `expected-machines`.',
    );
  }
  const problems = staged.flatMap((each) => problemOf(each, release, wanted.sha));
  if (problems.length > 0) {
    throw new UserError(
      `${counted(problems.length, 'machine')} of ${tag} cannot be promoted:\n${shortList(problems, '\n')}`,
      'Nothing was changed. Stage these machines from the commit of the release, or remove the folders of those that do not belong to it.',
    );
  }
  return staged
    .flatMap(({ state }) => (state.kind === 'complete' ? [state] : []))
    .sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
}

function problemOf(
  { machine, manifestKey, state }: StagedMachine,
  release: Release,
  sha: string | undefined,
): string[] {
  if (state.kind === 'unreadable') return [`${machine}: ${state.problem} Look at ${manifestKey}.`];
  if (state.kind === 'claim') {
    const run = state.source.run === undefined ? '' : ` (${state.source.run})`;
    return [`${machine}: not complete. A run${run} uploads it, or ended before it was done.`];
  }
  const { channel, source } = state.manifest;
  const problems = [
    ...(source.sha === sha
      ? []
      : [
          `staged from ${source.sha === undefined ? 'an unknown commit' : `commit ${source.sha}`}, not ${sha}`,
        ]),
    ...(channel === release.channel ? [] : [`staged for the channel ${channel}, not ${release.channel}`]),
  ];
  return problems.length === 0 ? [] : [`${machine}: ${problems.join('; ')}.`];
}
