import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { Bucket, openAround, type PutConditions } from './contract-store.ts';
import { plainClientOf, refusal, STORES } from './stores.ts';

const HELLO_ETAG = '"5d41402abc4b2a76b9719d911017c592"';

for (const store of STORES) {
  const describeStore = store.available ? describe : describe.skip;
  describeStore(store.name, () => {
    const opened = openAround(store);
    const { put, get } = opened;
    const list = (Prefix: string, more = {}) =>
      opened.client.send(new ListObjectsV2Command({ Bucket, Prefix, ...more }));

    test('lists and finds buckets', async () => {
      const { Buckets } = await opened.client.send(new ListBucketsCommand({}));
      expect(Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
      await opened.client.send(new HeadBucketCommand({ Bucket }));
      expect(await refusal(opened.client.send(new HeadBucketCommand({ Bucket: 'absent' })))).toBe(
        'NotFound 404',
      );
    });

    test('keeps the bytes, the headers and the metadata of an object', async () => {
      const written = await put('meta/o', 'hello', {
        ContentType: 'application/json',
        CacheControl: 'no-cache',
        ContentDisposition: 'attachment',
        ContentEncoding: 'gzip',
        Metadata: { machine: 'rpi', other: 'x y' },
      });
      expect(written.ETag).toBe(HELLO_ETAG);
      const head = await opened.client.send(new HeadObjectCommand({ Bucket, Key: 'meta/o' }));
      expect(head).toMatchObject({
        ETag: HELLO_ETAG,
        ContentLength: 5,
        ContentType: 'application/json',
        CacheControl: 'no-cache',
        ContentDisposition: 'attachment',
        ContentEncoding: 'gzip',
        Metadata: { machine: 'rpi', other: 'x y' },
      });
      expect(Math.abs((head.LastModified?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
      expect(await get('meta/o')).toBe('hello');
    });

    test('takes an empty object, and a stream of a known length', async () => {
      await put('empty', Buffer.alloc(0), { ContentLength: 0 });
      expect(await get('empty')).toBe('');
      const body = randomBytes(200_000);
      await put('streamed', Readable.from([body.subarray(0, 70_000), body.subarray(70_000)]), {
        ContentLength: body.length,
      });
      const { Body } = await opened.client.send(new GetObjectCommand({ Bucket, Key: 'streamed' }));
      expect(body.equals(Buffer.from((await Body?.transformToByteArray()) ?? []))).toBe(true);
    });

    test.each([
      'a+b c/ü%',
      'x%2Fy',
      'tilde~(1)!*\'"&<>',
      'deep/er/and/../up',
      'ends/',
      '//twice//',
      '日本/\u{1f600}',
    ])('keeps the key %j', async (key) => {
      const Key = `odd/${key}`;
      await put(Key, key);
      expect(await get(Key)).toBe(key);
      expect((await list(Key)).Contents?.map((object) => object.Key)).toContain(Key);
    });

    test('keeps a key and the keys below it', async () => {
      for (const key of ['nest/a/b', 'nest/a', 'nest/a/b/c', 'nest/z', 'nest/z/y']) await put(key, key);
      const { Contents } = await list('nest/');
      expect(Contents?.map(({ Key }) => Key)).toEqual([
        'nest/a',
        'nest/a/b',
        'nest/a/b/c',
        'nest/z',
        'nest/z/y',
      ]);
      expect(await Promise.all(['nest/a', 'nest/a/b', 'nest/z/y'].map(get))).toEqual([
        'nest/a',
        'nest/a/b',
        'nest/z/y',
      ]);
      await opened.client.send(new DeleteObjectCommand({ Bucket, Key: 'nest/a' }));
      expect(await get('nest/a/b')).toBe('nest/a/b');
      expect(await refusal(get('nest/a'))).toBe('NoSuchKey 404');
    });

    test('says what is not there', async () => {
      expect(await refusal(get('absent'))).toBe('NoSuchKey 404');
      expect(await refusal(opened.client.send(new HeadObjectCommand({ Bucket, Key: 'absent' })))).toBe(
        'NotFound 404',
      );
      const nowhere = { Bucket: 'absent', Key: 'x' };
      expect(await refusal(opened.client.send(new GetObjectCommand(nowhere)))).toBe('NoSuchBucket 404');
      expect(await refusal(opened.client.send(new PutObjectCommand({ ...nowhere, Body: 'x' })))).toBe(
        'NoSuchBucket 404',
      );
      expect(await refusal(opened.client.send(new ListObjectsV2Command({ Bucket: 'absent' })))).toBe(
        'NoSuchBucket 404',
      );
    });

    test('refuses wrong keys', async () => {
      const wrong = { accessKeyId: opened.server.accessKeyId, secretAccessKey: 'wrong' };
      const denied = plainClientOf(opened.server, { credentials: wrong });
      const unknown = plainClientOf(opened.server, { credentials: { ...wrong, accessKeyId: 'unknown' } });
      const request = { Bucket, Key: 'denied', Body: 'x' };
      expect(await refusal(denied.send(new PutObjectCommand(request)))).toBe('SignatureDoesNotMatch 403');
      expect(await refusal(unknown.send(new PutObjectCommand(request)))).toBe('InvalidAccessKeyId 403');
      expect(await refusal(get('denied'))).toBe('NoSuchKey 404');
      const anonymous = await fetch(`${opened.server.endpoint}/${Bucket}/denied`, {
        method: 'PUT',
        body: 'x',
      });
      expect(anonymous.status).toBe(403);
    });

    test('refuses a body that does not match its Content-MD5', async () => {
      const ContentMD5 = Buffer.alloc(16).toString('base64');
      expect(await refusal(put('md5', 'hello', { ContentMD5 }))).toBe('BadDigest 400');
      expect(await refusal(get('md5'))).toBe('NoSuchKey 404');
      await put('md5', 'hello', { ContentMD5: 'XUFAKrxLKna5cZ2REBfFkg==' });
      expect(await get('md5')).toBe('hello');
    });

    test('lists by pages, prefix, delimiter and start', async () => {
      const keys = ['l/a', 'l/b/1', 'l/b/2', 'l/c', 'l/d/1', 'l/e'];
      for (const key of keys) await put(key, key);
      const pages: string[][] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await list('l/', { MaxKeys: 4, ContinuationToken });
        pages.push((page.Contents ?? []).map(({ Key }) => Key ?? ''));
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      expect(pages).toEqual([keys.slice(0, 4), keys.slice(4)]);

      const folders: string[] = [];
      do {
        const page = await list('l/', { Delimiter: '/', MaxKeys: 2, ContinuationToken });
        folders.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
        folders.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? ''));
        expect(page.KeyCount).toBeLessThanOrEqual(2);
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      expect(folders.sort()).toEqual(['l/a', 'l/b/', 'l/c', 'l/d/', 'l/e']);

      const late = await list('l/', { StartAfter: 'l/b/1' });
      expect(late.Contents?.map(({ Key }) => Key)).toEqual(['l/b/2', 'l/c', 'l/d/1', 'l/e']);
      const none = await list('l/nothing');
      expect(none).toMatchObject({ KeyCount: 0, IsTruncated: false });
    });

    test('lists size and ETag, and encodes names when asked to', async () => {
      await put('enc/a+b c', 'hello');
      const { Contents } = await list('enc/', { EncodingType: 'url' });
      expect(Contents).toHaveLength(1);
      // S3 keeps the slash, Ceph encodes it.
      const { Key, Size, ETag } = Contents?.[0] ?? {};
      expect([Key?.replace('%2F', '/'), Size, ETag]).toEqual(['enc/a%2Bb%20c', 5, HELLO_ETAG]);
    });

    test('serves ranges', async () => {
      await put('range', '0123456789');
      const ranged = async (Range: string) => {
        const answer = await opened.client.send(new GetObjectCommand({ Bucket, Key: 'range', Range }));
        return [await answer.Body?.transformToString(), answer.ContentRange];
      };
      expect(await ranged('bytes=2-4')).toEqual(['234', 'bytes 2-4/10']);
      expect(await ranged('bytes=7-')).toEqual(['789', 'bytes 7-9/10']);
      expect(await ranged('bytes=-3')).toEqual(['789', 'bytes 7-9/10']);
      expect(await ranged('bytes=8-100')).toEqual(['89', 'bytes 8-9/10']);
      expect(await refusal(ranged('bytes=10-'))).toBe('InvalidRange 416');
    });

    test('reads on conditions', async () => {
      await put('read', 'hello');
      const read = (condition: object) =>
        opened.client.send(new GetObjectCommand({ Bucket, Key: 'read', ...condition }));
      expect(await refusal(read({ IfNoneMatch: HELLO_ETAG }))).toMatch(/ 304$/);
      expect(await refusal(read({ IfMatch: '"0"' }))).toBe('PreconditionFailed 412');
      const { LastModified } = await opened.client.send(new HeadObjectCommand({ Bucket, Key: 'read' }));
      const before = new Date((LastModified?.getTime() ?? 0) - 2000);
      expect(await refusal(read({ IfModifiedSince: before }))).toBe('not refused');
      expect(await refusal(read({ IfUnmodifiedSince: new Date(0) }))).toBe('PreconditionFailed 412');
      expect((await read({ IfMatch: HELLO_ETAG })).ETag).toBe(HELLO_ETAG);
    });

    test('writes on conditions', async () => {
      await put('cond', 'one', { IfNoneMatch: '*' });
      expect(await refusal(put('cond', 'two', { IfNoneMatch: '*' }))).toBe('PreconditionFailed 412');
      expect(await get('cond')).toBe('one');
      const { ETag } = await opened.client.send(new HeadObjectCommand({ Bucket, Key: 'cond' }));
      await put('cond', 'three', { IfMatch: store.matching(ETag) });
      expect(await refusal(put('cond', 'four', { IfMatch: store.matching(ETag) }))).toBe(
        'PreconditionFailed 412',
      );
      expect(await get('cond')).toBe('three');
      // S3 says 404 here, Ceph 412.
      expect(await refusal(put('cond-absent', 'x', { IfMatch: store.matching(ETag) }))).toMatch(
        / (404|412)$/,
      );
      expect(await refusal(get('cond-absent'))).toBe('NoSuchKey 404');
    });

    test('lets one of many conditional writers win', async () => {
      const race = async (condition: PutConditions) => {
        const writers = Array.from({ length: 16 }, (_, index) => put('race', `writer ${index}`, condition));
        const results = await Promise.allSettled(writers);
        const winners = results.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []));
        expect(winners).toHaveLength(1);
        expect(await get('race')).toBe(`writer ${winners[0]}`);
      };
      await race({ IfNoneMatch: '*' });
      const { ETag } = await opened.client.send(new HeadObjectCommand({ Bucket, Key: 'race' }));
      await opened.client.send(
        new PutObjectCommand({ Bucket, Key: 'race', Body: 'start', IfMatch: store.matching(ETag) }),
      );
      const start = await opened.client.send(new HeadObjectCommand({ Bucket, Key: 'race' }));
      await race({ IfMatch: store.matching(start.ETag) });
    });

    test('copies an object with its metadata, or with other', async () => {
      await put('copy/from +ü', 'hello', { Metadata: { a: '1' }, ContentType: 'text/plain' });
      const copy = { Bucket, CopySource: `${Bucket}/${encodeURIComponent('copy/from +ü')}` };
      await opened.client.send(new CopyObjectCommand({ ...copy, Key: 'copy/same' }));
      const same = await opened.client.send(new HeadObjectCommand({ Bucket, Key: 'copy/same' }));
      expect(same).toMatchObject({ ETag: HELLO_ETAG, ContentType: 'text/plain', Metadata: { a: '1' } });
      await opened.client.send(
        new CopyObjectCommand({
          ...copy,
          Key: 'copy/new',
          MetadataDirective: 'REPLACE',
          Metadata: { b: '2' },
        }),
      );
      const fresh = await opened.client.send(new HeadObjectCommand({ Bucket, Key: 'copy/new' }));
      expect(fresh).toMatchObject({ ETag: HELLO_ETAG, Metadata: { b: '2' } });
      const absent = { Bucket, Key: 'copy/x', CopySource: `${Bucket}/absent` };
      expect(await refusal(opened.client.send(new CopyObjectCommand(absent)))).toBe('NoSuchKey 404');
    });

    test('deletes, also what is not there', async () => {
      await put('gone', 'x');
      await opened.client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
      await opened.client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
      expect(await refusal(get('gone'))).toBe('NoSuchKey 404');
    });
  });
}
