import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { githubVariables } from './github-context.ts';
import type { JsonObject } from './json.ts';

/** What the environment of a step is made of. */
export interface StepEnvironment {
  /** Variables of workflow, job, earlier steps and the step itself. They give way to the runner's own. */
  readonly env: Readonly<Record<string, string>>;
  readonly github: JsonObject;
  readonly runner: JsonObject;
  /** Entries before PATH. */
  readonly path: readonly string[];
  /** `INPUT_*` and `STATE_*` of an action. */
  readonly own?: Readonly<Record<string, string>>;
}

/** Where Node keeps what it compiled of a bundle, so that the next process of an action starts with less work. It changes nothing else. */
const NODE_COMPILE_CACHE = join(tmpdir(), 'pv-actions-compile-cache');

/** The whole environment of a step's process. Of this process it has PATH, HOME and LANG only. */
export function stepEnvironment(from: StepEnvironment): Record<string, string> {
  const { PATH = '', HOME = '', LANG = 'C.UTF-8' } = process.env;
  return {
    HOME,
    LANG,
    ...(from.own === undefined ? {} : { NODE_COMPILE_CACHE }),
    ...from.env,
    ...from.own,
    ...githubVariables(from.github),
    ...runnerVariables(from.runner),
    PATH: [...from.path, from.env['PATH'] ?? PATH].join(delimiter),
  };
}

/** The `runner` context of this machine. */
export function runnerContext(temp: string, toolCache: string, debug: boolean): JsonObject {
  return {
    name: 'local',
    os: 'Linux',
    arch: process.arch.toUpperCase(),
    environment: 'self-hosted',
    temp,
    tool_cache: toolCache,
    debug: debug ? '1' : '',
  };
}

function runnerVariables(runner: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(runner)
      .filter(([key, value]) => key !== 'debug' || value !== '')
      .map(([key, value]) => [`RUNNER_${key.toUpperCase()}`, String(value)]),
  );
}
