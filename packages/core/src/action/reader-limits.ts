import { UserError } from './errors.ts';

/** A bound of what a reader takes in. */
export interface ReaderLimit {
  readonly most: number;
  /** With which it refuses more. Without one, what is more is left as it is. */
  readonly sentence?: string;
}

/**
 * How much the readers of recipes, kas files, the index and globs take in: far above what real ones hold, and little enough that
 * reading takes no longer than a moment.
 */
export const READER_LIMITS = {
  /** Characters. */
  glob: { most: 1_000, sentence: 'A glob may have at most 1,000 characters.' },
  /** Globs that one with `{a,b}` stands for. */
  globAlternatives: {
    most: 1_000,
    sentence: 'The {a,b} of a glob may stand for at most 1,000 globs in all.',
  },
  /** Characters of the path of a file: of Linux. */
  path: { most: 4_096 },
  /** Names that are compared with one that is not there. */
  nearNames: { most: 2_000 },
  /** Characters of each. */
  nearName: { most: 100 },
  /** Characters of the path of a task's log, as the console names it. */
  logPath: { most: 1_024 },
  /** Bytes. */
  recipe: { most: 1024 * 1024, sentence: 'A recipe may have at most 1,048,576 bytes (1 MiB).' },
  recipeAssignments: { most: 20_000, sentence: 'A recipe may have at most 20,000 assignments.' },
  /** Characters, with overrides and with what variables in it stand for. */
  recipeName: { most: 1_000, sentence: 'The name of a variable may have at most 1,000 characters.' },
  /** Variables, of which each stands in the value of the one before. */
  recipeDepth: { most: 100, sentence: 'Variables may be 100 deep in each other.' },
  /** Characters that are read while the variables of a recipe are expanded, those of values in values each time. */
  recipeExpansion: {
    most: 16 * 1024 * 1024,
    sentence: 'The variables of a recipe may expand to at most 16,777,216 characters in all.',
  },
  /** Of `name=` of a git URI. */
  uriNames: { most: 100, sentence: 'A git URI may have at most 100 names.' },
  /** Characters. */
  kasFile: { most: 256 * 1024, sentence: 'A kas file may have at most 262,144 characters (256 KiB).' },
  /** Mappings and lists in each other. */
  kasDepth: { most: 100, sentence: 'A kas file may be nested at most 100 deep.' },
  kasAliases: { most: 100, sentence: 'A kas file may have at most 100 aliases.' },
  /** Of a configuration, with what is included, each time that it is named. */
  kasFiles: { most: 1_000, sentence: 'A configuration may consist of at most 1,000 files.' },
  /** Characters. */
  index: { most: 128 * 1024 * 1024, sentence: 'An index may have at most 134,217,728 characters (128 MiB).' },
  /** Objects and lists in each other, in a tag. */
  indexDepth: { most: 100, sentence: 'A tag of an index may be nested at most 100 deep.' },
} as const satisfies Readonly<Record<string, ReaderLimit>>;

/** The error for what has more than a limit allows. `found` is a sentence without its full stop: what there is. */
export function overLimit(found: string, { sentence = '' }: ReaderLimit, advice: string): UserError {
  return new UserError(`${found}. ${sentence}`, advice);
}
