import type { Clock } from '../action/clock.ts';
import { inParallel } from '../action/in-parallel.ts';
import type { GitHub } from '../github/client.ts';
import { isLateObject, retryWhileLate } from '../github/retry.ts';
import type { Person } from './proposal-types.ts';

/** An entry of a tree. Its path is from the root. */
export interface TreeEntry {
  readonly path: string;
  /** `100644`, `100755`; `120000` for a symlink, `160000` for a submodule, `040000` for a folder. */
  readonly mode: string;
  readonly sha: string;
}

/** A file of a new tree. Undefined content removes it; content that GitHub holds already is named by its digest. */
export interface NewEntry {
  readonly path: string;
  readonly mode: string;
  readonly content: Buffer | { readonly sha: string } | undefined;
}

interface NewCommit {
  readonly parent: string;
  /** The tree of the parent. */
  readonly tree: string;
  /** @param author who GitHub says the author is; undefined before it has said so */
  readonly message: (author: Person | undefined) => string;
  /** By default the account of the token. */
  readonly author: Person | undefined;
  readonly entries: readonly NewEntry[];
}

const FOLDER = '040000';
/** GitHub asks not to make much at a time. */
const UPLOADS = 4;

/** The digest of the tree of a commit. */
export function treeOf(github: GitHub, commit: string): Promise<string> {
  const { octokit, repo } = github;
  return github.explained({ doing: `read the commit ${commit}`, permission: 'contents: read' }, async () => {
    const { data } = await octokit.rest.git.getCommit({ ...repo, commit_sha: commit });
    return data.tree.sha;
  });
}

/** The digests of all files of a commit by their paths; undefined where GitHub does not list its tree to the end. */
export async function filesOf(
  github: GitHub,
  commit: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  const { truncated, entries } = await listTree(github, await treeOf(github, commit), true);
  if (truncated) return undefined;
  return new Map(entries.filter(({ mode }) => mode !== FOLDER).map(({ path, sha }) => [path, sha]));
}

/**
 * What a tree has at paths: the entry there, or what stands in its way (a file or a symlink where the path has a folder).
 * Paths with neither are left out.
 */
export async function entriesAt(
  github: GitHub,
  tree: string,
  paths: readonly string[],
): Promise<Map<string, TreeEntry>> {
  const whole = await listTree(github, tree, true);
  const listed = new Map(whole.entries.map((entry) => [entry.path, entry]));
  const found = new Map<string, TreeEntry>();
  const folders = new Map<string, Promise<Map<string, TreeEntry>>>();
  /** The entries of a folder of a tree that is too large for one answer. */
  const folder = (sha: string, prefix: string): Promise<Map<string, TreeEntry>> => {
    const reading =
      folders.get(prefix) ??
      listTree(github, sha, false).then(
        ({ entries }) => new Map(entries.map((entry) => [`${prefix}${entry.path}`, entry])),
      );
    folders.set(prefix, reading);
    return reading;
  };
  await inParallel(paths, async (path) => {
    let sha = tree;
    let prefix = '';
    for (const ancestor of ancestry(path)) {
      const entry = (whole.truncated ? await folder(sha, prefix) : listed).get(ancestor);
      if (entry === undefined) return;
      if (ancestor === path || entry.mode !== FOLDER) {
        found.set(path, { ...entry, path: ancestor });
        return;
      }
      sha = entry.sha;
      prefix = `${ancestor}/`;
    }
  });
  return found;
}

/**
 * Makes a commit on its parent's tree. Unless an author is given it names none, so that GitHub signs it where the token is an app's
 * (https://docs.github.com/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots).
 * Who that author is can be read of a commit only: where the message needs it, the commit is made a second time.
 */
export function makeCommit(
  github: GitHub,
  clock: Clock,
  { parent, tree: base_tree, message, author, entries }: NewCommit,
): Promise<{ readonly sha: string; readonly signed: boolean }> {
  const { octokit, repo } = github;
  return github.explained({ doing: 'make a commit', permission: 'contents: write' }, async () => {
    const tree = await inParallel(
      entries,
      async ({ path, mode, content }) => ({
        path,
        mode: mode as '100644',
        type: 'blob' as const,
        sha: content === undefined ? null : await blobOf(github, content),
      }),
      UPLOADS,
    );
    const made = await retryWhileLate(clock, isLateObject, () =>
      octokit.rest.git.createTree({ ...repo, base_tree, tree }),
    );
    const commit = { ...repo, tree: made.data.sha, parents: [parent], ...(author && { author }) };
    const send = (text: string) =>
      retryWhileLate(clock, isLateObject, () => octokit.rest.git.createCommit({ ...commit, message: text }));
    const first = message(author);
    const { data: sent } = await send(first);
    const { name, email } = sent.author;
    const second = message({ name, email });
    const data = second === first ? sent : (await send(second)).data;
    return { sha: data.sha, signed: data.verification.verified };
  });
}

async function blobOf({ octokit, repo }: GitHub, content: Buffer | { readonly sha: string }) {
  if (!Buffer.isBuffer(content)) return content.sha;
  const { data } = await octokit.rest.git.createBlob({
    ...repo,
    content: content.toString('base64'),
    encoding: 'base64',
  });
  return data.sha;
}

function listTree(
  { explained, octokit, repo }: GitHub,
  tree: string,
  recursive: boolean,
): Promise<{ readonly truncated: boolean; readonly entries: readonly TreeEntry[] }> {
  return explained({ doing: `read the tree ${tree}`, permission: 'contents: read' }, async () => {
    const { data } = await octokit.rest.git.getTree({
      ...repo,
      tree_sha: tree,
      ...(recursive ? { recursive: '1' } : {}),
    });
    return { truncated: data.truncated, entries: data.tree };
  });
}

/** `a`, `a/b`, `a/b/c`. */
function ancestry(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
