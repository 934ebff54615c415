import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, watch, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import type { S3Server } from '@pv-actions/testkit/s3/server.ts';
import { Bucket, cleanups, folder, get, put, start } from './harness.ts';
import { plainClientOf, refusal } from './stores.ts';

const MIB = 1024 * 1024;
const ROUNDS = process.env['PV_TEST_LONG'] === 'true' ? 8 : 3;
const HELLO_ETAG = '"5d41402abc4b2a76b9719d911017c592"';

describe('the folder', () => {
  test('holds plain files that other programs read', async () => {
    const { server, client } = await start();
    const body = randomBytes(100_000);
    await put(client, 'tag/machine/a+b c/ü%.img', body);
    const file = join(server.dir, Bucket, 'tag/machine/a+b c/ü%.img');
    const line = execFileSync('sha256sum', ['-b', file], { encoding: 'utf8' });
    expect(line.slice(0, 64)).toBe(createHash('sha256').update(body).digest('hex'));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'tag/machine/a+b c/ü%.img' }));
    expect(await readdir(join(server.dir, Bucket))).toEqual([]);
  });

  test('never writes outside of itself, whatever the key', async () => {
    const outer = await folder();
    const { client } = await start({ dir: join(outer, 'a', 'b') });
    const keys = [
      '../up',
      '../../up',
      'x/../../../up',
      '.',
      '..',
      '/up',
      './x',
      `${'s'.repeat(256)}/x`,
      'k'.repeat(1024),
    ];
    // The SDK resolves no dots in paths, and neither does anything between it and the server.
    for (const key of keys) {
      await put(client, key, key);
      expect(await get(client, key)).toBe(key);
    }
    expect(await readdir(outer)).toEqual(['a']);
    expect(await readdir(join(outer, 'a'))).toEqual(['b']);
    expect((await readdir(join(outer, 'a', 'b'))).sort()).toEqual(['.s3', Bucket]);
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key).sort()).toEqual([...keys].sort());
    expect(await refusal(put(client, 'k'.repeat(1025), ''))).toBe('KeyTooLongError 400');
  });

  test('serves files that were put there, changed or removed by hand', async () => {
    const { server, client } = await start();
    const file = join(server.dir, Bucket, 'by/hand');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'hello');
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'by/hand' }));
    expect(head).toMatchObject({ ETag: HELLO_ETAG, ContentLength: 5 });
    await writeFile(file, 'changed');
    expect(await get(client, 'by/hand')).toBe('changed');
    await rm(file);
    expect(await refusal(get(client, 'by/hand'))).toBe('NoSuchKey 404');
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });

  test('is found again by the next server, uploads included', async () => {
    const dir = await folder();
    const first = await start({ dir });
    await put(first.client, 'plain', 'hello', { Metadata: { a: 'b' }, ContentType: 'text/plain' });
    await put(first.client, 'plain/below', 'odd', { Metadata: { c: 'd' } });
    const { UploadId } = await first.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'multi' }));
    const part = { Bucket, Key: 'multi', UploadId, PartNumber: 1, Body: 'part' };
    const { ETag, ChecksumCRC32 } = await first.client.send(new UploadPartCommand(part));
    await first.server.close();

    const { client } = await start({ dir });
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'plain' }));
    expect(head).toMatchObject({ ETag: HELLO_ETAG, ContentType: 'text/plain', Metadata: { a: 'b' } });
    const below = await client.send(new HeadObjectCommand({ Bucket, Key: 'plain/below' }));
    expect(below.Metadata).toEqual({ c: 'd' });
    const Parts = [{ PartNumber: 1, ETag, ChecksumCRC32 }];
    const ids = { Bucket, Key: 'multi', UploadId };
    await client.send(new CompleteMultipartUploadCommand({ ...ids, MultipartUpload: { Parts } }));
    expect(await get(client, 'multi')).toBe('part');
  });
});

