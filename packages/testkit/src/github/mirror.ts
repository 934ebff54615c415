import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { git } from '../sample-layer/git.ts';
import { field } from './json.ts';
import type { GitHubServer } from './server.ts';

const run = promisify(execFile);
const FORMAT = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x00');

/**
 * Pushes the commit that is checked out in `folder`, with its history, to a branch of the emulated GitHub through the git data API.
 * Every commit has the digest there that it has here.
 *
 * @returns the digest of the commit.
 * @throws an Error when the API refuses an object, or names it otherwise.
 */
export async function pushToGitHub(
  github: GitHubServer,
  repository: string,
  folder: string,
  branch: string,
): Promise<string> {
  const api = `/repos/${repository}/git`;
  const made = new Set<string>();
  const make = async (kind: 'blobs' | 'trees' | 'commits', digest: string, body: unknown): Promise<void> => {
    const sha = field(await github.ask('POST', `${api}/${kind}`, body), 'sha');
    if (sha !== digest) throw new Error(`GitHub made ${String(sha)} of ${digest} (${kind}).`);
  };
  const log = ['log', '--reverse', '--topo-order', '--no-patch', '-z', `--format=${FORMAT}`];
  const texts = (await git(folder, ...log)).split('\0').slice(0, -1);
  let head = '';
  while (texts.length > 0) {
    const [commit = '', tree = '', parents = '', an, ae, ad, cn, ce, cd, message = ''] = texts.splice(0, 10);
    head = commit;
    const listed = made.has(tree) ? '' : await git(folder, 'ls-tree', '-r', '-z', commit);
    const files = listed
      .split('\0')
      .filter(Boolean)
      .map((entry) => {
        const [head = '', path = ''] = entry.split('\t');
        const [mode, type, sha = ''] = head.split(' ');
        return { path, mode, type, sha };
      });
    for (const { sha } of files.filter(({ sha }) => !made.has(sha))) {
      made.add(sha);
      await make('blobs', sha, { content: (await blob(folder, sha)).toString('base64'), encoding: 'base64' });
    }
    if (!made.has(tree)) await make('trees', tree, { tree: files });
    made.add(tree);
    await make('commits', commit, {
      message: message.replace(/\n+$/, ''),
      tree,
      parents: parents.split(' ').filter(Boolean),
      author: { name: an, email: ae, date: ad },
      committer: { name: cn, email: ce, date: cd },
    });
  }
  const moved = await github.ask('PATCH', `${api}/refs/heads/${branch}`, { sha: head, force: true });
  if (moved === undefined)
    await github.ask('POST', `${api}/refs`, { ref: `refs/heads/${branch}`, sha: head });
  return head;
}

/** The files of a branch of the emulated GitHub by their paths. Undefined where there is no such branch. */
export async function filesAtGitHub(
  github: GitHubServer,
  repository: string,
  branch: string,
): Promise<Record<string, Buffer> | undefined> {
  const api = `/repos/${repository}/git`;
  const ref = await github.ask('GET', `${api}/ref/heads/${branch}`);
  if (ref === undefined) return undefined;
  const commit = String(field(field(ref, 'object'), 'sha'));
  const tree = field(await github.ask('GET', `${api}/trees/${commit}?recursive=1`), 'tree');
  const files: Record<string, Buffer> = {};
  for (const entry of Array.isArray(tree) ? (tree as unknown[]) : []) {
    if (field(entry, 'type') !== 'blob') continue;
    const found = await github.ask('GET', `${api}/blobs/${String(field(entry, 'sha'))}`);
    files[String(field(entry, 'path'))] = Buffer.from(String(field(found, 'content')), 'base64');
  }
  return files;
}

async function blob(folder: string, digest: string): Promise<Buffer> {
  const { stdout } = await run('git', ['cat-file', 'blob', digest], { cwd: folder, encoding: 'buffer' });
  return stdout;
}
