import { UserError } from '../action/errors.ts';
import type { Deps, SetOutput } from '../action/stage.ts';
import type { WorkTreeFile } from '../git/work-tree.ts';
import {
  type Change,
  type Delivered,
  type Deliveries,
  deliver,
  keepMessage,
  leftBranches,
  openDesk,
  writeFiles,
} from './deliver.ts';
import type { UpdateInputs, updateOutputs } from './inputs.ts';
import type { Place } from './place.ts';
import { proposes, type Report } from './report.ts';
import {
  deliveredSentence,
  failAtEnd,
  printUpdates,
  tellAuthorship,
  tellFailures,
  updateSummary,
} from './tell.ts';

/** What a stage found, and made of it. */
export interface Findings {
  readonly report: Report;
  /** How many pins are at the head of their branch. */
  readonly current: number;
  /** What is to become requests, or to be left in the work tree: then it is one. */
  readonly changes: readonly Change[];
  /** Requests of former runs from branches with this prefix are closed, where nothing is left of them. */
  readonly ownPrefix?: string | undefined;
  /** The files that were read, as they are in the work tree: what is proposed holds for no others. */
  readonly originals: readonly WorkTreeFile[];
  /** For the output `updates`. */
  readonly entries: readonly unknown[];
}

type Output = SetOutput<(typeof updateOutputs)[number]>;

/**
 * Tells what was found, makes the requests or leaves the changes in the work tree, sets the outputs and writes the step summary.
 *
 * @throws UserError when it cannot be delivered; ToldError when something could not be looked at.
 */
export async function conclude(
  found: Findings,
  given: UpdateInputs,
  place: Place,
  deps: Deps,
  output: Output,
): Promise<void> {
  const { report, current } = found;
  const { log } = deps;
  await printUpdates(report, log);
  for (const sentence of [...report.changes, ...report.notes]) log.info(sentence);
  tellFailures(report, given['allow-unreachable'], log);
  output('updates', JSON.stringify(found.entries));
  if (proposes(report)) output('message-file', await keepMessage(report, given, deps));
  let delivered: readonly Delivered[] = [];
  try {
    if (given['pull-request']) {
      const done = await request(found, given, place, deps);
      delivered = done.delivered;
      tellRequests(delivered, given['dry-run'], deps, output);
      throwAll(done.errors);
    } else await leave(found, given, place, deps, output);
  } finally {
    deps.summary(updateSummary(report, current, delivered, given['dry-run']));
  }
  failAtEnd(report, given['allow-unreachable']);
}

async function request(
  { report, changes, originals, ownPrefix }: Findings,
  given: UpdateInputs,
  { workTree }: Place,
  deps: Deps,
): Promise<Deliveries> {
  if (workTree === undefined) throw new Error('A request needs a work tree.');
  const desk = await openDesk(given, workTree, originals, deps);
  const left = ownPrefix === undefined ? [] : await leftBranches(desk, ownPrefix, changes);
  const nothing: Report = { ...report, updates: [], refused: [], failures: [], changes: [], notes: [] };
  const emptied = left.map((branch) => ({ branch, report: nothing, files: [], held: [] }));
  return deliver([...changes, ...emptied], given, desk, deps);
}

function throwAll(errors: readonly UserError[]): void {
  const [first] = errors;
  if (first === undefined) return;
  throw errors.length === 1 ? first : new UserError(errors.map(({ text }) => text).join('\n'), '');
}

function tellRequests(delivered: readonly Delivered[], dryRun: boolean, { log }: Deps, output: Output): void {
  for (const each of delivered) log.info(`${dryRun ? 'Dry run: ' : ''}${deliveredSentence(each, dryRun)}`);
  if (dryRun) log.info('Dry run: nothing was written.');
  else tellAuthorship(delivered, log);
  const made = delivered.filter(({ proposed, closed }) => proposed !== undefined || closed !== undefined);
  const lines = (values: readonly (string | number | undefined)[]): string =>
    values.map((value) => value ?? '').join('\n');
  output('pull-request-number', lines(made.map(({ proposed, closed }) => proposed?.number ?? closed)));
  output('pull-request-url', lines(made.map(({ proposed }) => proposed?.url)));
  output('branch', lines(made.map(({ change }) => change.branch)));
  output('changed', !dryRun && made.some(isChange));
}

function isChange({ proposed, closed }: Delivered): boolean {
  return closed !== undefined || proposed?.request === 'created' || proposed?.request === 'updated';
}

async function leave(
  { changes }: Findings,
  given: UpdateInputs,
  { root }: Place,
  { log }: Deps,
  output: Output,
): Promise<void> {
  const files = changes.flatMap((change) => change.files);
  if (given['dry-run']) {
    for (const { path } of files) log.info(`Dry run: ${path} would be rewritten.`);
    return log.info('Dry run: nothing was written.');
  }
  await writeFiles(root, files);
  for (const { path, content } of files) log.info(`${content === undefined ? 'Removed' : 'Wrote'} ${path}.`);
  output('changed', files.length > 0);
}
