import { rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { messageOf } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import { redactFile } from './redact.ts';
import { listLogs } from './workspace-files.ts';

/**
 * Searches all logs of a run for secrets before anybody else gets to see them. A log in which one could not be replaced is removed.
 *
 * @param workspace The folder that holds the workspaces of all calls.
 * @returns the paths of the logs without secrets.
 */
export async function cleanLogs(
  workspace: string,
  logs: readonly string[],
  forms: readonly Buffer[],
  { log }: Pick<Deps, 'log'>,
): Promise<string[]> {
  const clean: string[] = [];
  const found: string[] = [];
  for (const path of logs) {
    const name = relative(workspace, path);
    try {
      if (await redactFile(path, forms)) found.push(name);
      clean.push(path);
    } catch (thrown) {
      log.warning(`${name} could not be searched for secrets (${messageOf(thrown)}), and is removed.`);
      await rm(path, { force: true }).catch(() => {});
    }
  }
  if (found.length > 0) {
    log.warning(
      `These logs held a secret, which was replaced by ***: ${shortList(found, ', ')}. Tests must not print it.`,
    );
  }
  return clean;
}

/** The logs of the workspaces of all calls. */
export async function logsOf(workspaces: readonly string[]): Promise<string[]> {
  return (await Promise.all(workspaces.map(listLogs))).flat();
}
