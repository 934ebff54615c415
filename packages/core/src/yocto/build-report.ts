import { type ConsoleEvent, recipeOf, type TaskName } from './console.ts';

export interface FailedTask extends TaskName {
  readonly recipe: string;
  /** The task's log, where bitbake named it. */
  readonly logFile?: string;
}

/** What a console said in all. */
export interface BuildReport {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly failedTasks: readonly FailedTask[];
  /** Percent of the wanted sstate objects that were found; undefined when none was wanted, or bitbake did not say. */
  readonly sstateMatch: number | undefined;
  readonly tasks: { readonly attempted: number; readonly reused: number } | undefined;
  /** The task that was started last, `number` of `total`. */
  readonly progress: { readonly number: number; readonly total: number; readonly name: TaskName } | undefined;
}

/** Gathers the events of one console. `report` may be read at any time. */
export interface BuildReporter {
  add(event: ConsoleEvent): void;
  report(): BuildReport;
}

export function buildReporter(): BuildReporter {
  const errors: string[] = [];
  const warnings: string[] = [];
  const failed: TaskName[] = [];
  const logFiles: string[] = [];
  let sstateMatch: number | undefined;
  let tasks: BuildReport['tasks'];
  let progress: BuildReport['progress'];

  return {
    add(event) {
      switch (event.type) {
        case 'running':
          if (!event.setscene) progress = event;
          break;
        case 'sstate':
          // bitbake prints 0 % where nothing was wanted.
          sstateMatch = event.wanted === 0 ? undefined : event.match;
          break;
        case 'task-failed':
          failed.push(event.name);
          break;
        case 'log-file':
          logFiles.push(event.path);
          break;
        case 'error':
          errors.push(event.text);
          break;
        case 'warning':
          warnings.push(event.text);
          break;
        case 'tasks-summary':
          tasks = { attempted: event.attempted, reused: event.reused };
          break;
      }
    },
    report() {
      const failedTasks = failed.map((name): FailedTask => {
        const recipe = recipeOf(name);
        const logFile = logFiles.find(
          (path) => path.includes(`/${recipe}/`) && path.includes(`/log.${name.task}`),
        );
        return { ...name, recipe, ...(logFile === undefined ? {} : { logFile }) };
      });
      return { errors, warnings, failedTasks, sstateMatch, tasks, progress };
    },
  };
}
