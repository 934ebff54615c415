/** What Node's thread pool has when nothing is said. */
const DEFAULT_THREADS = 4;
/** File reads and name look-ups go through the pool too, and would wait behind the compression. */
const OTHER_WORK = 2;

/**
 * Gives Node's thread pool a thread for every core. It has 4 by default, which leaves the cores of a larger machine
 * idle. libuv reads the variable when the pool is first used, so this comes before the first asynchronous file access, name
 * look-up or compression of the process; later it does nothing. A value that the user set is left.
 *
 * @param env The environment of this process itself, not a copy.
 */
export function widenThreadPool(cores: number, env: NodeJS.ProcessEnv): void {
  env['UV_THREADPOOL_SIZE'] ??= String(Math.max(DEFAULT_THREADS, cores + OTHER_WORK));
}
