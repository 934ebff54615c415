import { mkdir, readFile, rm } from 'node:fs/promises';
import type { Report } from '@pv-actions/core/pvtest/report.ts';
import { openFolder } from '@pv-actions/testkit/harness/folder.ts';
import { type Inputs, type RunStage, stageFolder } from '@pv-actions/testkit/harness/stage.ts';
import { type DistroSpec, writeDistro } from '@pv-actions/testkit/pvtest/distro.ts';
import { installPvtestDocker, type PvtestDocker } from '@pv-actions/testkit/pvtest/docker.ts';
import {
  type ActionOptions,
  type ActionResult,
  type ActionRun,
  runAction,
  startAction,
} from '@pv-actions/testkit/runner/action.ts';

/** A host with a Docker daemon, a lock and a distro of its own. */
export interface Host {
  readonly folder: string;
  readonly docker: PvtestDocker;
  /** The folder of the distro. */
  readonly distro: string;
  /** Where the stage keeps what it makes. */
  readonly temp: string;
  write(spec: DistroSpec): Promise<void>;
  /** A path that a test of the distro can touch or wait for. */
  signal(name: string): string;
  /** Runs the stage in this process, one run at a time. */
  readonly run: RunStage;
  /** Runs the bundle, as GitHub's runner does. */
  readonly runBundle: RunStage;
  start(inputs?: Inputs, options?: Partial<ActionOptions>): Promise<ActionRun>;
  report(result: ActionResult): Promise<Report>;
  close(): Promise<void>;
}

export async function openHost(spec?: DistroSpec): Promise<Host> {
  const { path: folder, at, close } = await openFolder('pvtest-runner');
  const docker = await installPvtestDocker(at('bin'));
  const [distro, temp] = [at('distro'), at('job', 'temp')];
  await mkdir(temp, { recursive: true });
  const write = async (given: DistroSpec): Promise<void> => {
    await rm(distro, { recursive: true, force: true });
    await writeDistro(distro, given);
  };
  if (spec !== undefined) await write(spec);
  const optionsOf = (inputs: Inputs = {}, options: Partial<ActionOptions> = {}): ActionOptions => ({
    actionDir: stageFolder('pvtest-runner'),
    folder: at('job'),
    path: [docker.folder],
    ...options,
    inputs: {
      ...(inputs['artifact'] === undefined ? { distro } : {}),
      'lock-file': at('lock'),
      'github-token': 'token',
      ...inputs,
    },
  });
  return {
    ...{ folder, docker, distro, temp, write, signal: at },
    run: (inputs, options) => runAction({ inProcess: true, ...optionsOf(inputs, options) }),
    runBundle: (inputs, options) => runAction(optionsOf(inputs, options)),
    start: (inputs, options) => startAction(optionsOf(inputs, options)),
    report: async ({ outputs }) => JSON.parse(await readFile(outputs['report'] ?? '', 'utf8')) as Report,
    async close() {
      await docker.close();
      await close();
    },
  };
}

/** `<id> <verdict>` of each test. */
export function verdictsOf({ tests }: Report): string[] {
  return tests.map(({ id, verdict }) => `${id} ${verdict}`);
}
