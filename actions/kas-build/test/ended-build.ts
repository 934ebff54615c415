import type { ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { listProcesses } from '@pv-actions/core/action/process-tree.ts';
import type { ActionOptions, ActionResult } from '@pv-actions/testkit/runner/action.ts';
import type { Scrub } from './approved.ts';
import { sampleWorkspace, type Workspace } from './layer.ts';
import { killWithin, pidsWithin } from './running-program.ts';

/** What the task that never ends says when it begins. */
export const NEVER_ENDS = 'sample-layer: pantavisor-029+git-r0 do_compile takes 86400 s';

const MACHINE = 'kas/build-configs/release/docker-x86_64-scarthgap.yaml';

/** A sample layer with builds that do not end by themselves. */
export interface EndlessWorkspace extends Workspace {
  /** The folder that everything of the test is in. */
  readonly root: string;
  /** The configuration of a task that never ends, with more faults of the layer. */
  readonly config: (...faults: readonly string[]) => string;
  /** Runs the stage, and calls `end` once with the process of main when `line` is in its log. */
  endAt(line: string, end: (main: ChildProcess) => void, options?: EndlessOptions): Promise<ActionResult>;
  /** The pids of what runs in the folder. */
  left(): readonly number[];
  /** What differs from run to run in a summary. */
  readonly scrub: Scrub;
}

export interface EndlessOptions extends Partial<ActionOptions> {
  readonly inputs?: Readonly<Record<string, string>>;
}

/** Variables of a step, by which `code` runs in its Node processes before the stage does. */
function before(code: string): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}

/** Variables of a step whose timers run ten times as fast. */
export const FAST_TIMERS = before(`
  const { setTimeout, setInterval } = globalThis;
  globalThis.setTimeout = (run, time, ...args) => setTimeout(run, time / 10, ...args);
  globalThis.setInterval = (run, time, ...args) => setInterval(run, time / 10, ...args);
`);

/** Variables of a step in which a timer of `minutes` is over as soon as main gets SIGUSR2. */
export function overAtSignal(minutes: number): Readonly<Record<string, string>> {
  return before(`
    const { setTimeout } = globalThis;
    globalThis.setTimeout = (run, time, ...args) => {
      if (time === ${minutes * 60_000}) process.once('SIGUSR2', run);
      return setTimeout(run, time, ...args);
    };
  `);
}

export async function endlessWorkspace(): Promise<EndlessWorkspace> {
  const sample = await sampleWorkspace();
  const root = dirname(sample.workspace);
  await writeFile(
    join(sample.workspace, 'kas/endless.yaml'),
    'header:\n  version: 12\nlocal_conf_header:\n  endless: |\n    SAMPLE_SLOW_SECONDS = "86400"\n',
  );
  const config = (...faults: readonly string[]): string =>
    [MACHINE, 'kas/endless.yaml', ...faults.map((fault) => `kas/faults/${fault}.yaml`)].join(':');
  return {
    ...sample,
    root,
    config,
    async endAt(line, end, { inputs = {}, ...options } = {}) {
      let main: ChildProcess | undefined;
      let ended = false;
      const result = await sample.kasBuild(
        { config: config('slow'), 'machine-name': 'docker', ...inputs },
        {
          ...options,
          onSpawn: (child, phase) => {
            if (phase === 'main') main = child;
          },
          onLine: (text) => {
            if (main === undefined || ended || !text.includes(line)) return;
            ended = true;
            end(main);
          },
        },
      );
      if (!ended) throw new Error(`"${line}" is not in:\n${result.log}`);
      return result;
    },
    left: () => pidsWithin(root),
    scrub: [[sample.workspace, '<workspace>']],
    async remove() {
      killWithin(root);
      await sample.remove();
    },
  };
}

/** The pid of kas, which runs below a guard, where `main` is the process of the stage. */
export async function kasOf(main: number | undefined): Promise<number> {
  return childOf(await childOf(main));
}

/** The pid of the only process that `parent` has started. */
export async function childOf(parent: number | undefined): Promise<number> {
  const children = (await listProcesses()).filter((process) => process.parent === parent);
  const [child, ...others] = children;
  if (child === undefined || others.length > 0) throw new Error(`It has ${children.length} children.`);
  return child.pid;
}
