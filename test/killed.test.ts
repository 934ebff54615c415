import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ActionResult, runAction } from '@pv-actions/testkit/runner/action.ts';
import { cephExpected, startCeph } from '@pv-actions/testkit/s3/ceph.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import type { S3Server } from '@pv-actions/testkit/s3/server.ts';
import { stage } from '../actions/s3-release-publish/test/release.ts';

const KILLS = 50;
const SEED = 20260603;
const BUCKET = 'releases';
const PREFIX = 'meta-sample';
const INDEX = `${PREFIX}/releases.json`;
const MACHINE = 'rpi-scarthgap';
const FOREIGN = '"imported": {"100": [{"name": "old", "size": 1.0}]}';

const onCeph = cephExpected() ? test : test.skip;

let folder: string;
let ceph: S3Server;
let proxy: FaultProxy;
let client: S3Client;

beforeAll(async () => {
  if (!cephExpected()) return;
  folder = await mkdtemp(join(tmpdir(), 'pv-killed-'));
  ceph = await startCeph();
  proxy = await startFaultProxy(ceph.endpoint);
  const { endpoint, region, accessKeyId, secretAccessKey } = ceph;
  client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: INDEX, Body: `{${FOREIGN}}\n` }));
});
afterAll(async () => {
  await proxy?.close();
  await ceph?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Bytes that do not compress, so that the bundle takes several parts. */
function noise(seed: string, length: number): Buffer {
  return createHash('shake256', { outputLength: length }).update(seed).digest();
}

async function bytesOf(key: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

function publish(
  staged: string,
  tag: string,
  onSpawn?: (child: ChildProcess) => void,
): Promise<ActionResult> {
  return runAction({
    actionDir: resolve(import.meta.dirname, '../actions/s3-release-publish'),
    folder: join(folder, 'runner'),
    inputs: {
      'artifact-dir': staged,
      tag,
      bucket: BUCKET,
      prefix: PREFIX,
      endpoint: proxy.endpoint,
      'public-url': `${ceph.endpoint}/${BUCKET}/${PREFIX}`,
      'access-key-id': ceph.accessKeyId,
      'secret-access-key': ceph.secretAccessKey,
    },
    ...(onSpawn === undefined ? {} : { onSpawn }),
  });
}

type Part = { readonly url: string; readonly sha256: string };
type Device = { readonly name: string } & Readonly<Record<string, Part | string>>;

/** What of the index is wrong: entries of others that changed, and parts that are not there with their digest. */
async function problemsOfIndex(verified: Set<string>): Promise<{ tags: string[]; problems: string[] }> {
  const text = (await bytesOf(INDEX)).toString();
  const problems = text.includes(FOREIGN) ? [] : ['The entries of others changed.'];
  const stable: Record<string, { devices: Device[] }> = JSON.parse(text).stable ?? {};
  for (const [tag, { devices }] of Object.entries(stable)) {
    for (const device of devices) {
      const parts = Object.values(device).filter((part) => typeof part !== 'string');
      for (const { url, sha256 } of parts) {
        if (verified.has(`${url} ${sha256}`)) continue;
        const key = decodeURIComponent(url.slice(`${ceph.endpoint}/${BUCKET}/`.length));
        const found = createHash('sha256')
          .update(await bytesOf(key))
          .digest('hex');
        if (found === sha256) verified.add(`${url} ${sha256}`);
        else problems.push(`${tag}: ${url} has ${found} instead of ${sha256}.`);
      }
    }
  }
  return { tags: Object.keys(stable), problems };
}

onCeph(
  `${KILLS} publishers killed at random moments: the index names only objects that are there with their digest`,
  async () => {
    const staged = await stage(join(folder, 'staged'), MACHINE, [
      { kind: 'image', path: 'images/starter.wic', content: noise('image', 20 * 1024 * 1024) },
      { kind: 'pvrexport', path: 'pvrexports/app.pvrexport.tgz', content: noise('app', 300_000) },
      { kind: 'bsp', path: 'pvrexports/pantavisor-bsp.pvrexport.tgz', content: noise('bsp', 200_000) },
      { kind: 'sdk', path: 'sdk/panta-sdk.sh', content: noise('sdk', 100_000) },
    ]);
    expect((await publish(staged, '1')).exitCode).toBe(0);
    const requests = proxy.seen.length;
    const verified = new Set<string>();
    expect(await problemsOfIndex(verified)).toEqual({ tags: ['1'], problems: [] });

    const random = randomFrom(SEED);
    const killedAt = new Set<number>();
    for (let run = 2; run < KILLS + 2; run++) {
      const tag = String(run);
      const moment = 1 + Math.floor(random() * requests);
      const how = random();
      const bytes = Math.floor(random() * 2 ** 20);
      let child: ChildProcess | undefined;
      let count = 0;
      proxy.setRule((): Fault | undefined => {
        count += 1;
        if (count < moment) return undefined;
        if (count === moment) child?.kill('SIGKILL');
        if (how < 1 / 3) return { kind: 'reset' };
        return how < 2 / 3 ? { kind: 'cut-request', bytes } : { kind: 'lose-answer' };
      });
      const killed = await publish(staged, tag, (spawned) => {
        child = spawned;
      });
      proxy.setRule(() => undefined);
      if (killed.signal === 'SIGKILL') killedAt.add(moment);
      expect({ run, moment, problems: (await problemsOfIndex(verified)).problems }).toEqual({
        run,
        moment,
        problems: [],
      });

      const again = await publish(staged, tag);
      expect({
        run,
        moment,
        how,
        exitCode: again.exitCode,
        log: again.exitCode === 0 ? '' : again.log,
      }).toEqual({
        run,
        moment,
        how,
        exitCode: 0,
        log: '',
      });
      const { tags, problems } = await problemsOfIndex(verified);
      expect({ run, there: tags.includes(tag), problems }).toEqual({ run, there: true, problems: [] });
    }
    expect(killedAt.size).toBeGreaterThan(requests / 2);
  },
  900_000,
);
