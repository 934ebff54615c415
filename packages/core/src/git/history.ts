import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quote } from '../action/inputs.ts';
import { branchProblem } from './branch-name.ts';
import { isMissingRef, isRefusedDigest } from './failure.ts';
import type { History, LogCommit, Span, SpanHistory } from './remote.ts';
import { askRemote, type GitAnswer, type GitContext, OutputTooLarge, readLocal } from './run.ts';

/** Longer subjects are cut: they are bounded by nothing. */
export const LONGEST_SUBJECT = 1_000;

/** What git and GitHub's API say of a span whose ends are the same. */
const NOTHING_NEW: History = { relation: 'ahead', count: 0, commits: [] };

/** Of a pinned revision that is nowhere. */
const LOST: History = { relation: 'rewind', count: undefined, commits: [] };

/** What can be said of a span without asking anybody; undefined where somebody is to be asked. A repository has digests of one length. */
export function knownHistory({ from, to }: Span): History | undefined {
  if (from === to) return NOTHING_NEW;
  return from.length === to.length ? undefined : LOST;
}

/** Whether it is a full digest, of SHA-1 or SHA-256. Anything else would be a name or an option to git. */
function isDigest(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** Why nobody can be asked for a span, as a sentence; undefined where one can. */
export function spanProblem({ branch, from, to }: Span): string | undefined {
  if (branchProblem(branch) !== undefined) return 'Its branch has a name that no branch can have.';
  const wrong = [from, to].find((revision) => !isDigest(revision));
  return wrong === undefined ? undefined : `The revision ${quote(wrong)} is not the full digest of a commit.`;
}

/**
 * Histories of one repository, by git: commits are fetched, without files, to a new repository in the folder of `context`, and each
 * head once.
 *
 * @param digestLength hexadecimal digits of a digest: 40, or 64 for SHA-256
 * @throws as `askRemote`.
 */
export async function openHistory(context: GitContext, url: string, digestLength: number) {
  const folder = await mkdtemp(join(context.folder, 'repository-'));
  const inside = { ...context, folder, env: { ...context.env, GIT_DIR: folder } };
  const config = digestLength === 64 ? CONFIG_SHA256 : CONFIG_SHA1;
  await makeRepository(folder, config);
  const fetched = new Map<string, Promise<GitAnswer>>();
  /** Of what was fetched as a pinned revision: the commit that it is, or that a tag of that digest points at. */
  const pinned = new Map<string, string>();

  /** Fetches commits. Git then takes the repository for a partial one, and would ask the remote for whatever is not there. */
  async function fetchCommits(refspec: string): Promise<GitAnswer> {
    const answer = await askRemote(inside, [...FETCH_COMMITS, '--', url, refspec]);
    await writeFile(join(folder, 'config'), config);
    return answer;
  }

  /** Asks for the digest, which spares git the question for the refs, and for the branch where a server gives only what refs name. */
  async function fetchHead(branch: string, digest: string): Promise<GitAnswer> {
    const answer = await fetchCommits(`+${digest}:refs/fetched/${digest}`);
    if (answer.kind === 'answer' || !isRefusedDigest(answer.stderr)) return answer;
    return fetchCommits(`+refs/heads/${branch}:refs/heads/${branch}`);
  }

  function fetchHeadOnce(branch: string, digest: string): Promise<GitAnswer> {
    const begun = fetched.get(digest) ?? fetchHead(branch, digest);
    fetched.set(digest, begun);
    return begun;
  }

  return {
    /** What lies between two revisions that have no `spanProblem`, with the newest `limit` commits. */
    async between(span: Span, limit: number): Promise<SpanHistory> {
      try {
        return await historyBetween(span, limit);
      } catch (thrown) {
        if (!(thrown instanceof OutputTooLarge)) throw thrown;
        return { kind: 'unreachable', reason: thrown.message };
      }
    },
  };

  async function historyBetween({ branch, from, to }: Span, limit: number): Promise<SpanHistory> {
    const fetch = await fetchHeadOnce(branch, to);
    if (fetch.kind === 'failed' && !isMissingRef(fetch.stderr)) {
      return { kind: 'unreachable', reason: fetch.reason };
    }
    // Without a look whether the two are there: mostly they are.
    const history = fetch.kind === 'answer' ? await read(from, to, limit) : undefined;
    if (history !== undefined) return { kind: 'history', history };
    if (fetch.kind === 'failed' || (await commitOf(inside, to)) === undefined) {
      return { kind: 'unreachable', reason: MOVED };
    }
    // A commit that no branch has may be there still, and a tag is no commit. Many servers give both to who knows the digest.
    const found = await fetchCommits(`+${from}:refs/fetched/${from}`);
    if (found.kind === 'failed' && !isRefusedDigest(found.stderr) && !isMissingRef(found.stderr)) {
      return { kind: 'unreachable', reason: found.reason };
    }
    const commit = found.kind === 'answer' ? await commitOf(inside, from) : undefined;
    if (commit === undefined) return { kind: 'history', history: LOST };
    pinned.set(from, commit);
    return { kind: 'history', history: (await read(from, to, limit)) ?? LOST };
  }

  async function read(from: string, to: string, limit: number): Promise<History | undefined> {
    const history = await readHistory(inside, from, to, limit);
    const commit = pinned.get(from) ?? from;
    return history === undefined || commit === from ? history : { ...history, peeled: commit };
  }
}

const MOVED = 'Its branch was moved while it was read, and the commit is not there any more: run it again.';

const CONFIG_SHA1 = '[core]\n\trepositoryformatversion = 0\n\tbare = true\n';
const CONFIG_SHA256 =
  '[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectformat = sha256\n';

/** What `git init --bare` makes (gitrepository-layout(5)), without the process. */
async function makeRepository(folder: string, config: string): Promise<void> {
  await Promise.all([
    mkdir(join(folder, 'objects')),
    mkdir(join(folder, 'refs')),
    writeFile(join(folder, 'HEAD'), 'ref: refs/heads/main\n'),
    writeFile(join(folder, 'config'), config),
  ]);
}

/** Fetches commits without their files, and nothing beside them. What to fetch, and from where, follows. */
export const FETCH_COMMITS = [
  '-c',
  'fetch.writeCommitGraph=false',
  'fetch',
  '--quiet',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-auto-maintenance',
  '--no-recurse-submodules',
  '--filter=tree:0',
];

/** The commit of that digest, or that a tag of that digest points at; undefined where there is none. */
async function commitOf(context: GitContext, digest: string): Promise<string | undefined> {
  const { code, stdout } = await readLocal(context, [
    'rev-parse',
    '--verify',
    '--quiet',
    `${digest}^{commit}`,
  ]);
  return code === 0 ? stdout[0] : undefined;
}

/** Undefined where git cannot read it: one of the two is not there. */
async function readHistory(
  context: GitContext,
  from: string,
  to: string,
  limit: number,
): Promise<History | undefined> {
  const count = readLocal(context, ['rev-list', '--count', '--left-right', `${from}...${to}`]);
  const log = limit === 0 ? undefined : readLocal(context, logArgs(from, to, limit));
  const [counted, listed] = await Promise.all([count, log]);
  if (counted.code !== 0 || (listed !== undefined && listed.code !== 0)) return undefined;
  const [lost = 0, ahead = 0] = (counted.stdout[0] ?? '').split('\t').map(Number);
  const commits = parseLog(listed?.stdout ?? []);
  return { relation: lost === 0 ? 'ahead' : 'rewind', count: ahead, commits };
}

/** A zero byte, which no message has, marks a line as ours. */
function logArgs(from: string, to: string, limit: number): readonly string[] {
  const format = '--format=%x00%H %s';
  return [
    '-c',
    'i18n.logOutputEncoding=UTF-8',
    'rev-list',
    '--no-color',
    `--max-count=${limit}`,
    format,
    `${from}..${to}`,
  ];
}

function parseLog(lines: readonly string[]): readonly LogCommit[] {
  return lines
    .filter((line) => line.startsWith('\0'))
    .map((line) => {
      const blank = line.indexOf(' ');
      return { sha: line.slice(1, blank), subject: line.slice(blank + 1, blank + 1 + LONGEST_SUBJECT) };
    });
}
