import type { Event } from './github-context.ts';
import type { EventFilter } from './plan.ts';

/**
 * Whether `event` starts a workflow with these events under `on:`
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onpushbranchestagsbranches-ignoretags-ignore).
 */
export function isTriggered(on: Readonly<Record<string, EventFilter>>, event: Event): boolean {
  const filter = on[event.name];
  if (filter === undefined) return false;
  if (event.name !== 'push') return true;
  const tag = event.ref.startsWith('refs/tags/');
  const name = event.ref.replace(/^refs\/(heads|tags)\//, '');
  const [wanted, ignored] = tag
    ? [filter.tags, filter['tags-ignore']]
    : [filter.branches, filter['branches-ignore']];
  const [otherWanted, otherIgnored] = tag
    ? [filter.branches, filter['branches-ignore']]
    : [filter.tags, filter['tags-ignore']];
  if (wanted !== undefined) return matchesAny(wanted, name);
  if (ignored !== undefined) return !matchesAny(ignored, name);
  return otherWanted === undefined && otherIgnored === undefined;
}

/** Whether the last pattern that matches `name` is one without `!`. */
function matchesAny(patterns: readonly string[], name: string): boolean {
  let matched = false;
  for (const pattern of patterns) {
    const negative = pattern.startsWith('!');
    if (toRegExp(negative ? pattern.slice(1) : pattern).test(name)) matched = !negative;
  }
  return matched;
}

/** GitHub's filter patterns: `*` stays within a path segment, `**` does not; `?`, `+` and `[…]` as in a RegExp. */
function toRegExp(pattern: string): RegExp {
  const source = pattern.replace(/\*\*|\*|\\.|[.^$(){}|\\]/g, (part) => {
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part.length === 2 ? part : `\\${part}`;
  });
  return new RegExp(`^(?:${source})$`);
}
