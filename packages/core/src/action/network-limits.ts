const MIB = 2 ** 20;
const GIB = 2 ** 30;

/**
 * The most that is taken from outside: bytes, counts and seconds. What is more is no answer that one of these services gives, and would
 * fill the memory or the disk, or never end. Whoever enforces a limit says so in a sentence that names the number.
 */
export const NETWORK_LIMITS = {
  /** Bytes of the archive of a GitHub artifact. */
  artifactArchiveBytes: 10 * GIB,
  /** Bytes of all files of a GitHub artifact. */
  artifactBytes: 20 * GIB,
  /** Files and folders of a GitHub artifact. */
  artifactEntries: 100_000,
  /** Bytes of a path in a GitHub artifact. */
  artifactNameBytes: 1_024,
  /** How many times larger than its archive a GitHub artifact is, where it has more than `artifactRatioFrom` bytes. */
  artifactRatio: 250,
  /** Bytes. */
  artifactRatioFrom: 256 * MIB,

  /** Bytes of a file of the web whose size nothing says. */
  webFileBytes: 20 * GIB,
  /** Seconds that one reading of a file of the web takes. */
  webFileSeconds: 2 * 3_600,
  /** Redirects from a file of the web. */
  webRedirects: 5,

  /** Bytes per second, on average, of a body that is read for `slowAfterSeconds`. */
  slowestBytesPerSecond: 4 * 1_024,
  /** Seconds. */
  slowAfterSeconds: 60,

  /** Bytes of an object that is read into memory: manifest.json, docs.json, a claim, a mark, and releases.json, which has 37 MB for 10,000 tags. */
  storeTextBytes: 128 * MIB,
  /** Bytes of an answer of a store that is no object: XML, of a list too, or an error. */
  storeAnswerBytes: 8 * MIB,
  /** Seconds that such an answer takes. A store may join the parts of an upload for minutes. */
  storeAnswerSeconds: 1_800,
  /** Bytes of an object whose size the store does not say. */
  storeObjectBytes: 50 * GIB,
  /** Pages of a list of objects or uploads. S3 gives a thousand on each. */
  storeListPages: 10_000,
  /** Objects or uploads of a list. */
  storeListEntries: 1_000_000,

  /** Bytes of an answer of GitHub's API. */
  githubAnswerBytes: 64 * MIB,
  /** Further pages of lists that a stage asks GitHub for. GitHub lets the token of a job send about as many requests in an hour. */
  githubPages: 1_000,

  /** Bytes that git prints. */
  gitOutputBytes: 64 * MIB,
  /** Lines that git prints: a remote has one for each branch. */
  gitOutputLines: 500_000,
} as const;

export type NetworkLimits = { readonly [name in keyof typeof NETWORK_LIMITS]: number };
