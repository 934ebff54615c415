import { join } from 'node:path';
import { messageOf, UserError } from '@pv-actions/core/action/errors.ts';
import { evaluate, type Scope, type Status, truthy } from './expressions.ts';
import { type Event, githubContext } from './github-context.ts';
import type { JsonObject } from './json.ts';
import { runLeg } from './leg.ts';
import { type ActionsCheckout, makePlan } from './make-plan.ts';
import { describeLeg, expandStrategy } from './matrix.ts';
import type { JobPlan, Plan } from './plan.ts';
import type { Grace } from './process.ts';
import type { JobResult, LegResult, Outcome, WorkflowResult } from './results.ts';
import { Slots } from './slots.ts';
import { isLiteral, resolve, resolveText } from './template.ts';
import { isTriggered } from './trigger.ts';

export interface WorkflowOptions {
  /** The workflow file. */
  readonly file: string;
  /** The repository that the workflow runs in: actions/checkout clones its folder. */
  readonly repository: { readonly folder: string; readonly name: string };
  readonly event: Event;
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Keys of the `github` context that replace the default ones. */
  readonly github?: JsonObject;
  /** Variables of the machine, as the `.env` file of a self-hosted runner sets them. */
  readonly machineEnv?: Readonly<Record<string, string>>;
  /** Each leg has a folder of its own in it, which is emptied first. */
  readonly workFolder: string;
  /** Where `uses: pantacor/pv-actions/…` and `uses: ./…` are found. */
  readonly actions: ActionsCheckout;
  /** How many legs run at a time. 1 by default. */
  readonly parallel?: number;
  readonly debug?: boolean;
  /** Cancels the run. */
  readonly signal?: AbortSignal;
  readonly grace?: Grace;
  /** Called with each line of a leg's log, masked. */
  readonly onLine?: (line: string, leg: string) => void;
}

/**
 * Runs a workflow on this machine as GitHub would.
 *
 * @throws UserError before anything has run: where the file is wrong, uses what the local runner does not do,
 *   or is not started by `event`.
 */
export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowResult> {
  const plan = await makePlan(options.file, options.actions);
  if (!isTriggered(plan.on, options.event)) {
    throw new UserError(
      `${options.file} is not started by a ${options.event.name} of ${options.event.ref}.`,
      'Compare its `on:`. Nothing was run.',
    );
  }
  const run = new Run(plan, options);
  const jobs = await Promise.all(plan.jobs.map((job) => run.job(job.id)));
  const results = jobs.map((job) => job.result);
  const conclusion = options.signal?.aborted ? 'cancelled' : overall(results);
  return { name: plan.name, conclusion, jobs };
}

class Run {
  readonly #plan: Plan;
  readonly #options: WorkflowOptions;
  readonly #slots: Slots;
  readonly #github: JsonObject;
  readonly #signal: AbortSignal;
  readonly #jobs = new Map<string, Promise<JobResult>>();

