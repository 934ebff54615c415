import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { type Clock, systemClock } from '@pv-actions/core/action/clock.ts';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import type { Finder, Remotes } from '@pv-actions/core/git/remote.ts';
import {
  openRemotes,
  type RemotesDeps,
  type RemotesSettings,
} from '@pv-actions/core/updates/open-remotes.ts';
import { type GitDaemon, startGitDaemon } from '@pv-actions/testkit/git-servers/daemon.ts';
import {
  type BareRepository,
  type Growth,
  makeBareRepository,
  type RepositoryOptions,
} from '@pv-actions/testkit/git-servers/repository.ts';
import {
  type SmartHttpOptions,
  type SmartHttpServer,
  startSmartHttp,
} from '@pv-actions/testkit/git-servers/smart-http.ts';
import { openFolder } from '@pv-actions/testkit/harness/folder.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';

export interface Opened {
  readonly remotes: Remotes & Finder;
  /** The waits in milliseconds, in their order. They end at once. */
  readonly sleeps: number[];
  readonly lines: string[];
  /** What git was run with. */
  readonly argvs: (readonly string[])[];
}

export interface Bench {
  /** What the servers serve. */
  readonly served: string;
  /** Where the remotes make their repositories. */
  readonly temporary: string;
  /** An environment without the settings of whoever runs the test. */
  readonly env: Readonly<Record<string, string | undefined>>;
  repository(name: string, growth?: Growth, options?: RepositoryOptions): Promise<Made>;
  http(options?: SmartHttpOptions): Promise<SmartHttpServer>;
  daemon(): Promise<GitDaemon>;
  open(settings?: Partial<RemotesSettings>, deps?: Partial<RemotesDeps>): Opened;
  close(): Promise<void>;
}

export interface Made extends BareRepository {
  /** The digest of a commit, by the name that it was made with. */
  readonly sha: (name: string) => string;
}

/** Folders, servers and remotes of one test. */
export async function openBench(): Promise<Bench> {
  const { path: folder, at, close } = await openFolder('git-remotes');
  const temporary = await mkdtemp(at('temporary-'));
  const served = await mkdtemp(at('served-'));
  const servers: { close(): Promise<void> }[] = [];
  const env = { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1', XDG_CONFIG_HOME: folder };
  const kept = async <T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const server = await starting;
    servers.push(server);
    return server;
  };
  return {
    served,
    temporary,
    env,
    async repository(name, growth = {}, options = {}) {
      const made = await makeBareRepository(path.join(served, name), options);
      const digests = new Map<string, string>();
      const grow = async (more: Growth): Promise<ReadonlyMap<string, string>> => {
        const grown = await made.grow(more);
        for (const [commit, digest] of grown) digests.set(commit, digest);
        return grown;
      };
      await grow(growth);
      const sha = (commit: string): string => {
        const digest = digests.get(commit);
        if (digest === undefined) throw new Error(`There is no commit ${commit}.`);
        return digest;
      };
      return { ...made, grow, sha };
    },
    http: (options) => kept(startSmartHttp(served, options)),
    daemon: () => kept(startGitDaemon(served)),
    open(settings = {}, deps = {}) {
      const [sleeps, lines, argvs]: [number[], string[], (readonly string[])[]] = [[], [], []];
      const clock: Clock = {
        ...systemClock,
        sleep: (milliseconds) => Promise.resolve(void sleeps.push(milliseconds)),
      };
      const never = new AbortController().signal;
      const remotes = openRemotes(
        { timeLimitSeconds: 30, folder: temporary, ...settings },
        {
          exec: (argv, options) => {
            argvs.push(argv);
            return systemExec(argv, options);
          },
          env,
          clock,
          log: { ...quietLog, info: (text) => void lines.push(text) },
          cancellation: () => never,
          random: () => 1,
          ...deps,
        },
      );
      return { remotes, sleeps, lines, argvs };
    },
    async close() {
      for (const server of servers.splice(0)) await server.close();
      await close();
    },
  };
}
