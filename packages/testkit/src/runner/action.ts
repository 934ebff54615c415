import type { ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { runnerContext, stepEnvironment } from './environment.ts';
import { evaluate, type Status, truthy } from './expressions.ts';
import { type Event, githubContext } from './github-context.ts';
import { runInProcess } from './in-process.ts';
import type { JsonObject } from './json.ts';
import { Masks } from './masks.ts';
import { type ActionMetadata, readMetadata, resolveInputs, unexpectedInputs } from './metadata.ts';
import type { Annotation } from './output.ts';
import { type Grace, type ProcessRequest, type ProcessResult, runProcess } from './process.ts';

export type Phase = 'pre' | 'main' | 'post';

export interface ActionOptions {
  /** The folder of the action.yml. */
  readonly actionDir: string;
  /** The runner's folders (`workspace`, `temp`, `tools`) are made in it. It belongs to the caller. */
  readonly folder: string;
  /** GITHUB_WORKSPACE, and the working directory. `<folder>/workspace` by default. */
  readonly workspace?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /**
   * Runs the stage of `actionDir` from its sources in this process, where nobody asks for a process by `signal` or `onSpawn`. Of runs
   * at the same time the last to begin decides the working directory.
   */
  readonly inProcess?: boolean;
  /** Variables of the step. Besides these the process gets PATH, HOME, LANG and what the runner sets. */
  readonly env?: Readonly<Record<string, string>>;
  /** Keys of the `github` context that replace the ones of a push of the tag `029` to `pantacor/sample`. */
  readonly github?: JsonObject;
  /** Secrets that are masked from the start. The caller's object also learns those of `::add-mask::`. */
  readonly masks?: Masks;
  /** Entries before PATH. */
  readonly path?: readonly string[];
  /** Shows debug lines, and sets RUNNER_DEBUG. */
  readonly debug?: boolean;
  /** Cancels the running process as a cancelled job does. */
  readonly signal?: AbortSignal;
  readonly grace?: Grace;
  /** Called with each process as soon as it runs. */
  readonly onSpawn?: (child: ChildProcess, phase: Phase) => void;
  /** Called with each line of the log, masked. */
  readonly onLine?: (line: string) => void;
}

/** What an action did. */
export interface ActionResult {
  /** Of `main`; null where a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** How the step would be marked: also a failed `pre` or `post`, or a command that the runner refuses, fails it. */
  readonly outcome: ProcessResult['outcome'];
  /** The outputs that action.yml declares. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What was set besides. */
  readonly undeclaredOutputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** What was written for later steps: variables, and entries before PATH with the last one first. */
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  /** Markdown, masked. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** What GitHub would show, masked. */
  readonly log: string;
  readonly rawStdout: string;
  readonly rawStderr: string;
  readonly masks: readonly string[];
  /** The processes that ran. */
  readonly phases: Readonly<Partial<Record<Phase, Pick<ProcessResult, 'exitCode' | 'signal' | 'outcome'>>>>;
}

/** An action whose phases are run one by one, as a job does it. */
export interface ActionRun {
  readonly metadata: ActionMetadata;
  /** Runs `pre` and `main`, and returns what they left. */
  main(): Promise<ActionResult>;
  /** Runs `post` and returns what it left, where action.yml has one and `post-if` holds with `status`. */
  post(status: Status, signal?: AbortSignal): Promise<ActionResult | undefined>;
  /** What all phases left until now. */
  result(): ActionResult;
}

const DEFAULT_EVENT: Event = { name: 'push', ref: 'refs/tags/029', sha: '0'.repeat(40) };

/**
 * Runs an action as GitHub's runner does: `pre`, `main`, `post`.
 *
 * @throws UserError where `actionDir` holds no JavaScript action or this process is not Node 24.
 */
export async function runAction(options: ActionOptions): Promise<ActionResult> {
  const run = await startAction(options);
  const { outcome } = await run.main();
  await run.post(outcome);
  return run.result();
}

/** Prepares an action of which nothing has run yet. @throws as `runAction`. */
export async function startAction(options: ActionOptions): Promise<ActionRun> {
  if (!process.version.startsWith('v24.')) {
    throw new UserError(`Actions run on Node 24, and this is ${process.version}.`, 'Run it through npm.');
  }
  const metadata = await readMetadata(options.actionDir);
  const masks = options.masks ?? new Masks();
  if (options.github?.['token']) masks.add(String(options.github['token']));
  const temp = join(options.folder, 'temp');
  const workspace = resolve(options.workspace ?? join(options.folder, 'workspace'));
  const tools = join(options.folder, 'tools');
  const github: JsonObject = {
    ...githubContext('pantacor/sample', DEFAULT_EVENT),
    action: 'action',
    job: 'job',
    ...options.github,
    workspace,
    event_path: join(temp, '_github_workflow', 'event.json'),
    action_path: metadata.folder,
  };
  for (const folder of [workspace, tools, join(temp, '_github_workflow')]) {
    await mkdir(folder, { recursive: true });
  }
  await writeFile(String(github['event_path']), JSON.stringify(github['event'] ?? {}));

  const given = options.inputs ?? {};
  const runner = runnerContext(temp, tools, options.debug ?? false);
  const contexts: JsonObject = { github, runner, env: options.env ?? {}, job: {}, steps: {}, inputs: {} };
  const inputs = resolveInputs(metadata, given, contexts);
  const results: [Phase, ProcessResult][] = [];
  const notes: Annotation[] = unexpectedInputs(metadata, given).map((name) => ({
    level: 'warning',
    message: `Unexpected input(s) '${name}', valid inputs are [${Object.keys(metadata.inputs)
      .map((known) => `'${known}'`)
      .join(', ')}]`,
  }));
  for (const note of notes) options.onLine?.(`##[${note.level}]${note.message}`);

  async function runPhase(phase: Phase, script: string, signal?: AbortSignal): Promise<void> {
    const state = results.flatMap(([, result]) => [...result.state]);
    const request: ProcessRequest = {
      argv: [process.execPath, resolve(metadata.folder, script)],
      cwd: workspace,
      env: stepEnvironment({
        env: options.env ?? {},
        github,
        runner,
        path: options.path ?? [],
        own: Object.fromEntries([
          ...Object.entries(inputs).map(([name, value]) => [inputVariable(name), value]),
          ...state.map(([name, value]) => [`STATE_${name}`, value]),
        ]),
      }),
      filesFolder: join(temp, '_runner_file_commands'),
      masks,
      debug: options.debug,
      signal,
      grace: options.grace,
      onSpawn: (child) => options.onSpawn?.(child, phase),
      onLine: options.onLine,
    };
    const wantsProcess = options.signal !== undefined || options.onSpawn !== undefined;
    const result =
      options.inProcess === true && !wantsProcess
        ? await runInProcess(metadata.folder, request)
        : await runProcess(request);
    results.push([phase, result]);
  }

  return {
    metadata,
    async main() {
      const { pre, preIf, main } = metadata.runs;
      if (pre !== undefined && truthy(evaluate(preIf, { contexts, status: 'success' }))) {
        await runPhase('pre', pre, options.signal);
      }
      if (results.every(([, result]) => result.outcome === 'success')) {
        await runPhase('main', main, options.signal);
      }
      return combine(metadata, results, notes, masks);
    },
    async post(status, signal) {
      const { post, postIf } = metadata.runs;
      if (post === undefined || !results.some(([phase]) => phase === 'main')) return undefined;
      if (!truthy(evaluate(postIf, { contexts, status }))) return undefined;
      await runPhase('post', post, signal);
      return combine(metadata, results.slice(-1), [], masks);
    },
    result: () => combine(metadata, results, notes, masks),
  };
}

function combine(
  metadata: ActionMetadata,
  results: readonly [Phase, ProcessResult][],
  notes: readonly Annotation[],
  masks: Masks,
): ActionResult {
  const all = results.map(([, result]) => result);
  const main = results.find(([phase]) => phase === 'main')?.[1] ?? all[0];
  const outputs = all.flatMap((result) => [...result.outputs]);
  const declared = ([name]: [string, string]): boolean => metadata.outputs.includes(name);
  return {
    exitCode: main?.exitCode ?? null,
    signal: main?.signal ?? null,
    outcome: all.find((result) => result.outcome !== 'success')?.outcome ?? 'success',
    outputs: Object.fromEntries(outputs.filter(declared)),
    undeclaredOutputs: Object.fromEntries(outputs.filter((output) => !declared(output))),
    state: Object.fromEntries(all.flatMap((result) => [...result.state])),
    env: Object.fromEntries(all.flatMap((result) => [...result.env])),
    path: all.flatMap((result) => [...result.path]).reverse(),
    summary: all.map((result) => result.summary).join(''),
    annotations: [...notes, ...all.flatMap((result) => result.annotations)],
    log: [...notes.map((note) => `##[${note.level}]${note.message}`), ...all.flatMap((result) => result.log)]
      .map((line) => `${line}\n`)
      .join(''),
    rawStdout: all.map((result) => result.rawStdout).join(''),
    rawStderr: all.map((result) => result.rawStderr).join(''),
    masks: masks.values,
    phases: Object.fromEntries(
      results.map(([phase, { exitCode, signal, outcome }]) => [phase, { exitCode, signal, outcome }]),
    ),
  };
}

/** The runner's variable for an input: blanks become `_`, dashes stay. */
function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}
