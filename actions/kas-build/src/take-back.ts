import { messageOf } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { giveBack } from './hand-over.ts';
import type { RunRecord } from './journal.ts';
import { undoSafeDirectories } from './safe-directory.ts';

/** Undoes what was changed for one run. What cannot be undone is a warning: the build is done. */
export async function takeBack(record: RunRecord, deps: Deps): Promise<void> {
  const { handedOver, safeDirectories } = record;
  const undo = [
    ...(handedOver === undefined ? [] : [() => giveBack(handedOver)]),
    ...(safeDirectories === undefined ? [] : [() => undoSafeDirectories(safeDirectories, deps)]),
  ];
  for (const step of undo) {
    await step().catch((thrown) => deps.log.warning(`Not taken back after the build: ${messageOf(thrown)}`));
  }
}
