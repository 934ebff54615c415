import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import { readDevice } from '@pv-actions/core/release/index-reading.ts';
import { removeDevice } from '@pv-actions/core/release/releases-index.ts';
import { abortUploads } from '@pv-actions/core/store/abort-uploads.ts';
import { JSON_FILE } from '@pv-actions/core/store/write-options.ts';
import { type Claim, TakenOver, takeClaim } from './claim.ts';
import { type Decision, decide } from './decide.ts';
import { type Machine, readVerified } from './machine.ts';
import { type Published, readPublished } from './published.ts';

const CLAIM_TRIES = 3;

/** What there is to do, and the right to do it. */
export interface Begun extends Decision {
  readonly published: Published;
  readonly claim: Claim | undefined;
  /** To be called right before something becomes visible. @throws UserError when it may not. */
  readonly guard: (() => Promise<void>) | undefined;
}

/**
 * Decides what to do and claims the machine for it; what other runs change in between is read again. The machine leaves the index
 * before something that it names is replaced.
 *
 * @throws UserError when other content is published, or when another run is faster again and again.
 */
export async function begin(machine: Machine, deps: Deps): Promise<Begun> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await decideAndClaim(machine, deps);
    } catch (thrown) {
      if (!(thrown instanceof TakenOver) || attempt === CLAIM_TRIES) throw thrown;
    }
  }
}

async function decideAndClaim(machine: Machine, deps: Deps): Promise<Begun> {
  const { release, store } = machine;
  const published = await readPublished(store, release);
  // The probe takes as long as the look at what is there, and is needed unless everything is.
  const conditions = published.manifest?.kind === 'complete' ? undefined : store.requireConditions();
  conditions?.catch(() => undefined);
  const decision = await decide(machine, published);
  const kept = decision.steps.every(({ action }) => action === 'keep') && !decision.withdraw;
  if (kept && published.manifest?.kind !== 'claim') {
    return { ...decision, published, claim: undefined, guard: undefined };
  }
  await (conditions ?? store.requireConditions());
  // What is published is not given up for a build whose files turn out to be others in the middle of it.
  if (decision.withdraw) await readThrough(machine, deps);
  const claim = await takeClaim(machine, published, deps);
  try {
    const begun = claim.takenFromOther ? await takeOver() : decision;
    if (published.manifestObject !== undefined) await store.remove(release.checksumsKey);
    if (!begun.withdraw) return { ...begun, published, claim, guard: () => claim.hold() };
    await withdraw(machine, deps);
    await claim.withdraw();
    return { ...begun, published, claim, guard: () => holdOutside(machine, claim, deps) };
  } catch (thrown) {
    await claim.giveBack().catch(() => undefined);
    throw thrown;
  }

  async function takeOver(): Promise<Decision> {
    const aborted = await abortUploads(store, release.folder);
    deps.log.info(
      `Another run began to publish other content here and did not finish. This one takes over (${counted(aborted, 'unfinished upload')} aborted).`,
    );
    return decide(machine, published);
  }
}

/** Holds every file against artifacts.json once more than the upload does. */
async function readThrough({ folder, planned }: Machine, deps: Deps): Promise<void> {
  const files = new Map(planned.flatMap((object) => object.sources).map((file) => [file.path, file]));
  const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
  await withProgress(
    deps,
    () => 'Reading the staged files, before published ones are replaced.',
    async () => {
      for (const file of files.values()) await pipeline(readVerified(folder, file), nowhere());
    },
  );
}

/** Takes the machine out of the index before something that the index names is replaced. */
async function withdraw({ release, store, options }: Machine, deps: Deps): Promise<void> {
  const { channel, tag, machine, indexKey } = release;
  const where = store.describe(indexKey);
  if (readDevice(await store.text(indexKey), channel, tag, machine, where) === undefined) return;
  const { changed } = await store.update(
    indexKey,
    (text = '{}\n') => removeDevice(text, { ...release, where }),
    { ...options.index, ...JSON_FILE },
  );
  if (changed) deps.log.info(`Took ${release.machine} ${release.tag} out of the index, to replace it.`);
}

/** A run that stood before its write of the index when we claimed the machine may have put it back meanwhile. */
async function holdOutside(machine: Machine, claim: Claim, deps: Deps): Promise<void> {
  await claim.hold();
  await withdraw(machine, deps);
}
