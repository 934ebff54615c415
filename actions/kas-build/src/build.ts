import type { ChildEnvironment } from '@pv-actions/core/action/child-environment.ts';
import type { ExecResult } from '@pv-actions/core/action/exec.ts';
import { formatBytes, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { type BitbakeCall, readBitbakeCall } from '@pv-actions/core/bitbake/bitbake-call.ts';
import { type BuildReport, buildReporter } from '@pv-actions/core/bitbake/build-report.ts';
import { consoleReader } from '@pv-actions/core/bitbake/console.ts';
import { raisedIn } from '@pv-actions/core/kas/find-kas.ts';
import { type DiskDeps, type DiskLimits, watchDisk } from './disk.ts';
import type { KasRunner } from './kas-runner.ts';
import type { RunJournal } from './record.ts';
import { progressLine } from './report/progress-line.ts';
import type { Stop } from './stop/stop-sentence.ts';

export interface BuildResult {
  /** The exit code of kas; null when it was stopped, or a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly report: BuildReport;
  readonly seconds: number;
  /** Whether bitbake came to its summary of tasks in the last command. */
  readonly summarised: boolean;
  /** Why it was ended before its time. */
  readonly stopped: Stop | undefined;
  /** What bitbake was called for, where kas says it: kas 3 does. */
  readonly call?: BitbakeCall | undefined;
}

export interface BuildOptions {
  /** One command after the other; the first that fails is the last. */
  readonly commands: readonly (readonly [string, ...string[]])[];
  readonly env: ChildEnvironment;
  readonly title: string;
  /** Turns the paths that kas prints into those of the host. */
  readonly toHost: (text: string) => string;
  /** Folders whose disks are watched, and the limits in bytes. */
  readonly folders: readonly string[];
  readonly freeDisk: DiskLimits;
}

/**
 * Runs the commands of a build, shows their log as it comes, and gathers what bitbake says.
 *
 * @param onCommand is called after each command that succeeded.
 * @throws UserError when kas cannot be started, or too little of the disk is free to begin.
 */
export async function runBuild(
  options: BuildOptions,
  runner: KasRunner,
  journal: RunJournal,
  deps: Deps & DiskDeps,
  onCommand: () => Promise<void> = async () => {},
): Promise<BuildResult> {
  journal.write({ during: undefined });
  const start = deps.clock.now().getTime();
  const seconds = (): number => (deps.clock.now().getTime() - start) / 1000;
  const reporter = buildReporter();
  let summarised = false;
  let call: BitbakeCall | undefined;
  /** The last lines before bitbake speaks. */
  let early: readonly string[] | undefined = [];
  let first: { number: number; at: number } | undefined;
  const describe = (elapsed: number): string => {
    const report = reporter.report();
    journal.beat();
    if (report.phase === 'tasks' && report.progress !== undefined) {
      first ??= { number: report.progress.number, at: elapsed };
    }
    return progressLine(report, elapsed, first);
  };
  const endWatch = await watchDisk(options.folders, options.freeDisk, deps, {
    low: (folder, free) =>
      deps.log.warning(`The disk of ${folder} gets full: ${formatBytes(free)} are free.`),
    full: (folder, free) => runner.stop({ why: 'disk-full', folder, free }),
  });
  try {
    const { code, signal } = await deps.log.group(options.title, () =>
      withProgress(deps, describe, async () => {
        let result: ExecResult = { code: 0, signal: null };
        for (const command of options.commands) {
          const reader = consoleReader('kas');
          const args = command.includes('--') ? command.slice(command.indexOf('--') + 1) : [];
          summarised = false;
          const onLines = (printed: readonly string[]): void => {
            call ??= readBitbakeCall(printed, args);
            const lines = printed.map(options.toHost);
            deps.log.foreign(lines.join('\n'));
            for (const line of lines) {
              const event = reader.read(line);
              if (event === undefined) continue;
              summarised ||= event.type === 'tasks-summary';
              reporter.add(event);
            }
            if (early === undefined) return;
            early = reporter.report().phase === 'starting' ? [...early, ...lines].slice(-EARLY) : undefined;
          };
          result = await runner.run(command, options.env, onLines, journal.console);
          if (result.code !== 0) break;
          await onCommand();
        }
        runner.endTimeLimit();
        return result;
      }),
    );
    const stopped = runner.stopped();
    const report = withRaised(reporter.report(), code === 0 ? [] : (early ?? []));
    return { code, signal, report, seconds: seconds(), summarised, stopped, call };
  } finally {
    endWatch();
  }
}

const EARLY = 500;

/** What a kas that is broken, or has an error of its own, ends with says why, where nothing else does. */
function withRaised(report: BuildReport, lines: readonly string[]): BuildReport {
  if (report.kasErrors.length > 0 || report.errors.length > 0) return report;
  const raised = raisedIn(lines);
  return raised === undefined ? report : { ...report, kasErrors: [raised] };
}
