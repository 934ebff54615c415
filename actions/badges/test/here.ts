import { type Clock, systemClock } from '@pv-actions/core/action/clock.ts';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { inputVariable, parseInputs } from '@pv-actions/core/action/inputs.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { stage } from '../src/main.ts';
import { type Bench, BUCKET, PREFIX, REPOSITORY } from './bench.ts';

/** Waits for nothing. */
export const hastyClock: Clock = { ...systemClock, sleep: async () => {} };

/** What the stage did, as a runner would show it. A failure has no section of its own in the summary. */
export type Ran = Pick<ActionResult, 'exitCode' | 'outputs' | 'summary' | 'log' | 'annotations'>;

interface Options {
  readonly onLine?: (text: string) => void;
  readonly clock?: Clock;
  readonly workspace?: string;
}

/**
 * Runs the stage in this process, with the inputs of `bench.badges`, on a runner that the emulator knows, and without a bundle.
 *
 * @throws What the stage throws that is no UserError.
 */
export async function badgesHere(
  bench: Bench,
  run: string,
  given: Readonly<Record<string, string>> = {},
  { onLine, clock = systemClock, workspace }: Options = {},
): Promise<Ran> {
  const inputs = {
    tag: '029',
    bucket: BUCKET,
    prefix: PREFIX,
    endpoint: bench.s3.endpoint,
    'public-url': 'https://ci.example.org/meta-sample',
    'access-key-id': bench.s3.accessKeyId,
    'secret-access-key': bench.s3.secretAccessKey,
    'github-token': bench.github.token,
    'run-id': run,
    ...given,
  };
  const outputs: Record<string, string> = {};
  const annotations: ActionResult['annotations'][number][] = [];
  const lines: string[] = [];
  let summary = '';
  const output = (name: string, value: unknown): void => {
    outputs[name] = String(value);
  };
  const info = (text: string): void => {
    lines.push(text);
    onLine?.(text);
  };
  const deps: Deps = {
    log: { ...quietLog, info, warning: (message) => void annotations.push({ level: 'warning', message }) },
    clock,
    exec: systemExec,
    env: {
      GITHUB_API_URL: bench.github.url,
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_RUN_ID: run,
      RUNNER_NAME: 'GitHub Actions 1',
      ...(workspace === undefined ? {} : { GITHUB_WORKSPACE: workspace }),
    },
    summary: (markdown) => {
      summary += `${markdown}\n`;
    },
    state: { save: () => {}, read: () => undefined },
    cancellation: () => new AbortController().signal,
  };
  let exitCode = 0;
  for (const [name, value] of Object.entries(stage.initial ?? {})) output(name, value);
  try {
    const variables = Object.entries(inputs).map(([name, value]) => [inputVariable(name), value]);
    await stage.run(parseInputs(stage.inputs, Object.fromEntries(variables)), deps, output);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    annotations.push({ level: 'error', message: thrown.text });
    exitCode = 1;
  }
  return { exitCode, outputs, summary, annotations, log: lines.map((line) => `${line}\n`).join('') };
}
