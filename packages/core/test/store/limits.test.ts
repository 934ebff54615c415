import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NETWORK_LIMITS, type NetworkLimits } from '@pv-actions/core/action/limits.ts';
import { serveHttp } from '@pv-actions/testkit/github/http.ts';
import { type FaultProxy, startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { failureText, type Server, startEmbedded, storeOn } from './servers.ts';

const KEY = 'meta/releases.json';
const ADVICE =
  '\nNothing that is read there is so large or so slow. Look at it, and check that `endpoint` is the URL of the S3 service.';
const XML = '<?xml version="1.0" encoding="UTF-8"?>';

let server: Server;
let proxy: FaultProxy;
beforeAll(async () => {
  server = await startEmbedded();
  await storeOn(server).put(KEY, 'x'.repeat(2_000));
});
afterAll(() => server.close());
beforeEach(async () => {
  proxy = await startFaultProxy(server.endpoint);
});
afterEach(() => proxy.close());

function through(limits: Partial<NetworkLimits>) {
  return storeOn(server, { endpoint: proxy.endpoint }, { limits: { ...NETWORK_LIMITS, ...limits } });
}

async function keysOf(list: AsyncIterable<{ readonly key: string }>): Promise<string[]> {
  const keys = [];
  for await (const { key } of list) keys.push(key);
  return keys;
}

describe('a text', () => {
  test('that is larger than the limit is not read', async () => {
    const failed = failureText(through({ storeTextBytes: 1_024 }).text(KEY));
    expect(await failed).toBe(
      `Could not read s3://contract/${KEY} at http://store: it has more than 1 KiB.${ADVICE}`,
    );
    expect(proxy.seen).toHaveLength(1);
    expect(await through({ storeTextBytes: 2_000 }).text(KEY)).toHaveLength(2_000);
  });

  test('without an end ends at the limit', async () => {
    proxy.setRule(() => ({ kind: 'endless', status: 200, piece: 'x'.repeat(2 ** 16) }));
    expect(await failureText(through({ storeTextBytes: 2 ** 20 }).text(KEY))).toBe(
      `Could not read s3://contract/${KEY} at http://store: it has more than 1 MiB.${ADVICE}`,
    );
    expect(proxy.seen).toHaveLength(1);
  });

  test('that drips is given up', async () => {
    proxy.setRule(() => ({ kind: 'slow-answer', bytesPerSecond: 5_000 }));
    const limits = { slowAfterSeconds: 0.1, slowestBytesPerSecond: 2 ** 20 };
    expect(await failureText(through(limits).text(KEY))).toBe(
      `Could not read s3://contract/${KEY} at http://store: it comes more slowly than 1 MiB/s.${ADVICE}`,
    );
    expect(proxy.seen).toHaveLength(1);
  });
});

test('an object without a length and without an end is hashed as far as the limit', async () => {
  proxy.setRule(() => ({ kind: 'endless', status: 200, piece: 'x'.repeat(2 ** 16) }));
  expect(await failureText(through({ storeObjectBytes: 2 ** 20 }).digest(KEY))).toBe(
    `Could not read s3://contract/${KEY} at http://store: it has more than 1 MiB.${ADVICE}`,
  );
});

test('an object that has not the size that it must have is not read', async () => {
  const read: string[] = [];
  proxy.setRule(({ method }) => {
    read.push(method);
    return {
      kind: 'endless',
      status: 200,
      headers: { 'content-length': '1000000000000' },
      piece: 'x'.repeat(2 ** 16),
    };
  });
  expect(await through({}).digestOfSize(KEY, 2_000)).toEqual({ size: 1e12, sha256: undefined });
  expect(read).toEqual(['GET']);
  proxy.setRule(() => undefined);
  expect(await through({}).digestOfSize(KEY, 1_999)).toEqual({ size: 2_000, sha256: undefined });
  expect(await through({}).digestOfSize(KEY, 2_000)).toEqual(await through({}).digest(KEY));
});

describe('a list', () => {
  const page = (token: number): string =>
    `${XML}<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>${token}</NextContinuationToken>` +
    `<Contents><Key>meta/${token}</Key></Contents></ListBucketResult>`;

  test.each<[string, Partial<NetworkLimits>, string]>([
    ['pages', { storeListPages: 3 }, '3 pages'],
    ['entries', { storeListEntries: 3 }, '3 entries'],
  ])('without an end ends at the limit of %s', async (_title, limits, said) => {
    proxy.setRule(({ number }) => ({
      kind: 'answer',
      status: 200,
      type: 'application/xml',
      body: page(number),
    }));
    expect(await failureText(keysOf(through(limits).list('meta/')))).toBe(
      `Could not list s3://contract/meta/ at http://store: the list goes on after ${said}.${ADVICE}`,
    );
    expect(proxy.seen).toHaveLength(4);
  });

  test('of uploads ends too', async () => {
    const body = (number: number): string =>
      `${XML}<ListMultipartUploadsResult><IsTruncated>true</IsTruncated><NextKeyMarker>${number}</NextKeyMarker>` +
      '</ListMultipartUploadsResult>';
    proxy.setRule(({ number }) => ({
      kind: 'answer',
      status: 200,
      type: 'application/xml',
      body: body(number),
    }));
    expect(await failureText(keysOf(through({ storeListPages: 3 }).uploads('meta/')))).toBe(
      `Could not list the uploads of s3://contract/meta/ at http://store: the list goes on after 3 pages.${ADVICE}`,
    );
  });
});

describe('an answer', () => {
  test.each([200, 403, 500])('of HTTP %d without an end ends at the limit', async (status) => {
    const begin = `${XML}<ListBucketResult>`;
    proxy.setRule(() => ({ kind: 'endless', status, begin, piece: ' '.repeat(2 ** 16) }));
    expect(await failureText(keysOf(through({ storeAnswerBytes: 2 ** 20 }).list('meta/')))).toBe(
      `Could not list s3://contract/meta/ at http://store: the answer has more than 1 MiB.${ADVICE}`,
    );
    expect(proxy.seen).toHaveLength(1);
  });

  test('that is an error to GET has the same limit', async () => {
    proxy.setRule(() => ({ kind: 'endless', status: 404, piece: ' '.repeat(2 ** 16) }));
    expect(await failureText(through({ storeAnswerBytes: 2 ** 20 }).text(KEY))).toBe(
      `Could not read s3://contract/${KEY} at http://store: the answer has more than 1 MiB.${ADVICE}`,
    );
  });

  test('that drips is given up', async () => {
    proxy.setRule(() => ({ kind: 'slow-answer', bytesPerSecond: 1_000 }));
    expect(await failureText(keysOf(through({ storeAnswerSeconds: 0.1 }).list('meta/')))).toBe(
      `Could not list s3://contract/meta/ at http://store: the answer takes more than 0.1 s.${ADVICE}`,
    );
  });

  test.each([301, 307])(
    'of HTTP %d that leads elsewhere is not followed, and nothing is sent there',
    async (status) => {
      let asked = 0;
      const other = await serveHttp(async () => {
        asked += 1;
        return { status: 200, headers: {} };
      });
      try {
        const headers = { location: `${other.url}/${KEY}` };
        proxy.setRule(() => ({ kind: 'status', status, code: 'PermanentRedirect', headers }));
        expect(await failureText(through({}).text(KEY))).toContain('the bucket is in another region');
        expect(asked).toBe(0);
      } finally {
        await other.close();
      }
    },
  );
});
