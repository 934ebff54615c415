import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '@pv-actions/core/action/errors.ts';
import type { ActionRun } from './action.ts';
import { runnerContext } from './environment.ts';
import { evaluate, type Scope, type Status, truthy } from './expressions.ts';
import type { JsonObject } from './json.ts';
import { Masks } from './masks.ts';
import type { JobPlan, StepPlan } from './plan.ts';
import type { Grace } from './process.ts';
import type { LegResult, Outcome, StepResult } from './results.ts';
import { defaultName, doWork, type StepCall, type StepHost, type WorkResult } from './step-work.ts';
import { resolve, resolveText, resolveTexts, type Template } from './template.ts';

/** What one leg of a job is run with. */
export interface LegRequest {
  readonly plan: JobPlan;
  readonly name: string;
  readonly matrix: JsonObject;
  /** Contexts of the job: `github`, `vars`, `secrets`, `needs`, `strategy`, `matrix`, `inputs`. */
  readonly contexts: JsonObject & { readonly github: JsonObject };
  readonly workflowEnv: Template | undefined;
  /** Emptied first. */
  readonly folder: string;
  readonly source: string;
  readonly secrets: readonly string[];
  readonly machineEnv: Readonly<Record<string, string>>;
  readonly debug: boolean;
  readonly grace: Grace | undefined;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

const MINUTE_MS = 60_000;

/** Runs the steps of one leg in a workspace and a temporary folder of its own, then the post steps. */
export async function runLeg(request: LegRequest): Promise<LegResult> {
  const started = performance.now();
  await rm(request.folder, { recursive: true, force: true });
  const leg = new Leg(request);
  await leg.prepare();
  for (const step of request.plan.steps) await leg.runStep(step);
  await leg.runPosts();
  const outputs = await leg.jobOutputs();
  return {
    name: request.name,
    matrix: request.matrix,
    conclusion: leg.status,
    outputs,
    steps: leg.results,
    folder: request.folder,
    seconds: (performance.now() - started) / 1000,
  };
}

class Leg {
  readonly results: StepResult[] = [];
  readonly #request: LegRequest;
  readonly #host: StepHost;
  readonly #github: JsonObject;
  readonly #runner: JsonObject;
  readonly #posts: [name: string, action: ActionRun][] = [];
  readonly #steps: Record<string, JsonObject> = {};
  #signal: AbortSignal;
  #env: Record<string, string> = {};
  #path: string[] = [];
  #failed = false;

