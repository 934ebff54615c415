import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../action/errors.ts';
import { makeFolder, removeFileBelow, replaceFile } from '../action/foreign-write.ts';
import { escapeText, type Markdown, md } from '../action/markdown.ts';
import type { Deps } from '../action/stage.ts';
import { shortList } from '../action/wording.ts';
import { unlikeCommit, type WorkTree, type WorkTreeFile } from '../git/work-tree.ts';
import { type GitHub, openGitHub } from '../github/client.ts';
import { githubSettings } from '../github/settings.ts';
import { branchesWithPrefix, defaultBranch, requireInBase } from '../proposal/branch.ts';
import { propose, withdraw } from '../proposal/proposal.ts';
import type { Proposed, ProposedFile } from '../proposal/proposal-types.ts';
import { requestsOf } from '../proposal/pulls.ts';
import { signOff, withTrailers } from '../proposal/stage-trailer.ts';
import { commitMessage, defaultTitle } from './commit-message.ts';
import { authorshipOf, type UpdateInputs } from './inputs.ts';
import { rewindSentence } from './look-up.ts';
import { requestBody } from './request-body.ts';
import type { Report } from './update.ts';

/** What is to become one request. Without files there is nothing to propose. */
export interface Change {
  /** The branch that the request is from. */
  readonly branch: string;
  readonly report: Report;
  readonly files: readonly ProposedFile[];
  /** Files that could not be looked at: what was proposed for them before stays. */
  readonly held: readonly string[];
}

/** What became of a change. */
export interface Delivered {
  readonly change: Change;
  readonly proposed: Proposed | undefined;
  /** The request that was closed, since nothing is left to update. */
  readonly closed: number | undefined;
}

/** The branch that requests are for, and the commit that they are made from. */
export interface RequestBase {
  readonly github: GitHub;
  readonly base: string;
  /** The commit that is checked out. */
  readonly parent: string;
}

/**
 * Opens the repository for requests: the base is the input, or the default branch.
 *
 * @param originals the files that were read, as they are in the work tree.
 * @throws UserError when the commit that is checked out is not of the base, or when a file is not as that commit has it.
 */
export async function openRequestBase(
  given: UpdateInputs,
  workTree: WorkTree,
  originals: readonly WorkTreeFile[],
  deps: Deps,
): Promise<RequestBase> {
  const github = openGitHub(githubSettings(given, deps.env), deps);
  const changed = await unlikeCommit(workTree, originals, deps);
  if (changed.length > 0) {
    throw new UserError(
      `These files are not as the commit that is checked out has them: ${shortList(changed, ', ')}.`,
      'A request has the updates and nothing else. Run this stage before anything changes the files; where .gitattributes converts their line ' +
        'endings, use `-text` for them.',
    );
  }
  const base = given.base ?? (await defaultBranch(github));
  await requireInBase(github, workTree.head, base);
  return { github, base, parent: workTree.head };
}

/** What became of all changes. */
export interface Deliveries {
  readonly delivered: readonly Delivered[];
  /** Why others could not be delivered, each reason once. */
  readonly errors: readonly UserError[];
}

/**
 * Proposes the changes as requests, or in a dry run finds out what would be done. A change without files closes its request, unless
 * something of it could not be looked at. One that fails does not keep the others, until another fails for the same reason.
 */
export async function deliver(
  changes: readonly Change[],
  given: UpdateInputs,
  target: RequestBase,
  deps: Deps,
): Promise<Deliveries> {
  const delivered: Delivered[] = [];
  const errors: UserError[] = [];
  for (const change of changes) {
    deps.cancellation().throwIfAborted();
    try {
      delivered.push(await deliverOne(change, given, target, deps));
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      if (errors.some(({ text }) => text === thrown.text)) break;
      errors.push(thrown);
    }
  }
  return { delivered, errors };
}

/** Branches with the prefix that belong to no change: requests of former runs. Those with requests for other bases only are not ours. */
export async function leftBranches(
  { github, base }: RequestBase,
  prefix: string,
  changes: readonly Change[],
): Promise<string[]> {
  const present = new Set(changes.map(({ branch }) => branch));
  const left: string[] = [];
  for (const branch of await branchesWithPrefix(github, prefix)) {
    if (present.has(branch)) continue;
    const open = await requestsOf(github, branch, 'open');
    const requests = open.length > 0 ? open : await requestsOf(github, branch, 'closed');
    if (requests.length === 0 || requests.some((request) => request.base === base)) left.push(branch);
  }
  return left;
}

async function deliverOne(
  change: Change,
  given: UpdateInputs,
  { github, base, parent }: RequestBase,
  deps: Deps,
): Promise<Delivered> {
  const { report, branch, files, held } = change;
  const how = { dryRun: given['dry-run'] };
  const { stage } = report;
  if (files.length === 0) {
    if (report.failures.length + held.length > 0) return { change, proposed: undefined, closed: undefined };
    const at = { stage, base, branch, force: given.force, comment: closingComment(report) };
    const { closed } = await withdraw(github, at, deps, how);
    return { change, proposed: undefined, closed };
  }
  const title = given.title ?? defaultTitle(report);
  const proposal = {
    stage,
    base,
    branch,
    parent,
    files,
    held,
    title,
    body: requestBody(report),
    message: commitMessage(title, report),
    authorship: authorshipOf(given),
    labels: given.labels,
    reviewers: given.reviewers,
    force: given.force,
  };
  return { change, proposed: await propose(github, proposal, deps, how), closed: undefined };
}

function closingComment({ refused, noun }: Report): Markdown {
  const [first] = refused;
  if (first === undefined)
    return md`Nothing is left to update: every ${escapeText(noun)} of this request is at the head of its branch, or is not looked after any more.`;
  return md`Nothing is left to update. ${escapeText(rewindSentence(first))}`;
}

/** Writes the files into the work tree. @throws UserError for one that a link leads out of it. */
export async function writeFiles(root: string, files: readonly ProposedFile[]): Promise<void> {
  const links = { links: 'within' } as const;
  for (const { path, content } of files) {
    if (content === undefined) {
      await removeFileBelow(root, path, links);
      continue;
    }
    await makeFolder(root, dirname(path));
    await replaceFile(root, path, content, links);
  }
}

/** Keeps the message of the commit in a file for later steps. @returns its path. */
export async function keepMessage(report: Report, given: UpdateInputs, { env, log }: Deps): Promise<string> {
  const folder = await mkdtemp(join(env['RUNNER_TEMP'] || tmpdir(), `pv-${report.stage}-`));
  const file = join(folder, 'message.txt');
  const { author, trailers, signoff } = authorshipOf(given);
  const signed = signoff && author !== undefined ? [signOff(author)] : [];
  const message = withTrailers(commitMessage(given.title ?? defaultTitle(report), report), [
    ...trailers,
    ...signed,
  ]);
  await writeFile(file, log.redact(message));
  return file;
}
