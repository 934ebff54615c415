import { fileURLToPath } from 'node:url';
import type { GitHubServer } from '../github/server.ts';
import { type ActionOptions, type ActionResult, runAction } from '../runner/action.ts';
import type { JsonObject } from '../runner/json.ts';

/** Inputs of a stage, by name. */
export type Inputs = Readonly<Record<string, string>>;

/** What all runs of a stage in a harness share. */
export interface StageSettings {
  /** Each run gets the runner's folders in a folder of its own in it: `run-1`, `run-2`, … */
  readonly folder: string;
  readonly workspace?: string;
  readonly inputs?: Inputs;
  readonly inProcess?: boolean;
  /** Keys of the `github` context. */
  readonly github?: JsonObject;
}

/** Runs a stage. What is given here replaces what all runs share, input by input and key by key of the `github` context. */
export type RunStage = (inputs?: Inputs, options?: Partial<ActionOptions>) => Promise<ActionResult>;

/** The folder of a stage, with its action.yml. */
export function stageFolder(stage: string): string {
  return fileURLToPath(new URL(`../../../../actions/${stage}`, import.meta.url));
}

/** @returns a function that runs a stage by its name, as GitHub's runner does. */
export function stageRunner(
  settings: StageSettings,
): (stage: string, ...given: Parameters<RunStage>) => ReturnType<RunStage> {
  const { folder, inputs: shared, github, ...rest } = settings;
  let runs = 0;
  return (stage, inputs, options = {}) => {
    runs += 1;
    return runAction({
      actionDir: stageFolder(stage),
      folder: `${folder}/run-${runs}`,
      ...rest,
      inputs: { ...shared, ...inputs },
      ...options,
      github: { ...github, ...options.github },
    });
  };
}

/** The `github` context of a run in a repository of the emulator. */
export function contextOf({ url, token }: GitHubServer, repository: string): JsonObject {
  return { api_url: url, token, repository };
}
