import type { Deps } from '@pv-actions/core/action/stage.ts';
import {
  type BitbakeCall,
  readBitbakeCall,
  readBitbakeOptions,
  targetsOf,
} from '@pv-actions/core/bitbake/bitbake-call.ts';
import { selectArtifacts } from '@pv-actions/core/bitbake/deploy.ts';
import type { DeployListing } from '@pv-actions/core/bitbake/deploy-files.ts';
import type { DeploySelection } from '@pv-actions/core/bitbake/deploy-selection.ts';
import { type DeployingBuild, isPartOnly } from '@pv-actions/core/bitbake/deploying-build.ts';
import { readBuildWords } from '@pv-actions/core/kas/kas-argv.ts';
import type { BuildResult } from '../build.ts';
import type { Plan } from '../plan.ts';
import { askTaskGraph } from './task-graph.ts';

/** What a build has left, and what is known of it. */
export interface Left {
  /** With the time of the files at which it began. */
  readonly result: Pick<BuildResult, 'call'> & { readonly since: number };
  /** What kas said when bitbake was asked for its folders. */
  readonly said: readonly string[];
  /** MACHINE. */
  readonly machine: string;
  readonly listing: DeployListing;
}

/**
 * Chooses the artifacts of a build. Where files are older than it, bitbake is asked what the build consists of: those that it had no
 * need to make again are its result, others are not.
 *
 * @throws StoppedError when the run is to be ended meanwhile.
 */
export async function selectOfBuild(plan: Plan, left: Left, deps: Deps): Promise<DeploySelection> {
  const { given } = plan;
  const { result, listing, machine } = left;
  const calls = callsOf(plan, left);
  const options = readBitbakeOptions(given['bitbake-args']);
  const build: DeployingBuild = {
    machine,
    since: result.since,
    targets: calls.flatMap((call) => targetsOf(call, options)),
  };
  const selection = selectArtifacts(listing, given.output, build);
  const inDoubt = selection.older.length + selection.leftOut.length > 0;
  if (!inDoubt || isPartOnly(build)) return selection;
  const tasks = calls.map(({ task }) => task);
  const graph = await askTaskGraph(plan, tasks, calls[0]?.targets ?? [], deps);
  return graph === undefined ? selection : selectArtifacts(listing, given.output, { ...build, graph });
}

/** The calls of bitbake: one, and another for the SDK. */
export function callsOf(
  { given }: Pick<Plan, 'given'>,
  { result, said }: Pick<Left, 'result' | 'said'>,
): BitbakeCall[] {
  const known = readBitbakeCall(said) ?? result.call;
  const ofKas = readBuildWords(given['kas-args']);
  const named = [...ofKas.targets, ...given.target];
  const targets = named.length > 0 ? named : (known?.targets ?? []);
  const { task = given.task ?? ofKas.task ?? known?.task ?? 'build' } = readBitbakeOptions(
    given['bitbake-args'],
  );
  const call = { task: task.replace(/^do_/, ''), targets };
  return given.sdk ? [call, { task: 'populate_sdk', targets }] : [call];
}
