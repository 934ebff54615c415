import {
  type ChildEnvironment,
  COMMON,
  childEnvironment,
  READ_BY_ENGINES,
} from '@pv-actions/core/action/child-environment.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { Scope } from '@pv-actions/core/pvtest/test-id.ts';

/**
 * With settings of the script itself, of which PVTEST_DIR would have it load other files than those that were looked at, and the mark by which
 * GitHub's runner ends what a job left.
 */
const READ_BY_SCRIPT = [...COMMON, ...READ_BY_ENGINES, /^PVTEST_(?!DIR$)[A-Z0-9_]+$/, 'RUNNER_TRACKING_ID'];

/**
 * The environment of the script, and of the tests on this host: what it, docker and a shell read, by name. The credentials of Pantacor
 * Hub are in it for remote tests only.
 *
 * @param temporary A folder for what the script leaves behind in the temporary folder.
 */
export function scriptEnvironment(
  env: Deps['env'],
  temporary: string,
  call?: { readonly scope: Scope; readonly user: string | undefined; readonly password: string | undefined },
): ChildEnvironment {
  const isRemote = call?.scope === 'remote';
  return childEnvironment(env, READ_BY_SCRIPT, {
    TMPDIR: temporary,
    ...(isRemote ? { PH_USER: call.user, PH_PASS: call.password } : {}),
  });
}
