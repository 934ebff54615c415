import { resolve } from 'node:path';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import { openLayerFolder } from '@pv-actions/core/git/work-tree.ts';
import { reportFindings } from '@pv-actions/core/updates/findings.ts';
import { lookUp } from '@pv-actions/core/updates/look-up.ts';
import { githubHost, remotesOf } from '@pv-actions/core/updates/open-remotes.ts';
import { updateEntry } from '@pv-actions/core/updates/report.ts';
import { requestBranch } from '@pv-actions/core/updates/request-branch.ts';
import type { Bump } from './bump.ts';
import { componentChanges, componentPrefix, oneChange } from './changes.ts';
import { commentsOf } from './comments.ts';
import { readComponents } from './components-file.ts';
import { type Inputs, initial, inputs, type Output, outputs } from './inputs.ts';
import { byTag, lookUpTags } from './newest-tags.ts';
import { pinsOf, surveyRecipes } from './survey.ts';

/** Brings the revisions that recipes pin to the heads of their branches, and proposes it. */
export async function run(given: Inputs, deps: Deps, output: Output): Promise<void> {
  const { log } = deps;
  const folder = resolve(deps.env['GITHUB_WORKSPACE'] || '.', given['working-directory']);
  const layer = await openLayerFolder(folder, given['pull-request'], deps);
  const at = { folder, root: layer.root, gitBaseUrl: given['git-base-url'] };
  const { chosen, others } = await readComponents(at, given.components, given.only);
  const { pinned, ...said } = await surveyRecipes(chosen, at);
  for (const warning of said.warnings) log.warning(warning);
  for (const note of said.notes) log.info(note);

  const [tagged, pinnedToBranch] = byTag(pinned);
  const pins = pinsOf(pinnedToBranch);
  log.info(
    `${counted(chosen.length, 'component')} with ${counted(pinned.length, 'pinned recipe')}: asking for the heads.`,
  );
  const how = { allowRewind: given['allow-rewind'], maxLogLines: given['max-log-lines'] };
  const remotes = remotesOf(given, deps);
  const heads = await lookUp(pins, remotes, how, deps);
  const tags = await lookUpTags(tagged, remotes, how.maxLogLines);
  const updates: readonly Bump[] = [...heads.updates, ...tags.updates];
  const comments = await commentsOf(pinned, updates, given['version-comments'], remotes);
  const changes = [...tags.changes, ...comments.changed];
  const report = {
    stage: 'srcrev-bump',
    noun: 'component',
    updates,
    refused: heads.refused,
    failures: [...said.failures, ...heads.failures, ...tags.failures],
    changes: changes.map(({ sentence }) => sentence),
    notes: [...said.kept, ...heads.notes, ...tags.kept, ...comments.left.map(({ sentence }) => sentence)],
    githubHost: githubHost(deps.env),
  };
  const branch = await requestBranch('components', given, deps);
  const grouped = given.group === 'component' && given['pull-request'];
  const aside = (await surveyRecipes(others, at)).pinned;
  const found = { report, updates, pinned, comments: comments.changes, changes, left: comments.left };
  const findings = {
    report,
    current: heads.current + tags.current,
    changes: grouped ? componentChanges(branch, found, chosen) : [oneChange(branch, found, aside)],
    ownPrefix: grouped && given.only.length === 0 ? componentPrefix(branch) : undefined,
    originals: pinned.flatMap(({ files }) => files),
    entries: updates.flatMap((update) =>
      update.files.map((recipe) => {
        const { name, ...rest } = updateEntry(update);
        return { name, recipe, ...rest, ...(update.tag === undefined ? {} : { tag: update.tag }) };
      }),
    ),
  };
  await reportFindings(findings, given, layer, deps, output);
}

export const stage = defineStage({ inputs, outputs, initial, run });
