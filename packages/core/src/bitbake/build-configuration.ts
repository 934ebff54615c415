import { owned } from '../action/lines.ts';

/** A layer that a build used. */
export interface Layer {
  /** The name of its folder. */
  readonly name: string;
  /** Undefined where bitbake says that it knows none. `HEAD` is no branch. */
  readonly branch?: string;
  /** The commit; where the layer was changed since, with the words of bitbake behind it. */
  readonly revision?: string;
}

const MOST_VARIABLES = 100;
const MOST_LAYERS = 500;
const MOST_CONFIGURATIONS = 50;
/** `kirkstone:744a4b6e…`, `HEAD:…`, `<unknown>:<unknown>`, and newer bitbake's ` -- modified` behind it. */
const REVISION = /^([^:"]{1,200}):([0-9a-f]{7,64}|<unknown>)( -- .{1,100}| \(.{1,100}\))?$/;

interface Configuration {
  readonly variables: Map<string, string>;
  readonly layers: Layer[];
  /** Layers that stand before the one whose revision they share. */
  readonly open: string[];
}

/**
 * Gathers what bitbake prints of its configurations before a build: variables, and layers with their revisions, from
 * OE-core's base.bbclass (`BUILDCFG_VARS`, `get_layers_branch_rev`). Of several configurations the default one counts.
 */
export function buildConfigurations() {
  const all = new Map<string, Configuration>();
  let now: Configuration | undefined;

  const counted = (): Configuration | undefined => {
    const named = [...all.values()];
    return all.get('') ?? (named.length === 1 ? named[0] : undefined);
  };

  return {
    /** `mc`: undefined for the default one. */
    begin(mc: string | undefined): void {
      now = { variables: new Map(), layers: [], open: [] };
      const name = owned(mc ?? '');
      const known = all.get(name);
      if (known !== undefined) now = { ...known, layers: [], open: [] };
      if (known !== undefined || all.size < MOST_CONFIGURATIONS) all.set(name, now);
    },
    variable(name: string, value: string): void {
      if (now === undefined) return;
      const revision = REVISION.exec(value);
      if (revision === null) {
        if (now.variables.size < MOST_VARIABLES) now.variables.set(owned(name), owned(value));
        return;
      }
      for (const layer of [...now.open.splice(0), owned(name)]) {
        if (now.layers.length < MOST_LAYERS) now.layers.push(layerOf(layer, revision));
      }
    },
    layer(name: string): void {
      if (now !== undefined && now.open.length < MOST_LAYERS) now.open.push(owned(name));
    },
    value: (name: string): string | undefined => counted()?.variables.get(name),
    layers: (): readonly Layer[] => [...(counted()?.layers ?? [])],
  };
}

function layerOf(name: string, [, branch = '', revision = '', changed = '']: readonly string[]): Layer {
  return {
    name,
    ...(branch === 'HEAD' || branch === '<unknown>' ? {} : { branch: owned(branch) }),
    ...(revision === '<unknown>' ? {} : { revision: owned(`${revision}${changed}`) }),
  };
}