  constructor(plan: Plan, options: WorkflowOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#slots = new Slots(options.parallel ?? 1);
    this.#signal = options.signal ?? new AbortController().signal;
    this.#github = githubContext(options.repository.name, options.event, {
      workflow: plan.name,
      ...options.github,
    });
  }

  /** The result of a job, which is started when the jobs that it needs have ended. */
  job(id: string): Promise<JobResult> {
    const known = this.#jobs.get(id);
    if (known !== undefined) return known;
    const started = this.#run(this.#planOf(id));
    this.#jobs.set(id, started);
    return started;
  }

  #planOf(id: string): JobPlan {
    const plan = this.#plan.jobs.find((job) => job.id === id);
    if (plan === undefined) throw new Error(`There is no job ${id}.`);
    return plan;
  }

  async #run(plan: JobPlan): Promise<JobResult> {
    const needed = await Promise.all(plan.needs.map((id) => this.job(id)));
    const ancestors = await Promise.all([...this.#ancestors(plan)].map((id) => this.job(id)));
    const scope: Scope = {
      contexts: {
        github: this.#github,
        vars: this.#options.vars ?? {},
        inputs: {},
        needs: Object.fromEntries(
          needed.map(({ id, result, outputs }) => [id, { result, outputs }] as const),
        ),
      },
      status: this.#statusAfter(ancestors),
    };
    try {
      if (!truthy(evaluate(plan.condition, scope))) {
        return { id: plan.id, result: 'skipped', outputs: {}, legs: [] };
      }
      return await this.#runLegs(plan, scope.contexts);
    } catch (thrown) {
      return { id: plan.id, result: 'failure', outputs: {}, legs: [], problem: messageOf(thrown) };
    }
  }

  async #runLegs(plan: JobPlan, contexts: JsonObject): Promise<JobResult> {
    const { legs, failFast, maxParallel } = expandStrategy(
      plan.strategy === undefined ? null : resolve(plan.strategy, { contexts }),
    );
    const own = new Slots(maxParallel);
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#signal, stop.signal]);
    const results = await Promise.all(
      legs.map(async (matrix, index) => {
        const strategy: JsonObject = {
          'fail-fast': failFast,
          'job-index': index,
          'job-total': legs.length,
          'max-parallel': Number.isFinite(maxParallel) ? maxParallel : legs.length,
        };
        const scope: Scope = { contexts: { ...contexts, strategy, matrix } };
        const name = legName(plan, matrix, scope);
        const tolerated = plan.continueOnError !== undefined && truthy(resolve(plan.continueOnError, scope));
        const leg = await own.run(() =>
          this.#slots.run(async () => {
            const done = await this.#runLeg(plan, name, matrix, index, scope.contexts, signal);
            // Before the slot is free again, so that no leg starts that is to be cancelled.
            if (done.conclusion === 'failure' && failFast && !tolerated) stop.abort();
            return done;
          }),
        );
        return { leg, counted: tolerated && leg.conclusion === 'failure' ? 'success' : leg.conclusion };
      }),
    );
    const counted = results.map((result) => result.counted);
    return {
      id: plan.id,
      result: overall(counted),
      outputs: mergeOutputs(results.map((result) => result.leg)),
      legs: results.map((result) => result.leg),
    };
  }

  async #runLeg(
    plan: JobPlan,
    name: string,
    matrix: JsonObject,
    index: number,
    contexts: JsonObject,
    signal: AbortSignal,
  ): Promise<LegResult> {
    const folder = join(this.#options.workFolder, `${plan.id}-${index + 1}`);
    if (signal.aborted) {
      return { name, matrix, conclusion: 'cancelled', outputs: {}, steps: [], folder, seconds: 0 };
    }
    const secrets = this.#options.secrets ?? {};
    const token = String(this.#github['token'] ?? '');
    return runLeg({
      plan,
      name,
      matrix,
      contexts: { ...contexts, github: this.#github, secrets: { GITHUB_TOKEN: token, ...secrets } },
      workflowEnv: this.#plan.env,
      folder,
      source: this.#options.repository.folder,
      machineEnv: this.#options.machineEnv ?? {},
      secrets: [...Object.values(secrets), token],
      debug: this.#options.debug ?? false,
      grace: this.#options.grace,
      signal,
      onLine: (line) => this.#options.onLine?.(line, name),
    });
  }

  #ancestors(plan: JobPlan, known = new Set<string>()): Set<string> {
    for (const id of plan.needs) {
      if (known.has(id)) continue;
      known.add(id);
      this.#ancestors(this.#planOf(id), known);
    }
    return known;
  }

  /** A failed, cancelled or skipped job counts for all jobs that depend on it, however far down. */
  #statusAfter(ancestors: readonly JobResult[]): Status {
    if (this.#signal.aborted) return 'cancelled';
    if (ancestors.some(({ result }) => result === 'failure')) return 'failure';
    return ancestors.every(({ result }) => result === 'success') ? 'success' : 'skipped';
  }
}

/** What several results come to: a failure outweighs a cancellation. */
function overall(results: readonly Outcome[]): WorkflowResult['conclusion'] {
  if (results.includes('failure')) return 'failure';
  return results.includes('cancelled') ? 'cancelled' : 'success';
}

/** GitHub appends the values of the matrix to a name that names none of them. */
function legName(plan: JobPlan, matrix: JsonObject, scope: Scope): string {
  const name = resolveText(plan.name, scope) || plan.id;
  const values = describeLeg(matrix);
  return values !== '' && (plan.name === undefined || isLiteral(plan.name)) ? `${name} (${values})` : name;
}

/** The outputs of a job with several legs: of each name, the last value that is not empty. */
function mergeOutputs(legs: readonly LegResult[]): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const leg of legs) {
    for (const [name, value] of Object.entries(leg.outputs)) {
      if (value !== '' || !(name in outputs)) outputs[name] = value;
    }
  }
  return outputs;
}
