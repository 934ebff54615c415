import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { type ChecksumAlgorithm, startChecksum } from '@pv-actions/testkit/s3/checksums.ts';
import { startS3 } from '@pv-actions/testkit/s3/server.ts';
import { Bucket, folder, get, put, start } from './harness.ts';
import { clientOf, plainClientOf, refusal } from './stores.ts';

const MIB = 1024 * 1024;
const HELLO_ETAG = '"5d41402abc4b2a76b9719d911017c592"';

describe('checksums', () => {
  // The check values of the CRC catalogue (https://reveng.sourceforge.io/crc-catalogue/) for "123456789".
  test.each<[ChecksumAlgorithm, string]>([
    ['crc32', 'cbf43926'],
    ['crc32c', 'e3069283'],
    ['crc64nvme', 'ae8b14860a799888'],
    ['sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['sha256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ])('%s has the published value, whole and in pieces', (algorithm, expected) => {
    for (const pieces of [['123456789'], ['1', '2345', '', '6789']]) {
      const checksum = startChecksum(algorithm);
      for (const piece of pieces) checksum.update(Buffer.from(piece));
      expect(checksum.digest().toString('hex')).toBe(expected);
    }
  });

  test('are checked where they are sent, kept, and given back', async () => {
    const { client } = await start();
    const sums = {
      ChecksumCRC32: 'y/Q5Jg==',
      ChecksumCRC32C: '4waSgw==',
      ChecksumCRC64NVME: 'rosUhgp5mIg=',
      ChecksumSHA1: '98O8HYCOBHMq32eZZczDTKeuNEE=',
      ChecksumSHA256: 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=',
    };
    for (const [name, value] of Object.entries(sums)) {
      const wrong = Buffer.alloc(Buffer.from(value, 'base64').length).toString('base64');
      expect(await refusal(put(client, name, '123456789', { [name]: wrong }))).toBe('BadDigest 400');
      expect(await refusal(get(client, name))).toBe('NoSuchKey 404');
      await put(client, name, '123456789', { [name]: value });
      const head = await client.send(new HeadObjectCommand({ Bucket, Key: name, ChecksumMode: 'ENABLED' }));
      expect(head).toMatchObject({ [name]: value, ChecksumType: 'FULL_OBJECT' });
    }
  });

  test("of the SDK's default are taken in trailers and with parts", async () => {
    const { client } = await start();
    const Body = Readable.from([Buffer.alloc(100_000, 'x')]);
    const put = new PutObjectCommand({ Bucket, Key: 'trailer', Body, ContentLength: 100_000 });
    expect((await client.send(put)).ChecksumCRC32).toMatch(/^.{6}==$/);
    expect(await get(client, 'trailer')).toBe('x'.repeat(100_000));
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({ Bucket, Key: 'parts', ChecksumAlgorithm: 'CRC32' }),
    );
    const ids = { Bucket, Key: 'parts', UploadId };
    const Parts: CompletedPart[] = [];
    for (const [PartNumber, Body] of [
      [1, Buffer.alloc(5 * MIB, 1)],
      [2, Buffer.alloc(3 * MIB, 2)],
    ] as const) {
      const { ETag, ChecksumCRC32 } = await client.send(new UploadPartCommand({ ...ids, PartNumber, Body }));
      Parts.push({ PartNumber, ETag, ChecksumCRC32 });
    }
    const complete = (listed: CompletedPart[]) =>
      client.send(new CompleteMultipartUploadCommand({ ...ids, MultipartUpload: { Parts: listed } }));
    const bare = Parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
    expect(await refusal(complete(bare))).toBe('InvalidRequest 400');
    await complete(Parts);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'parts', ChecksumMode: 'ENABLED' }));
    expect(head.ChecksumCRC32).toMatch(/-2$/);
    expect(head.ChecksumType).toBe('COMPOSITE');
  });

  test('of a whole upload are computed over all of its parts', async () => {
    const { client } = await start();
    const more = { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'FULL_OBJECT' } as const;
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'm', ...more }));
    const ids = { Bucket, Key: 'm', UploadId };
    const part = { ...ids, PartNumber: 3, Body: '123456789', ChecksumAlgorithm: 'CRC64NVME' } as const;
    const { ETag } = await client.send(new UploadPartCommand(part));
    const MultipartUpload = { Parts: [{ PartNumber: 3, ETag }] };
    const done = await client.send(new CompleteMultipartUploadCommand({ ...ids, MultipartUpload }));
    expect(done.ChecksumCRC64NVME).toBe('rosUhgp5mIg=');
  });
});

