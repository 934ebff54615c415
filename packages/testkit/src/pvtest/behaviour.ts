/** What a test does while it runs; in the order of the list. */
export type Step =
  /** A line. `{now}` is the time in seconds, `{env:PH_PASS}` a variable of the container. */
  | { readonly print: string; readonly to?: 'stdout' | 'stderr' }
  /** Any bytes, in base64. */
  | { readonly bytes: string }
  /** So many bytes of lines. */
  | { readonly fill: number }
  /** Milliseconds. */
  | { readonly sleep: number }
  /** Waits until this file of the host is there. */
  | { readonly until: string }
  /** Makes this file of the host. */
  | { readonly touch: string }
  /** A file of the device: below the storage. The modes are octal; `folderMode` is that of the folders that it made. */
  | { readonly file: string; readonly text?: string; readonly mode?: string; readonly folderMode?: string };

/** What valgrind finds in one process. */
export interface Leak {
  readonly bytes: number;
  readonly blocks: number;
}

/** How one try of a test goes. */
export interface TryBehaviour {
  /**
   * `pass` (exit code 0), `fail` (1, with `diff`), `abort` (2), `not-ready` (1: Pantavisor never reports READY),
   * `record` (0: RECORDED in the pool, a pass elsewhere), `hang` (until it is removed). Default: `pass`.
   */
  readonly end?: 'pass' | 'fail' | 'abort' | 'not-ready' | 'record' | 'hang';
  /** Instead of the exit code that belongs to `end`. */
  readonly code?: number;
  /** The text of the diff, with its line ends. Without it `fail` leaves none. */
  readonly diff?: string;
  readonly steps?: readonly Step[];
  /** docker starts nothing and exits with 125: the name or the port is taken, or whatever the text says. */
  readonly refuse?: 'name' | 'port' | (string & {});
  /** Whether the first process of the container ends by SIGTERM. Default: `ignore`. */
  readonly sigterm?: 'ignore' | 'obey';
  /** None of the lines of pvtest-run. */
  readonly silent?: boolean;
  /** A valgrind log for each, where valgrind is on. Default: one that has lost nothing. */
  readonly leaks?: readonly Leak[];
}

/** What the file `stand-in.json` beside a test.json holds. A missing file: the test passes at once. */
export interface Behaviour extends TryBehaviour {
  /** What differs in the first try, the second, …; the last one holds for all that follow. */
  readonly tries?: readonly TryBehaviour[];
}

/** Fails `times` times, and then passes. */
export function failsFirst(times: number, failure: TryBehaviour = { end: 'fail' }): Behaviour {
  return { tries: [...Array.from({ length: times }, () => failure), {}] };
}

/** The bytes as they are, which need not be UTF-8. */
export function bytes(data: Uint8Array): Step {
  return { bytes: Buffer.from(data).toString('base64') };
}
