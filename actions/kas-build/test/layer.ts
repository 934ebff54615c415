import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFolder } from '@pv-actions/testkit/harness/folder.ts';
import { type Inputs, stageFolder } from '@pv-actions/testkit/harness/stage.ts';
import { type ActionOptions, type ActionResult, startAction } from '@pv-actions/testkit/runner/action.ts';
import { makeSampleLayer, type SampleLayer } from '@pv-actions/testkit/sample-layer/sample-layer.ts';

/** The sample layer as a checked-out workspace, and the stage to run in it. */
export interface Workspace {
  readonly layer: SampleLayer;
  /** Holds the workspace, and all that the runner makes. */
  readonly folder: string;
  readonly workspace: string;
  /**
   * Runs the bundle where it is cancelled, killed or given an artifact service, and else the stage in this process, one run at a time:
   * main, and post where main was cancelled or ended by a signal: after a normal end it does nothing, as a test of it shows.
   */
  kasBuild(inputs: Inputs, options?: Partial<ActionOptions>): Promise<ActionResult>;
  remove(): Promise<void>;
}

/** @param options.remote the URL of the second repository in `kas/with-remote.yaml` */
export async function sampleWorkspace(options: { readonly remote?: string } = {}): Promise<Workspace> {
  const { path: folder, at, close } = await openFolder('kas-build');
  const workspace = at('workspace');
  const layer = await makeSampleLayer(workspace, options);
  return {
    ...{ layer, folder, workspace },
    kasBuild: async (inputs, options = {}) => {
      const actionDir = stageFolder('kas-build');
      const inProcess = options.env?.['ACTIONS_RESULTS_URL'] === undefined;
      const run = await startAction({ actionDir, folder, workspace, inputs, inProcess, ...options });
      const main = await run.main();
      if (main.signal !== null || options.signal !== undefined) await run.post(main.outcome);
      return run.result();
    },
    remove: close,
  };
}

export interface StagedArtifact {
  readonly kind: string;
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** artifacts.json, read without the code under test. */
export async function readStaged(artifactDir: string): Promise<{
  readonly [key: string]: unknown;
  readonly artifacts: readonly StagedArtifact[];
}> {
  return JSON.parse(await readFile(join(artifactDir, 'artifacts.json'), 'utf8'));
}
