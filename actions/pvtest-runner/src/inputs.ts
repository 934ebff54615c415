import { isAbsolute } from 'node:path';
import { checked, flag, type InputsOf, list, number, secret, text } from '@pv-actions/core/action/inputs.ts';
import type { SetOutput } from '@pv-actions/core/action/stage.ts';
import { githubInputs, runId } from '@pv-actions/core/github/settings.ts';
import { judgementInputs } from '@pv-actions/core/pvtest/inputs.ts';
import { type Shard, VERDICTS } from '@pv-actions/core/pvtest/report.ts';
import { testPathProblem } from '@pv-actions/core/pvtest/test-id.ts';
import { perScope } from './per-scope.ts';

const ARTIFACT_NAME = /^[^":<>|*?\r\n\\/]{1,200}$/;
const SHARD = /^(\d{1,4})\/(\d{1,4})$/;
const DEFAULT_LOCK_MINUTES = 30;

export const inputs = {
  distro: text(),
  artifact: checked(text(), artifactProblem),
  'run-id': runId(),
  'allow-foreign-run': flag(false),
  ...githubInputs,
  'test-path': checked(list(), (paths) =>
    paths.map(testPathProblem).find((problem) => problem !== undefined),
  ),
  parallel: perScope(1, 64, 'local=4 remote=1'),
  retries: perScope(0, 20, 'local=1 remote=3'),
  valgrind: flag(true),
  netsim: flag(false),
  workspace: text(),
  'timeout-minutes': number(0.01, 7200, 'any'),
  'test-timeout-minutes': number(0.01, 7200, 'any'),
  'lock-timeout-minutes': number(0, 7200, 'any').transform((minutes) => minutes ?? DEFAULT_LOCK_MINUTES),
  'lock-file': checked(text(), lockFileProblem).transform((file) => file ?? '/tmp/pv-actions-pvtest.lock'),
  'ph-user': text(),
  'ph-pass': secret(),
  ...judgementInputs,
  shard: checked(text(), shardProblem).transform((value) =>
    value === undefined ? undefined : shardOf(value),
  ),
  timings: text(),
  quarantine: text(),
  upload: flag(true),
  'artifact-name': checked(text(), artifactProblem),
  'retention-days': number(1, 400),
  'dry-run': flag(false),
};

export const outputs = ['verdict', 'total', ...VERDICTS, 'junit', 'report'] as const;

export type Inputs = InputsOf<typeof inputs>;
export type Output = SetOutput<(typeof outputs)[number]>;

function artifactProblem(name: string): string | undefined {
  return ARTIFACT_NAME.test(name)
    ? undefined
    : 'Use the name of a GitHub artifact: at most 200 characters, and none of " : < > | * ? \\ /.';
}

function lockFileProblem(file: string): string | undefined {
  return isAbsolute(file)
    ? undefined
    : 'Use an absolute path: all jobs on this host must come to the same file.';
}

function shardProblem(value: string): string | undefined {
  const { index, of } = shardOf(value);
  return index >= 1 && index <= of
    ? undefined
    : `Use i/n: n is the number of shards, and i is from 1 to n, as in 1/4.`;
}

function shardOf(value: string): Shard {
  const [, index = '0', of = '0'] = SHARD.exec(value) ?? [];
  return { index: Number(index), of: Number(of) };
}
