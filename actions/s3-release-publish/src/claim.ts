import { UserError } from '@pv-actions/core/action/errors.ts';
import { runToShow, type Source, sourceOf } from '@pv-actions/core/action/source.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { claimOf, claimText, readManifestState } from '@pv-actions/core/release/claim.ts';
import { type Manifest, manifestText, sameFiles } from '@pv-actions/core/release/manifest.ts';
import type { KnownText } from '@pv-actions/core/store/types.ts';
import { JSON_FILE } from '@pv-actions/core/store/write-options.ts';
import { makerOf } from './archive/archives.ts';
import type { Machine } from './machine.ts';
import { type Published, standingManifest, withdrawnKeys } from './published.ts';
import type { MachineRelease } from './release.ts';

/** Another run claimed the machine while this one published it. */
export class TakenOver extends UserError {}

/** The right to write the objects of a machine. */
export interface Claim {
  /** Whether the claim of a run with other content stood here, which is alive or was killed. */
  readonly takenFromOther: boolean;
  /** Whether the text of a manifest.json is this claim. */
  owns(manifest: string | undefined): boolean;
  /** What the store held after our last write of the claim, for the next `update`. */
  known(): KnownText | undefined;
  /** @throws TakenOver when the claim is not ours any more. */
  hold(): Promise<void>;
  /** Says in the claim that the objects which the manifest before it named are being replaced. @throws as `hold`. */
  withdraw(): Promise<void>;
  /** Puts the complete manifest that stood here back, where there was one and nothing that it names was touched. */
  giveBack(): Promise<void>;
}

/**
 * Claims a machine: its manifest.json says from now on that it is not complete, and which content is on its way. The store lets
 * one claim follow another only on the condition that nobody wrote in between, and every upload looks at the claim before its
 * object becomes visible. So of two runs with different content one fails, whenever it is killed or stopped, and what a
 * complete manifest names does not change any more. Two runs that make the same bytes share a claim. A complete manifest that
 * stood here is kept inside the claim, until what it names is replaced.
 *
 * @throws TakenOver when another run wrote the manifest since `published` was read.
 */
export async function takeClaim(
  { store, release, planned, compression, options }: Machine,
  published: Published,
  deps: Deps,
): Promise<Claim> {
  const where = store.describe(release.manifestKey);
  const claim = claimOf(
    planned.map(({ key, contentId, format }) => ({ key, contentId, maker: makerOf(format, compression) })),
  );
  const { machine: name, tag, channel } = release;
  const replaces = standingManifest(published);
  const textWith = (kept: { replaces?: Manifest | undefined; withdrawn?: readonly string[] | undefined }) =>
    claimText({ name, tag, channel, claim, source: sourceOf(deps.env), ...kept });
  const owns = (current: string | undefined): boolean => {
    const state = current === undefined ? undefined : readManifestState(current, where);
    return state?.kind === 'claim' && state.claim === claim;
  };
  const takenBy = (current: string | undefined): TakenOver => takenOver(release, current, where, deps.env);
  let known: KnownText | undefined = { current: published.manifestObject };
  const change = async (next: (current: string | undefined) => string | undefined): Promise<void> => {
    const written = await store.update(
      release.manifestKey,
      (current) => {
        const text = next(current);
        if (text === undefined) throw takenBy(current);
        return text;
      },
      { ...options.beside, ...JSON_FILE },
      known,
    );
    known = written.known;
  };
  await change((current) => {
    if (owns(current)) return current;
    if (current !== published.manifestObject?.text) return undefined;
    const withdrawn = withdrawnKeys(published);
    return textWith({ replaces, withdrawn: withdrawn.length === 0 ? undefined : withdrawn });
  });
  return {
    takenFromOther: published.manifest?.kind === 'claim' && !owns(published.manifestObject?.text),
    owns,
    known: () => known,
    async hold() {
      const current = await store.text(release.manifestKey);
      if (!owns(current)) throw takenBy(current);
    },
    async withdraw() {
      const keys = [...(replaces?.files.map(({ key }) => key) ?? []), ...withdrawnKeys(published)];
      const text = textWith({ withdrawn: [...new Set(keys)].sort() });
      await change((current) => (owns(current) ? text : undefined));
    },
    async giveBack() {
      if (replaces === undefined) return;
      const before = published.manifest?.kind === 'complete' ? published.manifestObject?.text : undefined;
      const text = before ?? manifestText(replaces);
      await change((current) => (owns(current) && !isWithdrawn(current, where) ? text : current));
    },
  };
}

/**
 * Writes the complete manifest in place of the claim, or of the manifest that was read where nothing had to be uploaded. One that
 * names the same files stays; where the machine is staged, only one of the same commit: promotion asks from which commit it was staged.
 *
 * @throws TakenOver when another run claimed the machine.
 */
export async function completeManifest(
  { store, release, staged, options }: Machine,
  published: Published,
  claim: Claim | undefined,
  manifest: Manifest,
  { env }: Pick<Deps, 'env'>,
): Promise<{ readonly changed: boolean; readonly text: string }> {
  const where = store.describe(release.manifestKey);
  const text = manifestText(manifest);
  const isSame = (other: Manifest): boolean =>
    sameFiles(other, manifest) && (!staged || other.source.sha === manifest.source.sha);
  return store.update(
    release.manifestKey,
    (current) => {
      const state = current === undefined ? undefined : readManifestState(current, where);
      if (current !== undefined && state?.kind === 'complete' && isSame(state.manifest)) {
        return current;
      }
      const free = claim === undefined ? current === published.manifestObject?.text : claim.owns(current);
      if (!free) throw takenOver(release, current, where, env);
      return text;
    },
    { ...options.beside, ...JSON_FILE },
    claim?.known(),
  );
}

function isWithdrawn(manifest: string | undefined, where: string): boolean {
  const state = manifest === undefined ? undefined : readManifestState(manifest, where);
  return state?.kind === 'claim' && state.withdrawn !== undefined;
}

function takenOver(
  release: MachineRelease,
  manifest: string | undefined,
  where: string,
  env: Deps['env'],
): TakenOver {
  const url = manifest === undefined ? undefined : runToShow(sourceIn(manifest, where).run, env);
  const run = url === undefined ? 'Another run' : `Another run (${url})`;
  return new TakenOver(
    `${run} publishes ${release.machine} ${release.tag} at the same time, with other content. This one gave way.`,
    'The index does not name what this run uploaded. Let one run at a time publish a tag (`concurrency`), and see which of the ' +
      'two builds is the right one.',
  );
}

function sourceIn(text: string, where: string): Source {
  const state = readManifestState(text, where);
  return state.kind === 'claim' ? state.source : state.manifest.source;
}
