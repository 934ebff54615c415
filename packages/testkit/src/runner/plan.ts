import type { Template } from './template.ts';

/** A workflow file, checked: everything in it is something that the local runner does. */
export interface Plan {
  readonly name: string;
  readonly on: Readonly<Record<string, EventFilter>>;
  readonly env?: Template;
  readonly jobs: readonly JobPlan[];
}

/** The filters of one event under `on:`. */
export interface EventFilter {
  readonly tags?: readonly string[];
  readonly 'tags-ignore'?: readonly string[];
  readonly branches?: readonly string[];
  readonly 'branches-ignore'?: readonly string[];
}

export interface JobPlan {
  readonly id: string;
  readonly name?: Template;
  readonly needs: readonly string[];
  /** With a status function in it: GitHub's parser adds `success() &&` where there is none. */
  readonly condition: string;
  readonly strategy?: Template;
  readonly env?: Template;
  readonly outputs?: Template;
  readonly continueOnError?: Template;
  readonly timeoutMinutes?: Template;
  readonly steps: readonly StepPlan[];
}

export interface StepPlan {
  readonly id?: string;
  readonly name?: Template;
  readonly condition: string;
  readonly env?: Template;
  readonly continueOnError?: Template;
  readonly timeoutMinutes?: Template;
  readonly work: RunWork | CheckoutWork | ActionWork;
}

export interface RunWork {
  readonly kind: 'run';
  readonly script: Template;
  /** `bash` where the workflow says so; else GitHub's default, which has no pipefail. */
  readonly shell: 'bash' | 'default';
  readonly workingDirectory?: Template;
}

export interface CheckoutWork {
  readonly kind: 'checkout';
  readonly uses: string;
  readonly with?: Template;
}

export interface ActionWork {
  readonly kind: 'action';
  readonly uses: string;
  /** The folder of its action.yml in this checkout. */
  readonly folder: string;
  readonly with?: Template;
}
