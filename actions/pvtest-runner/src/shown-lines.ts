import { formatBytes } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';

/** How much of what a script prints is shown in the job's log. GitHub's page of a step does not open with much more. */
const SHOWN_BYTES = 8 * 1024 * 1024;

/** Shows what a script prints. Of one that prints very much, as a diff of 100 MB, only what matters is shown from some point on. */
export function shownLines({ log }: Pick<Deps, 'log'>, most = SHOWN_BYTES) {
  let room = most;
  return {
    /** @param matters Whether a line is shown in any case, as a result is. */
    show(lines: readonly string[], matters: (line: string) => boolean): void {
      const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
      const isOver = length > room;
      const shown = isOver ? lines.filter(matters) : lines;
      if (shown.length > 0) log.foreign(shown.join('\n'));
      if (isOver && room >= 0) {
        log.info(
          `The script prints more than ${formatBytes(most)}: from here on only results are shown. All is in its run.log.`,
        );
      }
      room = isOver ? -1 : room - length;
    },
  };
}
