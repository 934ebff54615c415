import { appendFileSync } from 'node:fs';
import { type Clock, systemClock } from './clock.ts';
import { diskProblem } from './disk-problem.ts';
import { messageOf, ReportedError, UserError } from './errors.ts';
import { type Exec, systemExec } from './exec.ts';
import { type InputShape, type InputsOf, inputVariable, parseInputs, secretNames } from './inputs.ts';
import { type Log, runnerLog } from './log.ts';
import { codeBlock, escapeText, fit, type Markdown, md, redacted, SUMMARY_LIMIT } from './markdown.ts';
import { hideEnvironment } from './own-environment.ts';
import { type CommandHost, getState, saveState, setOutput } from './runner-commands.ts';

/** What every stage is given to touch the world with. */
export interface Deps {
  readonly log: Log;
  readonly clock: Clock;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Appends to the step summary, at once: it is there also when the process is killed. What the log masks is left out. */
  readonly summary: (markdown: Markdown) => void;
  readonly state: State;
  /**
   * Aborts when the runner wants the step to end: SIGINT, then SIGTERM 7.5 s later, then the end 2.5 s after that. A
   * stage that never asks is ended by the first signal.
   */
  readonly cancellation: () => AbortSignal;
}

/** What the main phase of a step leaves for its post phase. */
export interface State {
  /** Kept at once, so that it is there even when the process is killed. */
  save(name: string, value: string): void;
  /** What main saved; undefined in the main phase, and where main did not come that far. */
  read(name: string): string | undefined;
}

/** Sets an output, at once. The last value counts; what was never set is empty. */
export type SetOutput<O extends string> = (name: O, value: string | number | boolean) => void;

/** What action.yml declares of a stage. */
export interface Declaration<S extends InputShape, O extends string> {
  readonly inputs: S;
  readonly outputs: readonly O[];
  /** What outputs are until `run` sets them, also when the inputs are refused. By default they are empty. */
  readonly initial?: { readonly [output in O]?: string | number };
}

/** A stage: what action.yml declares, and the function that does it. */
export interface Stage<S extends InputShape, O extends string> extends Declaration<S, O> {
  readonly run: (inputs: InputsOf<S>, deps: Deps, output: SetOutput<O>) => Promise<void>;
  /** What the step does at the end of the job, whatever became of `run`. Outputs cannot be set any more. */
  readonly post?: (inputs: InputsOf<S>, deps: Deps) => Promise<void>;
}

/** Gives `stage` the types of its own parts. */
export function defineStage<const S extends InputShape, const O extends string>(
  stage: Stage<S, O>,
): Stage<S, O> {
  return stage;
}

const PHASE = 'pv-phase';
/** Secrets that come from the runner, or from an earlier step. */
const SECRET_VARIABLES = [
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
];
const CANCELLED = 'The job was cancelled before the step was done.';

/** What a stage uses of the process that it runs in: the runner's, or a test that stands for it. */
export interface Host extends CommandHost {
  exitCode?: NodeJS.Process['exitCode'];
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  on(event: 'uncaughtException', listener: (thrown: unknown) => void): unknown;
  exit(): unknown;
}

/**
 * Runs a stage as the runner's process: masks secrets, reads the inputs, loads the stage when they are right, runs it, writes
 * outputs and step summary, and reports what was thrown. A failure of the stage is reported and sets the exit code to 1.
 * In a step's second process it runs the stage's `post`.
 */
