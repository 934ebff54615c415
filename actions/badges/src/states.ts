/** What a badge can say of a machine, the worst first. */
export const STATES = ['failing', 'cancelled', 'running', 'skipped', 'passing'] as const;

export type State = (typeof STATES)[number];

/** Conclusions of a job: https://docs.github.com/rest/actions/workflow-jobs, `conclusion`. */
const STATE_OF: ReadonlyMap<string, State> = new Map([
  ['success', 'passing'],
  ['failure', 'failing'],
  ['timed_out', 'failing'],
  ['startup_failure', 'failing'],
  ['cancelled', 'cancelled'],
  ['skipped', 'skipped'],
  ['neutral', 'skipped'],
]);

/** The state of a job with that conclusion; undefined for a conclusion that says neither success nor failure. */
export function stateOf(conclusion: string | undefined): State | undefined {
  return conclusion === undefined ? 'running' : STATE_OF.get(conclusion);
}

/** The order of states: negative when `a` is worse than `b`. */
export function compareStates(a: State, b: State): number {
  return STATES.indexOf(a) - STATES.indexOf(b);
}
