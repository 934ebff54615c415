import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { StoreSettings } from '@pv-actions/core/store/settings.ts';
import type { Store, StoreDeps } from '@pv-actions/core/store/types.ts';
import {
  type Fault,
  type FaultProxy,
  type ProxiedRequest,
  startFaultProxy,
} from '@pv-actions/testkit/s3/fault-proxy.ts';
import type { S3Options } from '@pv-actions/testkit/s3/server.ts';
import { adding, failureText, type Server, startEmbedded, storeOn, textOf } from './servers.ts';

let server: Server;
let proxy: FaultProxy;
afterEach(async () => {
  await proxy.close();
  await server.close();
});

/** A store that answers so, before the embedded one sees the request. */
async function start(
  rule: (request: ProxiedRequest) => Fault | undefined,
  options: S3Options = {},
): Promise<(changes?: Partial<StoreSettings>, deps?: Partial<StoreDeps>) => Store> {
  server = await startEmbedded(options);
  proxy = await startFaultProxy(server.endpoint, rule);
  return (changes, deps) => storeOn(server, { endpoint: proxy.endpoint, ...changes }, deps);
}
const isWrite = ({ method }: ProxiedRequest): boolean => method === 'PUT' || method === 'POST';
const hasCondition = ({ headers }: ProxiedRequest): boolean =>
  headers['if-none-match'] !== undefined || headers['if-match'] !== undefined;
const hasChecksum = ({ headers, method }: ProxiedRequest): boolean =>
  method === 'PUT' && headers['x-amz-checksum-crc32'] !== undefined;

describe('A store that answers 501 to conditions', () => {
  const NOT_IMPLEMENTED = { kind: 'status', status: 501, code: 'NotImplemented' } as const;
  const refusing = (request: ProxiedRequest) =>
    isWrite(request) && hasCondition(request) ? NOT_IMPLEMENTED : undefined;

  test('is told from one that ignores them', async () => {
    const store = (await start(refusing))();
    expect(await failureText(store.requireConditions())).toBe(
      'The store s3://contract/meta at http://store refuses conditional writes (If-None-Match: *) as something that it does not know, so jobs ' +
        "that publish at the same time would lose each other's entries.\n" +
        'Use a store that obeys them. If one job at a time writes the index, and only then, set `unconditional-index: true`.',
    );
  });

  test('gets no condition at all with one writer', async () => {
    const store = (await start(refusing))({ unconditionalIndex: true });
    await store.requireConditions();
    const content = Buffer.alloc(9 * 1024 * 1024, 'x');
    for (const [key, body] of [['meta/small', Buffer.from('x')] as const, ['meta/large', content] as const]) {
      await store.upload(key, Readable.from([body]), { ifAbsent: true, guard: async () => undefined });
      expect((await store.head(key))?.size).toBe(body.length);
    }
    await store.update('meta/index', adding('a'));
    expect(await textOf(store, 'meta/index')).toBe('{"a":true}\n');
    expect(proxy.seen.filter(hasCondition).filter(isWrite)).toEqual([]);
  });

  test('says what the request had where a file is refused', async () => {
    const store = (await start(refusing))();
    const upload = store.upload('meta/a', Readable.from([Buffer.from('x')]), {
      ifAbsent: true,
      acl: 'private',
    });
    const text = await failureText(upload);
    expect(text).toContain('The request had a condition (If-None-Match).');
    expect(text).toContain(
      '`unconditional-index: true` leaves conditions out of all writes. It had `acl` ("private"), too',
    );
  });

  test('is not blamed for conditions where it refuses something else', async () => {
    const store = (await start((request) => (isWrite(request) ? NOT_IMPLEMENTED : undefined)))(
      {},
      { acl: 'private' },
    );
    const text = await failureText(store.requireConditions());
    expect(text).not.toContain('conditional');
    expect(text).toContain('The request had `acl` ("private"). Correct that, or leave it out');
  });
});

