import { basename } from 'node:path';

/** The kas that a stage drives: what it is called, and what its version knows. */
export interface KasProgram {
  /** The name or path to start it with. */
  readonly kas: string;
  readonly kind: KasKind;
  /** As it says, such as `3.1`. */
  readonly version: string;
  readonly can: KasAbilities;
}

export type KasKind = 'kas' | 'kas-container';

export interface KasAbilities {
  /** `kas dump`, with `--resolve-refs`. */
  readonly dump: boolean;
  /** `kas dump --resolve-local`: the revision of the repository that holds the configuration. */
  readonly resolveLocal: boolean;
  /** `kas lock`. */
  readonly lock: boolean;
  /** `kas build --provenance`. */
  readonly provenance: boolean;
  /** Reads KAS_CLONE_DEPTH. */
  readonly cloneDepth: boolean;
  /** Reads KAS_PREMIRRORS. */
  readonly premirrors: boolean;
  /** Passes SSTATE_MIRRORS on to bitbake. */
  readonly sstateMirrors: boolean;
  /** Passes BB_NUMBER_THREADS and PARALLEL_MAKE on to bitbake. */
  readonly concurrency: boolean;
  /** Reads GITCONFIG_FILE. */
  readonly gitconfigFile: boolean;
}

/** The release that brought each ability, from kas's change log. */
const SINCE: { readonly [name in keyof KasAbilities]: readonly [number, number] } = {
  dump: [3, 2],
  resolveLocal: [4, 4],
  lock: [4, 6],
  provenance: [4, 4],
  cloneDepth: [4, 4],
  premirrors: [0, 20],
  sstateMirrors: [4, 1],
  concurrency: [3, 2],
  gitconfigFile: [4, 3],
};

/** What a program is by its name: kas-container is a script with an order of arguments of its own. */
export function kasKind(kas: string): KasKind {
  return basename(kas).startsWith('kas-container') ? 'kas-container' : 'kas';
}

/**
 * Reads what `[kas, '--version']` printed: `kas 3.1 (configuration format version 12, earliest compatible version 1)`,
 * or `kas-container 3.1`. Other lines around it do not matter. A version that is no number, such as that of a
 * development tree, counts as the newest.
 *
 * @returns undefined when the program is not kas.
 */
export function kasProgram(kas: string, versionOutput: string): KasProgram | undefined {
  const found =
    /^\S+ (\S+) \(configuration format version /m.exec(versionOutput) ??
    /^\S*kas\S* (\S+)\s*$/m.exec(versionOutput);
  const version = found?.[1];
  if (version === undefined) return undefined;
  return { kas, kind: kasKind(kas), version, can: abilitiesOf(version) };
}

function abilitiesOf(version: string): KasAbilities {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  const has = ([sinceMajor, sinceMinor]: readonly [number, number]): boolean => {
    if (major === undefined || minor === undefined) return true;
    return Number(major) === sinceMajor ? Number(minor) >= sinceMinor : Number(major) > sinceMajor;
  };
  return Object.fromEntries(Object.entries(SINCE).map(([name, since]) => [name, has(since)])) as {
    [name in keyof KasAbilities]: boolean;
  };
}