describe('atomic replacement', () => {
  test('shows readers the old object or the new one, with its own headers', async () => {
    const { client } = await start();
    const write = (index: number) => {
      const body = Buffer.alloc(20_000 + 5000 * (index % 7), index);
      return put(client, 'o', body, { Metadata: { md5: createHash('md5').update(body).digest('hex') } });
    };
    await write(0);
    let writing = true;
    const readers = Array.from({ length: 4 }, async () => {
      let reads = 0;
      for (; writing; reads++) {
        const { Body, Metadata, ETag } = await client.send(new GetObjectCommand({ Bucket, Key: 'o' }));
        const md5 = createHash('md5')
          .update((await Body?.transformToByteArray()) ?? '')
          .digest('hex');
        expect([ETag, Metadata]).toEqual([`"${md5}"`, { md5 }]);
      }
      return reads;
    });
    for (let index = 1; index <= 60; index++) await write(index);
    writing = false;
    for (const reads of await Promise.all(readers)) expect(reads).toBeGreaterThan(5);
  });

  test('leaves nothing of a body that breaks off', async () => {
    const { server, client } = await start();
    await put(client, 'o', 'old');
    const body = new Readable({ read: () => undefined });
    const input = { Bucket, Key: 'o', Body: body, ContentLength: 2 * MIB };
    const half = watch(join(server.dir, '.s3/tmp'))[Symbol.asyncIterator]();
    const seen = half.next();
    const abort = new AbortController();
    const written = plainClientOf(server).send(new PutObjectCommand(input), { abortSignal: abort.signal });
    const broken = expect(written).rejects.toThrow('aborted');
    body.push(Buffer.alloc(MIB));
    await seen;
    abort.abort();
    await broken;
    await half.return?.();
    await server.close();
    expect(await readdir(join(server.dir, '.s3/tmp'))).toEqual([]);
    expect(await readFile(join(server.dir, Bucket, 'o'), 'utf8')).toBe('old');
  });

  test('survives kill -9 in the middle of a PUT', async () => {
    const dir = await folder();
    const child = await startChild(dir);
    const client = plainClientOf(child);
    cleanups.push(() => client.destroy());
    await put(client, 'o', 'old', { Metadata: { version: 'old' } });
    const temporary = join(dir, '.s3/tmp');
    const half = watch(temporary)[Symbol.asyncIterator]();
    const seen = half.next();
    const body = new Readable({ read: () => undefined });
    const input = { Bucket, Key: 'o', Body: body, ContentLength: 2 * MIB };
    const written = client.send(new PutObjectCommand(input));
    const broken = expect(written).rejects.toThrow();
    body.push(Buffer.alloc(MIB, 1));
    await seen;
    expect(await readdir(temporary)).toHaveLength(1);
    await child.kill();
    body.destroy();
    await broken;
    await half.return?.();

    const next = await start({ dir });
    expect(await readdir(temporary)).toEqual([]);
    const head = await next.client.send(new HeadObjectCommand({ Bucket, Key: 'o' }));
    expect(head).toMatchObject({ ContentLength: 3, Metadata: { version: 'old' } });
    expect(await get(next.client, 'o')).toBe('old');
  });

  test('survives kill -9 at any moment with whole objects and their headers', async () => {
    const dir = await folder();
    for (let round = 0; round < ROUNDS; round++) {
      const child = await startChild(dir);
      const client = plainClientOf(child);
      let writes = 0;
      const writer = (async () => {
        for (;;) {
          const body = Buffer.alloc(1000 + 100 * (writes % 50), `${round} ${writes}`);
          const sha256 = createHash('sha256').update(body).digest('hex');
          await put(client, writes % 2 === 0 ? 'even' : 'odd/name/', body, { Metadata: { sha256 } });
          writes++;
        }
      })();
      const stopped = expect(writer).rejects.toThrow();
      // A different stretch of the write each round, without a clock.
      while (writes < 3 + round) await turn();
      for (let index = 0; index < round * (320 / ROUNDS); index++) await turn();
      await child.kill();
      await stopped;
      client.destroy();

      const next = await start({ dir });
      const { Contents } = await next.client.send(new ListObjectsV2Command({ Bucket }));
      expect(Contents?.map(({ Key }) => Key)).toEqual(['even', 'odd/name/']);
      for (const Key of ['even', 'odd/name/']) {
        const { Body, Metadata } = await next.client.send(new GetObjectCommand({ Bucket, Key }));
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
        expect(Metadata).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex') });
      }
      expect(await readdir(join(dir, '.s3/meta', Bucket))).toHaveLength(2);
      await next.server.close();
    }
  });
});

const SERVER = new URL('../../src/s3/server.ts', import.meta.url).href;

/** A server in a process of its own, to be killed. */
async function startChild(dir: string): Promise<S3Server & { kill(): Promise<void> }> {
  const source = `
    import { startS3 } from ${JSON.stringify(SERVER)};
    const server = await startS3({ dir: ${JSON.stringify(dir)}, buckets: [${JSON.stringify(Bucket)}] });
    console.log(server.endpoint);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  cleanups.push(kill);
  const [endpoint] = (await once(createInterface(child.stdout), 'line')) as [string];
  const keys = { accessKeyId: 'local', secretAccessKey: 'local-secret', region: 'us-east-1' };
  return { endpoint, dir, ...keys, close: kill, kill };
}
