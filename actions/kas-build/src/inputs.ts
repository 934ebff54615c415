import { globProblem, splitGlobs } from '@pv-actions/core/action/glob.ts';
import {
  checked,
  choice,
  flag,
  type InputsOf,
  list,
  number,
  requiredText,
  text,
} from '@pv-actions/core/action/inputs.ts';
import type { SetOutput } from '@pv-actions/core/action/stage.ts';
import type { UploadAdvice, UploadOptions } from '@pv-actions/core/artifacts/artifact-upload.ts';
import { parseEnvLines } from '@pv-actions/core/kas/env-lines.ts';
import { parseWords } from '@pv-actions/core/kas/kas-argv.ts';
import { KINDS } from '@pv-actions/core/release/kinds.ts';
import { checkMachine } from '@pv-actions/core/release/names.ts';
import { type DiskLimits, parseFreeDisk } from './disk.ts';
import { STAGED } from './staging/uploads.ts';

const DEVELOPMENT = ['image', 'pvrexport', 'bsp', 'pvtest-distro', 'tezi', 'flash-bundle'];

export const inputs = {
  config: checked(requiredText('Name the kas files, joined by ":", as in kas/rpi.yaml:kas/ci.yaml.'), noDash),
  target: list(),
  task: checked(text(), taskName),
  sdk: flag(false),
  'machine-name': checked(text(), checkMachine),
  output: checked(text(), outputProblem).transform(outputGlobs),
  stage: choice(['auto', 'require', 'none'], 'auto'),
  'working-directory': text().transform((value) => value ?? '.'),
  kas: checked(text(), noDash).transform((value) => value ?? 'kas'),
  'kas-args': words(),
  'bitbake-args': words(),
  'keep-going': flag(false),
  'build-user': checked(text(), noDash),
  'sstate-dir': text(),
  'dl-dir': text(),
  'cache-mode': choice(['auto', 'read-only', 'read-write'], 'auto'),
  'sstate-mirrors': text(),
  premirrors: text(),
  'repo-ref-dir': text(),
  'clone-depth': number(1, 1_000_000),
  env: checked(text(), envProblem).transform(envValues),
  lock: choice(['ignore', 'require', 'update'], 'ignore'),
  provenance: checked(text(), provenance),
  'timeout-minutes': number(0.01, 30_000, 'any'),
  'free-disk-gb': checked(text(), freeDiskProblem).transform(freeDisk),
  'artifact-dir': text(),
  'deploy-dir': text(),
  'compare-with': text(),
  upload: checked(list(DEVELOPMENT), uploadKind).transform((kinds) =>
    kinds.filter((kind) => kind !== 'none'),
  ),
  'retention-days': number(1, 400),
  'compression-level': number(0, 9),
  'dry-run': flag(false),
};

export const outputs = [
  'artifact-dir',
  'artifacts',
  'machine',
  'yocto-machine',
  'verdict',
  'sstate-match',
  'tasks-attempted',
  'tasks-rerun',
  'tasks-failed',
  'warnings',
  'errors',
  'duration-seconds',
  'config-resolved',
  'lock-sha256',
  'provenance',
] as const;

/** Of a build that did not begin. */
export const initial = {
  artifacts: '[]',
  verdict: 'failed',
  'tasks-attempted': 0,
  'tasks-rerun': 0,
  'tasks-failed': 0,
  warnings: 0,
  errors: 0,
  'duration-seconds': 0,
} as const;

export type Inputs = InputsOf<typeof inputs>;
export type Output = SetOutput<(typeof outputs)[number]>;

const UPLOAD_ADVICE: UploadAdvice = {
  sameName: 'Give each job that builds this machine another machine-name, or upload from one of them only.',
  noService: 'Set the input upload to none, and take the files from the output artifact-dir.',
  full: 'Delete old artifacts, or lower the input retention-days.',
  fileName: 'Rename the file in the recipe that deploys it, or leave its kind out of the input upload.',
  cancelled: 'The build succeeded, and all of it is staged.',
};

export function uploadOptions(given: Inputs): UploadOptions {
  return {
    retentionDays: given['retention-days'],
    compressionLevel: given['compression-level'],
    advice: UPLOAD_ADVICE,
  };
}

function noDash(value: string): string | undefined {
  return value.startsWith('-') ? 'A value that starts with a dash would be an option.' : undefined;
}

function outputProblem(globs: string): string | undefined {
  return splitGlobs(globs)
    .map(globProblem)
    .find((problem) => problem !== undefined);
}

function outputGlobs(text: string | undefined): readonly string[] | undefined {
  const globs = splitGlobs(text ?? '');
  return globs.length === 0 ? undefined : globs;
}

function taskName(value: string): string | undefined {
  return /^\w+$/.test(value) ? undefined : 'Use the name of a task, such as build or populate_sdk.';
}

function provenance(value: string): string | undefined {
  return value === 'true' || value === 'mode=max' ? undefined : 'Use true or mode=max, or leave it empty.';
}

function words() {
  return checked(text(), (value) => {
    const parsed = parseWords(value);
    return 'problem' in parsed ? parsed.problem : undefined;
  }).transform((value): readonly string[] => {
    const parsed = parseWords(value ?? '');
    return 'problem' in parsed ? [] : parsed.words;
  });
}

function envProblem(value: string): string | undefined {
  const parsed = parseEnvLines(value);
  return 'problems' in parsed ? parsed.problems.join(' ') : undefined;
}

function envValues(value: string | undefined): Readonly<Record<string, string>> {
  const parsed = parseEnvLines(value ?? '');
  return 'problems' in parsed ? {} : parsed.values;
}

function freeDiskProblem(value: string): string | undefined {
  const limits = parseFreeDisk(value);
  return 'problem' in limits ? limits.problem : undefined;
}

function freeDisk(value: string | undefined): DiskLimits {
  const limits = parseFreeDisk(value ?? '5 1');
  return 'problem' in limits ? { warn: 0 } : limits;
}

function uploadKind(kinds: readonly string[]): string | undefined {
  const known: readonly string[] = [...KINDS, STAGED, 'none'];
  const unknown = kinds.filter((kind) => !known.includes(kind));
  return unknown.length === 0
    ? undefined
    : `There is no such kind: ${unknown.join(', ')}. Use any of ${known.join(', ')}.`;
}
