import { counted, shortList } from '@pv-actions/core/action/wording.ts';
import type { Assessment } from './assess.ts';
import { type BucketMachines, folderOf } from './bucket-machines.ts';
import type { LeftoverUploads } from './leftover-uploads.ts';

/** What a verification saw that is no problem, and that a person may want to know. */
export function notesOf(
  { machines, listed }: BucketMachines,
  { survey }: Assessment,
  leftovers: LeftoverUploads,
): string[] {
  const named = new Set(survey.devices.map(({ tag, name }) => folderOf(tag, name)));
  const ofMachines = machines.flatMap(({ tag, machine, state, published }) => {
    const isNamed = named.has(folderOf(tag, machine));
    if (state.kind === 'claim') {
      return isNamed ? [] : [`${machine} ${tag} is not complete: a run uploads it, or died while it did.`];
    }
    if (!listed || published || state.kind !== 'complete') return [];
    return isNamed
      ? [`${machine} ${tag} is in the index, but not marked as published: a repair would not bring it back.`]
      : [`${machine} ${tag} is staged, and was never promoted.`];
  });
  const { uploads, unknown } = leftovers;
  const keys = uploads.map(({ key }) => key);
  return [
    ...ofMachines,
    ...(listed
      ? []
      : ['The bucket may not be listed, so published machines that the index lacks were not looked for.']),
    ...(uploads.length === 0
      ? []
      : [`${counted(uploads.length, 'unfinished upload')} of runs that died: ${shortList(keys, ', ', 6)}.`]),
    ...(unknown === undefined ? [] : [`Unfinished uploads were not looked for. ${unknown}`]),
  ];
}