describe('requests', () => {
  test('completes an upload on a condition, and keeps it where that fails', async () => {
    const { client } = await start();
    await put(client, 'm', 'first');
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'm' }));
    const ids = { Bucket, Key: 'm', UploadId };
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for (const [PartNumber, Body] of [
      [1, Buffer.alloc(5 * MIB)],
      [2, 'b'],
    ] as const) {
      const { ETag } = await client.send(new UploadPartCommand({ ...ids, PartNumber, Body }));
      Parts.push({ PartNumber, ETag });
    }
    const complete = (more: object, parts = Parts) =>
      refusal(
        client.send(
          new CompleteMultipartUploadCommand({ ...ids, MultipartUpload: { Parts: parts }, ...more }),
        ),
      );
    expect(await complete({}, [...Parts].reverse())).toBe('InvalidPartOrder 400');
    expect(await complete({ IfNoneMatch: '*' })).toBe('PreconditionFailed 412');
    expect(await complete({ IfMatch: HELLO_ETAG })).toBe('PreconditionFailed 412');
    expect(await get(client, 'm')).toBe('first');
    const { ETag } = await client.send(new HeadObjectCommand({ Bucket, Key: 'm' }));
    expect(await complete({ IfMatch: ETag })).toBe('not refused');
    expect(await complete({})).toBe('NoSuchUpload 404');
  });

  test('refuses a chunked body that is shorter or longer than it says', async () => {
    for (const stated of ['99999', '100001']) {
      const { client } = await start();
      client.middlewareStack.add(
        (next) => (args) => {
          const { headers } = args.request as { headers: Record<string, string> };
          expect(headers['x-amz-decoded-content-length']).toBe('100000');
          headers['x-amz-decoded-content-length'] = stated;
          return next(args);
        },
        { step: 'build', priority: 'low' },
      );
      const Body = Readable.from([Buffer.alloc(100_000)]);
      const put = new PutObjectCommand({ Bucket, Key: 'o', Body, ContentLength: 100_000 });
      expect(await refusal(client.send(put))).toBe('IncompleteBody 400');
    }
  });

  test('deletes many at once, and says which', async () => {
    const { client } = await start();
    for (const key of ['a', 'b&<', 'keep']) await put(client, key, key);
    const Objects = [{ Key: 'a' }, { Key: 'b&<' }, { Key: 'absent' }];
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect([Deleted, Errors]).toEqual([Objects, undefined]);
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['keep']);
  });

  test('refuses what it does not do, and never ignores it', async () => {
    const { client } = await start();
    await put(client, 'o', 'x');
    const tags = client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'o' }));
    expect(await refusal(tags)).toBe('NotImplemented 501');
    const owned = client.send(new CreateBucketCommand({ Bucket: 'other', ACL: 'public-read' }));
    expect(await refusal(owned)).toBe('NotImplemented 501');
    expect(await refusal(put(client, 'o', 'y', { ServerSideEncryption: 'AES256' }))).toBe(
      'NotImplemented 501',
    );
    expect(await refusal(put(client, 'o', 'y', { IfNoneMatch: HELLO_ETAG }))).toBe('NotImplemented 501');
    expect(await get(client, 'o')).toBe('x');
  });

  test('reads without a signature, where that is not forbidden', async () => {
    const seen: string[] = [];
    const open = await start({
      onRequest: ({ method, bucket, key }) => seen.push(`${method} ${bucket} ${key}`),
    });
    await put(open.client, 'a+b', 'hello');
    const url = `${open.server.endpoint}/${Bucket}`;
    expect(await (await fetch(`${url}/a%2Bb`)).text()).toBe('hello');
    // As S3 does, it reads a bare plus as a blank.
    expect((await fetch(`${url}/a+b`)).status).toBe(404);
    expect(await (await fetch(url)).text()).toContain('<Code>NotImplemented</Code>');
    expect((await fetch(`${url}?list-type=2`)).status).toBe(403);
    expect((await fetch(`${url}/a%2Bb`, { method: 'DELETE' })).status).toBe(403);
    expect((await fetch(`${url}/%ff`)).status).toBe(400);
    expect(seen.slice(0, 2)).toEqual([`PUT ${Bucket} a+b`, `GET ${Bucket} a+b`]);
    const closed = await start({ anonymousRead: false });
    await put(closed.client, 'x', 'hello');
    const denied = await fetch(`${closed.server.endpoint}/${Bucket}/x`);
    expect([denied.status, denied.headers.get('content-type')]).toEqual([403, 'application/xml']);
    expect(await denied.text()).toMatch(
      /<Error><Code>AccessDenied<\/Code>.*<Resource>\/bucket\/x<\/Resource>/,
    );
  });

  test('wants the session token that it was started with, and no other', async () => {
    const { server } = await start({ sessionToken: 'token' });
    const keys = { accessKeyId: 'local', secretAccessKey: 'local-secret' };
    const as = (credentials: typeof keys & { sessionToken?: string }) =>
      refusal(put(clientOf(server, { credentials }), 'o', 'x'));
    expect(await as(keys)).toBe('InvalidToken 400');
    expect(await as({ ...keys, sessionToken: 'other' })).toBe('InvalidToken 400');
    expect(await as({ ...keys, sessionToken: 'token' })).toBe('not refused');
    const plain = await start();
    const stray = clientOf(plain.server, { credentials: { ...keys, sessionToken: 'token' } });
    expect(await refusal(put(stray, 'o', 'x'))).toBe('InvalidToken 400');
  });

  test('rejects where its port is taken', async () => {
    const { server } = await start();
    const port = Number(new URL(server.endpoint).port);
    await expect(startS3({ dir: await folder(), port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('quirks', () => {
  test('ignoreConditions writes whatever the condition says', async () => {
    const { client } = await start({ quirks: { ignoreConditions: true } });
    await put(client, 'o', 'one', { IfNoneMatch: '*' });
    await put(client, 'o', 'two', { IfNoneMatch: '*' });
    await put(client, 'o', 'three', { IfMatch: '"0"' });
    expect(await get(client, 'o')).toBe('three');
  });

  test('bareEtags never matches a quoted ETag on a write', async () => {
    const { client } = await start({ quirks: { bareEtags: true } });
    await put(client, 'o', 'hello');
    expect(await refusal(put(client, 'o', 'x', { IfMatch: HELLO_ETAG }))).toBe('PreconditionFailed 412');
    await put(client, 'o', 'x', { IfMatch: HELLO_ETAG.replaceAll('"', '') });
    expect(await get(client, 'o')).toBe('x');
  });

  test("refuseChecksums refuses the SDK's default", async () => {
    const { server, client } = await start({ quirks: { refuseChecksums: true } });
    expect(await refusal(put(client, 'o', 'x'))).toBe('NotImplemented 501');
    const create = client.send(
      new CreateMultipartUploadCommand({ Bucket, Key: 'o', ChecksumAlgorithm: 'CRC32' }),
    );
    expect(await refusal(create)).toBe('NotImplemented 501');
    await put(plainClientOf(server), 'o', 'x');
    expect(await get(client, 'o')).toBe('x');
    expect(existsSync(join(server.dir, Bucket, 'o'))).toBe(true);
  });
});
