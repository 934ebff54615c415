import { appendFile } from 'node:fs/promises';
import * as core from '@actions/core';
import { type Clock, systemClock } from './clock.ts';
import { messageOf, UserError } from './errors.ts';
import { type Exec, systemExec } from './exec.ts';
import { type InputShape, type InputsOf, inputVariable, parseInputs, secretNames } from './inputs.ts';
import { type Log, runnerLog } from './log.ts';
import { codeBlock, fit } from './markdown.ts';

/** What every stage is given to touch the world with. */
export interface Deps {
  readonly log: Log;
  readonly clock: Clock;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Appends Markdown to the step summary. */
  readonly summary: (markdown: string) => void;
}

/** Sets an output. The last value counts; what was never set is empty. */
export type SetOutput<O extends string> = (name: O, value: string | number | boolean) => void;

/** A stage: what action.yml declares, and the function that does it. */
export interface Stage<S extends InputShape, O extends string> {
  readonly inputs: S;
  readonly outputs: readonly O[];
  readonly run: (inputs: InputsOf<S>, deps: Deps, output: SetOutput<O>) => Promise<void>;
}

/** Gives `stage` the types of its own parts. */
export function defineStage<const S extends InputShape, const O extends string>(
  stage: Stage<S, O>,
): Stage<S, O> {
  return stage;
}

/**
 * Runs a stage as the runner's process: masks secrets, reads the inputs, runs, writes outputs and step
 * summary, and reports what was thrown. A failure of the stage is reported and sets the exit code to 1.
 */
export async function runStage<S extends InputShape, O extends string>(
  name: string,
  stage: Stage<S, O>,
): Promise<void> {
  const log = runnerLog();
  const outputs = new Map<O, string>(stage.outputs.map((output) => [output, '']));
  const summary: string[] = [];
  try {
    maskSecrets(stage.inputs, process.env, log);
    const inputs = parseInputs(stage.inputs, process.env);
    const deps: Deps = {
      log,
      clock: systemClock,
      exec: systemExec,
      env: process.env,
      summary: (markdown) => void summary.push(markdown),
    };
    await stage.run(inputs, deps, (output, value) => void outputs.set(output, String(value)));
  } catch (thrown) {
    log.flush();
    const text = describeFailure(name, thrown);
    core.setFailed(text);
    summary.push(`### ${name} failed\n\n${codeBlock(text)}`);
  }
  log.flush();
  for (const [output, value] of outputs) core.setOutput(output, value);
  await writeSummary(summary);
}

function maskSecrets(shape: InputShape, env: NodeJS.ProcessEnv, log: Log): void {
  for (const name of secretNames(shape)) {
    const value = env[inputVariable(name)]?.trim();
    if (value) log.mask(value);
  }
}

/** A failure as the log and the step summary show it. */
function describeFailure(stage: string, thrown: unknown): string {
  if (thrown instanceof UserError) return thrown.text;
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : messageOf(thrown);
  return `${stack}\nThis is a defect of the stage ${stage}, not of your workflow. Please report it with this log.`;
}

async function writeSummary(parts: readonly string[]): Promise<void> {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '' || parts.length === 0) return;
  await appendFile(file, fit(`${parts.join('\n\n')}\n`));
}
