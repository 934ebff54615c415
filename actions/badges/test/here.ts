import { type Clock, systemClock } from '@pv-actions/core/action/clock.ts';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { inputVariable, parseInputs } from '@pv-actions/core/action/inputs.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import { stage } from '../src/main.ts';
import { type Bench, BUCKET, REPOSITORY } from './bench.ts';

/** Waits for nothing. */
export const hastyClock: Clock = { ...systemClock, sleep: async () => {} };

/**
 * Runs the stage in this process, on a runner that the emulator knows, and without a bundle. @returns The lines of its log.
 *
 * @throws What the stage throws.
 */
export async function runHere(
  bench: Bench,
  run: string,
  given: Readonly<Record<string, string>>,
  onLine: (text: string) => void = () => {},
  clock: Clock = systemClock,
): Promise<string[]> {
  const inputs = {
    tag: '029',
    bucket: BUCKET,
    prefix: 'here',
    endpoint: bench.s3.endpoint,
    'access-key-id': bench.s3.accessKeyId,
    'secret-access-key': bench.s3.secretAccessKey,
    'github-token': bench.github.token,
    'run-id': run,
    ...given,
  };
  const lines: string[] = [];
  const info = (text: string): void => {
    lines.push(text);
    onLine(text);
  };
  const deps = {
    log: { ...quietLog, info },
    clock,
    exec: systemExec,
    env: {
      GITHUB_API_URL: bench.github.url,
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_RUN_ID: run,
      RUNNER_NAME: 'GitHub Actions 1',
    },
    summary: () => {},
    state: { save: () => {}, read: () => undefined },
    cancellation: () => new AbortController().signal,
  };
  const variables = Object.entries(inputs).map(([name, value]) => [inputVariable(name), value]);
  await stage.run(parseInputs(stage.inputs, Object.fromEntries(variables)), deps, () => {});
  return lines;
}
