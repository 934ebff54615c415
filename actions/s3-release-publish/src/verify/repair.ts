import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { keyOfKind } from '@pv-actions/core/release/device.ts';
import { sameParts } from '@pv-actions/core/release/index-comparison.ts';
import type { IndexProblem } from '@pv-actions/core/release/index-survey.ts';
import { completeMachine, strangeFiles, type TagMachines } from '../index-entries.ts';
import type { Assessment, Evidence } from './assess.ts';
import { type BucketMachine, folderOf } from './bucket-machines.ts';

/** What a repair writes, and what it cannot. */
export interface RepairPlan {
  readonly tags: readonly TagMachines[];
  /** Published machines that the index cannot name again. */
  readonly problems: readonly IndexProblem[];
}

/**
 * Finds the published machines that the index does not name, or names otherwise than their manifest, and whose objects are all
 * there as the manifest says.
 *
 * @throws UserError when the store gives no answer about an object.
 */
export async function planRepair({ survey }: Assessment, evidence: Evidence): Promise<RepairPlan> {
  const published = [...evidence.machines.values()].filter((machine) => machine.published);
  const devices = Map.groupBy(survey.devices, ({ tag, name }) => folderOf(tag, name));
  const channels = Map.groupBy(survey.tags, ({ tag }) => tag);
  const isWanted = ({ entry, state, tag, machine }: BucketMachine): boolean => {
    if (state.kind !== 'complete' || entry === undefined) return false;
    const { channel } = state.manifest;
    const elsewhere = channels.get(tag) ?? [];
    // The index has one channel for a tag: which one is right, nobody but a person knows.
    if (elsewhere.length > 0 && !elsewhere.some((each) => each.channel === channel)) return false;
    const named = (devices.get(folderOf(tag, machine)) ?? []).filter((each) => each.channel === channel);
    return named.length === 0 || named.some((device) => !sameParts(device, entry));
  };
  const checked = await inParallel(published.filter(isWanted), async (machine) => ({
    machine,
    problems: await objectProblems(machine, evidence),
  }));
  const whole = checked.flatMap(({ machine, problems }) => (problems.length === 0 ? [machine] : []));
  return {
    tags: tagsOf(whole, published, evidence),
    problems: checked.flatMap(({ problems }) => problems),
  };
}

async function objectProblems(machine: BucketMachine, evidence: Evidence): Promise<IndexProblem[]> {
  if (machine.state.kind !== 'complete') return [];
  const strange = new Map(
    strangeFiles(evidence.layer, machine.state.manifest).map(({ file, problem }) => [file, problem]),
  );
  const problems = await inParallel(machine.state.manifest.files, async (file) => {
    const problem = strange.get(file) ?? (await evidence.objects.problem(file.key, file));
    if (problem === undefined) return [];
    const { tag, machine: name } = machine;
    return [
      {
        ...{ tag, machine: name, part: keyOfKind(file.kind) ?? file.kind, url: file.url },
        problem: `Cannot be put back: ${problem}`,
      },
    ];
  });
  return problems.flat();
}

function tagsOf(
  whole: readonly BucketMachine[],
  published: readonly BucketMachine[],
  { layer }: Evidence,
): TagMachines[] {
  const rebuilt = whole.flatMap(({ state, tag }) => {
    if (state.kind !== 'complete') return [];
    return [completeMachine({ ...layer, tag, channel: state.manifest.channel }, state.manifest, state.text)];
  });
  const groups = Map.groupBy(rebuilt, ({ release }) => JSON.stringify([release.channel, release.tag]));
  return [...groups.values()].flatMap((machines) => {
    const [first] = machines;
    if (first === undefined) return [];
    const { channel, tag } = first.release;
    return [{ channel, tag, machines, date: earliest(published, channel, tag) }];
  });
}

/** When the first of the published machines of a tag was complete. */
function earliest(published: readonly BucketMachine[], channel: string, tag: string): Date {
  const times = published.flatMap(({ state }) =>
    state.kind === 'complete' && state.manifest.channel === channel && state.manifest.tag === tag
      ? [Date.parse(state.manifest.published)]
      : [],
  );
  return new Date(times.reduce((first, time) => Math.min(first, time)));
}
