import { type BuildTarget, isImageName, isOfRecipe } from './image-names.ts';

/** The tasks of each recipe that a build consists of, without `do_`. */
export type BuildGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** What is known of a build, to tell its files from those that were there before it. */
export interface DeployingBuild {
  /** MACHINE. */
  readonly machine: string;
  /** What bitbake was asked for, each with its task. */
  readonly targets: readonly Required<BuildTarget>[];
  /** Milliseconds since 1970: what came into a folder later is of this build. Undefined: all of it is. */
  readonly since?: number | undefined;
  /** What the build consists of, where bitbake was asked. */
  readonly graph?: BuildGraph | undefined;
}

interface Aged {
  /** As in DeployFile. */
  readonly changed?: number | undefined;
}

/** The task of a whole build, and those that end in the deploy folder alone. */
const WHOLE = /^(?:build|image_complete|deploy|bundle|swuimage)$/;
const DEPLOYS = /deploy|image_complete|bundle|swuimage|docs|sbom|export/;
/** base.bbclass has it in every recipe, and it puts nothing into DEPLOY_DIR. */
const NO_DEPLOY = 'deploy_source_date_epoch';

/** Whether it came into the folder during the build. */
export function isNew({ changed }: Aged, { since }: DeployingBuild): boolean {
  return since === undefined || changed === undefined || changed > since;
}

/**
 * Whether a build can have left files of a kind as they were, since they need not be made again. Of another task than the whole build
 * only what that task is for.
 */
function mayStand(kind: string, { targets }: DeployingBuild): boolean {
  return targets.some(({ task }) => {
    if (/^populate_sdk/.test(task)) return kind === 'sdk';
    if (/docs/.test(task)) return kind === 'docs';
    return WHOLE.test(task);
  });
}

/** Whether the build can have left nothing as it was: of a task such as `fetch`, or a dry run. */
export function isPartOnly(build: DeployingBuild): boolean {
  return !['image', 'sdk', 'docs'].some((kind) => mayStand(kind, build));
}

/**
 * Whether a file that was there before is a result of the build all the same. `maybe`: neither its name nor bitbake says which recipe
 * it is of.
 *
 * @param names those that it has, without folders.
 * @param ofRecipe whether its name begins with that of its recipe.
 */
export function standing(
  kind: string,
  names: readonly string[],
  build: DeployingBuild,
  ofRecipe = false,
): 'yes' | 'maybe' | 'no' {
  const { machine, targets, graph } = build;
  if (!mayStand(kind, build)) return 'no';
  const isOf = (recipe: string): boolean =>
    kind === 'sdk'
      ? names.some((name) => name.includes(`-${recipe}-`))
      : names.some((name) => isOfRecipe(name, recipe, machine));
  if (kind !== 'sdk' && targets.some(({ recipe }) => isOf(recipe))) return 'yes';
  if (graph === undefined) {
    const isAsked = kind !== 'sdk' || targets.some(({ task }) => /^populate_sdk/.test(task));
    return isAsked ? 'maybe' : 'no';
  }
  const makers = makersOf(graph, kind === 'sdk');
  if (makers.some(isOf)) return 'yes';
  const isNamed = ofRecipe || kind === 'sdk' || (kind === 'image' && names.some(isImageName));
  return isNamed || makers.length === 0 ? 'no' : 'maybe';
}

const known = new WeakMap<BuildGraph, Record<'sdk' | 'image', readonly string[]>>();

/** The recipes of which a task puts files into the deploy folder: SDKs, or others. */
function makersOf(graph: BuildGraph, sdk: boolean): readonly string[] {
  let makers = known.get(graph);
  if (makers === undefined) {
    const recipes = [...graph];
    const withTask = (is: (task: string) => boolean): string[] =>
      recipes.filter(([, tasks]) => [...tasks].some(is)).map(([recipe]) => recipe);
    makers = {
      sdk: withTask((task) => /^populate_sdk/.test(task)),
      image: withTask((task) => DEPLOYS.test(task) && task !== NO_DEPLOY),
    };
    known.set(graph, makers);
  }
  return makers[sdk ? 'sdk' : 'image'];
}
