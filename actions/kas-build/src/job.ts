import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { KasProgram } from '@pv-actions/core/kas/kas-program.ts';
import type { Inputs } from './inputs.ts';
import type { Place } from './place.ts';
import type { BuildUser } from './user/build-user.ts';

/** Who builds what, and where. */
export interface Job {
  readonly given: Inputs;
  readonly place: Place;
  readonly program: KasProgram;
  readonly user: BuildUser | undefined;
}

/**
 * Holds what the inputs ask for against what this kas can do.
 *
 * @throws UserError with a line for each input that it cannot serve.
 */
export function checkAbilities({ given, program, user }: Job, env: Deps['env']): void {
  const asked = [
    ['provenance', given.provenance, program.can.provenance],
    ['clone-depth', given['clone-depth'], program.can.cloneDepth],
    ['premirrors', given.premirrors, program.can.premirrors],
  ] as const;
  const lacking = asked.filter(([, value, can]) => value !== undefined && !can).map(([name]) => name);
  if (lacking.length > 0) {
    throw new UserError(
      `${program.kas} is version ${program.version}, which has nothing for the input ${lacking.join(', nor for ')}.`,
      'Install a newer kas (`pip install kas`), or leave the input empty.',
    );
  }
  if (given.lock === 'update' && user !== undefined) {
    throw new UserError(
      `The input lock is "update", but the build runs as "${user.name}", to whom the folder of the configuration does not belong.`,
      'Update the lock file in a job without the input build-user, and commit it.',
    );
  }
  const asRoot = user === undefined && process.getuid?.() === 0;
  if (program.kind === 'kas-container' && asRoot && env['KAS_ALLOW_ROOT'] !== 'yes') {
    throw new UserError(
      'kas-container refuses to run as root.',
      'Run the job as another user, name one in the input build-user, or set KAS_ALLOW_ROOT to yes in the env of the step.',
    );
  }
}
