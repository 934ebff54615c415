import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { findKas } from '@pv-actions/core/kas/find-kas.ts';
import type { Inputs } from './inputs.ts';
import { kasCaller } from './kas-call.ts';
import { openKasFolder } from './kas-folder.ts';
import type { Layout } from './layout.ts';
import { lockTargets } from './lock.ts';
import type { Made, Place } from './made.ts';
import { resolveTargets } from './resolve.ts';
import { rewriteLocks, rewriteResolved } from './rewrite.ts';

/**
 * Has kas make the files of all targets, or takes those that stand there where this kas cannot.
 *
 * @param run `runFolder`: a folder of this run. Nothing stays there.
 * @throws UserError for what is no failure of a single target.
 */
export async function makeFiles(
  { chosen, tracked }: Layout,
  given: Inputs,
  place: Place,
  { runFolder }: { readonly runFolder: string },
  deps: Deps,
): Promise<Made> {
  const program = await findKas(given.kas, place.cwd, deps);
  if (program.kind !== 'kas') {
    throw new UserError(
      `"${given.kas}" is ${program.kind}, and this stage runs kas itself.`,
      'Name a kas in the input kas. It clones layers and reads configurations, and builds nothing.',
    );
  }
  const { mode } = given;
  deps.log.info(`kas ${program.version}.`);
  if (mode === 'resolve' && !program.can.dump) return rewriteResolved(chosen, place, program);
  if (mode === 'lock' && !program.can.lock) return rewriteLocks(chosen, place, program);
  const { 'remote-token': value, 'git-base-url': origin } = given;
  const folder = await openKasFolder(value === undefined ? undefined : { value, origin }, runFolder, deps);
  const kas = kasCaller(program, { timeoutMinutes: given['timeout-minutes'], env: folder.env }, deps);
  try {
    return await (mode === 'resolve'
      ? resolveTargets(chosen, place, tracked, kas)
      : lockTargets(chosen, place, tracked, kas, given['keep-revisions']));
  } finally {
    kas.close();
    await folder.remove();
  }
}
