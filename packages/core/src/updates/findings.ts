import { UserError } from '../action/errors.ts';
import type { Deps, SetOutput } from '../action/stage.ts';
import type { LayerFolder, WorkTreeFile } from '../git/work-tree.ts';
import {
  type Change,
  type Delivered,
  type Deliveries,
  deliver,
  keepMessage,
  leftBranches,
  openRequestBase,
  writeFiles,
} from './deliver.ts';
import type { UpdateInputs, updateOutputs } from './inputs.ts';
import {
  deliveredSentence,
  failAtEnd,
  reportAuthorship,
  reportFailures,
  reportUpdates,
  updateSummary,
} from './report.ts';
import { proposes, type Report } from './update.ts';

/** What a stage found, and made of it. */
interface Findings {
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
 * Reports what was found, and delivers it: makes the requests or leaves the changes in the work tree, sets the outputs, and writes the
 * step summary.
 *
 * @throws UserError when it cannot be delivered; ReportedError when something could not be looked at.
 */
export async function reportFindings(
  found: Findings,
  given: UpdateInputs,
  layer: LayerFolder,
  deps: Deps,
  output: Output,
): Promise<void> {
  const { report, current } = found;
  const { log } = deps;
  await reportUpdates(report, log);
  for (const sentence of [...report.changes, ...report.notes]) log.info(sentence);
  reportFailures(report, given['allow-unreachable'], log);
  output('updates', JSON.stringify(found.entries));
  if (proposes(report)) output('message-file', await keepMessage(report, given, deps));
  let delivered: readonly Delivered[] = [];
  try {
    if (given['pull-request']) {
      const done = await makeRequests(found, given, layer, deps);
      delivered = done.delivered;
      reportRequests(delivered, given['dry-run'], deps, output);
      throwAll(done.errors);
    } else await writeChanges(found, given, layer, deps, output);
  } finally {
    deps.summary(updateSummary(report, current, delivered, given['dry-run']));
  }
  failAtEnd(report, given['allow-unreachable']);
}

async function makeRequests(
  { report, changes, originals, ownPrefix }: Findings,
  given: UpdateInputs,
  { workTree }: LayerFolder,
  deps: Deps,
): Promise<Deliveries> {
  if (workTree === undefined) throw new Error('A request needs a work tree.');
  const target = await openRequestBase(given, workTree, originals, deps);
  const left = ownPrefix === undefined ? [] : await leftBranches(target, ownPrefix, changes);
  const nothing: Report = { ...report, updates: [], refused: [], failures: [], changes: [], notes: [] };
  const emptied = left.map((branch) => ({ branch, report: nothing, files: [], held: [] }));
  return deliver([...changes, ...emptied], given, target, deps);
}

function throwAll(errors: readonly UserError[]): void {
  const [first] = errors;
  if (first === undefined) return;
  throw errors.length === 1 ? first : new UserError(errors.map(({ text }) => text).join('\n'), '');
}

function reportRequests(
  delivered: readonly Delivered[],
  dryRun: boolean,
  { log }: Deps,
  output: Output,
): void {
  for (const each of delivered) log.info(`${dryRun ? 'Dry run: ' : ''}${deliveredSentence(each, dryRun)}`);
  if (dryRun) log.info('Dry run: nothing was written.');
  else reportAuthorship(delivered, log);
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

async function writeChanges(
  { changes }: Findings,
  given: UpdateInputs,
  { root }: LayerFolder,
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
