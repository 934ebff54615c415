import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { readMetadata, resolveInputs } from '@pv-actions/testkit/runner/metadata.ts';
import {
  configWithFaults,
  makeSampleLayer,
  SAMPLE_MACHINES,
} from '@pv-actions/testkit/sample-layer/sample-layer.ts';
import { megabytes, milliseconds, percent, seconds, type Table } from './table.ts';

const ROOT = resolve(import.meta.dirname, '..');
const MEMORY = { text: 'less than 60 MB', met: (value: number) => value < 60e6 };
const PROBE = join(import.meta.dirname, 'probe.mjs');

export interface BuildSizes {
  /** Lines that a task of the build prints. */
  readonly lines: number;
  /** How often each way is run. */
  readonly pairs: number;
}

/** One run of a build: by the shell, or by the stage. In seconds, and in bytes. */
interface Run {
  readonly kas: number;
  readonly step: number;
  readonly argv: string;
}

/** What a Node process took. In bytes, and in seconds. */
interface Taken {
  /** Resident at its peak, with the pages of the Node program that it shares with others. */
  readonly peak: number;
  /** Resident at its end, of its own. */
  readonly own: number;
  readonly cpu: number;
}

/**
 * A build that prints many lines, from a shell and in the stage, one after the other in turn. Both write their output
 * to a file, begin without a build folder, and run the same kas command: that is checked.
 */
export async function benchBuild({ lines, pairs }: BuildSizes, folder: string): Promise<Table> {
  const bench = await prepare(lines, folder);
  const shell: Run[] = [];
  const stage: (Run & Taken)[] = [];
  await bench.shell();
  await bench.stage();
  for (let pair = 0; pair < pairs; pair++) {
    const stageFirst = pair % 2 === 1;
    if (stageFirst) stage.push(await bench.stage());
    shell.push(await bench.shell());
    if (!stageFirst) stage.push(await bench.stage());
  }
  const different = stage.find(({ argv }, at) => argv !== shell[at]?.argv);
  if (different !== undefined) {
    throw new Error(`The stage ran another command than the shell: ${different.argv}, not ${shell[0]?.argv}`);
  }
  const empty = [await bench.emptyNode(), await bench.emptyNode(), await bench.emptyNode()];
  const pairwise = (of: (run: Run) => number): number[] =>
    stage.map((run, at) => of(run) / of(shell[at] as Run) - 1);
  const fastest = (runs: readonly Run[]): number => Math.min(...runs.map(({ kas }) => kas));
  const nothing = Math.min(...empty);
  return {
    title: `A build that prints ${lines.toLocaleString('en')} lines: in the stage, against the same kas command in a shell`,
    rows: [
      { what: 'kas build in a shell', values: shell.map(({ kas }) => kas), show: seconds },
      { what: 'kas build in the stage', values: stage.map(({ kas }) => kas), show: seconds },
      {
        what: 'the stage adds to kas build',
        values: pairwise(({ kas }) => kas),
        show: percent,
        target: { text: 'less than 2 %', met: (value) => value < 0.02 },
      },
      {
        what: 'the same, of the fastest run of each',
        values: [fastest(stage) / fastest(shell) - 1],
        show: percent,
      },
      {
        what: 'the rest of the step',
        values: stage.map(
          ({ step, kas }, at) => step - kas - ((shell[at]?.step ?? 0) - (shell[at]?.kas ?? 0)),
        ),
        show: milliseconds,
      },
      { what: "the stage's process, CPU time", values: stage.map(({ cpu }) => cpu), show: seconds },
      {
        what: 'memory of that process, at its peak',
        values: stage.map(({ peak }) => peak),
        show: megabytes,
        target: MEMORY,
      },
      {
        what: 'of that, more than an empty Node',
        values: stage.map(({ peak }) => peak - nothing),
        show: megabytes,
        target: MEMORY,
      },
      { what: 'of its own, at its end', values: stage.map(({ own }) => own), show: megabytes },
    ],
    notes: [
      `An empty Node takes ${megabytes(nothing)}, most of it pages of the program that all Node processes share.`,
      'The percentage is of pairs of one run each, where the shell and the stage take turns to be the first.',
      'The rest of the step does not grow with the lines: Node starts, kas and bitbake are asked, files are staged.',
    ],
  };
}

