import type { Status } from './expressions.ts';
import type { JsonObject } from './json.ts';
import type { Annotation } from './output.ts';

export type Outcome = Status;

/** What one step of a leg did. The post step of an action is a step of its own, at the end. */
export interface StepResult {
  readonly id?: string;
  readonly name: string;
  /** Before `continue-on-error` is applied. */
  readonly outcome: Outcome;
  /** After it. */
  readonly conclusion: Outcome;
  /** Of its process; null where a signal ended it, and absent where it had none. */
  readonly exitCode?: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  /** Markdown, masked. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** Lines, masked. */
  readonly log: readonly string[];
}

/** What one combination of a job's matrix did, on a "machine" of its own. */
export interface LegResult {
  readonly name: string;
  readonly matrix: JsonObject;
  readonly conclusion: Outcome;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepResult[];
  /** Holds its `workspace`, `temp` and `tools`. */
  readonly folder: string;
  readonly seconds: number;
}

export interface JobResult {
  readonly id: string;
  /** As `needs.<id>.result` says it: a leg with `continue-on-error` does not fail it. */
  readonly result: Outcome;
  readonly outputs: Readonly<Record<string, string>>;
  readonly legs: readonly LegResult[];
  /** Why it failed before any leg ran, as by a matrix that is not one. */
  readonly problem?: string;
}

export interface WorkflowResult {
  readonly name: string;
  readonly conclusion: 'success' | 'failure' | 'cancelled';
  /** In the order of the file. */
  readonly jobs: readonly JobResult[];
}

/** The steps of a run that failed it, and why: the last error that each gave, which is the failure of the step itself. */
export function failures(result: WorkflowResult): { leg: string; step: string; reason: string }[] {
  return result.jobs.flatMap((job) => [
    ...(job.problem === undefined ? [] : [{ leg: job.id, step: '', reason: job.problem }]),
    ...job.legs.flatMap((leg) =>
      leg.steps
        .filter((step) => step.conclusion === 'failure')
        .map((step) => ({
          leg: leg.name,
          step: step.name,
          reason:
            step.annotations.findLast((annotation) => annotation.level === 'error')?.message ??
            `Process completed with exit code ${step.exitCode ?? 'unknown'}.`,
        })),
    ),
  ]);
}
