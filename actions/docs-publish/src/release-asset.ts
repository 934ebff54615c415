import { randomBytes } from 'node:crypto';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { formatBytes, formatDuration, transferLine, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { GitHub } from '@pv-actions/core/github/client.ts';
import {
  ASSET_LIMIT,
  assetName,
  deleteAsset,
  digestAsset,
  listAssets,
  type ReleaseAsset,
  renameAsset,
  uploadAsset,
} from '@pv-actions/core/github/release-assets.ts';
import { draftReleases, publishedRelease, type Release } from '@pv-actions/core/github/releases.ts';
import { concerns, nextStep, temporaryName, type WantedAsset } from './asset-steps.ts';
import type { DocsFile } from './docs-file.ts';

/** Rounds of looking and doing: with no fault and nobody else at work, three are enough. */
const MOST_ROUNDS = 20;
const MOST_UPLOADS = 6;
const PAUSE_MS = 1_000;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Drafts are in the list of all releases only, which may have many pages: every so many looks are enough. */
const LOOKS_PER_LIST = 4;

/**
 * The GitHub release of a tag, published or a draft. Waits for one that is not there yet.
 *
 * @param timeoutSeconds How long; 0 looks once.
 * @returns undefined when there is none in the end.
 * @throws UserError when several drafts have the tag.
 */
export async function findRelease(
  github: GitHub,
  tag: string,
  timeoutSeconds: number,
  deps: Deps,
): Promise<Release | undefined> {
  const end = deps.clock.now().getTime() + timeoutSeconds * 1000;
  const describe = (elapsed: number): string =>
    `Waiting for the GitHub release ${tag}: ${formatDuration(elapsed)} of ${formatDuration(timeoutSeconds)}.`;
  return withProgress(deps, describe, async () => {
    let pause = FIRST_PAUSE_MS;
    for (let look = 0; ; look += 1) {
      const left = end - deps.clock.now().getTime();
      const found =
        (await publishedRelease(github, tag)) ??
        (look % LOOKS_PER_LIST === 0 || left <= 0 ? await onlyDraft(github, tag) : undefined);
      if (found !== undefined || left <= 0) return found;
      await deps.clock.sleep(Math.min(pause, left));
      pause = Math.min(LONGEST_PAUSE_MS, pause * 1.5);
    }
  });
}

async function onlyDraft(github: GitHub, tag: string): Promise<Release | undefined> {
  const drafts = await draftReleases(github, tag);
  if (drafts.length <= 1) return drafts[0];
  throw new UserError(
    `${drafts.length} draft releases of ${github.repository} have the tag ${tag}: ${drafts.map(({ url }) => url).join(', ')}.`,
    'Nothing was published. Delete all but one, and run this job again.',
  );
}

/** What is thrown when the release did not come. */
export function noRelease(github: GitHub, tag: string, timeoutSeconds: number): UserError {
  const waited = timeoutSeconds === 0 ? '' : `, after ${formatDuration(timeoutSeconds)}`;
  return new UserError(
    `There is no GitHub release of the tag ${tag} in ${github.repository}${waited}.`,
    'Nothing was published. See what became of the workflow that creates it, and run this job again; raise ' +
      '`release-timeout-seconds`; or set `release-asset: false`. A draft is visible to a token with `contents: write` only.',
  );
}

interface Attached {
  readonly asset: ReleaseAsset;
  /** Whether anything of the release was changed. */
  readonly changed: boolean;
}

/** The file as a release holds it: under its own name, not the one that it is published under in the bucket. */
export function wantedAsset({ file, size, sha256 }: DocsFile): WantedAsset {
  return { name: assetName(file), size, sha256, run: randomBytes(4).toString('hex') };
}

/** Whether the release has the file already. Reads only. */
export async function isAttached(
  github: GitHub,
  release: Release,
  file: DocsFile,
  idleSeconds: number,
  deps: Deps,
): Promise<boolean> {
  const wanted = wantedAsset(file);
  const assets = await assetsOf(github, release, wanted, idleSeconds, deps);
  return nextStep(assets, wanted, deps.clock.now()).do === 'finish';
}

/**
 * Attaches the file to a release. It is uploaded and verified under a temporary name, then the old one is deleted and the new one
 * renamed: the name is missing between these two requests only. Each round looks at what is there, so a run also finishes what an
 * earlier one left.
 *
 * @param idleSeconds How long an upload may stand still.
 * @throws UserError when the release does not have it in the end.
 */
export async function attach(
  github: GitHub,
  release: Release,
  file: DocsFile,
  idleSeconds: number,
  deps: Deps,
): Promise<Attached> {
  const wanted = wantedAsset(file);
  let changed = false;
  let deletedOld = false;
  let uploads = 0;
  try {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const assets = await assetsOf(github, release, wanted, idleSeconds, deps);
      const step = nextStep(assets, wanted, deps.clock.now());
      if (step.do === 'finish') {
        for (const leftover of step.leftovers) await deleteAsset(github, leftover);
        if (step.asset.name !== file.file) deps.log.info(`GitHub has ${file.file} as ${step.asset.name}.`);
        return { asset: step.asset, changed: changed || step.leftovers.length > 0 };
      }
      changed = true;
      if (step.do === 'discard') {
        deps.log.info(`${step.asset.name} is not what was to be uploaded. It is deleted.`);
        await deleteAsset(github, step.asset);
      } else if (step.do === 'upload') {
        uploads += 1;
        if (uploads > MOST_UPLOADS) throw spoiled(release, wanted);
        await tryUpload(uploads);
      } else {
        if (step.old !== undefined) {
          deletedOld = true;
          await deleteAsset(github, step.old);
        }
        // GitHub may still count the deleted name as taken for a moment.
        if (!(await renameAsset(github, step.fresh, step.name))) await deps.clock.sleep(PAUSE_MS);
      }
    }
    throw new UserError(
      `The assets of ${release.url} change again and again.`,
      'Another job may attach files to this release: let one at a time do it.',
    );
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    const state = deletedOld
      ? ` The release may lack ${wanted.name}: its old file is deleted, and the new one waits under a temporary name.`
      : '';
    const advice = `${thrown.advice}${state} The bucket has the docs already. Run this job again: it goes on from there.`;
    throw new UserError(thrown.message, advice, { cause: thrown });
  }

  /** What a broken upload left is seen in the next round. */
  async function tryUpload(attempt: number): Promise<void> {
    try {
      await upload(github, release, file, wanted, idleSeconds, deps);
    } catch (thrown) {
      if (!(await github.pause(thrown, attempt))) throw thrown;
    }
  }
}

