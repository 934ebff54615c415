import { quote } from '@pv-actions/core/action/inputs.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';

export type CacheMode = 'read-only' | 'read-write';

/**
 * The events that only who may write to the repository can start, for a ref of the repository
 * (https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows). A called workflow has the event of
 * its caller. Not among them: `merge_group`, whose code is in no branch yet, and `deployment`, which names any commit.
 */
const TRUSTED_EVENTS: readonly string[] = [
  'push',
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
  'release',
  'create',
];

/** A branch or a tag; GitHub itself makes the branches of a merge queue, of pull requests that wait for their tests. */
const TRUSTED_REF = /^refs\/(?:heads\/(?!gh-readonly-queue\/)|tags\/)./;

/**
 * Whether a build may write to shared caches. `auto` is read-only wherever the code of others may be built, and where nobody knows: the
 * log says why.
 */
export function cacheModeOf(given: 'auto' | CacheMode, { env, log }: Pick<Deps, 'env' | 'log'>): CacheMode {
  if (given !== 'auto') return given;
  const { GITHUB_EVENT_NAME: event = '', GITHUB_REF: ref = '' } = env;
  const doubt = !TRUSTED_EVENTS.includes(event)
    ? `the event ${quote(event)} may build what others wrote`
    : TRUSTED_REF.test(ref)
      ? undefined
      : `the ref ${quote(ref)} is no branch or tag that the repository itself has made`;
  if (doubt !== undefined) {
    log.info(`cache-mode: auto is read-only: ${doubt}.`);
    return 'read-only';
  }
  log.info(`cache-mode: auto is read-write: only who may write to the repository starts ${event} of ${ref}.`);
  return 'read-write';
}
