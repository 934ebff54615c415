import { formatDuration, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import { type RunLogReader, runLogReader } from '@pv-actions/core/pvtest/run-log.ts';
import { callArgv } from './calls.ts';
import type { OwnContainers } from './containers.ts';
import type { Distro } from './distro.ts';
import type { RecordedCall, RunJournal } from './record.ts';
import type { ScriptRunner } from './script.ts';
import { testLimit } from './test-limit.ts';

export interface CallTools {
  readonly distro: Distro;
  readonly script: ScriptRunner;
  readonly containers: OwnContainers;
  readonly journal: RunJournal;
  readonly testMinutes: number | undefined;
  /** The environment of the script. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Runs one call of the script, shows what it prints, and notes how it ended. */
export async function runCall(call: RecordedCall, tools: CallTools, deps: Deps): Promise<void> {
  const { distro, script, journal } = tools;
  const reader = runLogReader({ expected: call.tests });
  const limit = testLimit(tools, deps);
  const argv = callArgv(call, distro, call.workspace);
  const onLines = (lines: readonly string[]): void => {
    deps.log.foreign(lines.join('\n'));
    for (const line of lines) {
      const event = reader.read(line);
      if (event?.type === 'launched') limit.begin(event);
      else if (event?.type === 'finished') limit.end(event);
    }
  };
  const describe = (elapsed: number): string => progressLine(reader, call.tests.length, elapsed, deps);
  try {
    const { code, signal } = await deps.log.group(argv.slice(1).join(' '), () =>
      withProgress(deps, describe, () =>
        script.run(argv, { cwd: call.distro, env: tools.env, console: call.console, onLines }),
      ),
    );
    if (script.stopped() !== undefined) return;
    const calls = journal.record().calls;
    journal.write({
      calls: calls.map((each) => (each.scope === call.scope ? { ...each, ended: { code, signal } } : each)),
    });
  } finally {
    await limit.close();
  }
}

const RUNNING_SHOWN = 3;

/** `12 of 19 tests done, 1 failed, 1 flaky. Running: local/core/x (35 s). About 2 min 10 s left.` */
function progressLine(reader: RunLogReader, total: number, elapsed: number, { clock }: Deps): string {
  const { done, failed, flaky, running } = reader.progress();
  const now = clock.now().getTime() / 1000;
  const counts = [
    `${done} of ${counted(total, 'test')} done`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(flaky > 0 ? [`${flaky} flaky`] : []),
  ];
  const shown = running
    .slice(0, RUNNING_SHOWN)
    .map(({ id, started }) =>
      started === undefined ? id : `${id} (${formatDuration(Math.max(0, now - started))})`,
    );
  const more = running.length - shown.length;
  const current =
    running.length === 0 ? '' : ` Running: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
  const left =
    done > 0 && done < total ? ` About ${formatDuration(((total - done) * elapsed) / done)} left.` : '';
  return `${counts.join(', ')}.${current}${left}`;
}