/**
 * @throws UserError when GitHub takes no file of that size, or refuses to change the release, which is immutable and does not have
 *   the file yet.
 */
export async function checkRelease(
  github: GitHub,
  release: Release,
  file: DocsFile,
  idleSeconds: number,
  deps: Deps,
): Promise<void> {
  if (file.size > ASSET_LIMIT) {
    throw new UserError(
      `${file.file} has ${formatBytes(file.size)}, and GitHub takes release assets of less than 2 GiB.`,
      'Nothing was published. Set `release-asset: false`, or make the docs smaller.',
    );
  }
  if (release.immutable && !(await isAttached(github, release, file, idleSeconds, deps))) {
    throw new UserError(
      `The release ${release.url} is immutable, so that no file can be attached to it any more.`,
      'Nothing was published. Run this job while the release is a draft, or set `release-asset: false`.',
    );
  }
}

function spoiled(release: Release, wanted: WantedAsset): UserError {
  return new UserError(
    `The release ${release.url} does not have ${wanted.name} as it was sent, after ${MOST_UPLOADS} uploads.`,
    'Look at its assets. Something between the runner and GitHub may change what is uploaded.',
  );
}

/** The assets that concern the file, with the digests that the server does not say, where they decide. */
async function assetsOf(
  github: GitHub,
  release: Release,
  wanted: WantedAsset,
  idleSeconds: number,
  deps: Deps,
): Promise<ReleaseAsset[]> {
  const assets = (await listAssets(github, release)).filter((asset) => concerns(wanted, asset));
  return withProgress(
    deps,
    (elapsed) => `Reading assets of ${release.url} for their digests: ${formatDuration(elapsed)}.`,
    () =>
      Promise.all(
        assets.map(async (asset) => {
          if (asset.sha256 !== undefined || !asset.complete || asset.size !== wanted.size) return asset;
          return { ...asset, sha256: await digestAsset(github, asset, idleSeconds) };
        }),
      ),
  );
}

async function upload(
  github: GitHub,
  release: Release,
  file: DocsFile,
  wanted: WantedAsset,
  idleSeconds: number,
  deps: Deps,
): Promise<void> {
  let sent = 0;
  const body = file.open((count) => {
    sent += count;
  });
  const asset = { name: temporaryName(wanted), size: file.size, mediaType: file.mediaType };
  await withProgress(
    deps,
    (elapsed) => transferLine(`${wanted.name} to GitHub`, sent, file.size, elapsed),
    () => uploadAsset(github, release, asset, body, idleSeconds),
  );
}
