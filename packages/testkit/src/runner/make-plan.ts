import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BaseJob, WorkflowJob } from '@actions/workflow-parser/model/workflow-template';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { CHECKOUT_INPUTS } from './checkout.ts';
import { readMetadata, unexpectedInputs } from './metadata.ts';
import type { ActionWork, CheckoutWork, EventFilter, JobPlan, Plan, RunWork, StepPlan } from './plan.ts';
import { checkExpression, optional, Problems, readWorkflow, section, toTemplate } from './read-workflow.ts';

/** Where the actions of this repository are. */
export interface ActionsCheckout {
  /** `pantacor/pv-actions` */
  readonly repository: string;
  /** Its root, which holds `actions/<stage>/action.yml`. */
  readonly folder: string;
}

const WORKFLOW_KEYS = ['name', 'run-name', 'on', 'permissions', 'concurrency', 'env', 'defaults', 'jobs'];
const JOB_KEYS = [
  'name',
  'needs',
  'if',
  'runs-on',
  'permissions',
  'strategy',
  'env',
  'defaults',
  'outputs',
  'continue-on-error',
  'timeout-minutes',
  'steps',
];
const STEP_KEYS = [
  'id',
  'name',
  'if',
  'uses',
  'with',
  'env',
  'run',
  'shell',
  'working-directory',
  'continue-on-error',
  'timeout-minutes',
];
const FILTERS = ['tags', 'tags-ignore', 'branches', 'branches-ignore'];

interface Context {
  readonly problems: Problems;
  readonly actions: ActionsCheckout;
  readonly defaults: RunDefaults;
}

interface RunDefaults {
  readonly shell?: TemplateToken;
  readonly workingDirectory?: TemplateToken;
}

/**
 * Reads a workflow file and checks that the local runner does all of it. `permissions` and `concurrency` are
 * accepted and mean nothing here: there is no token to restrict and no second run.
 *
 * @throws UserError that names everything that is wrong or not supported, with its line.
 */
export async function makePlan(file: string, actions: ActionsCheckout): Promise<Plan> {
  const { root, model } = await readWorkflow(file);
  const problems = new Problems();
  const keys = section(root, '', WORKFLOW_KEYS, problems);
  const defaults = readDefaults(keys.get('defaults'), 'defaults', {}, problems);
  const jobs: JobPlan[] = [];
  let index = 0;
  for (const { key, value } of keys.get('jobs')?.assertMapping('jobs') ?? []) {
    const parsed = model.jobs[index++];
    if (parsed === undefined) throw new Error('The parser left out a job.');
    jobs.push(await planJob(key.toString(), value, parsed, { problems, actions, defaults }));
  }
  const plan = {
    name: keys.get('name')?.toString() ?? file,
    on: readEvents(model.events, keys.get('on'), problems),
    ...optional('env', keys.get('env'), problems),
    jobs,
  };
  problems.check(file);
  return plan;
}

async function planJob(
  id: string,
  token: TemplateToken,
  parsed: WorkflowJob,
  context: Context,
): Promise<JobPlan> {
  const { problems } = context;
  const where = `jobs.${id}`;
  const keys = section(token, where, JOB_KEYS, problems);
  const defaults = readDefaults(keys.get('defaults'), `${where}.defaults`, context.defaults, problems);
  checkMachine(keys.get('runs-on'), where, problems);
  const steps: StepPlan[] = [];
  for (const [index, step] of [...(keys.get('steps')?.assertSequence('steps') ?? [])].entries()) {
    const condition = parsed.type === 'job' ? conditionOf(parsed.steps[index]?.if, step, problems) : '';
    steps.push(await planStep(`${where}.steps[${index}]`, step, condition, { ...context, defaults }));
  }
  return {
    id,
    needs: (parsed.needs ?? []).map((need) => need.value),
    condition: conditionOf(parsed.if, token, problems),
    ...optional('name', keys.get('name'), problems),
    ...optional('strategy', keys.get('strategy'), problems),
    ...optional('env', keys.get('env'), problems),
    ...optional('outputs', keys.get('outputs'), problems),
    ...optional('continueOnError', keys.get('continue-on-error'), problems),
    ...optional('timeoutMinutes', keys.get('timeout-minutes'), problems),
    steps,
  };
}

async function planStep(
  where: string,
  token: TemplateToken,
  condition: string,
  context: Context,
): Promise<StepPlan> {
  const { problems } = context;
  const keys = section(token, where, STEP_KEYS, problems);
  const uses = keys.get('uses');
  const id = keys.get('id')?.toString();
  return {
    ...(id === undefined ? {} : { id }),
    condition,
    ...optional('name', keys.get('name'), problems),
    ...optional('env', keys.get('env'), problems),
    ...optional('continueOnError', keys.get('continue-on-error'), problems),
    ...optional('timeoutMinutes', keys.get('timeout-minutes'), problems),
    work:
      uses === undefined
        ? planRun(where, keys, token, context)
        : await planUses(uses, keys.get('with'), context),
  };
}

