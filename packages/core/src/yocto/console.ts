/** A task as bitbake's console names it. */
export interface TaskName {
  /** The recipe file, with `mc:<name>:` and `virtual:<class>:` taken off. */
  readonly file: string;
  /** `do_compile` */
  readonly task: string;
}

/** What a line of bitbake's console says. Wordings of bitbake 2.0 to 2.19. */
export type ConsoleEvent =
  | {
      readonly type: 'running';
      readonly number: number;
      readonly total: number;
      readonly name: TaskName;
      readonly setscene: boolean;
    }
  | {
      readonly type: 'sstate';
      readonly wanted: number;
      /** Percent of the wanted objects that were found. */
      readonly match: number;
    }
  | { readonly type: 'task-failed'; readonly name: TaskName }
  | { readonly type: 'log-file'; readonly path: string }
  | { readonly type: 'error'; readonly text: string }
  | { readonly type: 'warning'; readonly text: string }
  | {
      readonly type: 'tasks-summary';
      readonly attempted: number;
      readonly reused: number;
    };

const RUNNING = /^NOTE: Running (setscene |noexec )?task (\d+) of (\d+) \((.+):(do_\w+)\)$/;
const SSTATE = /Sstate summary: Wanted (\d+) .*\((\d+)% match/;
const TASK_FAILED = /^ERROR: Task (?:\d+ )?\((.+?):(do_\w+)\) failed with exit code/;
const LOG_FILE = /^ERROR: Logfile of failure stored in: (.+)$/;
const SUMMARY = /Tasks Summary: Attempted (\d+) tasks of which (\d+) didn't need to be rerun and /;
const MESSAGE = /(?:^|\.\.\.)(ERROR|WARNING): (.*)$/;

/** Reads one line of bitbake's console, without kas's prefix. Undefined for lines that carry nothing. */
export function parseConsoleLine(line: string): ConsoleEvent | undefined {
  const running = RUNNING.exec(line);
  if (running !== null) {
    const [, kind, number, total, file = '', task = ''] = running;
    return {
      type: 'running',
      number: Number(number),
      total: Number(total),
      name: taskName(file, task),
      setscene: kind === 'setscene ',
    };
  }
  const sstate = SSTATE.exec(line);
  if (sstate !== null) return { type: 'sstate', wanted: Number(sstate[1]), match: Number(sstate[2]) };
  const failed = TASK_FAILED.exec(line);
  if (failed !== null) return { type: 'task-failed', name: taskName(failed[1] ?? '', failed[2] ?? '') };
  const logFile = LOG_FILE.exec(line);
  if (logFile !== null) return { type: 'log-file', path: logFile[1] ?? '' };
  const summary = SUMMARY.exec(line);
  if (summary !== null) {
    return { type: 'tasks-summary', attempted: Number(summary[1]), reused: Number(summary[2]) };
  }
  const message = MESSAGE.exec(line);
  if (message === null) return undefined;
  return { type: message[1] === 'ERROR' ? 'error' : 'warning', text: message[2] ?? '' };
}

/** `fail-shell` of `/layer/recipes/fail-shell_1.0.bb`. */
export function recipeOf(name: TaskName): string {
  const base = name.file.slice(name.file.lastIndexOf('/') + 1);
  return base.replace(/\.bb$/, '').replace(/_[^_]*$/, '');
}

function taskName(file: string, task: string): TaskName {
  return { file: file.replace(/^(?:mc:[^:]*:)?(?:virtual:[^/]*:)?/, ''), task };
}
