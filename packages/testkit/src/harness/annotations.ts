import type { ActionResult } from '../runner/action.ts';
import type { Annotation } from '../runner/output.ts';

type Level = Annotation['level'];

/** The messages of the annotations of a level, in their order. */
export function messagesOf({ annotations }: Pick<ActionResult, 'annotations'>, level: Level): string[] {
  return annotations.filter((annotation) => annotation.level === level).map(({ message }) => message);
}

/** The last error that a run shows to a person; empty where there is none. */
export function errorOf(result: Pick<ActionResult, 'annotations'>): string {
  return messagesOf(result, 'error').at(-1) ?? '';
}
