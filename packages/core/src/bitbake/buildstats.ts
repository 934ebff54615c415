/** What bitbake wrote down of one task. */
export interface TaskStats {
  /** Seconds since the epoch. */
  readonly started?: number;
  /** Seconds. */
  readonly elapsed?: number;
  /** `PASSED` or `FAILED`; none while the task runs. */
  readonly status?: string;
}

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
 * Reads `<TMPDIR>/buildstats/<time>/<recipe's PF>/<do_task>`, as buildstats.bbclass writes it: lines `Started: 1795206763.12`,
 * `Elapsed time: 0.04 seconds`, `Status: PASSED`, and others. Undefined for a text that holds none of them. A line of
 * another form is as good as not there.
 */
export function parseTaskStats(text: string): TaskStats | undefined {
  const lines = text.split('\n');
  const fieldOf = (name: string): string | undefined =>
    lines
      .find((line) => line.startsWith(name))
      ?.slice(name.length)
      .trim();
  const started = numberOf(fieldOf('Started:'));
  const elapsed = numberOf(fieldOf('Elapsed time:')?.replace(/ seconds?$/, ''));
  const status = fieldOf('Status:');
  const stats = {
    ...(started === undefined ? {} : { started }),
    ...(elapsed === undefined ? {} : { elapsed }),
    ...(status ? { status } : {}),
  };
  return Object.keys(stats).length === 0 ? undefined : stats;
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

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : undefined;
}
