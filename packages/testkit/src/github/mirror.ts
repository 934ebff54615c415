import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { git } from '../sample-layer/git.ts';
import { field } from './json.ts';
import type { GitHubServer } from './server.ts';

const run = promisify(execFile);
const FORMAT = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B', '%x00'].join('%x00');

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
  const objects = await objectsIn(folder);
  const log = await git(folder, 'log', '--reverse', '--topo-order', `--format=${FORMAT}`, 'HEAD');
  const commits = log.split('\0\0\n').slice(0, -1);
  for (const text of commits) {
    const [commit = '', tree = '', parents = '', an, ae, ad, cn, ce, cd, message = ''] = text.split('\0');
    const files = filesOf(tree, objects);
    for (const { sha } of files.filter(({ sha }) => !made.has(sha))) {
      made.add(sha);
      await make('blobs', sha, { content: objects.get(sha)?.toString('base64'), encoding: 'base64' });
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
  const head = commits.at(-1)?.split('\0')[0] ?? '';
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

/** The content of every object of a repository, by its digest. */
async function objectsIn(folder: string): Promise<Map<string, Buffer>> {
  const { stdout } = await run('git', ['cat-file', '--batch', '--batch-all-objects'], {
    ...{ cwd: folder, encoding: 'buffer', maxBuffer: 2 ** 30 },
  });
  const objects = new Map<string, Buffer>();
  for (let at = 0; at < stdout.length; ) {
    const start = stdout.indexOf('\n', at) + 1;
    const [digest = '', , size] = stdout.toString('latin1', at, start - 1).split(' ');
    at = start + Number(size) + 1;
    objects.set(digest, stdout.subarray(start, at - 1));
  }
  return objects;
}

/** The files of a tree and of those below it, as the API takes them. */
function filesOf(tree: string, objects: ReadonlyMap<string, Buffer>, above = ''): TreeFile[] {
  const content = objects.get(tree) ?? Buffer.alloc(0);
  const files: TreeFile[] = [];
  for (let at = 0; at < content.length; ) {
    const end = content.indexOf(0, at);
    const [, mode = '', name] = /^(\d+) (.*)$/s.exec(content.toString('utf8', at, end)) ?? [];
    at = end + 21;
    const sha = content.toString('hex', end + 1, at);
    const path = `${above}${name}`;
    if (mode === '40000') files.push(...filesOf(sha, objects, `${path}/`));
    else files.push({ path, mode, type: 'blob', sha });
  }
  return files;
}

type TreeFile = Readonly<Record<'path' | 'mode' | 'type' | 'sha', string>>;
