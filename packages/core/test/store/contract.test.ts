import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { adding, holds, SERVERS, type Server, storeOn, textOf, unfinishedUploads } from './servers.ts';

const MIB = 1024 * 1024;

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
    const keys = Array.from({ length: 1005 }, (_, n) => `pages/${String(n).padStart(4, '0')}`);
    for (let from = 0; from < keys.length; from += 50) {
      await Promise.all(keys.slice(from, from + 50).map((key) => store.put(key, key)));
    }
    const listed = [];
    for await (const { key, size } of store.list('pages/')) listed.push([key, size]);
    expect(listed).toEqual(keys.map((key) => [key, 10]));
    for await (const { key } of store.list('pages/none')) throw new Error(key);
  }, 60_000);

  it.each([
    ['nothing', 0],
    ['less than a part', 1000],
    ['exactly a part', 8 * MIB],
    ['several parts', 20 * MIB + 1],
  ])('uploads a stream of %s', async (_title, size) => {
    const store = storeOn(server);
    const content = Buffer.alloc(size, 'layer');
    const result = await store.upload('meta/stream', Readable.from(pieces(content)), {
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
    ['after some parts', 18 * MIB],
  ])('leaves nothing of a source that fails %s', async (_title, size) => {
    const store = storeOn(server);
    async function* failing() {
      yield* pieces(Buffer.alloc(size));
      throw new Error('the disk is gone');
    }
    await expect(store.upload('meta/failed', Readable.from(failing()))).rejects.toThrow('the disk is gone');
    expect(await store.head('meta/failed')).toBeUndefined();
    expect(await unfinishedUploads(server)).toEqual([]);
  });

  it('leaves nothing of an upload that is given up', async () => {
    const store = storeOn(server);
    const control = new AbortController();
    async function* endless() {
      for (let read = 0; ; read += 1) {
        // More than all buffers together hold, so that parts of it were taken.
        if (read === 6 * 8) control.abort(new Error('cancelled'));
        yield Buffer.alloc(MIB);
      }
    }
    const { signal } = control;
    const upload = store.upload('meta/given-up', Readable.from(endless()), { signal });
    await expect(upload).rejects.toThrow('cancelled');
    expect(await store.head('meta/given-up')).toBeUndefined();
    expect(await unfinishedUploads(server)).toEqual([]);
  });

  it('makes, changes and leaves alone a text', async () => {
    const store = storeOn(server);
    const key = 'meta/one.json';
    expect(await store.update(key, adding('a'))).toEqual({ changed: true, text: '{"a":true}\n' });
    expect(await store.update(key, adding('b'))).toEqual({ changed: true, text: '{"a":true,"b":true}\n' });
    const before = await store.head(key);
    expect(await store.update(key, adding('b'))).toEqual({ changed: false, text: '{"a":true,"b":true}\n' });
    expect(await storeOn(server).head(key)).toEqual(before);
    const left = [];
    for await (const object of store.list('meta/.pv-actions/')) left.push(object.key);
    expect(left).toEqual([]);
  });

  it('keeps the entries of 64 writers, each with a store of its own', async () => {
    const names = Array.from({ length: 64 }, (_, n) => `machine-${n}`);
    const key = 'meta/crowd.json';
    await Promise.all(
      names.map((name) => storeOn(server, {}, { clock: systemClock }).update(key, adding(name))),
    );
    const written = Object.keys(JSON.parse((await textOf(storeOn(server), key)) ?? ''));
    expect(written.sort()).toEqual([...names].sort());
  }, 120_000);

  it('keeps the entries of 64 writers with one store', async () => {
    const store = storeOn(server);
    const names = Array.from({ length: 64 }, (_, n) => `machine-${n}`);
    const results = await Promise.all(names.map((name) => store.update('meta/queue.json', adding(name))));
    expect(results.every(({ changed }) => changed)).toBe(true);
    const written = Object.keys(JSON.parse((await textOf(store, 'meta/queue.json')) ?? ''));
    expect(written.sort()).toEqual([...names].sort());
  });
});

function* pieces(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length; at += 300_000) yield content.subarray(at, at + 300_000);
}
