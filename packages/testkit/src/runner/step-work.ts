import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, resolve as resolvePath } from 'node:path';
import { type ActionRun, startAction } from './action.ts';
import { checkout } from './checkout.ts';
import { stepEnvironment } from './environment.ts';
import { type Scope, toText } from './expressions.ts';
import type { JsonObject } from './json.ts';
import type { Masks } from './masks.ts';
import type { Annotation } from './output.ts';
import type { ActionWork, CheckoutWork, RunWork, StepPlan } from './plan.ts';
import { type Grace, runProcess } from './process.ts';
import { resolveText, resolveTexts } from './template.ts';

/** What the steps of a leg share. */
export interface StepHost {
  readonly folder: string;
  readonly workspace: string;
  readonly temp: string;
  /** The repository that actions/checkout clones. */
  readonly source: string;
  readonly masks: Masks;
  /** Variables of the machine, which no `env:` block holds. */
  readonly machineEnv: Readonly<Record<string, string>>;
  readonly debug: boolean;
  readonly grace: Grace | undefined;
}

/** What one step is run with. */
export interface StepCall {
  readonly host: StepHost;
  readonly github: JsonObject;
  readonly runner: JsonObject;
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  readonly scope: Scope;
  readonly signal: AbortSignal;
  /** Takes a line of the log, masked. */
  readonly onLine: (line: string) => void;
}

/** What one step left. */
export interface WorkResult {
  readonly outcome: 'success' | 'failure' | 'cancelled';
  readonly exitCode?: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** Entries before PATH, the last one first. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** An action that may have a post step. */
  readonly action?: ActionRun;
}

/** Does the work of one step. @throws Error where an expression, git or the start of a process fails. */
export function doWork(work: StepPlan['work'], call: StepCall): Promise<WorkResult> {
  switch (work.kind) {
    case 'run':
      return runScript(work, call);
    case 'checkout':
      return runCheckout(work, call);
    case 'action':
      return runUses(work, call);
  }
}

/** The name of a step that has none of its own: as GitHub shows it. */
export function defaultName(work: StepPlan['work'], scope: Scope): string {
  const text = work.kind === 'run' ? resolveText(work.script, scope).trim() : work.uses;
  return `Run ${text.split('\n')[0] ?? ''}`;
}

async function runScript(work: RunWork, call: StepCall): Promise<WorkResult> {
  const { host } = call;
  const script = resolveText(work.script, call.scope);
  const file = join(host.temp, `${randomUUID()}.sh`);
  await writeFile(file, `${script.replace(/\n$/, '')}\n`);
  const flags = work.shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
  showHeader(call, script.trim().split('\n')[0] ?? '', [
    ...script.trimEnd().split('\n'),
    `shell: bash ${flags.join(' ')} {0}`,
  ]);
  const result = await runProcess({
    argv: ['bash', ...flags, file],
    cwd: resolvePath(host.workspace, resolveText(work.workingDirectory, call.scope)),
    env: stepEnvironment({ ...call, env: { ...host.machineEnv, ...call.env } }),
    filesFolder: join(host.temp, '_runner_file_commands'),
    masks: host.masks,
    debug: host.debug,
    grace: host.grace,
    signal: call.signal,
    onLine: call.onLine,
    reportExitCode: true,
  });
  return {
    outcome: result.outcome,
    exitCode: result.exitCode,
    outputs: Object.fromEntries(result.outputs),
    env: Object.fromEntries(result.env),
    path: result.path.toReversed(),
    summary: result.summary,
    annotations: result.annotations,
  };
}

async function runCheckout(work: CheckoutWork, call: StepCall): Promise<WorkResult> {
  const { host } = call;
  const inputs = resolveTexts(work.with, call.scope);
  showHeader(call, work.uses, describe('with', inputs));
  await checkout({
    source: host.source,
    workspace: host.workspace,
    ref: toText(call.github['ref'] ?? ''),
    sha: toText(call.github['sha'] ?? ''),
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name.toLowerCase(), value])),
    env: stepEnvironment({ ...call, env: { ...host.machineEnv, ...call.env } }),
    onLine: (line) => call.onLine(host.masks.apply(line)),
  });
  return { outcome: 'success', outputs: {}, env: {}, path: [], summary: '', annotations: [] };
}

async function runUses(work: ActionWork, call: StepCall): Promise<WorkResult> {
  const { host } = call;
  const inputs = resolveTexts(work.with, call.scope);
  showHeader(call, work.uses, [...describe('with', inputs), ...describe('env', call.env)]);
  const action = await startAction({
    actionDir: work.folder,
    folder: host.folder,
    workspace: host.workspace,
    inputs,
    env: { ...host.machineEnv, ...call.env },
    path: call.path,
    github: call.github,
    masks: host.masks,
    debug: host.debug,
    ...(host.grace === undefined ? {} : { grace: host.grace }),
    signal: call.signal,
    onLine: call.onLine,
  });
  const result = await action.main();
  for (const name of Object.keys(result.undeclaredOutputs)) {
    call.onLine(`##[warning]The output '${name}' is not declared in action.yml, and is left out.`);
  }
  return { ...result, action };
}

function showHeader(call: StepCall, title: string, lines: readonly string[]): void {
  for (const line of [`##[group]Run ${title}`, ...lines, '##[endgroup]']) {
    call.onLine(call.host.masks.apply(line));
  }
}

function describe(title: string, values: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(values);
  if (entries.length === 0) return [];
  return [`${title}:`, ...entries.flatMap(([name, value]) => `  ${name}: ${value}`.split('\n'))];
}
