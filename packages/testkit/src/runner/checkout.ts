import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { systemExec } from '@pv-actions/core/action/exec.ts';

/** The inputs of actions/checkout that the local runner knows. `persist-credentials` has nothing to persist. */
export const CHECKOUT_INPUTS: readonly string[] = [
  'ref',
  'path',
  'fetch-depth',
  'fetch-tags',
  'persist-credentials',
];

export interface CheckoutRequest {
  /** The repository's folder on this machine. */
  readonly source: string;
  readonly workspace: string;
  readonly ref: string;
  readonly sha: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
}

/**
 * Does what actions/checkout does, from a folder: a new repository in the workspace with `origin`, one commit
 * deep unless `fetch-depth` says otherwise, at the event's commit or at `ref`.
 *
 * @throws Error with git's message where it fails.
 */
export async function checkout(request: CheckoutRequest): Promise<void> {
  const { inputs, sha } = request;
  const path = inputs['path'] ?? '.';
  if (path.split('/').includes('..') || path.startsWith('/')) {
    throw new Error(`Repository path '${path}' is not under the workspace.`);
  }
  const folder = join(request.workspace, path);
  await mkdir(folder, { recursive: true });
  const git = (...args: string[]): Promise<void> => runGit(folder, args, request);
  const depth = inputs['fetch-depth'] ?? '1';
  const ref = inputs['ref'] ?? '';
  const tag = request.ref.startsWith('refs/tags/');
  const remote = tag ? request.ref : request.ref.replace(/^refs\/heads\//, 'refs/remotes/origin/');

  await git('init', '--quiet', '--initial-branch=main', '.');
  await git('remote', 'add', 'origin', pathToFileURL(request.source).href);
  const refspecs =
    depth === '0'
      ? ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*']
      : inputs['fetch-tags'] === 'true'
        ? ['+refs/tags/*:refs/tags/*']
        : [];
  const wanted = ref === '' ? `+${sha}:${remote}` : ref;
  const limit = depth === '0' ? [] : [`--depth=${depth}`];
  const fetch = (...specs: string[]): Promise<void> =>
    git('fetch', '--quiet', '--no-tags', ...limit, '--', 'origin', ...specs);
  if (refspecs.length > 0) await fetch(...refspecs);
  await fetch(wanted);
  if (ref !== '') await git('checkout', '--quiet', '--force', '--detach', 'FETCH_HEAD');
  else if (tag) await git('checkout', '--quiet', '--force', '--detach', remote);
  else await git('checkout', '--quiet', '--force', '-B', remote.replace('refs/remotes/origin/', ''), remote);
  await git('log', '-1', '--format=%H');
}

async function runGit(folder: string, args: readonly string[], request: CheckoutRequest): Promise<void> {
  const lines: string[] = [];
  request.onLine(`git ${args.join(' ')}`);
  const { code, signal } = await systemExec(['git', ...args], {
    cwd: folder,
    env: { PATH: undefined, ...request.env, GIT_TERMINAL_PROMPT: '0' },
    onLine: (line) => {
      lines.push(line);
      request.onLine(line);
    },
  });
  if (code !== 0) {
    throw new Error(`git ${args[0]} ended with ${code ?? signal}: ${lines.slice(-3).join(' ')}`);
  }
}
