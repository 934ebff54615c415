import { UserError } from '@pv-actions/core/action/errors.ts';
import { formatBytes, transferLine, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { GitHub } from '@pv-actions/core/github/client.ts';
import {
  ASSET_LIMIT,
  assetName,
  deleteAsset,
  digestAsset,
  type ReleaseAsset,
  renameAsset,
  uploadAsset,
} from '@pv-actions/core/github/release-assets.ts';
import { listAssets, type Release } from '@pv-actions/core/github/releases.ts';
import { concerns, nextStep, temporaryName, type WantedAsset } from './asset-steps.ts';
import type { DocsFile } from './docs-file.ts';

/** Rounds of looking and doing: with no fault and nobody else at work, three are enough. */
const MOST_ROUNDS = 20;
const MOST_UPLOADS = 6;
const PAUSE_MS = 1_000;

export interface Attached {
  readonly asset: ReleaseAsset;
  /** Whether anything of the release was changed. */
  readonly changed: boolean;
}

/** The file as a release holds it: its own name, not the one that it is published under in the bucket. */
export function wantedAsset({ file, size, sha256 }: DocsFile): WantedAsset {
  return { name: assetName(file), size, sha256 };
}

/** What the release has now, and whether it is that file already. Reads only. */
export async function isAttached(
  github: GitHub,
  release: Release,
  file: DocsFile,
  idleSeconds: number,
): Promise<boolean> {
  const wanted = wantedAsset(file);
  return nextStep(await assetsOf(github, release, wanted, idleSeconds), wanted).do === 'finish';
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
  if (wanted.name !== file.file) deps.log.info(`GitHub keeps ${file.file} as ${wanted.name}.`);
  let changed = false;
  let deletedOld = false;
  let uploads = 0;
  try {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const step = nextStep(await assetsOf(github, release, wanted, idleSeconds), wanted);
      if (step.do === 'finish') {
        for (const leftover of step.leftovers) await deleteAsset(github, leftover);
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
        if (!(await renameAsset(github, step.fresh, wanted.name))) await deps.clock.sleep(PAUSE_MS);
      }
    }
    throw new UserError(
      `The assets of ${release.url} change again and again.`,
      'Another job may attach files to this release: let one at a time do it.',
    );
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    const state = deletedOld
      ? ` The release may lack ${wanted.name}: its old file is deleted, and the new one waits as ${temporaryName(wanted)}.`
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

function spoiled(release: Release, wanted: WantedAsset): UserError {
  return new UserError(
    `GitHub has other content than was sent as ${temporaryName(wanted)} of ${release.url}, ${MOST_UPLOADS} times in a row.`,
    'Something between the runner and GitHub changes what is uploaded: look for a proxy.',
  );
}

/** The assets that concern the file, with the digests that the server does not say, where they decide. */
async function assetsOf(
  github: GitHub,
  release: Release,
  wanted: WantedAsset,
  idleSeconds: number,
): Promise<ReleaseAsset[]> {
  const assets = (await listAssets(github, release)).filter((asset) => concerns(wanted, asset));
  return Promise.all(
    assets.map(async (asset) => {
      if (asset.sha256 !== undefined || !asset.complete || asset.size !== wanted.size) return asset;
      return { ...asset, sha256: await digestAsset(github, asset, idleSeconds) };
    }),
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

/** @throws UserError when GitHub does not take a file of that size. */
export function checkAssetSize({ file, size }: DocsFile): void {
  if (size <= ASSET_LIMIT) return;
  throw new UserError(
    `${file} has ${formatBytes(size)}, and GitHub takes release assets of less than 2 GiB.`,
    'Set `release-asset: false`, or make the docs smaller.',
  );
}
