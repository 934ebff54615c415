import { UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import type { NameMatch } from '@pv-actions/core/action/pattern.ts';
import { counted, shortList } from '@pv-actions/core/action/wording.ts';
import type { Job } from '@pv-actions/core/github/runs.ts';
import { checkMachine } from '@pv-actions/core/release/names.ts';
import { compareText } from '@pv-actions/core/release/text-order.ts';
import { compareStates, type State, stateOf } from './states.ts';

/** A job, and what it means. */
export interface JudgedJob {
  readonly job: Job;
  readonly state: State;
}

/** A machine of the run. */
export interface MachineState {
  readonly machine: string;
  readonly state: State;
  /** The job that decides the state: the first of the worst. */
  readonly decisive: Job;
  /** At least one. */
  readonly builds: readonly JudgedJob[];
  readonly tests: readonly JudgedJob[];
}

/** What the patterns find in the names of jobs, in their order. */
export interface Found {
  /** With the group `machine`. */
  readonly job: readonly (NameMatch | null)[];
  /** Empty where tests do not count. */
  readonly test: readonly (NameMatch | null)[];
}

/** What the jobs of a run say. */
export interface Assessment {
  /** By name. */
  readonly machines: readonly MachineState[];
  /** What was left out and why, for the log. */
  readonly infos: readonly string[];
  readonly warnings: readonly string[];
}

/** A job whose machine cannot be one, and the input by which it was found. */
interface Problem {
  readonly text: string;
  readonly input: 'job-pattern' | 'test-pattern';
}

/** A matrix of which no leg came about is one job with the name that the workflow gives, not a machine's. */
const UNEXPANDED = '${{';
/** `tag.json` and `tag.svg` stand beside the badges of the machines. */
const TAKEN = 'tag';
/** GitHub puts it between the values of a matrix, in the name of a job that has none of its own. */
const AXES = ', ';

/**
 * Sorts the jobs of a run by machine. Of several jobs of a machine the worst counts. A test can make a machine worse; one that
 * names no machine is a test of all.
 *
 * @throws UserError when a job names what cannot be a machine.
 */
export function assess(jobs: readonly Job[], found: Found): Assessment {
  const builds = new Map<string, JudgedJob[]>();
  const tests: { readonly machine: string | undefined; readonly judged: JudgedJob }[] = [];
  const infos: string[] = [];
  const warnings: string[] = [];
  const problems: Problem[] = [];

  for (const [index, job] of jobs.entries()) {
    const build = found.job[index] ?? null;
    const named = build?.groups?.['machine'];
    const test = found.test[index] ?? null;
    if (named === undefined && test === null) continue;
    if (job.name.includes(UNEXPANDED)) {
      if (job.conclusion === 'skipped') {
        infos.push(`The job ${quote(job.name)} is left out: its matrix was skipped as a whole.`);
        continue;
      }
      const judged = judge(job, warnings);
      warnings.push(
        `The matrix of the job ${quote(job.name)} is not there (${job.conclusion ?? 'it has not ended'}). ` +
          `Any machine may be one of it, so all count as ${judged.state} at best.`,
      );
      tests.push({ machine: undefined, judged });
      continue;
    }
    const machine = test?.groups?.['machine'] ?? named;
    const byTest = test?.groups?.['machine'] !== undefined;
    const problem =
      machine === undefined ? undefined : machineProblem(machine, byTest ? test : build, job.name);
    if (problem !== undefined) {
      problems.push({
        text: `The job ${quote(job.name)} would be of the machine ${quote(machine ?? '')}. ${problem}`,
        input: byTest ? 'test-pattern' : 'job-pattern',
      });
      continue;
    }
    const judged = judge(job, warnings);
    if (test !== null) tests.push({ machine, judged });
    else if (machine !== undefined) builds.set(machine, [...(builds.get(machine) ?? []), judged]);
  }
  if (problems.length > 0) throw notMachines(problems);

  for (const { machine, judged } of tests) {
    if (machine === undefined || builds.has(machine)) continue;
    warnings.push(
      `The test ${quote(judged.job.name)} is left out: no job builds the machine ${quote(machine)}.`,
    );
  }
  const machines = [...builds]
    .sort(([a], [b]) => compareText(a, b))
    .map(([machine, built]) => {
      const own = tests.filter((test) => test.machine === undefined || test.machine === machine);
      return stateOfMachine(
        machine,
        built,
        own.map(({ judged }) => judged),
      );
    });
  return { machines, infos, warnings };
}

function stateOfMachine(
  machine: string,
  builds: readonly JudgedJob[],
  tests: readonly JudgedJob[],
): MachineState {
  const counting = [...builds, ...tests.filter(({ state }) => state !== 'skipped' && state !== 'passing')];
  const worst = counting.reduce((a, b) => (compareStates(b.state, a.state) < 0 ? b : a));
  return { machine, state: worst.state, decisive: worst.job, builds, tests };
}

/** @param found What the pattern finds in `name`. */
function machineProblem(machine: string, found: NameMatch | null, name: string): string | undefined {
  if (found !== null && isCut(machine, found, name)) {
    return `The name of the job is longer than the ${found.input.length} characters that are read, and the machine may be too.`;
  }
  if (machine.includes(AXES)) {
    return `That is how a job with a matrix of several axes is called: give it \`name: build ($\{{ matrix.machine }})\`.`;
  }
  if (machine !== TAKEN) return checkMachine(machine);
  return 'A machine must not be called tag: its badges would be tag.json and tag.svg, which show the tag.';
}

/** Whether the machine reaches the end of what is read of a longer name: then it may be half of one. */
function isCut(machine: string, { 0: text, index, input }: NameMatch, name: string): boolean {
  return input.length < name.length && index + text.length === input.length && text.endsWith(machine);
}

function judge(job: Job, warnings: string[]): JudgedJob {
  const state = stateOf(job.conclusion);
  if (state === undefined) {
    warnings.push(
      `The job ${quote(job.name)} has the conclusion ${quote(job.conclusion ?? '')}, which counts as cancelled.`,
    );
  }
  return { job, state: state ?? 'cancelled' };
}

function notMachines(problems: readonly Problem[]): UserError {
  const texts = problems.map(({ text }) => text);
  const patterns = [...new Set(problems.map(({ input }) => `"${input}"`))].join(' and ');
  return new UserError(
    texts.length === 1
      ? String(texts[0])
      : `${counted(texts.length, 'job')} would be of no possible machine:\n${shortList(texts, '\n')}`,
    `Correct the input ${patterns}, so that its group (?<machine>...) takes the name of the machine only, or the name of the job.`,
  );
}
