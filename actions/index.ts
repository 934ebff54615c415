import { runStage } from '@pv-actions/core/action/stage.ts';

const stages = {
  badges: async () => runStage('badges', (await import('./badges/src/main.ts')).badges),
  'docs-publish': async () =>
    runStage('docs-publish', (await import('./docs-publish/src/main.ts')).docsPublish),
  'kas-build': async () => runStage('kas-build', (await import('./kas-build/src/main.ts')).kasBuild),
  'kas-lock': async () => runStage('kas-lock', (await import('./kas-lock/src/main.ts')).kasLock),
  'pvtest-merge': async () =>
    runStage('pvtest-merge', (await import('./pvtest-merge/src/main.ts')).pvtestMerge),
  'pvtest-runner': async () =>
    runStage('pvtest-runner', (await import('./pvtest-runner/src/main.ts')).pvtestRunner),
  's3-release-publish': async () =>
    runStage('s3-release-publish', (await import('./s3-release-publish/src/main.ts')).s3ReleasePublish),
  'srcrev-bump': async () => runStage('srcrev-bump', (await import('./srcrev-bump/src/main.ts')).srcrevBump),
} as const;

export type StageName = keyof typeof stages;

/** Every stage of the suite, by the name of its folder. */
export const stageNames = Object.keys(stages) as StageName[];

/** Runs one stage as the runner's process. Only that stage's code is loaded. */
export function run(name: StageName): Promise<void> {
  return stages[name]();
}