describe.each([
  ['a bare 400', { kind: 'status', status: 400 }],
  ['a page with 400', { kind: 'answer', status: 400, type: 'text/html', body: '<h1>Bad Request</h1>' }],
  ['a signature that does not match', { kind: 'status', status: 403, code: 'SignatureDoesNotMatch' }],
  ['401', { kind: 'status', status: 401 }],
  ['401 with a code', { kind: 'status', status: 401, code: 'Unauthorized' }],
  ['400 with a code of its own', { kind: 'status', status: 400, code: 'MalformedTrailerError' }],
  ['a bare 403', { kind: 'status', status: 403 }],
  ['411', { kind: 'status', status: 411, code: 'MissingContentLength' }],
  ['a bare 501', { kind: 'status', status: 501 }],
] as const)('A store that refuses checksums by %s', (_, fault) => {
  test('is tried once without, and that is remembered', async () => {
    const store = (await start((request) => (hasChecksum(request) ? fault : undefined)))();
    await store.requireConditions();
    await store.put('meta/a', 'content');
    await store.upload('meta/b', Readable.from([Buffer.alloc(9 * 1024 * 1024)]));
    expect(proxy.seen.filter(hasChecksum)).toHaveLength(1);
    expect(await textOf(store, 'meta/a')).toBe('content');
  });

  test('gets none where the variable of the SDK says so', async () => {
    const store = (await start((request) => (hasChecksum(request) ? fault : undefined)))({
      checksums: 'when_required',
    });
    await store.put('meta/a', 'content');
    expect(proxy.seen.filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  test('is the fault itself where checksums make no difference, and the advice names them', async () => {
    const store = (await start((request) => (isWrite(request) ? fault : undefined)))();
    expect(await failureText(store.put('meta/a', 'content'))).toContain(
      'AWS_REQUEST_CHECKSUM_CALCULATION=when_required',
    );
    await store.put('meta/a', 'content').catch(() => undefined);
    expect(proxy.seen.filter(isWrite).map(hasChecksum)).toEqual([true, false, true]);
  });

  test('after it took one is not tried again', async () => {
    let taken = 0;
    const store = (await start((request) => (hasChecksum(request) && ++taken > 1 ? fault : undefined)))();
    await store.put('meta/a', 'content');
    await failureText(store.put('meta/b', 'content'));
    expect(proxy.seen.filter(isWrite).map(hasChecksum)).toEqual([true, true]);
  });
});

test('What is read is not held against checksums where the variable of the SDK says so', async () => {
  const modes = async (changes: Partial<StoreSettings>) => {
    const store = (await start(() => undefined))(changes);
    await store.put('meta/a', 'content');
    await textOf(store, 'meta/a');
    const [read] = proxy.seen.filter(({ method }) => method === 'GET');
    return read?.headers['x-amz-checksum-mode'];
  };
  expect(await modes({})).toBe('ENABLED');
  await proxy.close();
  await server.close();
  expect(await modes({ readChecksums: 'when_required' })).toBeUndefined();
  expect(proxy.seen.some(hasChecksum)).toBe(true);
});

describe('A store that ignores conditions', () => {
  const versioning = (answer: Fault) => (request: ProxiedRequest) =>
    request.query.has('versioning') ? answer : undefined;
  const status = (text: string): Fault => ({
    kind: 'answer',
    status: 200,
    type: 'application/xml',
    body: `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${text}</VersioningConfiguration>`,
  });
  const ignoring = { quirks: { ignoreConditions: true } };
  const told = async (answer: Fault) =>
    failureText((await start(versioning(answer), ignoring))().requireConditions());

  test('in a bucket with versioning is told so', async () => {
    const text = await told(status('<Status>Enabled</Status>'));
    expect(text).toContain(
      'ignores conditional writes (If-None-Match: *) in this bucket, which has versioning,',
    );
    expect(text).toContain('Some stores, as Ceph 16, obey them only in a bucket without versioning');
  });

  test('in one without is not, and where that may not be asked it may be', async () => {
    expect(await told(status(''))).not.toContain('versioning');
    await proxy.close();
    await server.close();
    const text = await told({ kind: 'status', status: 403, code: 'AccessDenied' });
    expect(text).toMatch(
      /ignores conditional writes \(If-None-Match: \*\), so .*ignore them only in a bucket with versioning\./s,
    );
  });
});

test('A bucket without ACLs is told so when the probe has one', async () => {
  const refusing = ({ headers }: ProxiedRequest): Fault | undefined =>
    headers['x-amz-acl'] === undefined
      ? undefined
      : { kind: 'status', status: 400, code: 'AccessControlListNotSupported' };
  const store = (await start(refusing))({}, { acl: 'public-read' });
  expect(await failureText(store.requireConditions())).toContain(
    "Leave out the input `acl`. Access to the objects is then the matter of the bucket's policy.",
  );
});
