import type { BuildReport, FailedTask, Message } from '@pv-actions/core/bitbake/build-report.ts';

/** The report of a console that said nothing, with `parts` put in. */
export function report(parts: Partial<BuildReport> = {}): BuildReport {
  const { errors = [], warnings = [] } = parts;
  return {
    errors,
    errorCount: errors.length,
    warnings,
    warningCount: warnings.length,
    failedTasks: [],
    setsceneFailed: [],
    sstateMatch: undefined,
    running: [],
    phase: 'ended',
    kasErrors: [],
    kasWarnings: [],
    interrupted: false,
    noSpace: false,
    ...parts,
  };
}

/** A message that came once. */
export function message(text: string, parts: Partial<Message> = {}): Message {
  return { text, kind: 'other', count: 1, ...parts };
}

/** `recipe do_task` that failed and said nothing. */
export function failedTask(recipe: string, task: string, parts: Partial<FailedTask> = {}): FailedTask {
  return { recipe, task, file: `/layers/meta/${recipe}_1.0.bb`, logLines: [], messages: [], ...parts };
}
