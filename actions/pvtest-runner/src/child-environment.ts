import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { Scope } from '@pv-actions/core/pvtest/test-id.ts';

/** Inputs and tokens of this step, and what would have the script load other files than those that were looked at. */
const WITHHELD =
  /^(INPUT_|STATE_|ACTIONS_|PH_|GITHUB_TOKEN$|GH_TOKEN$|(NETSIM|TESTER|APPENGINE)_PATH$|PVTEST_DIR$|GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)$)/i;

/** The environment of this step without its secrets: for the programs that it starts. */
export function withoutSecrets(env: Deps['env']): Deps['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !WITHHELD.test(name)));
}

/**
 * The environment of the script: that of the step, without secrets. The credentials of Pantacor Hub are in it for remote tests only.
 *
 * @param temporary A folder for what the script leaves behind in the temporary folder.
 */
export function scriptEnvironment(
  env: Deps['env'],
  temporary: string,
  call?: { readonly scope: Scope; readonly user: string | undefined; readonly password: string | undefined },
): Readonly<Record<string, string | undefined>> {
  const isRemote = call?.scope === 'remote';
  return {
    ...withoutSecrets(env),
    TMPDIR: temporary,
    ...(isRemote ? { PH_USER: call.user, PH_PASS: call.password } : {}),
  };
}
