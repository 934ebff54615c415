import type { Report, TestReport } from '@pv-actions/core/pvtest/report.ts';
import { SCRIPT } from './distro.ts';
import type { RecordedCall } from './record.ts';

/** Sentences on what is wrong with a call of the script beside its tests: an exit code that its results do not explain. */
export function callProblems(
  call: RecordedCall,
  tests: readonly TestReport[],
  ending: Report['ending'],
): string[] {
  const { ended } = call;
  if (ended === undefined || ending !== 'completed') return [];
  const name = `${SCRIPT} run ${call.path}`;
  const hasResult = tests.some(({ tries }) => tries.some(({ outcome }) => outcome !== 'incomplete'));
  const how =
    ended.code === null ? `was ended by ${ended.signal ?? 'a signal'}` : `ended with exit code ${ended.code}`;
  if (!hasResult) return [`${name} ${how}, and printed no result.`];
  if (ended.code === 0) return [];
  const explained = tests.some(({ tries }) => FAILING.has(tries.at(-1)?.outcome ?? ''));
  return explained ? [] : [`${name} ${how}, and no test failed.`];
}

/** The outcomes of a last try for which the script ends with 1. */
const FAILING: ReadonlySet<string> = new Set(['failed', 'aborted', 'infrastructure', 'incomplete']);

/** Why a test of a call has no try. */
export function notLaunched({ ended }: RecordedCall): string {
  return ended === undefined
    ? 'It was not launched: the run ended before.'
    : `It was not launched, although ${SCRIPT} ended by itself.`;
}
