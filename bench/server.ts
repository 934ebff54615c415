import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import type { StoreSettings } from '@pv-actions/core/store/settings.ts';
import { openStore } from '@pv-actions/core/store/store.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import { openBucket } from '@pv-actions/testkit/s3/bucket.ts';
import { cephAvailable, startCeph } from '@pv-actions/testkit/s3/ceph.ts';
import type { S3Server } from '@pv-actions/testkit/s3/server.ts';
import { baseEnvironment, timed } from './processes.ts';

const BUCKET = 'pv-bench';
const PREFIX = 'meta-bench';

/** Of `getconf CLK_TCK`: the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** An S3 server in processes of its own, with the bucket made. */
export interface BenchServer {
  /** As the tables call it. */
  readonly name: string;
  readonly settings: StoreSettings;
  /** CPU seconds that its processes took until now. */
  cpu(): Promise<number>;
  close(): Promise<void>;
}

/** The kinds of servers that can be started here, at most `most` of them. The real one comes first, and is left out first. */
export function serverKinds(most = 2): ('ceph' | 'embedded')[] {
  const kinds: ('ceph' | 'embedded')[] = cephAvailable() ? ['ceph', 'embedded'] : ['embedded'];
  return kinds.slice(-most);
}

/** Starts a server: Ceph's object gateway, or the embedded one over `<folder>`. */
export async function startServer(kind: 'ceph' | 'embedded', folder: string): Promise<BenchServer> {
  const started = kind === 'ceph' ? await startCephServer() : await startEmbeddedServer(folder);
  const { server, pids, close } = started;
  const { endpoint, region, accessKeyId, secretAccessKey } = server;
  const credentials = { accessKeyId, secretAccessKey };
  try {
    (await openBucket(server, BUCKET)).close();
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return {
    name: kind === 'ceph' ? 'Ceph' : 'the embedded S3',
    settings: {
      bucket: BUCKET,
      prefix: PREFIX,
      region,
      endpoint,
      forcePathStyle: true,
      credentials,
      publicUrl: `${endpoint}/${BUCKET}/${PREFIX}`,
      runId: '1',
      unconditionalIndex: false,
    },
    cpu: () => cpuOf(pids),
    close,
  };
}

/** The inputs of a stage that publishes on `server`. */
export function storeInputs({ settings }: BenchServer): Record<string, string> {
  return {
    bucket: settings.bucket,
    prefix: settings.prefix,
    endpoint: settings.endpoint ?? '',
    'access-key-id': settings.credentials?.accessKeyId ?? '',
    'secret-access-key': settings.credentials?.secretAccessKey ?? '',
  };
}

/** A store as a stage opens it. */
export function benchStore(settings: StoreSettings): Store {
  return openStore(settings, { clock: systemClock, log: quietLog });
}

/** Seconds that a part of publishing takes in a process of its own: alone.ts, with its arguments. */
export async function timeAlone(
  { settings }: Pick<BenchServer, 'settings'>,
  args: readonly string[],
  folder: string,
): Promise<number> {
  const script = join(import.meta.dirname, 'alone.ts');
  const env = { ...baseEnvironment(), PV_BENCH_STORE: JSON.stringify(settings) };
  const output = join(folder, 'alone');
  await timed([process.execPath, script, ...args], { cwd: folder, env, output });
  return Number(await readFile(output, 'utf8'));
}

interface Started {
  readonly server: Pick<S3Server, 'endpoint' | 'region' | 'accessKeyId' | 'secretAccessKey'>;
  readonly pids: readonly number[];
  close(): Promise<void>;
}

async function startCephServer(): Promise<Started> {
  const server = await startCeph();
  const run = join(server.dir, 'run');
  const files = (await readdir(run)).filter((name) => name.endsWith('.pid'));
  const pids = await Promise.all(files.map(async (name) => Number(await readFile(join(run, name), 'utf8'))));
  return { server, pids, close: () => server.close() };
}

async function startEmbeddedServer(folder: string): Promise<Started> {
  const script = join(import.meta.dirname, 'embedded-s3.ts');
  const child = spawn(process.execPath, [script, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The embedded S3 ended with ${code}.`);
    }),
  ]);
  return {
    server: JSON.parse(String(line)) as Started['server'],
    pids: [child.pid ?? 0],
    close: () => endOf(child),
  };
}

async function endOf(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.stdin?.end();
  await ended;
}

/** User and system time: fields 14 and 15 of proc(5)'s stat. The name in field 2 may hold blanks. */
async function cpuOf(pids: readonly number[]): Promise<number> {
  const ticks = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(fields[11]) + Number(fields[12]);
    }),
  );
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
}
