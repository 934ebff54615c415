import { formatBytes, formatDuration } from '@pv-actions/core/action/progress.ts';

/** Why a build was ended before its time. `during` says what was done when it was not the build itself. */
export type Stop =
  | { readonly why: 'cancelled' | 'killed'; readonly during?: string | undefined }
  | { readonly why: 'timed-out'; readonly minutes: number; readonly during?: string | undefined }
  | { readonly why: 'disk-full'; readonly folder: string; readonly free: number };

/**
 * Why a build was ended before its time, as one sentence.
 *
 * @param seconds how long it had been built, where that is to be said
 */
export function stopSentence(stop: Stop, seconds?: number): string {
  const built = seconds === undefined ? '' : ` after ${formatDuration(seconds)} of building`;
  switch (stop.why) {
    case 'cancelled':
      return `The job was cancelled${whenOf(stop.during) ?? built}.`;
    case 'killed':
      return `The step was killed${whenOf(stop.during) ?? built}: the job was cancelled, or the machine was short of memory.`;
    case 'timed-out':
      return stop.during === undefined
        ? `The build took longer than timeout-minutes allows (${stop.minutes}).`
        : `The time that timeout-minutes allows (${stop.minutes}) was over${whenOf(stop.during)}.`;
    case 'disk-full':
      return `The build was stopped before the disk was full: ${formatBytes(stop.free)} are free in ${stop.folder}.`;
  }
}

function whenOf(during: string | undefined): string | undefined {
  return during === undefined ? undefined : ` while ${during}`;
}
