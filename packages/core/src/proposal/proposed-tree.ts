import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import type { Log } from '../action/log.ts';
import { blobDigest } from '../git/digest.ts';
import type { GitHub } from '../github/client.ts';
import { type Change, type Divergence, isSameChange } from './branch.ts';
import { entriesAt, type NewEntry, type TreeEntry, treeOf } from './git-data.ts';
import type { Proposal, ProposedFile } from './proposal-types.ts';

/** The branch of a proposal, as it was looked at. */
export interface Examined extends Divergence {
  readonly head: string;
}

const KINDS: Readonly<Record<string, string>> = {
  '120000': 'a symlink',
  '160000': 'a submodule',
  '040000': 'a folder',
};

/** The change that a proposal asks for, before it is known what of it the base has already. */
export function wantedChange({ files, held }: Proposal, proposed: Change): Change {
  const kept = held.filter((path) => proposed.has(path)).map((path) => [path, proposed.get(path)] as const);
  return new Map([...kept, ...files.map((file) => [file.path, digestOf(file)] as const)]);
}

/** The change that entries make. */
export function changeOfEntries(entries: readonly NewEntry[]): Change {
  return new Map(entries.map(({ path, content }) => [path, digestOf({ content })]));
}

/**
 * Whether the branch makes just this change, and the base has made nothing else of these files since: the two could not be merged.
 */
export async function isProposed(
  github: GitHub,
  { parent }: Proposal,
  examined: Examined | undefined,
  change: Change,
): Promise<boolean> {
  if (examined?.change === undefined || !isSameChange(change, examined.change)) return false;
  if (examined.mergeBase === parent) return true;
  const paths = [...change.keys()];
  const now = await entriesAt(github, await treeOf(github, parent), paths);
  const then = await entriesAt(github, await treeOf(github, examined.mergeBase), paths);
  return paths.every(
    (path) => isSameEntry(now.get(path), then.get(path)) || now.get(path)?.sha === change.get(path),
  );
}

/**
 * What the new tree has that its parent does not: the proposed files that differ, with the modes that they have, and what the
 * branch proposes for the held ones.
 *
 * @param tree the tree of the parent
 * @throws UserError where a file is not at its path but a symlink, a submodule or a folder.
 */
export async function proposedEntries(
  github: GitHub,
  proposal: Proposal,
  tree: string,
  examined: Examined | undefined,
  log: Log,
): Promise<NewEntry[]> {
  const kept = examined === undefined ? [] : heldPaths(proposal, examined);
  const paths = [...proposal.files.map(({ path }) => path), ...kept];
  const there = await entriesAt(github, tree, paths);
  const atGitHub = new Set(examined?.change?.values());
  const entries = proposal.files.flatMap((file): NewEntry[] => {
    const entry = there.get(file.path);
    checkFile(file.path, entry);
    const sha = digestOf(file);
    if (sha === entry?.sha) return [];
    const content = sha !== undefined && atGitHub.has(sha) ? { sha } : file.content;
    return [{ path: file.path, mode: entry?.mode ?? '100644', content }];
  });
  if (examined === undefined || kept.length === 0) return entries;
  return [...entries, ...(await heldEntries(github, examined, kept, there, log))];
}

/** The held files that the branch may have a proposal for. */
function heldPaths({ held, files }: Proposal, { change }: Examined): string[] {
  const proposed = new Set(files.map(({ path }) => path));
  return held.filter((path) => !proposed.has(path) && (change === undefined || change.has(path)));
}

/** What the branch proposes for the held files, unless the base has changed them since: that would be taken back. */
async function heldEntries(
  github: GitHub,
  { head, mergeBase }: Examined,
  paths: readonly string[],
  there: ReadonlyMap<string, TreeEntry>,
  log: Log,
): Promise<NewEntry[]> {
  const proposed = await entriesAt(github, await treeOf(github, head), paths);
  const before = await entriesAt(github, await treeOf(github, mergeBase), paths);
  return paths.flatMap((path): NewEntry[] => {
    const [now, then, entry] = [there.get(path), before.get(path), proposed.get(path)];
    if (isSameEntry(entry, then) || isSameEntry(entry, now)) return [];
    if (!isSameEntry(now, then)) {
      log.info(`The base has changed ${quote(path)} since: what the branch proposed for it is given up.`);
      return [];
    }
    const mode = entry?.mode ?? now?.mode ?? '100644';
    return [{ path, mode, content: entry === undefined ? undefined : { sha: entry.sha } }];
  });
}

function isSameEntry(one: TreeEntry | undefined, other: TreeEntry | undefined): boolean {
  return one?.path === other?.path && one?.sha === other?.sha && one?.mode === other?.mode;
}

function checkFile(path: string, entry: TreeEntry | undefined): void {
  if (entry === undefined) return;
  const kind = KINDS[entry.mode];
  if (kind === undefined && entry.path === path) return;
  throw new UserError(
    `${quote(entry.path)} is ${kind ?? 'a file'}${entry.path === path ? '' : `, so ${quote(path)} cannot be under it`}.`,
    'Only files can be proposed. Name the file itself.',
  );
}

function digestOf({ content }: Pick<NewEntry | ProposedFile, 'content'>): string | undefined {
  return Buffer.isBuffer(content) ? blobDigest(content) : content?.sha;
}
