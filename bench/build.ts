import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import {
  configWithFaults,
  makeSampleLayer,
  SAMPLE_MACHINES,
} from '@pv-actions/testkit/sample-layer/sample-layer.ts';
import { baseEnvironment, findOnPath, type Taken, timed, timedNode } from './processes.ts';
import { prepareStage } from './stage.ts';
import { megabytes, milliseconds, percent, seconds, type Table } from './table.ts';

const MEMORY = { text: 'less than 60 MB', met: (value: number) => value < 60e6 };

export interface BuildSizes {
  /** Lines that a task of the build prints. */
  readonly lines: number;
  /** How often each way is run. */
  readonly pairs: number;
  /** Pairs that are run before, and do not count. */
  readonly warmUps: number;
}

/** One run of a build: by the shell, or by the stage. In seconds, and in bytes. */
interface Run {
  readonly kas: number;
  readonly step: number;
  readonly argv: string;
}

/**
 * A build that prints many lines, from a shell and in the stage, one after the other in turn. Both write their output
 * to a file, begin without a build folder, and run the same kas command: that is checked.
 */
export async function benchBuild(
  { lines, pairs, warmUps }: BuildSizes,
  dist: string,
  folder: string,
): Promise<Table> {
  const bench = await prepare(lines, dist, folder);
  const shell: Run[] = [];
  const stage: (Run & Taken)[] = [];
  for (let at = 0; at < warmUps; at++) {
    await bench.shell();
    await bench.stage();
  }
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

async function prepare(lines: number, dist: string, folder: string) {
  const layer = join(folder, 'layer');
  const kas = await requireKas();
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
  const inputs = { config, kas: wrapper, output: machine.output, upload: 'none' };
  const options = { cwd: layer, output: join(folder, 'console') };

  async function run<T>(begin: () => Promise<T>): Promise<{ kas: number; argv: string; ended: T }> {
    await rm(join(layer, 'build'), { recursive: true, force: true });
    await rm(times, { force: true });
    const ended = await begin();
    const console = await readFile(options.output, 'utf8');
    if (!console.includes(`line ${lines} of ${lines}`)) {
      throw new Error(`The build did not print its lines. Its end was: ${console.slice(-2000)}`);
    }
    const [from, to, ...words] = (await readFile(times, 'utf8')).trim().split(' ');
    return { kas: Number(to) - Number(from), argv: words.join(' '), ended };
  }

  return {
    shell: async (): Promise<Run> => {
      const command = ['/bin/sh', '-c', '"$0" build "$1"', wrapper, config] as const;
      const env = { ...baseEnvironment(), KAS_WORK_DIR: layer };
      const { ended, ...rest } = await run(() => timed(command, { ...options, env }));
      return { ...rest, step: ended };
    },
    stage: async (): Promise<Run & Taken> => {
      const { script, env } = await prepareStage('kas-build', inputs, { dist, folder: join(folder, 'temp') });
      const { ended, ...rest } = await run(() => timedNode([script], { ...options, env }));
      return { ...rest, ...ended, step: ended.seconds };
    },
    emptyNode: async (): Promise<number> => {
      const empty = join(folder, 'empty.mjs');
      await writeFile(empty, '');
      return (await timedNode([empty], { ...options, cwd: folder, env: baseEnvironment() })).peak;
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

async function requireKas(): Promise<string> {
  const path = await findOnPath('kas');
  if (path !== undefined) return path;
  throw new UserError(
    'kas is missing.',
    'Install it: apt-get install --no-install-recommends kas, or pipx install kas',
  );
}
