import type { TaskName } from './task-name.ts';

export type MessageKind = 'task' | 'parse' | 'provider' | 'fetch' | 'qa' | 'disk' | 'other';

/** The first line of an error or a warning; `continued` events hold the rest of it. */
export interface MessageEvent {
  readonly type: 'error' | 'warning';
  /** Without the recipe and task in front. */
  readonly text: string;
  readonly kind: MessageKind;
  /** PN */
  readonly recipe?: string;
  readonly version?: string;
  /** `do_compile` */
  readonly task?: string;
  readonly mc?: string;
  /** The recipe, class or configuration file that the text names, and the line in it. */
  readonly file?: string;
  readonly line?: number;
  /** The task's log, where an older bitbake names it in the text. */
  readonly logFile?: string;
}

/** `NOTE: recipe app-2.1-r0: task do_compile: Started` */
export interface RecipeTaskEvent {
  readonly type: 'recipe-task';
  readonly status: 'started' | 'succeeded' | 'failed';
  readonly recipe: string;
  readonly version: string;
  readonly task: string;
}

/** What bitbake found in its shared state: counts of objects. */
export interface SstateEvent {
  readonly type: 'sstate';
  readonly wanted: number;
  readonly found: number;
  readonly missed: number;
  readonly current: number;
  /** Percent of the wanted objects that were found, as bitbake rounds it; 0 where nothing was wanted. */
  readonly match: number;
}

/** What a line of a console says. */
export type ConsoleEvent =
  | MessageEvent
  | RecipeTaskEvent
  | SstateEvent
  /** One more line of the last error or warning, or of kas's own last error. */
  | { readonly type: 'continued'; readonly of: 'error' | 'warning' | 'kas'; readonly text: string }
  | { readonly type: 'phase'; readonly phase: 'parsing' | 'preparing' }
  | {
      readonly type: 'parsed';
      readonly files: number;
      readonly cached: number;
      readonly parsed: number;
      readonly targets: number;
      readonly skipped: number;
      readonly masked: number;
      readonly errors: number;
    }
  /** The head of a build configuration; `mc` where it is of another than the default one. */
  | { readonly type: 'build-configuration'; readonly mc?: string }
  | { readonly type: 'configuration'; readonly name: string; readonly value: string }
  /** A layer of a build configuration, whose revision is that of the next layer that has one. */
  | { readonly type: 'layer'; readonly name: string }
  | {
      readonly type: 'running';
      readonly number: number;
      readonly total: number;
      readonly name: TaskName;
      readonly setscene: boolean;
      readonly noexec: boolean;
    }
  | { readonly type: 'task-failed'; readonly name: TaskName }
  | { readonly type: 'log-file'; readonly path: string }
  | { readonly type: 'log-start' }
  | { readonly type: 'log-line'; readonly text: string }
  | { readonly type: 'setscene-failed'; readonly name: TaskName }
  | { readonly type: 'setscene-log'; readonly path: string }
  /** A line that is no message of bitbake says that the disk is full. */
  | { readonly type: 'no-space'; readonly text: string }
  | { readonly type: 'alive'; readonly seconds: number }
  | { readonly type: 'active-task'; readonly name: TaskName }
  /** `count`: 1 for the first interrupt, 2 for the second; 0 where bitbake says at its end that there was one. */
  | { readonly type: 'interrupted'; readonly count: number }
  | {
      readonly type: 'tasks-summary';
      readonly attempted: number;
      readonly reused: number;
      readonly failed: number;
    }
  | { readonly type: 'summary-failed'; readonly tasks: number }
  | { readonly type: 'summary-task'; readonly name: TaskName }
  /** The log of the `summary-task` before. */
  | { readonly type: 'summary-log'; readonly path: string }
  | { readonly type: 'summary-count'; readonly level: 'error' | 'warning'; readonly count: number }
  /** An error or a warning of kas itself. */
  | { readonly type: 'kas'; readonly level: 'ERROR' | 'WARNING'; readonly text: string };
