import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Store, type UnfinishedUpload, UploadAborted } from '@pv-actions/core/store/types.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import {
  type Fault,
  type FaultProxy,
  type ProxiedRequest,
  startFaultProxy,
} from '@pv-actions/testkit/s3/fault-proxy.ts';
import {
  failureText,
  holds,
  type Server,
  startEmbedded,
  storeOn,
  textOf,
  unfinishedUploads,
} from './servers.ts';

const MIB = 1024 * 1024;
const KEY = 'meta/up';
const CONTENT = Buffer.alloc(5 * MIB + 1, 'content');

let server: Server;
/** The store without faults. */
let direct: Store;
let proxy: FaultProxy;
let warnings: string[];
let store: Store;
beforeAll(async () => {
  server = await startEmbedded();
  direct = storeOn(server);
});
afterAll(() => server.close());
beforeEach(async () => {
  proxy = await startFaultProxy(server.endpoint);
  warnings = [];
  store = faultyStore();
  await direct.put(KEY, 'old');
});
afterEach(() => proxy.close());

function faultyStore(deps: { requestTimeoutMs?: number; maxAttempts?: number } = {}): Store {
  const log = { ...quietLog, warning: (text: string) => void warnings.push(text) };
  return storeOn(server, { endpoint: proxy.endpoint }, { log, ...deps });
}

const source = (content: Buffer | string = CONTENT) => Readable.from([Buffer.from(content)]);
/** With a guard what is small is in parts, too. */
const inParts = { partSize: 5 * MIB, guard: async () => {} } as const;

type Step = 'begin' | 'part' | 'complete' | 'abort' | 'put' | 'head' | 'other';

function stepOf({ method, query }: ProxiedRequest): Step {
  if (query.has('uploads')) return 'begin';
  if (query.has('partNumber')) return 'part';
  if (method === 'POST') return 'complete';
  if (method === 'DELETE') return 'abort';
  if (method === 'PUT') return 'put';
  return method === 'HEAD' ? 'head' : 'other';
}

/** Lets the first `times` requests of a step meet `fault`. */
function meets(step: Step, fault: Fault, times = 1): void {
  let met = 0;
  proxy.setRule((request) => {
    if (stepOf(request) !== step || met === times) return undefined;
    met += 1;
    return fault;
  });
}

async function expectUntouched(): Promise<void> {
  expect(await textOf(direct, KEY)).toBe('old');
  expect(await unfinishedUploads(server)).toEqual([]);
}

const ERROR_IN_200 =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>InternalError</Code><Message>We encountered an internal error. Please try again.</Message></Error>';

describe('An upload in parts overcomes', () => {
  test.each<[string, Step, Fault]>([
    ['a completion whose answer is lost', 'complete', { kind: 'lose-answer' }],
    ['a completion that is obeyed and answered with 500', 'complete', { kind: 'lose-answer', status: 500 }],
    [
      'a completion that is answered with 200 and an error',
      'complete',
      { kind: 'answer', status: 200, type: 'application/xml', body: ERROR_IN_200 },
    ],
    [
      'a completion that is answered with 200 and nothing',
      'complete',
      { kind: 'answer', status: 200, type: 'application/xml', body: '' },
    ],
    ['a begin whose answer is lost', 'begin', { kind: 'lose-answer' }],
    ['a part whose answer is lost', 'part', { kind: 'lose-answer' }],
    ['a part that arrives changed', 'part', { kind: 'corrupt-request', at: 2 * MIB }],
    ['a part that is cut off', 'part', { kind: 'cut-request', bytes: 2 * MIB }],
    ['a store that is overloaded', 'part', { kind: 'status', status: 503, code: 'SlowDown' }],
    ['a store that says that a part was spoiled', 'part', { kind: 'status', status: 400, code: 'BadDigest' }],
  ])('%s', async (_title, step, fault) => {
    meets(step, fault);
    const content = step === 'part' ? CONTENT : Buffer.from('new');
    const sha256 = createHash('sha256').update(content).digest('hex');
    const done = await store.upload(KEY, source(content), inParts);
    expect(done).toMatchObject({ size: content.length, sha256 });
    expect(await holds(direct, KEY, content)).toBe(true);
    expect((await direct.head(KEY))?.etag).toBe(done.etag);
    // One whose begin was not heard of is for `uploads` to find.
    const left = await unfinishedUploads(server);
    expect(left).toEqual(step === 'begin' ? [KEY] : []);
    for await (const upload of store.uploads('')) await store.abortUpload(upload);
    expect(warnings).toEqual([]);
  });

  test.each<[string, Fault]>([
    ['whose answer is lost', { kind: 'lose-answer' }],
    ['that arrives changed', { kind: 'corrupt-request', at: 3 }],
  ])('a small object that is to be absent, in a request %s', async (_title, fault) => {
    await direct.remove(KEY);
    meets('put', fault);
    await store.upload(KEY, source('new'), { ifAbsent: true });
    expect(await textOf(direct, KEY)).toBe('new');
  });

  test('another conditional write at the same time', async () => {
    await direct.remove(KEY);
    meets('put', { kind: 'status', status: 409, code: 'ConditionalRequestConflict' });
    await store.upload(KEY, source('new'), { ifAbsent: true });
    expect(await textOf(direct, KEY)).toBe('new');
  });
});

