import { resolve } from 'node:path';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import { openLayerFolder } from '@pv-actions/core/git/work-tree.ts';
import { reportFindings } from '@pv-actions/core/updates/findings.ts';
import { lookUp } from '@pv-actions/core/updates/look-up.ts';
import { githubHost, remotesOf } from '@pv-actions/core/updates/open-remotes.ts';
import { updateEntry } from '@pv-actions/core/updates/report.ts';
import { requestBranch } from '@pv-actions/core/updates/request-branch.ts';
import { componentChanges, componentPrefix, oneChange } from './changes.ts';
import { readComponents } from './components-file.ts';
import { type Inputs, initial, inputs, type Output, outputs } from './inputs.ts';
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

  const pins = pinsOf(pinned);
  log.info(
    `${counted(chosen.length, 'component')} with ${counted(pinned.length, 'pinned recipe')}: asking for the heads.`,
  );
  const how = { allowRewind: given['allow-rewind'], maxLogLines: given['max-log-lines'] };
  const { updates, refused, failures, current, notes } = await lookUp(
    pins,
    remotesOf(given, deps),
    how,
    deps,
  );
  const report = {
    stage: 'srcrev-bump',
    noun: 'component',
    updates,
    refused,
    failures: [...said.failures, ...failures],
    changes: [],
    notes: [...said.kept, ...notes],
    githubHost: githubHost(deps.env),
  };
  const branch = await requestBranch('components', given, deps);
  const grouped = given.group === 'component' && given['pull-request'];
  const aside = (await surveyRecipes(others, at)).pinned;
  const findings = {
    report,
    current,
    changes: grouped
      ? componentChanges(branch, report, pinned, chosen)
      : [oneChange(branch, report, pinned, aside)],
    ownPrefix: grouped && given.only.length === 0 ? componentPrefix(branch) : undefined,
    originals: pinned.map(({ recipe }) => recipe),
    entries: updates.flatMap((update) =>
      update.files.map((recipe) => {
        const { name, ...rest } = updateEntry(update);
        return { name, recipe, ...rest };
      }),
    ),
  };
  await reportFindings(findings, given, layer, deps, output);
}

export const stage = defineStage({ inputs, outputs, initial, run });
