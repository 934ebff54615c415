import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { failureOf } from '@pv-actions/core/store/failures.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import {
  failureText,
  holds,
  type Server,
  settingsOf,
  startEmbedded,
  storeOn,
  unfinishedUploads,
} from './servers.ts';

const MIB = 1024 * 1024;

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
});
afterEach(() => proxy.close());

function* mebibytes(count: number): Generator<Buffer> {
  for (let n = 0; n < count; n += 1) yield Buffer.alloc(MIB);
}

const AGAIN = 'Run the job again. If it stays, the network or the store is at fault.';
const LISTING =
  'A key that may not list the bucket (s3:ListBucket) gets 403 also where there is no such object.';

describe('The text of a failure', () => {
  test('names an endpoint that cannot be reached', async () => {
    await proxy.close();
    expect(await failureText(storeOn(server, { endpoint: proxy.endpoint }).head('meta/x'))).toBe(
      'Could not look at s3://contract/meta/x at http://store: it cannot be reached (ECONNREFUSED).\n' +
        'Check `endpoint`, and that the runner may connect to it.',
    );
  });

  test('names a host that does not exist', async () => {
    const store = storeOn(server, { endpoint: 'http://nowhere.invalid' }, { maxAttempts: 1 });
    expect(await failureText(store.put('meta/x', 'x'))).toMatch(
      /^Could not write s3:\/\/contract\/meta\/x at http:\/\/nowhere\.invalid: it cannot be reached \(E(NOTFOUND|AI_AGAIN)\)\.\nCheck `endpoint`, and that the runner may connect to it\.$/,
    );
  });

  test('tells https from http', async () => {
    const endpoint = server.endpoint.replace('http:', 'https:');
    expect(await failureText(storeOn(server, { endpoint }).put('meta/x', 'x'))).toBe(
      'Could not write s3://contract/meta/x at https://store: it does not speak https (EPROTO).\n' +
        'Check whether `endpoint` begins with http or https as it should, and its port.',
    );
  });

  test.each(['head', 'text', 'digest', 'put', 'upload', 'list', 'update'] as const)(
    'of %s names a bucket that does not exist',
    async (method) => {
      const store = storeOn(server, { bucket: 'no-such-bucket' });
      const calls = {
        head: () => store.head('meta/x'),
        text: () => store.text('meta/x'),
        digest: () => store.digest('meta/x'),
        put: () => store.put('meta/x', 'x'),
        upload: () => store.upload('meta/x', Readable.from(mebibytes(9))),
        list: async () => {
          for await (const { key } of store.list('meta/x')) throw new Error(key);
        },
        update: () => store.update('meta/x', () => 'x'),
      };
      const verb = {
        head: 'look at',
        text: 'read',
        digest: 'read',
        put: 'write',
        upload: 'write',
        list: 'list',
        update: 'read',
      };
      expect(await failureText(calls[method]())).toBe(
        `Could not ${verb[method]} s3://no-such-bucket/meta/x at http://store: there is no bucket "no-such-bucket": ` +
          'NoSuchBucket (HTTP 404, "The specified bucket does not exist").\n' +
          'Check `bucket` and `endpoint`. A bucket is never made here.',
      );
    },
  );

  test.each([
    ['SignatureDoesNotMatch', { accessKeyId: 'local', secretAccessKey: 'wrong-secret' }],
    ['InvalidAccessKeyId', { accessKeyId: 'nobody', secretAccessKey: 'wrong-secret' }],
  ])('tells wrong keys (%s) from missing permissions, also for HEAD', async (code, credentials) => {
    const store = storeOn(server, { credentials });
    for (const work of [() => store.head('meta/x'), () => store.put('meta/x', 'x')]) {
      const text = await failureText(work());
      expect(text).toContain(`: the store does not accept the credentials: ${code} (HTTP 403, `);
      expect(text).toContain(
        'Check `access-key-id`, `secret-access-key` and `session-token`, and that they belong to this store.',
      );
      expect(text).not.toContain('wrong-secret');
      expect(text).not.toContain('nobody');
    }
  });

  const CANNOT = 'Could not write s3://contract/meta/x at http://store:';
  test.each<[string, Fault, string]>([
    [
      'AccessDenied',
      { kind: 'status', status: 403, code: 'AccessDenied' },
      `${CANNOT} access denied: AccessDenied (HTTP 403, "injected").\nAllow s3:PutObject on the bucket contract to these credentials.`,
    ],
    [
      'ExpiredToken',
      { kind: 'status', status: 400, code: 'ExpiredToken' },
      `${CANNOT} the credentials have expired: ExpiredToken (HTTP 400, "injected").\nGet new ones shortly before this step, or for longer (\`role-duration-seconds\` of aws-actions/configure-aws-credentials), and run the job again.`,
    ],
    [
      'PermanentRedirect',
      {
        kind: 'status',
        status: 301,
        code: 'PermanentRedirect',
        headers: { 'x-amz-bucket-region': 'eu-central-1' },
      },
      `${CANNOT} the bucket is in another region, not us-east-1 but eu-central-1: PermanentRedirect (HTTP 301, "injected").\nSet the input \`region\` to eu-central-1.`,
    ],
    [
      'SlowDown',
      { kind: 'status', status: 503, code: 'SlowDown' },
      `${CANNOT} SlowDown (HTTP 503, "injected"), after 3 attempts.\nThe store is overloaded or has a fault. Run the job again later.`,
    ],
    [
      'a reset',
      { kind: 'reset' },
      `${CANNOT} the connection broke off (ECONNRESET), after 3 attempts.\n${AGAIN}`,
    ],
    [
      'QuotaExceeded',
      { kind: 'status', status: 422, code: 'QuotaExceeded' },
      `${CANNOT} QuotaExceeded (HTTP 422, "injected").\nThe store refused the request; its documentation explains the code.`,
    ],
    [
      'a web page',
      { kind: 'answer', status: 404, type: 'text/html', body: '<html>Not here</html>' },
      `${CANNOT} the answer is not one of S3: HTTP 404.\nCheck that \`endpoint\` is the URL of the S3 service, not of its console or of a web page.`,
    ],
  ])('says what to do about %s', async (_title, fault, text) => {
    proxy.setRule(() => fault);
    expect(await failureText(storeOn(server, { endpoint: proxy.endpoint }).put('meta/x', 'x'))).toBe(text);
  });

  test.each<[string, Fault, object, string]>([
    [
      'a write with tags and an ACL that is denied',
      { kind: 'status', status: 403, code: 'AccessDenied' },
      { tags: { a: 'b' }, acl: 'public-read' },
      `${CANNOT} access denied: AccessDenied (HTTP 403, "injected").\nAllow s3:PutObject, s3:PutObjectTagging and s3:PutObjectAcl on the bucket contract to these credentials. Where the bucket blocks public access, leave out the input \`acl\`.`,
    ],
    [
      'a bucket without ACLs',
      { kind: 'status', status: 400, code: 'AccessControlListNotSupported' },
      { acl: 'public-read' },
      `${CANNOT} the bucket does not take ACLs: AccessControlListNotSupported (HTTP 400, "injected").\nLeave out the input \`acl\`. Access to the objects is then the matter of the bucket's policy.`,
    ],
    [
      'an ACL that a store does not name as the cause',
      { kind: 'status', status: 400, code: 'InvalidRequest' },
      { acl: 'public-read' },
      `${CANNOT} the store refuses the request: InvalidRequest (HTTP 400, "injected").\nThe request had \`acl\` ("public-read"). Correct that, or leave it out if this store does not know it.`,
    ],
    [
      'an ACL that may be blocked',
      { kind: 'status', status: 403, code: 'AccessDenied' },
      { acl: 'public-read' },
      `${CANNOT} access denied: AccessDenied (HTTP 403, "injected").\nAllow s3:PutObject and s3:PutObjectAcl on the bucket contract to these credentials. Where the bucket blocks public access, leave out the input \`acl\`.`,
    ],
    [
      'an ACL that gives nothing to the public',
      { kind: 'status', status: 403, code: 'AccessDenied' },
      { acl: 'bucket-owner-full-control' },
      `${CANNOT} access denied: AccessDenied (HTTP 403, "injected").\nAllow s3:PutObject and s3:PutObjectAcl on the bucket contract to these credentials.`,
    ],
    [
      'tags that are refused',
      { kind: 'status', status: 400, code: 'InvalidTag' },
      { tags: { a: 'b' } },
      `${CANNOT} the tags are refused: InvalidTag (HTTP 400, "injected").\nCorrect the input \`object-tags\`.`,
    ],
    [
      'a store without tags',
      { kind: 'status', status: 501, code: 'NotImplemented' },
      { tags: { a: 'b' }, acl: 'public-read' },
      `${CANNOT} the store refuses the request: NotImplemented (HTTP 501, "injected").\nThe request had \`object-tags\` and \`acl\` ("public-read"). Correct that, or leave it out if this store does not know it.`,
    ],
  ])('says what to do about %s', async (_title, fault, options, text) => {
    proxy.setRule(({ method }) => (method === 'PUT' || method === 'POST' ? fault : undefined));
    const store = storeOn(server, { endpoint: proxy.endpoint, unconditionalIndex: true });
    expect(await failureText(store.put('meta/x', 'x', options))).toBe(text);
    expect(await failureText(store.upload('meta/x', Readable.from(mebibytes(9)), options))).toBe(text);
    expect(await failureText(store.update('meta/x', () => text, options))).toBe(text);
  });

  test.each([
    ['a page', '<!DOCTYPE html><html><h1>Sign in</h1></html>'],
    ['nothing', ''],
  ])('says that %s is no list: what is missing from one would pass for absent', async (_title, body) => {
    proxy.setRule(() => ({ kind: 'answer', status: 200, type: 'text/html', body }));
    const store = storeOn(server, { endpoint: proxy.endpoint });
    const read = async (list: AsyncIterable<unknown>) => {
      for await (const each of list) throw new Error(JSON.stringify(each));
    };
    const text =
      'at http://store: the answer is not one of S3: HTTP 200.\nCheck that `endpoint` is the URL of the S3 service, not of its console or of a web page.';
    expect(await failureText(read(store.list('meta/')))).toBe(`Could not list s3://contract/meta/ ${text}`);
    expect(await failureText(read(store.uploads('meta/')))).toBe(
      `Could not list the uploads of s3://contract/meta/ ${text}`,
    );
  });

  test('of what is done about unfinished uploads names the permission', async () => {
    proxy.setRule(() => ({ kind: 'status', status: 403, code: 'AccessDenied' }));
    const store = storeOn(server, { endpoint: proxy.endpoint });
    const listing = async () => {
      for await (const { key } of store.uploads('meta/')) throw new Error(key);
    };
    expect(await failureText(listing())).toBe(
      'Could not list the uploads of s3://contract/meta/ at http://store: access denied: AccessDenied (HTTP 403, "injected").\n' +
        'Allow s3:ListBucketMultipartUploads on the bucket contract to these credentials.',
    );
    expect(await failureText(store.abortUpload({ key: 'meta/x', uploadId: '1' }))).toBe(
      'Could not abort an upload of s3://contract/meta/x at http://store: access denied: AccessDenied (HTTP 403, "injected").\n' +
        'Allow s3:AbortMultipartUpload on the bucket contract to these credentials.',
    );
  });

  test('of a read says that a 403 can be a missing key', async () => {
    proxy.setRule(() => ({ kind: 'status', status: 403, code: 'AccessDenied' }));
    const store = storeOn(server, { endpoint: proxy.endpoint });
    const rest = `s3://contract/meta/x at http://store: access denied: AccessDenied (HTTP 403, "injected"). ${LISTING}\nAllow s3:GetObject and s3:ListBucket on the bucket contract to these credentials.`;
    expect(await failureText(store.text('meta/x'))).toBe(`Could not read ${rest}`);
    expect(await failureText(store.head('meta/x'))).toBe(`Could not look at ${rest}`);
  });

  test('asks for credentials where there are none', () => {
    const thrown = Object.assign(new Error('Could not load credentials from any providers'), {
      name: 'CredentialsProviderError',
    });
    const { credentials: _none, endpoint: _aws, ...settings } = settingsOf(server);
    const failure = failureOf(thrown, 'read', 'meta/x', settings);
    expect(failure instanceof UserError && failure.text).toBe(
      'Could not read s3://contract/meta/x at AWS (us-east-1): no credentials were found.\n' +
        'Give `access-key-id` and `secret-access-key`, or run aws-actions/configure-aws-credentials in an earlier step of the job (it needs `permissions: id-token: write`).',
    );
  });

  test('never repeats a secret that the store repeats', () => {
    const thrown = Object.assign(new Error('Bad header: local-secret/local'), {
      Code: 'InvalidRequest',
      $metadata: { httpStatusCode: 400, attempts: 1 },
    });
    const failure = failureOf(thrown, 'read', 'meta/local', settingsOf(server, { endpoint: 'http://store' }));
    expect(failure instanceof UserError && failure.message).toBe(
      'Could not read s3://contract/meta/local at http://store: InvalidRequest (HTTP 400, "Bad header: ***/***").',
    );
  });

  test('nor where it does so in its code, its region, or in another form; what it says stays on one line', () => {
    const settings = settingsOf(server, {
      endpoint: 'http://store',
      credentials: { accessKeyId: 'AKIA0', secretAccessKey: 's3/cret+key' },
    });
    const textOf = (said: object): string => {
      const thrown = Object.assign(new Error('No s3%2Fcret%2Bkey'), {
        $metadata: { httpStatusCode: 400, attempts: 1 },
        ...said,
      });
      const failure = failureOf(thrown, 'read', 'meta/x', settings);
      return failure instanceof UserError ? failure.text : 'no UserError';
    };
    expect(textOf({ Code: 'Bad s3/cret+key\n::error::x' })).toBe(
      'Could not read s3://contract/meta/x at http://store: Bad ***\\n::error::x (HTTP 400, "No ***").\n' +
        'The store refused the request; its documentation explains the code.',
    );
    expect(textOf({ Code: 'PermanentRedirect', Region: 's3/cret+key\n::error::x' })).toBe(
      'Could not read s3://contract/meta/x at http://store: the bucket is in another region, not us-east-1 but ***\\n::error::x: ' +
        'PermanentRedirect (HTTP 400, "No ***").\nSet the input `region` to ***\\n::error::x.',
    );
  });

  test('leaves alone what the store did not cause', () => {
    const defect = new TypeError('a defect');
    expect(failureOf(defect, 'read', 'meta/x', settingsOf(server))).toBe(defect);
  });
});

