import { mkdir } from 'node:fs/promises';
import type { Report } from '@pv-actions/core/pvtest/report.ts';
import { reportText } from '@pv-actions/core/pvtest/report-file.ts';
import { openFolder, writeBelow } from '@pv-actions/testkit/harness/folder.ts';
import { type RunStage, stageRunner } from '@pv-actions/testkit/harness/stage.ts';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';

/** A workspace with files, and the stage to run in it. */
export interface Place {
  readonly workspace: string;
  readonly merge: RunStage;
  write(path: string, content: string): Promise<string>;
  /** Writes report.json, or a file of another name. */
  report(path: string, report: Report): Promise<string>;
  remove(): Promise<void>;
}

export async function openPlace(): Promise<Place> {
  const folder = await openFolder('pvtest-merge');
  const workspace = folder.at('workspace');
  await mkdir(workspace);
  const run = stageRunner({ folder: folder.path, workspace });
  return {
    workspace,
    merge: (...given) => run('pvtest-merge', ...given),
    write: (path, content) => writeBelow(workspace, path, content),
    report: (path, report) => writeBelow(workspace, path, reportText(report)),
    remove: folder.close,
  };
}

/** The errors that a run shows to a person, as `<title>: <message>`. */
export function errorsOf({ annotations }: ActionResult): string[] {
  return annotations
    .filter(({ level }) => level === 'error')
    .map(({ title, message }) => (title === undefined ? message : `${title}: ${message}`));
}
