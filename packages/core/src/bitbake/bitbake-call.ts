import type { DeployingBuild } from './deploying-build.ts';
import { parseTarget } from './image-names.ts';

/** What bitbake was asked for. */
export interface BitbakeCall {
  /** Of `-c`, without `do_`. */
  readonly task: string;
  readonly targets: readonly string[];
}

/**
 * Reads the call of bitbake that kas prints: `kas shell` of kas 4 and later as the default build of the configuration, `kas build` of
 * kas 3 as the command that it runs.
 *
 * @param args bitbake's own arguments, as kas was given them: they stand before the targets.
 */
export function readBitbakeCall(
  lines: readonly string[],
  args: readonly string[] = [],
): BitbakeCall | undefined {
  for (const line of lines) {
    const found = CALL.exec(line);
    if (found === null) continue;
    const [, task = '', rest = ''] = found;
    const given = args.join(' ');
    const targets = given !== '' && rest.startsWith(given) ? rest.slice(given.length) : rest;
    return { task, targets: targets.split(' ').filter((word) => word !== '' && !word.startsWith('-')) };
  }
  return undefined;
}

const CALL =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - INFO +- (?:To start the default build, run: |\S+\$ \S*\/)bitbake -c (\S+)(?: (.*))?$/;

/** What options of bitbake make of a build. */
export interface BitbakeOptions {
  /** The task of the last `-c`. */
  readonly task?: string;
  /** `part`: some tasks only (`--runall`); `nothing`: it is not built (`--dry-run`). */
  readonly runs: 'all' | 'part' | 'nothing';
}

/** Reads bitbake's own arguments, as far as they say what is built. */
export function readBitbakeOptions(args: readonly string[]): BitbakeOptions {
  let task: string | undefined;
  let runs: BitbakeOptions['runs'] = 'all';
  const note = (option: string, value: string | undefined): void => {
    if (NOTHING.test(option)) runs = 'nothing';
    else if (PART.test(option) && runs === 'all') runs = 'part';
    else if (option === '-c' || option === '--cmd') task = value?.replace(/^do_/, '') ?? task;
  };
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    const long = /^(--[\w-]+)(?:=(.*))?$/s.exec(word);
    if (long !== null) {
      const option = long[1] ?? '';
      note(option, long[2] ?? (LONG_VALUE.test(option) ? args[++at] : undefined));
    } else if (/^-[A-Za-z]/.test(word)) {
      for (let place = 1; place < word.length; place++) {
        const option = `-${word.charAt(place)}`;
        if (!SHORT_VALUE.test(option)) {
          note(option, undefined);
          continue;
        }
        note(option, place + 1 < word.length ? word.slice(place + 1) : args[++at]);
        break;
      }
    }
  }
  return { ...(task === undefined ? {} : { task }), runs };
}

/** `--dry-run`, and what only shows something. */
const NOTHING =
  /^(?:-[npegsS]|--(?:dry-run|parse-only|environment|graphviz|show-versions|dump-signatures|version|help))$/;
const PART = /^(?:-b|--(?:buildfile|runall|runonly|setscene-only))$/;
const SHORT_VALUE = /^-[bcCrRIluSBTwt]$/;
const LONG_VALUE = /^--(?:cmd|buildfile|runall|runonly|dump-signatures|read|postread|clear-stamp)$/;

/** The targets of a call, each with its task. That of one that is not wholly run is empty. */
export function targetsOf(
  { task, targets }: BitbakeCall,
  { runs }: BitbakeOptions,
): DeployingBuild['targets'] {
  const words = targets.length === 0 ? [''] : targets;
  return words.map((word) => {
    const target = parseTarget(word);
    return { recipe: target.recipe, task: runs === 'all' ? (target.task ?? task) : '' };
  });
}

/**
 * Reads the tasks of all recipes in the `task-depends.dot` that `bitbake -g` writes: of its nodes, `"recipe.do_task" [label=...`.
 * Recipes of other configurations, which deploy to folders of their own, are left out.
 */
export function readTaskGraph(dot: string): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const [, recipe = '', task = ''] of dot.matchAll(/^"([^"\n]+)\.do_(\w+)" \[label=/gm)) {
    if (/^(?:mc|multiconfig):/.test(recipe)) continue;
    const tasks = graph.get(recipe);
    if (tasks === undefined) graph.set(recipe, new Set([task]));
    else tasks.add(task);
  }
  return graph;
}
