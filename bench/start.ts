import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readMetadata } from '@pv-actions/testkit/runner/metadata.ts';
import { stageNames } from '../scripts/stage-names.ts';
import { baseEnvironment, PROBE, type Taken } from './processes.ts';
import { milliseconds, type Row, type Table } from './table.ts';

const ROOT = resolve(import.meta.dirname, '..');
const TARGET = { text: 'at most 60 ms', met: (seconds: number): boolean => seconds <= 0.06 };

export interface StartSizes {
  readonly runs: number;
}

/** A process, with what each of its runs took, in seconds. */
interface Started {
  readonly name: string;
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly wall: number[];
  readonly cpu: number[];
}

/** Each stage is started with inputs that are all wrong, in turn with a script that is empty. */
export async function benchStart({ runs }: StartSizes, dist: string, folder: string): Promise<Table[]> {
  await mkdir(folder, { recursive: true });
  const script = join(folder, 'empty.mjs');
  await writeFile(script, '');
  const empty: Started = { name: 'an empty script', script, env: {}, wall: [], cpu: [] };
  const stages = await Promise.all(stageNames.map((name) => refused(name, dist)));
  for (let run = 0; run < runs; run++) {
    for (const started of [empty, ...stages]) await measure(started, folder);
  }
  const above = (of: 'wall' | 'cpu', target: Partial<Row>): Row[] => [
    { what: empty.name, values: empty[of], show: milliseconds },
    ...stages.map((stage) => ({
      what: stage.name,
      values: stage[of].map((value) => value - Math.min(...empty[of])),
      show: milliseconds,
      ...target,
    })),
  ];
  return [
    {
      title: 'The start of a stage, to its end at wrong inputs: above an empty script',
      rows: above('wall', { target: TARGET }),
      notes: [],
    },
    {
      title: 'The same as CPU time of all threads, which other work on the machine changes less',
      rows: above('cpu', {}),
      notes: [],
    },
  ];
}

async function refused(name: string, dist: string): Promise<Started> {
  const { inputs } = await readMetadata(join(ROOT, 'actions', name));
  const wrong = Object.keys(inputs).map((input) => [`INPUT_${input.toUpperCase()}`, '?']);
  return { name, script: join(dist, `${name}.js`), env: Object.fromEntries(wrong), wall: [], cpu: [] };
}

async function measure({ name, script, env, wall, cpu }: Started, folder: string): Promise<void> {
  const probe = join(folder, 'probe.json');
  const run = (options: readonly string[]): number => {
    const start = performance.now();
    const { status, stdout } = spawnSync(process.execPath, [...options, script], {
      cwd: folder,
      env: { ...baseEnvironment(), ...env, PV_BENCH_PROBE: probe },
      encoding: 'utf8',
    });
    const seconds = (performance.now() - start) / 1000;
    const refuses = status === 1 && stdout.includes('::error::');
    if (Object.keys(env).length > 0 && !refuses)
      throw new Error(`${name} did not refuse its inputs: ${stdout}`);
    return seconds;
  };
  wall.push(run([]));
  run(['--import', PROBE]);
  cpu.push((JSON.parse(await readFile(probe, 'utf8')) as Taken).cpu);
}
