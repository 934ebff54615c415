import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { findKas } from '@pv-actions/core/kas/find-kas.ts';
import { openFolder, writeBelow } from '@pv-actions/testkit/harness/folder.ts';
import { type Call, callsIn } from '@pv-actions/testkit/kas/install.ts';
import { installKas5 } from '@pv-actions/testkit/kas/kas5.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import { makeRemoteLayer, type RemoteLayer } from '@pv-actions/testkit/sample-layer/remote-layer.ts';
import { type KasCaller, type KasCallOptions, kasCaller } from '../src/kas-call.ts';
import { type TrackedFiles, trackedFiles } from '../src/layer-copy.ts';
import type { BranchQuestions } from '../src/missing-branches.ts';
import { changedFiles, layerPins, newBranches } from '../src/revisions.ts';
import type { ChangedFile, Checkout, PlannedFiles } from '../src/types.ts';

/** Remotes that nobody is to reach. */
export const noRemotes: BranchQuestions = {
  namedTags: async (asked) => asked.map(() => ({ kind: 'unreachable', reason: 'Nobody is asked.' })),
  heads: async (branches) => branches.map(() => ({ kind: 'unreachable', reason: 'Nobody is asked.' })),
};

export type Texts = Readonly<Record<string, string>>;

/** A layer with kas files in a git repository, two layers that it follows, and a kas to drive. */
export interface Bench {
  readonly folder: string;
  readonly place: Checkout;
  readonly a: RemoteLayer;
  readonly b: RemoteLayer;
  readonly deps: Pick<Deps, 'exec' | 'env' | 'clock' | 'log' | 'cancellation'> & {
    readonly log: ReturnType<typeof keptLog>;
  };
  /** Ends the run, as the runner does. */
  cancel(): void;
  /** Writes files of the layer, relative to its top. */
  write(texts: Texts): Promise<void>;
  tracked(place?: Checkout): Promise<TrackedFiles>;
  /** @param program the name or path of a kas */
  kas(options?: Partial<KasCallOptions>, program?: string): Promise<KasCaller>;
  calls(): Promise<readonly Call[]>;
  /** What this run has left behind in its folder. */
  leftovers(): Promise<string[]>;
  /** What git says has changed in the work tree. */
  status(): Promise<string>;
  /** Puts the layer back to its beginning; its remotes stay where they are. */
  reset(): Promise<void>;
  remove(): Promise<void>;
}

/** @param texts the files of the layer, by its two remotes */
export async function makeBench(
  texts: (a: RemoteLayer, b: RemoteLayer) => Texts,
  options: { readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Bench> {
  const { path: folder, at, close } = await openFolder('kas-lock-test');
  for (const name of ['a', 'b', 'layer', 'run', 'home', 'bin']) await mkdir(at(name));
  // Its commits are made as those of the other one, which must not come to the same head.
  await writeBelow(at('b/meta-remote'), 'OTHER', '');
  const [a, b] = await Promise.all([
    makeRemoteLayer(at('a')),
    makeRemoteLayer(at('b')),
    installKas5(at('bin')),
  ]);
  let controller = new AbortController();
  const deps = {
    exec: systemExec,
    env: { PATH: `${at('bin')}:${process.env['PATH']}`, HOME: at('home'), ...options.env },
    clock: systemClock,
    log: keptLog(),
    cancellation: () => controller.signal,
  };
  const place = { repository: at('layer'), cwd: at('layer') };
  const write = async (files: Texts): Promise<void> => {
    for (const [path, text] of Object.entries(files)) await writeBelow(place.repository, path, text);
  };
  await write(texts(a, b));
  await git(place.repository, 'init', '--quiet', '--template=', '--initial-branch=main');
  await commitAll(place.repository);
  const start = (await git(place.repository, 'rev-parse', 'HEAD')).trim();
  return {
    ...{ folder, place, a, b, deps, write },
    cancel: () => controller.abort(),
    tracked: (other = place) => trackedFiles(other, at('run'), deps),
    kas: async (change = {}, program = 'kas') =>
      kasCaller(await findKas(program, place.cwd, deps), { timeoutMinutes: 5, ...change }, deps),
    calls: async () => (await callsIn(at('bin'))).filter(({ argv }) => argv[0] !== '--version'),
    leftovers: () => readdir(at('run')),
    status: () => git(place.repository, 'status', '--short'),
    async reset() {
      controller = new AbortController();
      await writeFile(at('bin/calls.jsonl'), '');
      await git(place.repository, 'reset', '--quiet', '--hard', start);
      await git(place.repository, 'clean', '--quiet', '--force', '-dx');
    },
    remove: close,
  };
}

export async function commitAll(repository: string): Promise<void> {
  await git(repository, 'add', '--all');
  await git(repository, 'commit', '--quiet', '--no-verify', '--allow-empty', '--message=Change');
}

/** Settles files with the heads of the remotes, asked once for each branch. */
export async function settleWithHeads(
  made: PlannedFiles,
  { a, b }: Bench,
  keep = false,
): Promise<ChangedFile[]> {
  const heads = new Map<string, string>();
  for (const { url } of [...layerPins(made.files), ...newBranches(made.files)]) {
    const remote = [a, b].find((each) => each.url === url);
    if (remote !== undefined) heads.set(url, await remote.sha());
  }
  return changedFiles(made.files, ({ url, old }) => (keep && old !== undefined ? old : heads.get(url)), keep);
}
