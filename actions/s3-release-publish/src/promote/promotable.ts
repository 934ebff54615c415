import { UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { isSameRepository, runToShow } from '@pv-actions/core/action/source.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { are, counted, shortList } from '@pv-actions/core/action/wording.ts';
import type { Manifest } from '@pv-actions/core/release/manifest.ts';
import { strangeFiles } from '../index-entries.ts';
import type { Release } from '../release.ts';
import type { StagedMachine } from './staged.ts';

const OTHERS =
  'Nothing was changed. Stage these machines from the commit of the release, with the same `public-url`, or remove the folders of those ' +
  'that do not belong to it.';
/** A good manifest must not be removed for what was read in its place. */
const NO_OBJECT =
  'Nothing was changed. Look at each manifest.json that is not JSON. Something between the runner and the store may have answered for it: ' +
  'check `endpoint` and the proxy, and run this step again. Where it is so in the bucket, stage that machine again.';

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
 * @throws UserError when nothing is staged, when an expected machine is missing, or when one is not complete, of another channel,
 * commit or repository, or has files elsewhere; it names each of them.
 */
export function promotable(
  staged: readonly StagedMachine[],
  release: Release,
  wanted: {
    readonly sha: string | undefined;
    readonly expected: readonly string[];
    readonly where: string;
    /** Of this run. */
    readonly env: Deps['env'];
  },
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
  const problems = staged.flatMap((each) => problemOf(each, release, wanted.sha, wanted.env));
  if (problems.length > 0) {
    throw new UserError(
      `${counted(problems.length, 'machine')} of ${tag} cannot be promoted:\n${shortList(problems, '\n')}`,
      staged.some(({ state }) => state.kind === 'unreadable' && state.isNoObject) ? NO_OBJECT : OTHERS,
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
  env: Deps['env'],
): string[] {
  if (state.kind === 'unreadable') return [`${machine}: ${state.problem} Look at ${manifestKey}.`];
  if (state.kind === 'claim') {
    const run = runToShow(state.source.run, env);
    const shown = run === undefined ? '' : ` (${run})`;
    return [`${machine}: not complete. A run${shown} uploads it, or ended before it was done.`];
  }
  const { channel, source } = state.manifest;
  const { GITHUB_REPOSITORY: repository } = env;
  const by = source.repository;
  const isOther = repository !== undefined && by !== undefined && !isSameRepository(by, repository);
  const problems = [
    ...(isOther ? [`staged by the repository ${quote(by)}, not ${quote(repository)}`] : []),
    ...(source.sha === sha
      ? []
      : [
          `staged from ${source.sha === undefined ? 'an unknown commit' : `commit ${source.sha}`}, not ${sha}`,
        ]),
    ...(channel === release.channel ? [] : [`staged for the channel ${channel}, not ${release.channel}`]),
  ];
  if (problems.length > 0) return [`${machine}: ${problems.join('; ')}.`];
  const [strange] = strangeFiles(release, state.manifest);
  return strange === undefined ? [] : [`${machine}: ${strange.problem}`];
}