function planRun(
  where: string,
  keys: ReadonlyMap<string, TemplateToken>,
  step: TemplateToken,
  { problems, defaults }: Context,
): RunWork {
  const run = keys.get('run');
  if (run === undefined) problems.add(step, `"${where}" has neither run nor uses.`);
  const shell = keys.get('shell') ?? defaults.shell;
  if (shell !== undefined && shell.toString() !== 'bash') {
    problems.add(shell, `The shell "${shell.toString()}" is not supported by the local runner. Use bash.`);
  }
  return {
    kind: 'run',
    script: run === undefined ? { kind: 'literal', value: '' } : toTemplate(run, problems),
    shell: shell === undefined ? 'default' : 'bash',
    ...optional('workingDirectory', keys.get('working-directory') ?? defaults.workingDirectory, problems),
  };
}

async function planUses(
  token: TemplateToken,
  given: TemplateToken | undefined,
  { problems, actions }: Context,
): Promise<CheckoutWork | ActionWork> {
  const uses = token.toString();
  const inputs = optional('with', given, problems);
  const names = Object.fromEntries(
    [...(given?.assertMapping('with') ?? [])].map(({ key }) => [key.toString(), key]),
  );
  if (/^actions\/checkout@[^@\s]+$/.test(uses)) {
    for (const [name, key] of Object.entries(names)) {
      if (!CHECKOUT_INPUTS.includes(name.toLowerCase())) {
        problems.add(key, `The input "${name}" of actions/checkout is not supported by the local runner.`);
      }
    }
    return { kind: 'checkout', uses, ...inputs };
  }
  const folder = actionFolder(uses, actions);
  if (folder === undefined) {
    problems.add(token, `The action "${uses}" is not supported by the local runner.`);
    return { kind: 'action', uses, folder: '', ...inputs };
  }
  try {
    const metadata = await readMetadata(folder);
    for (const script of [metadata.runs.pre, metadata.runs.main, metadata.runs.post]) {
      if (script !== undefined) await checkScript(resolve(folder, script));
    }
    for (const name of unexpectedInputs(metadata, names)) {
      problems.add(names[name], `"${uses}" has no input "${name}".`);
    }
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    problems.add(token, `"${uses}" cannot be used: ${thrown.message}`);
  }
  return { kind: 'action', uses, folder, ...inputs };
}

/** The folder that `uses` means in this checkout, or undefined where it means another repository. */
function actionFolder(uses: string, actions: ActionsCheckout): string | undefined {
  if (uses.split('/').includes('..')) return undefined;
  if (uses.startsWith('./')) return resolve(actions.folder, uses);
  const [path = '', ref, ...more] = uses.split('@');
  const prefix = `${actions.repository.toLowerCase()}/`;
  if (!ref || more.length > 0 || !path.toLowerCase().startsWith(prefix)) return undefined;
  const stage = path.slice(prefix.length);
  return join(actions.folder, stage.startsWith('actions/') ? stage : join('actions', stage));
}

async function checkScript(script: string): Promise<void> {
  try {
    await access(script);
  } catch (thrown) {
    throw new UserError(`${script} does not exist. Build it first.`, '', { cause: thrown });
  }
}

function conditionOf(condition: BaseJob['if'] | undefined, at: TemplateToken, problems: Problems): string {
  const expression = condition?.expression ?? 'success()';
  checkExpression(expression, at, problems);
  return expression;
}

function readDefaults(
  token: TemplateToken | undefined,
  where: string,
  outer: RunDefaults,
  problems: Problems,
): RunDefaults {
  const run = section(token, where, ['run'], problems).get('run');
  const keys = section(run, `${where}.run`, ['shell', 'working-directory'], problems);
  const shell = keys.get('shell') ?? outer.shell;
  const workingDirectory = keys.get('working-directory') ?? outer.workingDirectory;
  return { ...(shell ? { shell } : {}), ...(workingDirectory ? { workingDirectory } : {}) };
}

function checkMachine(token: TemplateToken | undefined, where: string, problems: Problems): void {
  const text = JSON.stringify(token ?? '').toLowerCase();
  if (/windows|macos/.test(text)) {
    problems.add(token, `"${where}.runs-on" is not supported by the local runner, which is Linux only.`);
  }
}

function readEvents(
  events: Readonly<Record<string, unknown>>,
  at: TemplateToken | undefined,
  problems: Problems,
): Record<string, EventFilter> {
  const result: Record<string, EventFilter> = {};
  for (const [name, filter] of Object.entries(events)) {
    result[name] = filter as EventFilter;
    if (name !== 'push') continue;
    for (const key of Object.keys(filter as object).filter((known) => !FILTERS.includes(known))) {
      problems.add(at, `"on.push.${key}" is not supported by the local runner.`);
    }
  }
  return result;
}