describe('A transient fault', () => {
  test.each<[string, Fault]>([
    ['a reset in the middle of a part', { kind: 'cut-request', bytes: 3 * MIB }],
    ['a 500', { kind: 'status', status: 500, code: 'InternalError' }],
    ['a lost answer', { kind: 'lose-answer' }],
    ['a corrupted part', { kind: 'corrupt-request', at: 2 * MIB }],
  ])('of an upload (%s) is overcome, whichever request it meets', async (_title, fault) => {
    const content = Buffer.alloc(5 * MIB + 1, 'x');
    // Create, two parts, complete.
    for (const nth of [1, 2, 4]) {
      let count = 0;
      proxy.setRule(({ method }) => {
        if (method !== 'PUT' && method !== 'POST') return undefined;
        count += 1;
        return count === nth ? fault : undefined;
      });
      const store = storeOn(server, { endpoint: proxy.endpoint });
      const { size } = await store.upload('meta/up', Readable.from([content]), { partSize: 5 * MIB });
      expect(size).toBe(content.length);
      expect(await holds(direct, 'meta/up', content)).toBe(true);
      await store.remove('meta/up');
    }
  });

  test('that stays ends the upload with nothing visible', async () => {
    proxy.setRule(({ query }) => (query.get('partNumber') === '2' ? { kind: 'reset' } : undefined));
    const store = storeOn(server, { endpoint: proxy.endpoint });
    const failed = store.upload('meta/never', Readable.from(mebibytes(16)), { partSize: 5 * MIB });
    expect(await failureText(failed)).toBe(
      `Could not write s3://contract/meta/never at http://store: the connection broke off (ECONNRESET), after 3 attempts.\n${AGAIN}`,
    );
    expect(await store.head('meta/never')).toBeUndefined();
    expect(await unfinishedUploads(server)).not.toContain('meta/never');
  });

  test('of a stall ends with an answer that does not come', async () => {
    proxy.setRule(() => ({ kind: 'stall' }));
    const store = storeOn(server, { endpoint: proxy.endpoint }, { requestTimeoutMs: 100, maxAttempts: 2 });
    expect(await failureText(store.text('meta/x'))).toBe(
      `Could not read s3://contract/meta/x at http://store: no answer in time, after 2 attempts.\n${AGAIN}`,
    );
  });

  test('of a stall in the middle of a body is overcome', async () => {
    await direct.put('meta/x', 'content');
    let gets = 0;
    proxy.setRule(() => {
      gets += 1;
      return gets === 1 ? { kind: 'stall-answer', bytes: 3 } : undefined;
    });
    const store = storeOn(server, { endpoint: proxy.endpoint }, { requestTimeoutMs: 100 });
    expect(await store.text('meta/x')).toBe('content');
  });

  test('of a body that breaks off again and again', async () => {
    await direct.put('meta/x', 'content');
    proxy.setRule(() => ({ kind: 'truncate', bytes: 3 }));
    const text = await failureText(storeOn(server, { endpoint: proxy.endpoint }).text('meta/x'));
    expect(text).toContain('Could not read s3://contract/meta/x at http://store: the connection broke off');
  });
});
