import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Report } from '@pv-actions/core/pvtest/report.ts';
import { reportText } from '@pv-actions/core/pvtest/report-file.ts';
import { type ActionOptions, type ActionResult, runAction } from '@pv-actions/testkit/runner/action.ts';

const ACTION = resolve(import.meta.dirname, '..');

/** A workspace with files, and the stage to run in it. */
export interface Place {
  readonly workspace: string;
  write(path: string, content: string): Promise<string>;
  /** Writes report.json, or a file of another name. */
  report(path: string, report: Report): Promise<string>;
  merge(inputs?: Readonly<Record<string, string>>, options?: Partial<ActionOptions>): Promise<ActionResult>;
  remove(): Promise<void>;
}

export async function openPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'pvtest-merge-'));
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  let runs = 0;

  async function write(path: string, content: string): Promise<string> {
    const file = join(workspace, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  }

  return {
    workspace,
    write,
    report: (path, report) => write(path, reportText(report)),
    merge(inputs = {}, options = {}) {
      runs += 1;
      return runAction({
        actionDir: ACTION,
        folder: join(folder, `run-${runs}`),
        workspace,
        inputs,
        ...options,
      });
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The errors that a run shows to a person, as `<title>: <message>`. */
export function errorsOf({ annotations }: ActionResult): string[] {
  return annotations
    .filter(({ level }) => level === 'error')
    .map(({ title, message }) => (title === undefined ? message : `${title}: ${message}`));
}
