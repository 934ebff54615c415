import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '@pv-actions/core/action/errors.ts';
import { readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';

/** A statement of provenance that kas wrote. */
export interface Attestation {
  readonly name: string;
  readonly content: Buffer;
}

const SUFFIX = '.provenance.json';

/**
 * Reads what `kas build --provenance` has written to the build folder since a time: `attestation/kas-build.provenance.json`, in-toto
 * statements of SLSA provenance. The next call of kas writes over it.
 *
 * @param since as `fileClock` gives it.
 * @param task that the call was for, where it is another one than that of the first call: it becomes part of the name.
 * @param owner the uid that they must belong to, where the build ran as another user.
 */
export async function readAttestations(
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
