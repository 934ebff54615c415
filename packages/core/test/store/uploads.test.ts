import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ObjectExists, UploadAborted } from '@pv-actions/core/store/types.ts';
import { attributesOf, holds, SERVERS, type Server, storeOn, textOf, unfinishedUploads } from './servers.ts';

const MIB = 1024 * 1024;
const inParts = { partSize: 5 * MIB };

describe.each(SERVERS)('Uploads to $name', ({ name, start, available }) => {
  const it = available ? test : test.skip;
  let server: Server;
  beforeAll(async () => {
    if (available) server = await start();
  }, 120_000);
  afterAll(() => server?.close(), 60_000);

  const source = (content: Buffer | string) => Readable.from([Buffer.from(content)]);

  it.each([
    ['a small object', 'new'],
    ['an object in parts', Buffer.alloc(5 * MIB + 1, 'n')],
  ])('call the guard of %s when nothing of it is visible, and then show it', async (_title, content) => {
    const store = storeOn(server);
    await store.put('meta/guarded', 'old');
    const seen: unknown[] = [];
    const guard = async () => {
      seen.push(await textOf(store, 'meta/guarded'), await unfinishedUploads(server));
    };
    const { etag } = await store.upload('meta/guarded', source(content), { guard, ...inParts });
    // Small or not, it is in parts: another run can abort it.
    expect(seen).toEqual(['old', ['meta/guarded']]);
    expect(await holds(store, 'meta/guarded', Buffer.from(content))).toBe(true);
    expect(etag).toMatch(/^[0-9a-f]{32}-\d$/);
    expect((await store.head('meta/guarded'))?.etag).toBe(etag);
  });

  it('call the guard of an empty object, which has no parts', async () => {
    const store = storeOn(server);
    const seen: unknown[] = [];
    const guard = async () => void seen.push(await store.head('meta/empty'), await unfinishedUploads(server));
    expect(await store.upload('meta/empty', source(''), { guard })).toMatchObject({ size: 0 });
    expect(seen).toEqual([undefined, []]);
    expect((await store.head('meta/empty'))?.size).toBe(0);
  });

  it.each([
    ['a small object', 'new', {}],
    ['a small object that is to be absent', 'new', { ifAbsent: true }],
    ['an empty object', '', {}],
    ['an object in parts', Buffer.alloc(5 * MIB + 1), {}],
  ])('leave everything as it was when the guard of %s throws', async (_title, content, more) => {
    const store = storeOn(server);
    const key = `meta/refused${'ifAbsent' in more ? '-new' : ''}`;
    if (!('ifAbsent' in more)) await store.put(key, 'old');
    const reason = { said: 'no' };
    const guard = () => Promise.reject(reason);
    const body = source(content);
    await expect(store.upload(key, body, { guard, ...inParts, ...more })).rejects.toBe(reason);
    expect(await textOf(store, key)).toBe('ifAbsent' in more ? undefined : 'old');
    expect(await unfinishedUploads(server)).toEqual([]);
    expect(body.destroyed).toBe(true);
  });

  it.each([
    ['a small object', 'new'],
    ['an object in parts', Buffer.alloc(5 * MIB + 1)],
  ])(
    'of %s that somebody else aborted never become visible',
    async (_title, content) => {
      const store = storeOn(server);
      const other = storeOn(server);
      await store.put('meta/taken-over', 'old');
      const guard = async () => {
        for await (const upload of other.uploads('meta/taken-over')) await other.abortUpload(upload);
      };
      const failed = store.upload('meta/taken-over', source(content), { guard, ...inParts });
      await expect(failed).rejects.toBeInstanceOf(UploadAborted);
      await expect(failed).rejects.toThrow(
        /The upload of s3:\/\/contract\/meta\/taken-over at .* was aborted/,
      );
      expect(await textOf(store, 'meta/taken-over')).toBe('old');
      expect(await unfinishedUploads(server)).toEqual([]);
    },
    60_000,
  );

  it('that are aborted in the middle fail', async () => {
    const store = storeOn(server);
    const other = storeOn(server);
    async function* endless() {
      for (let n = 0; ; n += 1) {
        if (n === 12) for await (const upload of other.uploads('meta/mid')) await other.abortUpload(upload);
        yield Buffer.alloc(MIB);
      }
    }
    const failed = store.upload('meta/mid', Readable.from(endless()), inParts);
    await expect(failed).rejects.toBeInstanceOf(UploadAborted);
    expect(await store.head('meta/mid')).toBeUndefined();
    expect(await unfinishedUploads(server)).toEqual([]);
  });

  it('make a small object only where there is none', async () => {
    const store = storeOn(server);
    const guard = () => store.put('meta/absent', 'theirs');
    const upload = () => store.upload('meta/absent', source('ours'), { ifAbsent: true, guard });
    await expect(upload()).rejects.toBeInstanceOf(ObjectExists);
    expect(await textOf(store, 'meta/absent')).toBe('theirs');
    await store.remove('meta/absent');
    await store.upload('meta/absent', source('ours'), { ifAbsent: true });
    expect(await textOf(store, 'meta/absent')).toBe('ours');
  });

  it('in parts make an object only where there is none, where it is not Ceph', async () => {
    const store = storeOn(server);
    const guard = () => store.put('meta/absent-parts', 'theirs');
    const upload = store.upload('meta/absent-parts', source(Buffer.alloc(5 * MIB + 1)), {
      ...inParts,
      ifAbsent: true,
      guard,
    });
    if (name === 'Ceph') {
      // Ceph 16 does not look at the condition.
      expect(await upload).toMatchObject({ size: 5 * MIB + 1 });
      return;
    }
    await expect(upload).rejects.toBeInstanceOf(ObjectExists);
    expect(await textOf(store, 'meta/absent-parts')).toBe('theirs');
    expect(await unfinishedUploads(server)).toEqual([]);
  });

  it('keep tags and ACL, as puts do', async () => {
    const store = storeOn(server);
    const options = { tags: { kind: 'a b', grün: '+/=', empty: '' }, acl: 'public-read' };
    await store.put('meta/t/put', 'x', options);
    await store.upload('meta/t/one', source('x'), options);
    await store.upload('meta/t/guarded', source('x'), { ...options, guard: async () => {} });
    await store.upload('meta/t/parts', source(Buffer.alloc(5 * MIB + 1)), { ...options, ...inParts });
    for (const key of ['put', 'one', 'guarded', 'parts']) {
      expect([key, await attributesOf(server, `meta/t/${key}`)]).toEqual([
        key,
        { tags: options.tags, grants: ['FULL_CONTROL', 'READ'] },
      ]);
    }
  });

  it('that are unfinished are listed below a prefix, and go when they are aborted, once or twice', async () => {
    const store = storeOn(server);
    const held: unknown[] = [];
    const guard = async () => {
      for await (const upload of store.uploads('meta/l')) {
        held.push(upload);
        await store.abortUpload(upload);
        await store.abortUpload(upload);
      }
      for await (const upload of store.uploads('meta/l')) throw new Error(upload.key);
    };
    const before = Date.now();
    await expect(store.upload('meta/listed', source('x'), { guard })).rejects.toBeInstanceOf(UploadAborted);
    expect(held).toEqual([
      { key: 'meta/listed', uploadId: expect.stringMatching(/.+/), initiated: expect.any(Date) },
    ]);
    const { initiated } = held[0] as { initiated: Date };
    expect(Math.abs(initiated.getTime() - before)).toBeLessThan(60_000);
    for await (const upload of store.uploads('other/')) throw new Error(upload.key);
  });

  it('are hashed as they stand in the store', async () => {
    const store = storeOn(server);
    const content = Buffer.alloc(5 * MIB + 1, 'hash');
    await store.upload('meta/h', source(content), inParts);
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(await store.digest('meta/h')).toEqual({ size: 5 * MIB + 1, sha256 });
    await store.put('meta/h', '');
    const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect(await store.digest('meta/h')).toEqual({ size: 0, sha256: nothing });
    expect(await store.digest('meta/none')).toBeUndefined();
  });
});