  constructor(request: LegRequest) {
    const temp = join(request.folder, 'temp');
    const workspace = join(request.folder, 'workspace');
    this.#request = request;
    this.#signal = request.signal;
    this.#github = {
      ...request.contexts.github,
      job: request.plan.id,
      workspace,
      event_path: join(temp, '_github_workflow', 'event.json'),
    };
    this.#runner = runnerContext(temp, join(request.folder, 'tools'), request.debug);
    this.#host = {
      folder: request.folder,
      workspace,
      temp,
      source: request.source,
      masks: new Masks(request.secrets),
      machineEnv: request.machineEnv,
      debug: request.debug,
      grace: request.grace,
    };
  }

  get status(): Status {
    if (this.#signal.aborted) return 'cancelled';
    return this.#failed ? 'failure' : 'success';
  }

  async prepare(): Promise<void> {
    const { workspace, temp } = this.#host;
    for (const folder of [workspace, join(temp, '_github_workflow'), join(this.#host.folder, 'tools')]) {
      await mkdir(folder, { recursive: true });
    }
    await writeFile(String(this.#github['event_path']), JSON.stringify(this.#github['event'] ?? {}));
    await this.#guard('Set up job', async () => {
      const { workflowEnv, plan } = this.#request;
      const minutes = Number(resolveText(plan.timeoutMinutes, this.#scope({})) || 360);
      this.#signal = AbortSignal.any([this.#signal, AbortSignal.timeout(minutes * MINUTE_MS)]);
      this.#env = resolveTexts(workflowEnv, this.#scope({}));
      this.#env = { ...this.#env, ...resolveTexts(plan.env, this.#scope(this.#env)) };
    });
  }

  async runStep(plan: StepPlan): Promise<void> {
    await this.#guard(plan.id ?? plan.work.kind, async () => {
      const env = { ...this.#env, ...resolveTexts(plan.env, this.#scope(this.#env)) };
      const scope = this.#scope(env);
      const name = resolveText(plan.name, scope) || defaultName(plan.work, scope);
      if (!truthy(evaluate(plan.condition, scope))) {
        this.#record(plan, { name, outcome: 'skipped', conclusion: 'skipped', outputs: {} });
        return;
      }
      const lines: string[] = [];
      const work = await this.#work(plan, env, scope, lines);
      const tolerated = truthy(resolve(plan.continueOnError ?? { kind: 'literal', value: false }, scope));
      this.#env = { ...this.#env, ...work.env };
      this.#path = [...work.path, ...this.#path];
      if (work.action !== undefined) this.#posts.push([name, work.action]);
      this.#record(plan, {
        ...work,
        name,
        conclusion: tolerated && work.outcome === 'failure' ? 'success' : work.outcome,
        log: [...lines],
      });
    });
  }

  async runPosts(): Promise<void> {
    for (const [name, action] of this.#posts.reverse()) {
      await this.#guard(`Post ${name}`, async () => {
        const result = await action.post(this.status);
        if (result === undefined) return;
        const log = result.log.replace(/\n$/, '').split('\n');
        this.#record(undefined, { ...result, name: `Post ${name}`, conclusion: result.outcome, log });
      });
    }
  }

  /** The job's outputs. As on GitHub, one that holds a secret is left out, and one that cannot be evaluated fails the job. */
  async jobOutputs(): Promise<Record<string, string>> {
    const { outputs } = this.#request.plan;
    const result: Record<string, string> = {};
    await this.#guard('Complete job', async () => {
      for (const [name, value] of Object.entries(resolveTexts(outputs, this.#scope(this.#env)))) {
        if (this.#host.masks.apply(value) === value) result[name] = value;
        else this.#request.onLine(`##[warning]Skip output '${name}' since it may contain secret.`);
      }
    });
    return result;
  }

  async #work(
    plan: StepPlan,
    env: Record<string, string>,
    scope: Scope,
    lines: string[],
  ): Promise<WorkResult> {
    const onLine = (line: string): void => {
      lines.push(line);
      this.#request.onLine(line);
    };
    const minutes = Number(resolveText(plan.timeoutMinutes, scope));
    const timeout = minutes > 0 ? AbortSignal.timeout(minutes * MINUTE_MS) : undefined;
    // A step that runs although the job is cancelled, by `always()`, runs to its end.
    const signals = [...(this.#signal.aborted ? [] : [this.#signal]), ...(timeout ? [timeout] : [])];
    const call: StepCall = {
      host: this.#host,
      github: { ...this.#github, action: plan.id ?? `__${plan.work.kind}` },
      runner: this.#runner,
      env,
      path: this.#path,
      scope,
      signal: AbortSignal.any(signals),
      onLine,
    };
    try {
      const work = await doWork(plan.work, call);
      if (!timeout?.aborted || work.outcome !== 'cancelled') return work;
      return this.#failure(work, `The action has timed out after ${minutes} minutes.`, onLine);
    } catch (thrown) {
      return this.#failure({}, messageOf(thrown), onLine);
    }
  }

  #failure(work: Partial<WorkResult>, text: string, onLine: (line: string) => void): WorkResult {
    const message = this.#host.masks.apply(text);
    onLine(`##[error]${message}`);
    return {
      outputs: {},
      env: {},
      path: [],
      summary: '',
      ...work,
      outcome: 'failure',
      annotations: [...(work.annotations ?? []), { level: 'error', message }],
    };
  }

  /** Runs `body`; what it throws (an expression that cannot be evaluated) is a failed step. */
  async #guard(name: string, body: () => Promise<void>): Promise<void> {
    try {
      await body();
    } catch (thrown) {
      const log: string[] = [];
      const failure = this.#failure({}, messageOf(thrown), (line) => {
        log.push(line);
        this.#request.onLine(line);
      });
      this.#record(undefined, { ...failure, name, conclusion: 'failure', log });
    }
  }

  #record(
    plan: StepPlan | undefined,
    done: Partial<Omit<WorkResult, 'outcome'>> & {
      name: string;
      outcome: Outcome;
      conclusion: Outcome;
      outputs: Readonly<Record<string, string>>;
      log?: readonly string[];
    },
  ): void {
    const { name, outcome, conclusion, outputs } = done;
    if (plan?.id !== undefined) this.#steps[plan.id] = { outputs, outcome, conclusion };
    if (conclusion === 'failure') this.#failed = true;
    this.results.push({
      ...(plan?.id === undefined ? {} : { id: plan.id }),
      name: this.#host.masks.apply(name),
      outcome,
      conclusion,
      ...(done.exitCode === undefined ? {} : { exitCode: done.exitCode }),
      outputs,
      summary: done.summary ?? '',
      annotations: done.annotations ?? [],
      log: done.log ?? [],
    });
  }

  #scope(env: Readonly<Record<string, string>>): Scope {
    return {
      contexts: {
        ...this.#request.contexts,
        github: this.#github,
        runner: this.#runner,
        env,
        job: { status: this.status },
        steps: this.#steps,
      },
      status: this.status,
    };
  }
}
