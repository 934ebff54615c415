import type { RecipeTaskEvent } from './console-event.ts';

/** The tasks that were started and have not ended. */
export interface RunningTasks {
  add(event: RecipeTaskEvent): void;
  clear(): void;
  /** `recipe do_task`, the oldest first. */
  list(): readonly string[];
}

const MOST_TASKS = 1000;

export function runningTasks(): RunningTasks {
  // Two configurations can run the same task of one recipe: bitbake prints the same name for both.
  const counts = new Map<string, number>();
  return {
    add({ recipe, task, status }) {
      const name = `${recipe} ${task}`;
      const count = counts.get(name) ?? 0;
      if (status === 'started' && (count > 0 || counts.size < MOST_TASKS)) counts.set(name, count + 1);
      else if (status !== 'started' && count > 1) counts.set(name, count - 1);
      else if (status !== 'started') counts.delete(name);
    },
    clear: () => counts.clear(),
    list: () => [...counts].flatMap(([name, count]) => Array.from({ length: count }, () => name)),
  };
}