async function prepare(lines: number, folder: string) {
  const layer = join(folder, 'layer');
  const kas = await findOnPath('kas');
  const machine = SAMPLE_MACHINES.find(({ yoctoMachine }) => yoctoMachine === 'colibri-imx6ull');
  if (machine === undefined) throw new Error('The sample layer has lost its machine.');
  await makeSampleLayer(layer);
  await writeFile(
    join(layer, 'kas/faults/chatty-lines.yaml'),
    `header:\n  version: 12\nlocal_conf_header:\n  lines: |\n    SAMPLE_CHATTY_LINES = "${lines}"\n`,
  );
  const config = `${configWithFaults(machine, 'chatty')}:kas/faults/chatty-lines.yaml`;
  const times = join(folder, 'times');
  const wrapper = join(folder, 'bin', 'kas');
  await mkdir(dirname(wrapper), { recursive: true });
  await writeFile(wrapper, timedKas(kas, times), { mode: 0o755 });
  const stage = join(ROOT, 'actions/kas-build');
  const metadata = await readMetadata(stage);
  const inputs = { config, kas: wrapper, output: machine.output, upload: 'none' };
  const temp = join(folder, 'temp');
  const { PATH = '', HOME = '', LANG = 'C.UTF-8' } = process.env;
  const base = { PATH, HOME, LANG };
  const probe = join(folder, 'probe.json');

  async function run(argv: readonly [string, ...string[]], env: NodeJS.ProcessEnv): Promise<Run> {
    await rm(join(layer, 'build'), { recursive: true, force: true });
    await rm(times, { force: true });
    const step = await timed(argv, { cwd: layer, env, output: join(folder, 'console') });
    const console = await readFile(join(folder, 'console'), 'utf8');
    if (!console.includes(`line ${lines} of ${lines}`)) {
      throw new Error(`The build did not print its lines. Its end was: ${console.slice(-2000)}`);
    }
    const [begin, end, ...words] = (await readFile(times, 'utf8')).trim().split(' ');
    return { kas: Number(end) - Number(begin), step, argv: words.join(' ') };
  }

  return {
    shell: async (): Promise<Run> => {
      const command = ['/bin/sh', '-c', '"$0" build "$1"', wrapper, config] as const;
      return run(command, { ...base, KAS_WORK_DIR: layer });
    },
    stage: async (): Promise<Run & Taken> => {
      await rm(temp, { recursive: true, force: true });
      await mkdir(temp, { recursive: true });
      const files = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'].map((name) => [
        `GITHUB_${name}`,
        join(temp, name),
      ]);
      for (const [, file] of files) await writeFile(file ?? '', '');
      const given = Object.entries(resolveInputs(metadata, inputs, {})).map(([name, value]) => [
        `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
        value,
      ]);
      const env = {
        ...base,
        ...Object.fromEntries([...given, ...files]),
        RUNNER_TEMP: temp,
        PV_BENCH_PROBE: probe,
      };
      const script = resolve(stage, metadata.runs.main);
      const result = await run([process.execPath, '--import', PROBE, script], env);
      return { ...result, ...(JSON.parse(await readFile(probe, 'utf8')) as Taken) };
    },
    emptyNode: async (): Promise<number> => {
      const empty = join(folder, 'empty.mjs');
      await writeFile(empty, '');
      const env = { ...base, PV_BENCH_PROBE: probe };
      await timed([process.execPath, '--import', PROBE, empty], {
        cwd: folder,
        env,
        output: join(folder, 'console'),
      });
      return (JSON.parse(await readFile(probe, 'utf8')) as Taken).peak;
    },
  };
}

/** A kas that writes down when its build began and ended, and what it was called with. */
function timedKas(kas: string, times: string): string {
  return [
    '#!/bin/bash',
    `if [ "$1" != build ]; then exec '${kas}' "$@"; fi`,
    'begin=$EPOCHREALTIME',
    `'${kas}' "$@"`,
    'code=$?',
    `echo "$begin $EPOCHREALTIME $*" > '${times}'`,
    'exit $code\n',
  ].join('\n');
}

/** Runs a command that has to succeed. Resolves to the seconds that it took. */
async function timed(
  [program, ...args]: readonly [string, ...string[]],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly output: string },
): Promise<number> {
  const { cwd, env } = options;
  const output = openSync(options.output, 'w');
  try {
    const start = performance.now();
    const code = await new Promise<number | null>((ended, failed) => {
      spawn(program, args, { cwd, env, stdio: ['ignore', output, output] })
        .on('error', failed)
        .on('exit', ended);
    });
    if (code !== 0) {
      const text = await readFile(options.output, 'utf8');
      throw new Error(`${program} ended with ${code}. Its end was: ${text.slice(-2000)}`);
    }
    return (performance.now() - start) / 1000;
  } finally {
    closeSync(output);
  }
}

async function findOnPath(name: string): Promise<string> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = await realpath(join(folder, name)).catch(() => undefined);
    if (path !== undefined) return path;
  }
  throw new UserError(
    `${name} is missing.`,
    'Install it: apt-get install --no-install-recommends kas, or pip install kas',
  );
}