export async function runStage<S extends InputShape, O extends string>(
  name: string,
  declared: Declaration<S, O>,
  load: () => Promise<Stage<S, O>>,
  host: Host = process,
): Promise<void> {
  // A test that stands for the runner keeps its own.
  const env = host === process ? hideEnvironment() : host.env;
  const log = runnerLog(
    host,
    SECRET_VARIABLES.map((variable) => env[variable] ?? ''),
  );
  const state = runnerState(host);
  const summary = stepSummary(env['GITHUB_STEP_SUMMARY'], log);
  const cancel = cancellation(host);
  const deps: Deps = {
    log,
    clock: systemClock,
    exec: systemExec,
    env,
    summary,
    state,
    cancellation: cancel.asked,
  };
  const fail = (thrown: unknown): void => {
    const text = cancel.isReason(thrown) ? CANCELLED : describeFailure(name, thrown, env['RUNNER_TEMP']);
    host.exitCode = 1;
    log.error(text);
    if (!(thrown instanceof ReportedError)) summary(md`### ${escapeText(name)} failed\n\n${codeBlock(text)}`);
  };
  // Node would print its message, which may hold text of others, where the runner looks for commands.
  host.on('uncaughtException', (thrown) => {
    fail(thrown);
    host.exit();
  });
  try {
    maskSecrets(declared.inputs, env, log);
    if (state.read(PHASE) === 'post') await runPost(declared, load, deps);
    else await runMain(declared, load, deps, host);
  } catch (thrown) {
    fail(thrown);
  }
  log.flush();
  // What a stage gave up, such as an upload, would keep the process until the runner kills it.
  if (cancel.isRequested()) host.exit();
}

async function runMain<S extends InputShape, O extends string>(
  { inputs, outputs, initial }: Declaration<S, O>,
  load: () => Promise<Stage<S, O>>,
  deps: Deps,
  host: Host,
): Promise<void> {
  deps.state.save(PHASE, 'post');
  const output: SetOutput<O> = (name, value) => {
    deps.log.flush();
    setOutput(name, String(value), host);
  };
  for (const name of outputs) output(name, initial?.[name] ?? '');
  const given = parseInputs(inputs, deps.env);
  const stage = await load();
  await stage.run(given, deps, output);
}

/** Inputs that are wrong were reported by main, which did nothing then. */
async function runPost<S extends InputShape, O extends string>(
  { inputs }: Declaration<S, O>,
  load: () => Promise<Stage<S, O>>,
  deps: Deps,
): Promise<void> {
  let given: InputsOf<S>;
  try {
    given = parseInputs(inputs, deps.env);
  } catch {
    return;
  }
  const stage = await load();
  await stage.post?.(given, deps);
}

const runnerState = (host: Host): State => ({
  save: (name, value) => saveState(name, value, host),
  read: (name) => getState(name, host) || undefined,
});

/** Listens for the runner's signals as soon as a stage asks. */
function cancellation(host: Host): {
  readonly asked: Deps['cancellation'];
  readonly isRequested: () => boolean;
  /** Whether it is what the signal throws (`throwIfAborted`). */
  readonly isReason: (thrown: unknown) => boolean;
} {
  let controller: AbortController | undefined;
  return {
    asked() {
      if (controller === undefined) {
        const made = new AbortController();
        controller = made;
        for (const signal of ['SIGINT', 'SIGTERM'] as const) host.on(signal, () => made.abort(signal));
      }
      return controller.signal;
    },
    isRequested: () => controller?.signal.aborted === true,
    isReason: (thrown) => controller?.signal.aborted === true && thrown === controller.signal.reason,
  };
}

function maskSecrets(shape: InputShape, env: Deps['env'], log: Log): void {
  for (const name of secretNames(shape)) {
    const value = env[inputVariable(name)]?.trim();
    if (value) log.mask(value);
  }
}

/** A failure as the log and the step summary show it. */
function describeFailure(stage: string, thrown: unknown, temporary: string | undefined): string {
  if (thrown instanceof UserError) return thrown.text;
  const ofDisk = diskProblem(thrown, temporary);
  if (ofDisk !== undefined) return ofDisk.text;
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : messageOf(thrown);
  return `${stack}\nThis is a defect of the stage ${stage}, not of your workflow. Please report it with this log.`;
}

/** Writes parts to the step summary, with an empty line between them: what there is no room for is cut, with a note. */
function stepSummary(file: string | undefined, log: Log): Deps['summary'] {
  let written = 0;
  let isFull = false;
  return (markdown) => {
    if (file === undefined || file === '' || isFull) return;
    const text = md`${written === 0 ? md`` : md`\n`}${redacted(markdown, log)}\n`;
    const room = SUMMARY_LIMIT - written;
    isFull = Buffer.byteLength(text) > room;
    const shown = fit(text, room);
    try {
      appendFileSync(file, shown);
      written += Buffer.byteLength(shown);
    } catch (thrown) {
      log.warning(`The step summary cannot be written: ${messageOf(thrown)}.`);
    }
  };
}
