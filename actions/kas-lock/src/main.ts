import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import type { Finder, Remotes } from '@pv-actions/core/git/remote.ts';
import { openLayerFolder } from '@pv-actions/core/git/work-tree.ts';
import { findKas } from '@pv-actions/core/kas/find-kas.ts';
import { reportFindings } from '@pv-actions/core/updates/findings.ts';
import { githubHost, remotesOf } from '@pv-actions/core/updates/open-remotes.ts';
import { updateEntry } from '@pv-actions/core/updates/report.ts';
import { requestBranch } from '@pv-actions/core/updates/request-branch.ts';
import type { Report } from '@pv-actions/core/updates/update.ts';
import { askedOnce } from './asked-once.ts';
import { formerBranches } from './former-branch.ts';
import { keepLocks, keepResolved } from './in-place.ts';
import { planInline } from './inline.ts';
import { type Inputs, initial, inputs, type Output, outputs } from './inputs.ts';
import { kasCaller } from './kas-call.ts';
import { openKasFolder } from './kas-folder.ts';
import { changeSentences, layerChanges, noteSentences } from './layer-changes.ts';
import { lockTargets } from './lock.ts';
import { offBranchSentences } from './off-branch.ts';
import { pinnedFiles } from './pinned.ts';
import { resolveTargets } from './resolve.ts';
import { changedFiles, type LayerRevisions, layerRevisions } from './revisions.ts';
import { planTargets, type TargetPlan } from './targets.ts';
import type { ChangedFile, Checkout, FileChange, PlannedFiles, TargetFailure } from './types.ts';

/** Brings the layers that kas configurations pin to the heads of their branches, and proposes it. */
export async function run(given: Inputs, deps: Deps, output: Output): Promise<void> {
  const { log } = deps;
  const folder = resolve(deps.env['GITHUB_WORKSPACE'] || '.', given['working-directory']);
  const layer = await openLayerFolder(folder, true, deps);
  const checkout = { repository: layer.root, cwd: await realpath(folder) };
  const scratch = { runFolder: deps.env['RUNNER_TEMP'] || tmpdir() };
  const plan = await planTargets(given, checkout, scratch, deps);
  log.info(
    `${counted(plan.chosen.length, plan.list === undefined ? 'configuration' : 'machine')}, mode ${given.mode}.`,
  );

  const remotes = askedOnce(remotesOf(given, deps));
  const planned = await planFiles(plan, given, checkout, { ...scratch, remotes }, deps);
  for (const warning of planned.warnings) log.warning(warning);
  const pinned = await pinnedFiles(planned.files, remotes);
  const offBranch = await offBranchSentences(planned.fixed, remotes);
  for (const sentence of offBranch) log.warning(sentence);
  const formerBranch = formerBranches(pinned.files, checkout, deps);
  const revisions = await layerRevisions(pinned.files, remotes, given, { log, formerBranch });
  const files = changedFiles(pinned.files, revisions.revisionOf, given['keep-revisions']);
  const removed = await plan.removals();
  const changes = layerChanges(files, removed);

  const { updates, refused, failures, current } = revisions;
  const report: Report = {
    stage: 'kas-lock',
    noun: 'layer',
    updates,
    refused,
    failures: [...distinct(planned.failures), ...failures],
    changes: changeSentences(changes, updates, files, {
      switched: revisions.switched,
      expanded: pinned.expanded,
    }),
    notes: [
      ...noteSentences(planned.fixed),
      ...(planned.notes ?? []),
      ...pinned.notes,
      ...offBranch,
      ...revisions.notes,
    ],
    githubHost: githubHost(deps.env),
  };
  const change = {
    branch: await requestBranch('kas-layers', given, deps),
    report,
    files: proposed(files, removed),
    held: heldFiles(plan, planned.failures, revisions, files),
  };
  const entries = updates.map((update) => {
    const { name, ...rest } = updateEntry(update);
    return { name, files: update.files, ...rest };
  });
  const originals = [...files, ...removed].flatMap(({ path, before }) =>
    before === undefined ? [] : [{ path, content: before }],
  );
  await reportFindings(
    { report, current, changes: [change], originals, entries },
    given,
    layer,
    deps,
    output,
  );
}

/**
 * Has kas make the files of all targets, or takes those that stand there where this kas cannot.
 *
 * @param scratch `runFolder`: a folder of this run. Nothing stays there. `remotes` are asked for what kas does not say.
 * @throws UserError for what is no failure of a single target.
 */
async function planFiles(
  { chosen, tracked }: TargetPlan,
  given: Inputs,
  checkout: Checkout,
  { runFolder, remotes }: { readonly runFolder: string; readonly remotes: Remotes & Finder },
  deps: Deps,
): Promise<PlannedFiles> {
  const { mode } = given;
  if (mode === 'inline') return planInline(chosen, checkout, remotes);
  const program = await findKas(given.kas, checkout.cwd, deps);
  if (program.kind !== 'kas') {
    throw new UserError(
      `"${given.kas}" is ${program.kind}, and this stage runs kas itself.`,
      'Name a kas in the input kas. It clones layers and reads configurations, and builds nothing.',
    );
  }
  deps.log.info(`kas ${program.version}.`);
  if (mode === 'resolve' && !program.can.dump) return keepResolved(chosen, checkout, program);
  if (mode === 'lock' && !program.can.lock) return keepLocks(chosen, checkout, program);
  const { 'remote-token': value, 'git-base-url': origin } = given;
  const folder = await openKasFolder(value === undefined ? undefined : { value, origin }, runFolder, deps);
  const kas = kasCaller(program, { timeoutMinutes: given['timeout-minutes'], env: folder.env }, deps);
  try {
    return await (mode === 'resolve'
      ? resolveTargets(chosen, checkout, tracked, kas, remotes)
      : lockTargets(chosen, checkout, tracked, kas, given['keep-revisions'], remotes));
  } finally {
    kas.close();
    await folder.remove();
  }
}

/** A branch that is missing for several targets is one failure. */
function distinct(failures: readonly TargetFailure[]): TargetFailure[] {
  const known = new Map<string, TargetFailure>();
  for (const failure of failures) {
    const id = JSON.stringify([failure.name, failure.cause]);
    known.set(id, { ...failure, files: [...(known.get(id)?.files ?? []), ...failure.files] });
  }
  return [...known.values()];
}

function proposed(files: readonly ChangedFile[], removed: readonly FileChange[]) {
  return [...files, ...removed].map(({ path, after }) => ({ path, content: after }));
}

/** The files of what failed or was left aside, unless they change for something else. */
function heldFiles(
  plan: TargetPlan,
  failures: readonly { readonly files: readonly string[] }[],
  { unseenFiles }: LayerRevisions,
  files: readonly ChangedFile[],
): string[] {
  const changed = new Set(files.map(({ path }) => path));
  const unseen = new Set([
    ...failures.flatMap((failure) => failure.files),
    ...unseenFiles,
    ...plan.asideFiles,
  ]);
  return [...unseen].filter((path) => !changed.has(path));
}

export const stage = defineStage({ inputs, outputs, initial, run });
