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
} as const satisfies Readonly<Record<string, ReaderLimit>>;
