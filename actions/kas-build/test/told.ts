import { spawnSync } from 'node:child_process';
import { messagesOf } from '@pv-actions/testkit/harness/annotations.ts';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { expectApproved } from './approved.ts';
import type { Workspace } from './layer.ts';

/** Which recipes took longest is another matter in each run. */
export const SLOWEST = /\n<details><summary>Slowest recipes<\/summary>\n[\s\S]*?\n<\/details>\n/g;

/** Holds the step summary of `result` against the approved file of that name. */
export async function expectSummary(
  name: string,
  { summary }: ActionResult,
  { workspace }: Workspace,
): Promise<void> {
  await expectApproved(`${name}.md`, summary, [
    [SLOWEST, ''],
    [workspace, '<workspace>'],
  ]);
}

/** The texts of the error annotations. */
export function errorsOf(result: ActionResult): readonly string[] {
  return messagesOf(result, 'error');
}

/** The digest of a file, by another program. */
export function sha256sum(file: string): string {
  return spawnSync('sha256sum', ['--', file], { encoding: 'utf8' }).stdout.slice(0, 64);
}

/** The annotations of a level, as GitHub lists them: `title @ file: message`. */
export function shown(result: ActionResult, level: 'error' | 'warning' | 'notice'): string[] {
  return result.annotations
    .filter((annotation) => annotation.level === level)
    .map(({ title, file, message }) => {
      const place = [...(title === undefined ? [] : [title]), ...(file === undefined ? [] : [`@ ${file}`])];
      return place.length === 0 ? message : `${place.join(' ')}: ${message}`;
    });
}

/** Every output that action.yml declares, but for how long it took and what was staged where. */
export function figures({ outputs }: ActionResult): Record<string, string> {
  const { 'duration-seconds': _seconds, 'artifact-dir': _folder, artifacts: _artifacts, ...rest } = outputs;
  return rest;
}
