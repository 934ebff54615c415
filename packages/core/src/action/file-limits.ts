/** How much of a file is read, at most. */
export interface FileLimit {
  readonly bytes: number;
  /** What a file beyond it means: a full sentence. */
  readonly reason: string;
}

const MIB = 1024 * 1024;

/** The files that a stage reads whole, and that others have written. */
export const FILE_LIMITS = {
  artifacts: {
    bytes: 64 * MIB,
    reason: 'kas-build writes some 300 bytes there for each file of a build.',
  },
  report: {
    bytes: 256 * MIB,
    reason: 'pvtest-runner keeps 32 MiB of text of logs in a report.',
  },
  statistics: {
    bytes: MIB,
    reason: 'bitbake writes some KiB there for each task.',
  },
  lock: {
    bytes: 64 * 1024,
    reason: 'bitbake writes its process id there.',
  },
  gitConfig: {
    bytes: MIB,
    reason: 'It is the git configuration of a user.',
  },
  script: {
    bytes: 4 * MIB,
    reason: 'It is a shell script.',
  },
  test: {
    bytes: MIB,
    reason: 'It describes one test.',
  },
  recipe: {
    bytes: 4 * MIB,
    reason: 'The largest recipes of known layers have some 100 KiB.',
  },
  kasFile: {
    bytes: 4 * MIB,
    reason: 'The largest kas files of known layers have some 100 KiB.',
  },
  readme: {
    bytes: 4 * MIB,
    reason: 'GitHub shows no more than 512 KiB of a README.',
  },
  list: {
    bytes: 4 * MIB,
    reason: 'It is a list that people write.',
  },
} as const satisfies Readonly<Record<string, FileLimit>>;
