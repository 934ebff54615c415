import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import { conclude } from '@pv-actions/core/updates/conclude.ts';
import { placeOf } from '@pv-actions/core/updates/place.ts';
import { githubHost, remotesOf } from '@pv-actions/core/updates/remotes.ts';
import type { Report } from '@pv-actions/core/updates/report.ts';
import { updateEntry } from '@pv-actions/core/updates/tell.ts';
import { changeSentences, noteSentences } from './change-sentences.ts';
import { type Inputs, initial, inputs, type Output, outputs } from './inputs.ts';
import { layerChanges } from './layer-changes.ts';
import { type Layout, layoutOf } from './layout.ts';
import type { FileChange, SettledFile } from './made.ts';
import { makeFiles } from './make-files.ts';
import { type Revised, reviseLayers } from './revise.ts';
import { settleFiles } from './settle.ts';

/** Brings the layers that kas configurations pin to the heads of their branches, and proposes it. */
export async function run(given: Inputs, deps: Deps, output: Output): Promise<void> {
  const { log } = deps;
  const folder = resolve(given['working-directory']);
  const place = await placeOf(folder, true, deps);
  const at = { repository: place.root, cwd: await realpath(folder) };
  const scratch = { runFolder: deps.env['RUNNER_TEMP'] || tmpdir() };
  const layout = await layoutOf(given, at, scratch, deps);
  log.info(
    `${counted(layout.chosen.length, layout.list === undefined ? 'configuration' : 'machine')}, mode ${given.mode}.`,
  );

  const made = await makeFiles(layout, given, at, scratch, deps);
  for (const warning of made.warnings) log.warning(warning);
  const revised = await reviseLayers(made.files, remotesOf(given, deps), given, deps);
  const files = settleFiles(made.files, revised.revisionOf, given['keep-revisions']);
  const removed = await layout.removals();
  const changes = layerChanges(files, removed);

  const { updates, refused, failures, current } = revised;
  const report: Report = {
    stage: 'kas-lock',
    noun: 'layer',
    updates,
    refused,
    failures: [...made.failures, ...failures],
    changes: changeSentences(changes, updates, files),
    notes: [...noteSentences(made.fixed), ...revised.notes],
    githubHost: githubHost(deps.env),
  };
  const change = {
    branch: given.branch,
    report,
    files: proposed(files, removed),
    held: heldFiles(layout, made.failures, revised, files),
  };
  const entries = updates.map((update) => {
    const { name, ...rest } = updateEntry(update);
    return { name, files: update.places, ...rest };
  });
  const originals = [...files, ...removed].flatMap(({ path, before }) =>
    before === undefined ? [] : [{ path, content: before }],
  );
  await conclude({ report, current, changes: [change], originals, entries }, given, place, deps, output);
}

function proposed(files: readonly SettledFile[], removed: readonly FileChange[]) {
  return [...files, ...removed].map(({ path, after }) => ({ path, content: after }));
}

/** The files of what failed or was left aside, unless they change for something else. */
function heldFiles(
  layout: Layout,
  failures: readonly { readonly files: readonly string[] }[],
  { unseenFiles }: Revised,
  files: readonly SettledFile[],
): string[] {
  const changed = new Set(files.map(({ path }) => path));
  const unseen = new Set([
    ...failures.flatMap((failure) => failure.files),
    ...unseenFiles,
    ...layout.asideFiles,
  ]);
  return [...unseen].filter((path) => !changed.has(path));
}

export const stage = defineStage({ inputs, outputs, initial, run });
