import { UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { code, md } from '@pv-actions/core/action/markdown.ts';
import { matchNames } from '@pv-actions/core/action/pattern.ts';
import { withProgress } from '@pv-actions/core/action/progress.ts';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { counted, shortList } from '@pv-actions/core/action/wording.ts';
import { type GitHub, openGitHub } from '@pv-actions/core/github/client.ts';
import { checkOrigin, checkTagCommit } from '@pv-actions/core/github/origin.ts';
import { type Job, listJobs } from '@pv-actions/core/github/runs.ts';
import { githubSettings } from '@pv-actions/core/github/settings.ts';
import { channelOf } from '@pv-actions/core/release/channels.ts';
import { type StoreSettings, storeSettings } from '@pv-actions/core/store/settings.ts';
import { aclOptions, storeOf } from '@pv-actions/core/store/write-options.ts';
import { type Inputs, initial, inputs, type Output, outputs } from './inputs.ts';
import { assess, type Found, type MachineState } from './machines.ts';
import { ownJob } from './own-job.ts';
import { type Plan, planBadges, type Release } from './plan.ts';
import { publishBadges } from './publish.ts';
import { badgeTable } from './readme.ts';
import { type Readme, readReadme, writeReadme } from './readme-file.ts';
import {
  badgesOutput,
  badgesSummary,
  failureSummary,
  type Judged,
  type Outcome,
  soFar,
  verdict,
  writes,
} from './report.ts';
import type { BadgeStore } from './store.ts';
import { extraBadges, isNewer, type Survey, survey } from './survey.ts';

/** Turns the jobs of a run into badges: of the tag, and of the newest tag of its channel. */
export async function run(given: Inputs, deps: Deps, output: Output): Promise<void> {
  const settings = storeSettings(given, deps.env);
  const github = openGitHub(githubSettings(given, deps.env), deps);
  const id = runId(given);
  const { tag, formats } = given;
  const { prefix, publicUrl } = settings;
  const release: Release = { prefix, publicUrl, tag, channel: channelOf(tag, given.channel), formats };

  const jobs = await listJobs(github, id);
  deps.log.info(`Run ${id} has ${counted(jobs.length, 'job')}.`);
  await checkRun(github, id, tag);
  const own = ownJob(jobs, id, deps.env);
  if (own !== undefined) deps.log.info(`The job ${quote(own.name)} is left out: this step is part of it.`);
  const others = jobs.filter((job) => job !== own);
  const { machines, infos, warnings } = assess(others, await find(others, given));
  for (const info of infos) deps.log.info(info);
  for (const warning of warnings) deps.log.warning(warning);
  if (machines.length === 0) return nothingBuilt(given, id, jobs, deps);
  output('badges', badgesOutput(release, machines));
  output('passing', countOf(machines, 'passing'));
  output('failing', countOf(machines, 'failing'));

  const judged = { release, machines, tested: given['test-pattern'] !== undefined };
  try {
    const outcome = await publish(judged, settings, given, deps, output);
    if (given.summary) deps.summary(badgesSummary(outcome));
    deps.log.info(`${verdict(outcome)} ${writes(outcome)}`);
  } catch (thrown) {
    if (given.summary) deps.summary(failureSummary(judged));
    throw thrown;
  }
}

/** What the patterns find in the names of the jobs. @throws UserError for one that takes too long. */
async function find(jobs: readonly Job[], given: Inputs): Promise<Found> {
  const { 'job-pattern': job, 'test-pattern': test } = given;
  const names = jobs.map(({ name }) => name);
  return {
    job: await matchNames(job, names),
    test: test === undefined ? [] : await matchNames(test, names),
  };
}

/** Holds the run against the release. @throws UserError when it is of a fork, or built another commit than that of the tag. */
async function checkRun(github: GitHub, id: string, tag: string): Promise<void> {
  const run = await checkOrigin(github, id, {
    allowForeign: false,
    advice:
      'Its badges would be those of a release. Let this workflow start for runs of this repository only.',
  });
  await checkTagCommit(github, tag, {
    sha: run.headSha,
    how: `the run ${run.url} built`,
    advice:
      'Its jobs say nothing about that release. Correct `tag` or `run-id`, or run the workflow for the tag.',
  });
}

/** Publishes the badges, or says what would be done. */
async function publish(
  judged: Judged,
  settings: StoreSettings,
  given: Inputs,
  deps: Deps,
  output: Output,
): Promise<Outcome> {
  const { release, machines } = judged;
  const readme =
    given.readme === undefined
      ? undefined
      : await readReadme(
          deps.env['GITHUB_WORKSPACE'] || process.cwd(),
          given.readme,
          badgeTable(release, machines),
        );
  const store = storeOf(given, settings, deps);
  const plan = planBadges(release, machines);
  const found = await withProgress(deps, soFar(`Reading the badges of ${release.tag}`), () =>
    survey(store, plan, given.prune),
  );
  const done = given['dry-run']
    ? await dryRun(store, plan, found, readme, deps)
    : await write(store, plan, found, readme, given, deps, output);
  return { ...judged, ...done, shownBefore: found.shown, dryRun: given['dry-run'] };
}

type Done = Pick<Outcome, 'shown' | 'written' | 'removed' | 'readme'>;

/** Writes the badges, and the README when they are shown. */
async function write(
  store: BadgeStore,
  plan: Plan,
  found: Survey,
  readme: Readme | undefined,
  given: Inputs,
  deps: Deps,
  output: Output,
): Promise<Done> {
  const { tag } = plan.release;
  const title = `Write the badges of ${tag} to ${store.label}`;
  const changed = (): void => output('changed', true);
  const { shown, written, removed } = await deps.log.group(title, () =>
    publishBadges(store, plan, found, aclOptions(given), { log: deps.log, clock: deps.clock, changed }),
  );
  const rewrites = readme?.differs === true && !isNewer(shown, tag);
  if (rewrites) {
    await writeReadme(readme);
    changed();
  }
  return {
    shown,
    written: written.length,
    removed: removed.length,
    readme: rewrites ? readme.name : undefined,
  };
}

/** Says what would be written. */
async function dryRun(
  store: BadgeStore,
  plan: Plan,
  found: Survey,
  readme: Readme | undefined,
  deps: Deps,
): Promise<Done> {
  const extra = found.prunes ? await extraBadges(store, plan) : [];
  const written = [...found.ofTag, ...found.latest, ...(found.movesPointer ? [plan.pointer] : [])];
  for (const { key } of written) deps.log.info(`Dry run: ${key} would be written.`);
  for (const { key } of extra) deps.log.info(`Dry run: ${key} would be removed.`);
  const rewrites = readme?.differs === true && !found.newer;
  if (rewrites) deps.log.info(`Dry run: ${readme.name} would be rewritten.`);
  return {
    shown: found.shown,
    written: written.length,
    removed: extra.length,
    readme: rewrites ? readme.name : undefined,
  };
}

function runId(given: Inputs): string {
  const id = given['run-id'];
  if (id !== undefined) return id;
  throw new UserError(
    'Input "run-id" is missing.',
    'Leave it out, to read the jobs of this run, or give the id of a run of this repository.',
  );
}

function countOf(machines: readonly MachineState[], state: MachineState['state']): number {
  return machines.filter((machine) => machine.state === state).length;
}

function nothingBuilt(given: Inputs, id: string, jobs: readonly Job[], deps: Deps): void {
  const pattern = quote(given['job-pattern'].source);
  const what = `None of the ${counted(jobs.length, 'job')} of the run ${id} builds a machine, by the pattern ${pattern}.`;
  if (!given['allow-empty']) {
    const names = jobs.map(({ name }) => quote(name));
    throw new UserError(
      names.length === 0 ? what : `${what} They are: ${shortList(names, ', ')}.`,
      'Correct the input "job-pattern" or "run-id". For a run that builds nothing, set `allow-empty: true`.',
    );
  }
  deps.log.info(`${what} Nothing was written.`);
  if (given.summary) {
    deps.summary(
      md`### badges: ${code(given.tag)}\n\nNo job of the run builds a machine. Nothing was written.`,
    );
  }
}

export const stage = defineStage({ inputs, outputs, initial, run });
