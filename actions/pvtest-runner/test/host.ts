import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Report } from '@pv-actions/core/pvtest/report.ts';
import { type DistroSpec, writeDistro } from '@pv-actions/testkit/pvtest/distro.ts';
import { installPvtestDocker, type PvtestDocker } from '@pv-actions/testkit/pvtest/docker.ts';
import {
  type ActionOptions,
  type ActionResult,
  type ActionRun,
  runAction,
  startAction,
} from '@pv-actions/testkit/runner/action.ts';

const ACTION = resolve(import.meta.dirname, '..');

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
  run(inputs?: Readonly<Record<string, string>>, options?: Partial<ActionOptions>): Promise<ActionResult>;
  start(inputs?: Readonly<Record<string, string>>, options?: Partial<ActionOptions>): Promise<ActionRun>;
  report(result: ActionResult): Promise<Report>;
  close(): Promise<void>;
}

export async function openHost(spec?: DistroSpec): Promise<Host> {
  const folder = await mkdtemp(join(tmpdir(), 'pvtest-runner-'));
  const docker = await installPvtestDocker(join(folder, 'bin'));
  const distro = join(folder, 'distro');
  await mkdir(join(folder, 'job', 'temp'), { recursive: true });
  const write = async (given: DistroSpec): Promise<void> => {
    await rm(distro, { recursive: true, force: true });
    await writeDistro(distro, given);
  };
  if (spec !== undefined) await write(spec);
  const optionsOf = (
    inputs: Readonly<Record<string, string>> = {},
    options: Partial<ActionOptions> = {},
  ): ActionOptions => ({
    actionDir: ACTION,
    folder: join(folder, 'job'),
    path: [docker.folder],
    ...options,
    inputs: {
      ...(inputs['artifact'] === undefined ? { distro } : {}),
      'lock-file': join(folder, 'lock'),
      'github-token': 'token',
      ...inputs,
    },
  });
  return {
    folder,
    docker,
    distro,
    temp: join(folder, 'job', 'temp'),
    write,
    signal: (name) => join(folder, name),
    run: (inputs, options) => runAction(optionsOf(inputs, options)),
    start: (inputs, options) => startAction(optionsOf(inputs, options)),
    report: async ({ outputs }) => JSON.parse(await readFile(outputs['report'] ?? '', 'utf8')) as Report,
    async close() {
      await docker.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `<id> <verdict>` of each test. */
export function verdictsOf({ tests }: Report): string[] {
  return tests.map(({ id, verdict }) => `${id} ${verdict}`);
}
