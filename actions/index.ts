import { runStage } from '@pv-actions/core/action/stage.ts';

/**
 * Runs the stage in the folder `name` as the runner's process. Only its inputs are loaded at first: the rest when they are right.
 *
 * @throws Error when there is no such folder.
 */
export async function run(name: string): Promise<void> {
  const declared = await import(
    /* webpackInclude: /actions\/[^/]+\/src\/inputs\.ts$/ */ `./${name}/src/inputs.ts`
  ).catch((cause) => {
    throw new Error(`The stage "${name}" cannot be loaded.`, { cause });
  });
  await runStage(name, declared, async () => {
    const main = await import(/* webpackInclude: /actions\/[^/]+\/src\/main\.ts$/ */ `./${name}/src/main.ts`);
    return main.stage;
  });
}
