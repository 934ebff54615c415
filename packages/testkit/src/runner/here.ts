import { basename } from 'node:path';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import type { InputShape } from '@pv-actions/core/action/inputs.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import { type Deps, runStageWith, type Stage } from '@pv-actions/core/action/stage.ts';
import { OutputReader } from './output.ts';
import type { ProcessRequest, ProcessResult } from './process.ts';

/** A stage, and what it is given in place of the system's. */
export interface StageHere {
  // biome-ignore lint/suspicious/noExplicitAny: whatever its inputs and outputs are
  readonly stage: Stage<any, any>;
  readonly deps?: Partial<Deps>;
}

/** @returns what runs a phase of the stage as `runProcess` does, in this process. Its working directory is the workspace then. */
export function runHere({ stage, deps }: StageHere): (request: ProcessRequest) => Promise<ProcessResult> {
  return async ({ argv, cwd, env, masks, debug = false, onLine = () => undefined }) => {
    const reader = new OutputReader({ masks, debug, onLine });
    const before = process.cwd();
    let summary = '';
    const all: Deps = {
      log: logTo(reader, (secret) => masks.add(secret)),
      clock: systemClock,
      exec: systemExec,
      env,
      summary: (markdown) => {
        summary += `${summary === '' ? '' : '\n'}${markdown}\n`;
      },
      state: {
        save: (name, value) => void reader.state.set(name, value),
        read: (name) => env[`STATE_${name}`] || undefined,
      },
      cancellation: () => new AbortController().signal,
      ...deps,
    };
    process.chdir(cwd);
    const name = basename(argv.at(-1) ?? '', '.js');
    const output = (key: string, value: string): void => void reader.outputs.set(key, value);
    const succeeded = await runStageWith<InputShape, string>(
      name,
      stage,
      async () => stage,
      all,
      output,
    ).finally(() => process.chdir(before));
    return {
      exitCode: succeeded ? 0 : 1,
      signal: null,
      outcome: succeeded ? 'success' : 'failure',
      outputs: reader.outputs,
      state: reader.state,
      env: new Map(),
      path: [],
      summary: masks.apply(summary),
      annotations: reader.annotations,
      log: reader.log,
      rawStdout: '',
      rawStderr: '',
    };
  };
}

/** What the runner shows of a stage's log, without the marks of foreign text. */
function logTo(reader: OutputReader, mask: Log['mask']): Log {
  const show = (text: string): void => reader.show(text);
  let grouped = false;
  const annotate =
    (level: 'notice' | 'warning' | 'error'): Log['notice'] =>
    (text, { title = '', file = '', startLine } = {}) =>
      reader.annotate(level, text, { title, file, line: String(startLine) });
  return {
    info: show,
    foreign: show,
    notice: annotate('notice'),
    warning: annotate('warning'),
    error: annotate('error'),
    mask,
    flush: () => {},
    async group(title, body) {
      show(grouped ? title : `##[group]${title}`);
      if (grouped) return body();
      grouped = true;
      try {
        return await body();
      } finally {
        grouped = false;
        show('##[endgroup]');
      }
    },
  };
}
