import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '@pv-actions/core/action/errors.ts';
import { ForeignFileError, readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { Plan } from '../plan.ts';
import { fileClock } from './file-clock.ts';

/** A statement of provenance that kas wrote. */
export interface Attestation {
  readonly name: string;
  readonly content: Buffer;
}

const SUFFIX = '.provenance.json';

/** What kas attests, kept of each of its calls. */
export interface KeptAttestations {
  /** When the first call began, as `fileClock` gives it. */
  readonly since: number;
  readonly kept: readonly Attestation[];
  /** Keeps what the call has written that has ended. */
  readonly keep: () => Promise<void>;
}

/** Keeps the statements of the build's calls: of the first, and of that for the SDK. */
export async function keepAttestations(
  { dirs, user, journal }: Pick<Plan, 'dirs' | 'user' | 'journal'>,
  { log }: Pick<Deps, 'log'>,
): Promise<KeptAttestations> {
  const since = await fileClock(journal.folder);
  const kept: Attestation[] = [];
  let began = since;
  return {
    since,
    kept,
    async keep() {
      const task = kept.length === 0 ? undefined : 'populate_sdk';
      try {
        kept.push(...(await readAttestations(dirs.buildDir, began, task, user?.uid)));
      } catch (thrown) {
        if (!(thrown instanceof ForeignFileError)) throw thrown;
        log.warning(`A statement of provenance is not kept. ${thrown.text}`);
      }
      began = await fileClock(journal.folder);
    },
  };
}

/**
 * Reads what `kas build --provenance` has written to the build folder since a time: `attestation/kas-build.provenance.json`, in-toto
 * statements of SLSA provenance. The next call of kas writes over it.
 *
 * @param since as `fileClock` gives it.
 * @param task that the call was for, where it is another one than that of the first call: it becomes part of the name.
 * @param owner the uid that they must belong to, where the build ran as another user.
 */
async function readAttestations(
  buildDir: string,
  since: number,
  task: string | undefined,
  owner: number | undefined,
): Promise<Attestation[]> {
  const folder = join(buildDir, 'attestation');
  const attestations: Attestation[] = [];
  for (const file of (await namesIn(folder)).filter((name) => name.endsWith(SUFFIX)).sort()) {
    const { ctimeMs } = await stat(join(folder, file));
    if (ctimeMs <= since) continue;
    const name = task === undefined ? file : `${file.slice(0, -SUFFIX.length)}.${task}${SUFFIX}`;
    const content = await readForeign(buildDir, join('attestation', file), FILE_LIMITS.attestation, {
      owner,
    });
    attestations.push({ name, content });
  }
  return attestations;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
