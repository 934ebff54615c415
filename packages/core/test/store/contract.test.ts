import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { NETWORK_LIMITS } from '@pv-actions/core/action/limits.ts';
import { listObjects } from '@pv-actions/core/store/objects.ts';
import {
  adding,
  BUCKET,
  holds,
  rawClient,
  SERVERS,
  type Server,
  storeOn,
  textOf,
  unfinishedUploads,
} from './servers.ts';

const MIB = 1024 * 1024;
const WRITERS = Array.from(
  { length: process.env['PV_TEST_LONG'] === 'true' ? 64 : 16 },
  (_, n) => `machine-${n}`,
).sort();
const inParts = { partSize: 5 * MIB };

describe.each(SERVERS)('The store on $name', ({ start, available }) => {
  const it = available ? test : test.skip;
  let server: Server;
  beforeAll(async () => {
    if (available) server = await start();
  }, 120_000);
  afterAll(() => server?.close(), 60_000);

  it('puts, shows, reads and removes an object', async () => {
    const store = storeOn(server);
    const key = 'meta/029/a b+c&ü.json';
    await store.put(key, '{"ü":1}\n', {
      contentType: 'application/json',
      cacheControl: 'no-cache',
      metadata: { sha256: 'abc', 'content-id': 'x y' },
    });
    const etag = createHash('md5').update('{"ü":1}\n').digest('hex');
    expect(await store.head(key)).toEqual({
      key,
      size: 9,
      etag,
      modified: expect.any(Date),
      metadata: { sha256: 'abc', 'content-id': 'x y' },
    });
    expect(await store.text(key)).toBe('{"ü":1}\n');
    expect(await holds(store, key, Buffer.from('{"ü":1}\n'))).toBe(true);
    await store.remove(key);
    await store.remove(key);
    expect(await store.head(key)).toBeUndefined();
    expect(await store.text(key)).toBeUndefined();
    expect(await store.digest(key)).toBeUndefined();
  });

  it('lists every page', async () => {
    const store = storeOn(server);
    const keys = Array.from({ length: 5 }, (_, n) => `pages/${n}`);
    for (const key of keys) await store.put(key, key);
    const client = rawClient(server);
    client.middlewareStack.add((next) => (args) => next({ ...args, input: { ...args.input, MaxKeys: 2 } }), {
      step: 'initialize',
    });
    const objects = { client, bucket: BUCKET, limits: NETWORK_LIMITS, again: async () => false };
    const pages = listObjects(objects, 'pages/');
    for (const list of [store.list('pages/'), pages]) {
      const listed = [];
      for await (const { key, size } of list) listed.push([key, size]);
      expect(listed).toEqual(keys.map((key) => [key, 7]));
    }
    for await (const { key } of store.list('pages/none')) throw new Error(key);
  });

  it.each([
    ['nothing', 0],
    ['less than a part', 1000],
    ['exactly a part', 5 * MIB],
    ['several parts', 10 * MIB + 1],
  ])('uploads a stream of %s', async (_title, size) => {
    const store = storeOn(server);
    const content = Buffer.alloc(size, 'layer');
    const result = await store.upload('meta/stream', Readable.from(pieces(content)), {
      ...inParts,
      metadata: { 'content-id': 'c' },
      contentType: 'application/gzip',
    });
    const there = await store.head('meta/stream');
    expect(result).toEqual({
      size,
      etag: there?.etag,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    expect(there).toMatchObject({ size, metadata: { 'content-id': 'c' } });
    expect(await holds(store, 'meta/stream', content)).toBe(true);
    expect(await unfinishedUploads(server)).toEqual([]);
  });

  it.each([
    ['before its first byte', 0],
    ['in its first part', 1 * MIB],
    ['after some parts', 11 * MIB],
  ])('leaves nothing of a source that fails %s', async (_title, size) => {
    const store = storeOn(server);
    async function* failing() {
      yield* pieces(Buffer.alloc(size));
      throw new Error('the disk is gone');
    }
    await expect(store.upload('meta/failed', Readable.from(failing()), inParts)).rejects.toThrow(
      'the disk is gone',
    );
    expect(await store.head('meta/failed')).toBeUndefined();
    expect(await unfinishedUploads(server)).toEqual([]);
  });

  it('leaves nothing of an upload that is given up', async () => {
    const store = storeOn(server);
    const control = new AbortController();
    async function* endless() {
      for (let read = 0; ; read += 1) {
        // More than all buffers together hold, so that parts of it were taken.
        if (read === 6 * 5) control.abort(new Error('cancelled'));
        yield Buffer.alloc(MIB);
      }
    }
    const { signal } = control;
    const upload = store.upload('meta/given-up', Readable.from(endless()), { ...inParts, signal });
    await expect(upload).rejects.toThrow('cancelled');
    expect(await store.head('meta/given-up')).toBeUndefined();
    expect(await unfinishedUploads(server)).toEqual([]);
  });

  it('makes, changes and leaves alone a text', async () => {
    const store = storeOn(server);
    const key = 'meta/one.json';
    expect(await store.update(key, adding('a'))).toMatchObject({ changed: true, text: '{"a":true}\n' });
    expect(await store.update(key, adding('b'))).toMatchObject({
      changed: true,
      text: '{"a":true,"b":true}\n',
    });
    const before = await store.head(key);
    expect(await store.update(key, adding('b'))).toMatchObject({
      changed: false,
      text: '{"a":true,"b":true}\n',
    });
    expect(await storeOn(server).head(key)).toEqual(before);
    const left = [];
    for await (const object of store.list('meta/.pv-actions/')) left.push(object.key);
    expect(left).toEqual([]);
  });

  it('keeps the entries of many writers, each with a store of its own', async () => {
    const key = 'meta/crowd.json';
    await Promise.all(
      WRITERS.map((name) => storeOn(server, {}, { clock: systemClock }).update(key, adding(name))),
    );
    const written = Object.keys(JSON.parse((await textOf(storeOn(server), key)) ?? ''));
    expect(written.sort()).toEqual(WRITERS);
  }, 120_000);

  it('keeps the entries of many writers with one store', async () => {
    const store = storeOn(server);
    const results = await Promise.all(WRITERS.map((name) => store.update('meta/queue.json', adding(name))));
    expect(results.every(({ changed }) => changed)).toBe(true);
    const written = Object.keys(JSON.parse((await textOf(store, 'meta/queue.json')) ?? ''));
    expect(written.sort()).toEqual(WRITERS);
  });
});

function* pieces(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length; at += 300_000) yield content.subarray(at, at + 300_000);
}
