import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { readMetadata, resolveInputs } from '@pv-actions/testkit/runner/metadata.ts';
import { baseEnvironment } from './processes.ts';

const ROOT = resolve(import.meta.dirname, '..');

/** How the runner starts a stage. */
export interface StageCommand {
  /** The bundle's stub. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Prepares a run of a stage's bundle in `dist`: the inputs with the defaults of its action.yml, and the runner's files, new and empty, in
 * `folder`. The `github` context is one of a push of `tag`.
 */
export async function prepareStage(
  stage: string,
  inputs: Readonly<Record<string, string>>,
  { dist, folder }: { readonly dist: string; readonly folder: string },
): Promise<StageCommand> {
  const metadata = await readMetadata(join(ROOT, 'actions', stage));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'].map((name) => [
    `GITHUB_${name}`,
    join(folder, name),
  ]);
  for (const [, file] of files) await writeFile(file ?? '', '');
  const github = { sha: 'f'.repeat(40), ref_name: inputs['tag'] ?? '', run_id: '1', token: '' };
  const given = Object.entries(resolveInputs(metadata, inputs, { github })).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ]);
  const event = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: `refs/tags/${github.ref_name || 'bench'}` };
  return {
    script: join(dist, basename(metadata.runs.main)),
    env: { ...baseEnvironment(), ...Object.fromEntries([...given, ...files]), ...event, RUNNER_TEMP: folder },
  };
}