describe('An upload leaves what was there, when', () => {
  test.each<[string, Step, Fault, string]>([
    [
      'the completion fails for good',
      'complete',
      { kind: 'status', status: 500, code: 'InternalError' },
      'InternalError (HTTP 500, "injected"), after 3 attempts.',
    ],
    [
      'the completion is never heard',
      'complete',
      { kind: 'reset' },
      'the connection broke off (ECONNRESET), after 3 attempts.',
    ],
    [
      'the completion is answered with 200 and an error',
      'complete',
      { kind: 'answer', status: 200, type: 'application/xml', body: ERROR_IN_200 },
      'InternalError (HTTP 503, "We encountered an internal error. Please try again."), after 3 attempts.',
    ],
    [
      'the begin is refused',
      'begin',
      { kind: 'status', status: 403, code: 'AccessDenied' },
      'access denied: AccessDenied (HTTP 403, "injected").',
    ],
    [
      'parts arrive changed again and again',
      'part',
      { kind: 'status', status: 400, code: 'BadDigest' },
      'BadDigest (HTTP 400, "injected").',
    ],
    [
      'the credentials expire between parts',
      'part',
      { kind: 'status', status: 400, code: 'ExpiredToken' },
      'the credentials have expired: ExpiredToken (HTTP 400, "injected").',
    ],
    [
      'the credentials expire before the completion',
      'complete',
      { kind: 'status', status: 400, code: 'ExpiredToken' },
      'the credentials have expired: ExpiredToken (HTTP 400, "injected").',
    ],
  ])('%s', async (_title, step, fault, what) => {
    meets(step, fault, Infinity);
    const body = source(step === 'part' ? CONTENT : 'new');
    const text = await failureText(store.upload(KEY, body, inParts));
    expect(text).toContain(`Could not write s3://contract/meta/up at http://store: ${what}\n`);
    expect(body.destroyed).toBe(true);
    await expectUntouched();
    expect(warnings).toEqual([]);
  });

  test('all credentials expire in the middle, and tells which upload stays', async () => {
    let parts = 0;
    proxy.setRule((request) => {
      if (stepOf(request) === 'part') parts += 1;
      return parts > 1 ? { kind: 'status', status: 400, code: 'ExpiredToken' } : undefined;
    });
    const text = await failureText(store.upload(KEY, source(), { ...inParts, concurrency: 1 }));
    expect(text).toMatch(/^Could not write .*: the credentials have expired: ExpiredToken .*\nGet new ones/);
    expect(await textOf(direct, KEY)).toBe('old');
    const uploads: UnfinishedUpload[] = [];
    for await (const upload of storeOn(server).uploads('')) uploads.push(upload);
    const [left, ...more] = uploads;
    expect([left?.key, more]).toEqual([KEY, []]);
    expect(warnings.map((line) => line.replace(/127\.0\.0\.1:\d+/g, 'store'))).toEqual([
      `The unfinished upload ${left?.uploadId} of s3://contract/meta/up at http://store could not be aborted, and its parts stay for the time being: ` +
        'Could not abort an upload of s3://contract/meta/up at http://store: the credentials have expired: ExpiredToken (HTTP 400, "injected").',
    ]);
    await storeOn(server).abortUpload({ key: KEY, uploadId: left?.uploadId ?? '' });
  });

  test('the source fails as a connection would, which is not taken for the store', async () => {
    const reason = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    async function* failing() {
      yield CONTENT;
      throw reason;
    }
    await expect(store.upload(KEY, Readable.from(failing()), inParts)).rejects.toBe(reason);
    await expectUntouched();
  });

  test('the source is destroyed early', async () => {
    const body = new Readable({ read() {} });
    body.push(CONTENT);
    proxy.setRule((request) => {
      if (stepOf(request) === 'part') body.destroy();
      return undefined;
    });
    await expect(store.upload(KEY, body, inParts)).rejects.toThrow('Premature close');
    await expectUntouched();
  });

  test('the source had failed before', async () => {
    const body = new Readable({ read() {} });
    body.on('error', () => {});
    body.destroy(new Error('the disk is gone'));
    await new Promise((resolve) => body.once('close', resolve));
    await expect(store.upload(KEY, body, inParts)).rejects.toThrow('the disk is gone');
    expect(proxy.seen).toHaveLength(0);
  });

  test.each<[string, Step, number]>([
    ['a part hangs', 'part', 1],
    ['the source hangs', 'part', 0],
  ])('it is given up while %s', async (_title, step, stalls) => {
    const control = new AbortController();
    const reason = new Error('cancelled');
    async function* hanging() {
      yield CONTENT;
      if (stalls === 0) {
        control.abort(reason);
        await new Promise(() => {});
      }
    }
    proxy.setRule((request) => {
      if (stepOf(request) !== step || stalls === 0) return undefined;
      setImmediate(() => control.abort(reason));
      return { kind: 'stall' };
    });
    const body = Readable.from(hanging());
    await expect(store.upload(KEY, body, { ...inParts, signal: control.signal })).rejects.toBe(reason);
    expect(body.destroyed).toBe(true);
    await expectUntouched();
  });

  test('it is given up while the guard hangs', async () => {
    const control = new AbortController();
    const reason = new Error('cancelled');
    const guard = () => {
      control.abort(reason);
      return new Promise<void>(() => {});
    };
    await expect(store.upload(KEY, source('new'), { guard, signal: control.signal })).rejects.toBe(reason);
    await expectUntouched();
  });

  test('somebody else aborted it, and the store says only that something is wrong', async () => {
    const guard = async () => {
      for await (const upload of store.uploads(KEY)) await store.abortUpload(upload);
    };
    meets('complete', { kind: 'status', status: 500, code: 'InternalError' }, Infinity);
    await expect(store.upload(KEY, source('new'), { guard })).rejects.toBeInstanceOf(UploadAborted);
    await expectUntouched();
  });

  test('it was given up before it began', async () => {
    const reason = new Error('cancelled');
    const body = source();
    await expect(store.upload(KEY, body, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(body.destroyed).toBe(true);
    expect(proxy.seen).toHaveLength(0);
  });

  test('the completion is never answered, which is final only when the upload is aborted', async () => {
    const order: Step[] = [];
    proxy.setRule((request) => {
      const step = stepOf(request);
      order.push(step);
      return step === 'complete' ? { kind: 'reset' } : undefined;
    });
    await failureText(store.upload(KEY, source('new'), inParts));
    const after = order.slice(order.lastIndexOf('complete') + 1);
    expect(after).toEqual(['head', 'abort', 'head']);
    await expectUntouched();
  });
});

describe('The time limit of an upload', () => {
  test('ends a request that stalls, which is sent again', async () => {
    meets('part', { kind: 'stall' });
    store = faultyStore({ requestTimeoutMs: 2000 });
    await store.upload(KEY, source('new'), { guard: async () => {} });
    expect(await textOf(direct, KEY)).toBe('new');
    const [first, ...again] = proxy.seen.filter((request) => stepOf(request) === 'part');
    expect(first?.fault).toEqual({ kind: 'stall' });
    expect(again.length).toBeGreaterThan(0);
  });

  test('is not that of a transfer that is slow but moves, in either direction', async () => {
    const content = Buffer.alloc(20 * MIB, 'slow');
    await direct.put('meta/down', content);
    proxy.setRule((request) => {
      const bytesPerSecond = 8 * MIB;
      if (stepOf(request) === 'part') return { kind: 'slow-request', bytesPerSecond };
      return request.method === 'GET' ? { kind: 'slow-answer', bytesPerSecond } : undefined;
    });
    store = faultyStore({ requestTimeoutMs: 2000, maxAttempts: 1 });
    const guard = async () => {};
    const [up, down] = await Promise.all([
      store.upload(KEY, source(content), { partSize: content.length, guard }),
      store.digest('meta/down'),
    ]);
    expect([up.size, down?.size]).toEqual([content.length, content.length]);
    expect(proxy.seen.filter((request) => stepOf(request) === 'part')).toHaveLength(1);
  });
});

test('Parts are sent at the same time, no more than was asked for, and the source is read no further', async () => {
  const [third, ahead, opened] = [
    Promise.withResolvers<void>(),
    Promise.withResolvers<void>(),
    Promise.withResolvers<void>(),
  ];
  let taken = 0;
  let aheadMost = 0;
  function* chunks() {
    for (let read = 1; read <= 35; read += 1) {
      aheadMost = Math.max(aheadMost, read - 5 * taken);
      // Three parts on their way, one that waits, and the chunk that shows that it is full.
      if (read === 4 * 5 + 1) ahead.resolve();
      yield Buffer.alloc(MIB);
    }
  }
  let now = 0;
  let most = 0;
  proxy.setRule(async (request) => {
    if (stepOf(request) !== 'part') return undefined;
    now += 1;
    most = Math.max(most, now);
    if (now === 3) third.resolve();
    await opened.promise;
    now -= 1;
    taken += 1;
    return undefined;
  });
  const uploading = store.upload(KEY, Readable.from(chunks(), { highWaterMark: 1 }), {
    partSize: 5 * MIB,
    concurrency: 3,
  });
  await Promise.race([uploading, Promise.all([third.promise, ahead.promise])]);
  // Requests that go there and back: a fourth part would have arrived before them.
  for (let n = 0; n < 3; n += 1) await storeOn(server, { endpoint: proxy.endpoint }).head(KEY);
  opened.resolve();
  await uploading;
  expect(most).toBe(3);
  // What is ahead, and the chunks that the stream holds.
  expect(aheadMost).toBeLessThanOrEqual(4 * 5 + 3);
  expect(taken).toBe(7);
});
