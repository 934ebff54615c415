import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Store } from '@pv-actions/core/store/types.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { type Server, startEmbedded, storeOn } from './servers.ts';

const KEY = 'meta/object';
const SIZE = 3_000_000;
const CONTENT = Buffer.alloc(SIZE, 'some content');
const DIGEST = { size: SIZE, sha256: createHash('sha256').update(CONTENT).digest('hex') };

let server: Server;
/** The store without faults. */
let direct: Store;
let proxy: FaultProxy;
beforeAll(async () => {
  server = await startEmbedded();
  direct = storeOn(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  proxy = await startFaultProxy(server.endpoint);
  await direct.put(KEY, CONTENT);
});
afterEach(() => proxy.close());

const digest = (deps = {}) => storeOn(server, { endpoint: proxy.endpoint }, deps).digest(KEY);
const ranges = () => proxy.seen.map(({ headers }) => headers.range);

/** One fault for each request, in their order; then none. */
function faults(...list: (Fault | undefined)[]): void {
  proxy.setRule(({ number }) => list[number - 1]);
}

test('A body that breaks off is read on from there', async () => {
  faults({ kind: 'truncate', bytes: 1_000_000 }, { kind: 'truncate', bytes: 500_000 });
  expect(await digest()).toEqual(DIGEST);
  expect(ranges()).toHaveLength(3);
  expect(ranges()[0]).toBeUndefined();
  const starts = ranges().map((range) => Number(/^bytes=(\d+)-$/.exec(range ?? 'bytes=0-')?.[1]));
  expect([...starts].sort((a, b) => a - b)).toEqual(starts);
  expect(starts[2]).toBeLessThanOrEqual(1_500_000);
  const etag = `"${createHash('md5').update(CONTENT).digest('hex')}"`;
  expect(proxy.seen.map(({ headers }) => headers['if-match'])).toEqual([undefined, etag, etag]);
});

test('A body that stops is read on', async () => {
  faults({ kind: 'stall-answer', bytes: 1_000_000 });
  expect(await digest({ requestTimeoutMs: 1000 })).toEqual(DIGEST);
  expect(ranges()[1]).toMatch(/^bytes=\d+-$/);
});

test('A body that was changed on the way is read again', async () => {
  faults({ kind: 'corrupt-answer', at: 1_000_000 });
  expect(await digest()).toEqual(DIGEST);
  expect(ranges()).toEqual([undefined, undefined]);
});

test('A rest that was changed on the way is read again from the start', async () => {
  faults({ kind: 'truncate', bytes: 1_000_000 }, { kind: 'corrupt-answer', at: 1000 });
  expect(await digest()).toEqual(DIGEST);
  expect(ranges()).toEqual([undefined, expect.any(String), undefined]);
});

test('An object that was replaced while it was read is read from the start', async () => {
  const other = Buffer.alloc(SIZE, 'other');
  proxy.setRule(async ({ number }) => {
    if (number === 1) return { kind: 'truncate', bytes: 1_000_000 };
    if (number === 2) await direct.put(KEY, other);
    return undefined;
  });
  expect(await digest()).toEqual({
    size: SIZE,
    sha256: createHash('sha256').update(other).digest('hex'),
  });
  expect(ranges()).toEqual([undefined, expect.any(String), undefined]);
});

test('An object that was removed while it was read is not there', async () => {
  proxy.setRule(async ({ number }) => {
    if (number === 1) return { kind: 'truncate', bytes: 1_000_000 };
    if (number === 2) await direct.remove(KEY);
    return undefined;
  });
  expect(await digest()).toBeUndefined();
});

test('A store that ignores ranges gives the whole object once more', async () => {
  const whole = { kind: 'answer', status: 200, type: 'text/plain', body: CONTENT.toString() } as const;
  faults({ kind: 'truncate', bytes: 1_000_000 }, whole);
  expect(await digest()).toEqual(DIGEST);
  expect(ranges()).toHaveLength(2);
});

test('A body that always breaks off ends with an error', async () => {
  proxy.setRule(() => ({ kind: 'truncate', bytes: 1000 }));
  await expect(digest()).rejects.toThrow(
    /^Could not read s3:\/\/contract\/meta\/object at .*: the connection broke off \(E[A-Z]+\), after 1 attempt\.$/,
  );
  expect(proxy.seen).toHaveLength(5);
});
