/** A task that ran. */
export interface TaskTime {
  readonly recipe: string;
  readonly task: string;
  /** Seconds. */
  readonly elapsed: number;
}

/** A recipe with the time of all of its tasks, in seconds, and the task that took most of it. */
export interface RecipeTime {
  readonly recipe: string;
  readonly seconds: number;
  readonly slowestTask: string;
}

/**
 * The seconds that a task took, from `<TMPDIR>/buildstats/<time>/<recipe's PF>/<do_task>`, as buildstats.bbclass writes it: a line
 * `Elapsed time: 0.04 seconds` among others. Undefined while the task runs, and for a line of another form.
 */
export function elapsedSeconds(text: string): number | undefined {
  const elapsed = /^Elapsed time:(.*)$/m
    .exec(text)?.[1]
    ?.trim()
    .replace(/ seconds?$/, '');
  return elapsed !== undefined && /^\d{1,15}(?:\.\d{1,15})?$/.test(elapsed) ? Number(elapsed) : undefined;
}

/** The `limit` recipes whose tasks took longest in all, the slowest first; the same time: by name. */
export function slowestRecipes(stats: Iterable<TaskTime>, limit: number): RecipeTime[] {
  const recipes = new Map<string, { seconds: number; slowest: TaskTime }>();
  for (const task of stats) {
    const known = recipes.get(task.recipe);
    const slowest = known === undefined || task.elapsed > known.slowest.elapsed ? task : known.slowest;
    recipes.set(task.recipe, { seconds: (known?.seconds ?? 0) + task.elapsed, slowest });
  }
  return [...recipes]
    .map(([recipe, { seconds, slowest }]) => ({ recipe, seconds, slowestTask: slowest.task }))
    .sort((a, b) => b.seconds - a.seconds || (a.recipe < b.recipe ? -1 : 1))
    .slice(0, limit);
}
